"""What counted before a period: the last accepted return of each unit, and the list as it stood."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from django.db.models import OuterRef, Subquery

from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.models.content import HEAVY
from taizhang.web.places.models import Unit

from .content import SentReport
from .listed import told_by_list
from .models import Period, Return, Submission, Task


def accepted_before(period: Period, units: Collection[int]) -> Mapping[int, Submission]:
    """By unit the accepted submission of its last return in an earlier period of the list; one query."""
    returns = Return.objects.filter(
        unit=OuterRef("pk"), period__yearly=period.yearly_id, period__last__lt=period.last, accepted__isnull=False
    )
    last = Subquery(returns.order_by("-period__last", "-period").values("accepted")[:1])
    accepted = Unit.objects.filter(pk__in=units).order_by().annotate(last=last).values("last")
    found = Submission.objects.filter(pk__in=accepted).select_related("of__period")
    return {one.of.unit_id: one for one in found}


def told_before(
    found: Return, before: Submission | None, tasks: Collection[Task], last: Callable[[], LedgerVersion | None]
) -> dict[int, SentReport]:
    """What was last told of each task before the return's period; fetch the tasks with indicators and targets.

    By the unit's last accepted return (`before`), else by the unit that reported the task then, else by the list's
    version before (`last`, asked only then), the imported report.
    """
    own = {report.task: report for report in before.sent.reports} if before else {}
    known = taken_over(found, before, [task.pk for task in tasks]) | own
    missing = [task for task in tasks if task.pk not in known]
    version = last() if missing else None
    return known if version is None else told_by_list(version, missing) | known


def taken_over(found: Return, before: Submission | None, tasks: Collection[int]) -> dict[int, SentReport]:
    """What another unit last told of tasks that came to this one since, by task; none asked for, no query.

    A sum that grows by increments goes on from there.
    """
    known = {report.task for report in before.sent.reports} if before else set()
    missing = set(tasks) - known
    if not missing:
        return {}
    returns = Return.objects.filter(
        period__yearly=found.period.yearly_id, period__last__lt=found.period.last, reports__task__in=missing
    )
    earlier = Submission.objects.filter(pk__in=returns.exclude(unit=found.unit_id).values("accepted"))
    reports = [r for sent in earlier.order_by("of__period__last", "pk") for r in sent.sent.reports]
    return {report.task: report for report in reports if report.task in missing and report.told}


def version_before(period: Period) -> LedgerVersion | None:
    """The valid version of the list that stands last before the cut-off, without its content; one query."""
    valid = LedgerVersion.objects.filter(yearly=period.yearly_id, corrected_by=None, as_of__lt=period.cut_off)
    return valid.select_related("yearly__plan").defer(*HEAVY).order_by("-as_of", "-number").first()
