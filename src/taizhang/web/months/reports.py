"""Reports of one return with all that is shown and checked of them."""

from __future__ import annotations

from collections.abc import Collection

from taizhang.web.ledgers.models.content import heavy
from taizhang.web.people.models import User

from .access import visible_reports
from .models import Report, Return


def reports_of(user: User, found: Return, tasks: Collection[int] | None = None) -> list[Report]:
    """The return's reports, or only those of some tasks: six queries, whatever their number."""
    reports = visible_reports(user).filter(of=found).select_related(None)
    reports = reports.select_related("task__plan__base", "task__off", "by").defer(*heavy("task__plan__base__"))
    reports = reports.prefetch_related(None).prefetch_related("values", "reasons", "files")
    if tasks is not None:
        reports = reports.filter(task__in=tasks)
    known = list(reports.prefetch_related("task__indicators__targets"))
    for report in known:  # all of one return: what is known of it need not be asked for with each
        report.of, report.task.plan.yearly = found, found.period.yearly
    return known
