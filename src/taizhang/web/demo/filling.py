"""A clerk of the demo fills a return."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from taizhang.web.months.findings import Doubt, findings_of
from taizhang.web.months.models import Report, Return
from taizhang.web.months.services.filling import fill, give_reason, no_change
from taizhang.web.months.services.sending import sent_of
from taizhang.web.people.models import User

from .telling import told

STILL = "本月仍在施工，没有新增完成数。"
DONE = "年度任务已经全部完成，数据不变。"


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
            no_change(clerk, report.of_id, report.task_id, report.version, DONE if cells.done else STILL)
        else:
            fill(clerk, report.of_id, report.task_id, report.version, texts=cells.texts, values=cells.values)


def explain(clerk: User, found: Return) -> None:
    """Why findings stand of tasks that have trouble or another target than the list says."""
    reports = {report.task.row: report for report in reports_of(found)}
    if not any(report.problems or _has_new_target(report) for report in reports.values()):
        return
    for row, doubts in findings_of(found, sent_of(found)).items():
        for doubt in doubts:
            reason = _reason(doubt, reports[row])
            if reason and reports[row].open and not doubt.reason:
                one = doubt.finding
                give_reason(clerk, found.pk, reports[row].task_id, one.rule, one.words, reason)


def _has_new_target(report: Report) -> bool:
    return any(len(indicator.targets.all()) > 1 for indicator in report.task.indicators.all())


def _reason(doubt: Doubt, report: Report) -> str:
    if doubt.finding.rule == "rate-mismatch":
        return "完成率按调整后的目标值计算。"
    if doubt.finding.rule == "behind-schedule" and report.problems:
        return f"{report.problems.rstrip('。')}，已调整计划。"
    return "已与原始资料核对，数据无误。" if doubt.must else ""


def mend(clerk: User, found: Return, task: str = "", by: Decimal = Decimal(0)) -> None:
    """Say more of the tasks that may be changed; with `task`, of that one alone, and its first figure corrected."""
    for report in reports_of(found):
        if report.open and (report.returned or report.task.name == task):
            first = next(iter(report.values.all()), None)
            values = {first.indicator_id: first.entered + by} if first and first.entered and by else {}
            words = f"{report.progress}已与台账逐项核对。"
            for key, entered in values.items():
                indicator = report.task.indicators.get(pk=key)
                words = f"{indicator.name}剔除重复计入的数后，累计完成{entered:f}{indicator.unit_word}。"
            fill(clerk, found.pk, report.task_id, report.version, texts={"progress": words}, values=values)
