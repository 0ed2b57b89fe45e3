"""A clerk of the demo fills a return."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from taizhang.web.months.models import Report, Return
from taizhang.web.months.services.filling import fill, no_change
from taizhang.web.people.models import User

from .telling import told

UNCHANGED = "本月按计划无新增任务，数据与上期一致。"


def reports_of(found: Return) -> list[Report]:
    """The reports of a return with all that is told of them."""
    reports = found.reports.select_related("task", "of__period")
    return list(reports.prefetch_related("task__indicators__targets", "values"))


def fill_all(clerk: User, found: Return) -> None:
    """Every task of the return, as its story goes."""
    fill_some(clerk, reports_of(found))


def fill_some(clerk: User, reports: Iterable[Report]) -> None:
    """These tasks of a return."""
    for report in reports:
        cells = told(report.task, report.of.period)
        if cells.unchanged:
            no_change(clerk, report.of_id, report.task_id, report.version, UNCHANGED)
        else:
            fill(clerk, report.of_id, report.task_id, report.version, texts=cells.texts, values=cells.values)


def mend(clerk: User, found: Return, task: str = "", by: Decimal = Decimal(0)) -> None:
    """Say more of the tasks that may be changed; with `task`, of that one alone, and its first figure corrected."""
    for report in reports_of(found):
        if report.open and (report.returned or report.task.name == task):
            first = next(iter(report.values.all()), None)
            values = {first.indicator_id: first.entered + by} if first and first.entered and by else {}
            words = f"{report.progress}已与台账逐项核对。"
            fill(clerk, found.pk, report.task_id, report.version, texts={"progress": words}, values=values)
