"""What counted before a period: the last accepted return of each unit, and the list as it stood."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.models.content import HEAVY

from .content import SentReport
from .models import Period, Return, Submission


def accepted_before(period: Period, units: Collection[int]) -> Mapping[int, Submission]:
    """By unit the accepted submission of its last return in an earlier period of the list; one query."""
    returns = Return.objects.filter(
        unit__in=units, period__yearly=period.yearly_id, period__last__lt=period.last, accepted__isnull=False
    )
    found = Submission.objects.filter(pk__in=returns.values("accepted")).select_related("of__period__yearly__region")
    return {one.of.unit_id: one for one in found.order_by("of__period__last", "of__period__pk")}


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
    return valid.defer(*HEAVY).order_by("-as_of", "-number").first()
