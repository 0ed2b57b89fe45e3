"""Closing a period: its accepted returns become a version of the list, whose digest goes into the chain of the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from taizhang.ledger import to_json
from taizhang.web.events.services import record
from taizhang.web.ledgers.models import Explanation, LedgerVersion
from taizhang.web.ledgers.services.checks import count_again
from taizhang.web.ledgers.services.saving import Place, locked, make_version, settle, taken_by
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right
from taizhang.web.places.services import lights_of

from ..content import SentReport, digest_of
from ..document import by_row, composed, frame_of
from ..findings import reason_for
from ..judging import judgement_of, kept
from ..models import Closing, Period, Removal, Return, Task
from ..past import pasts_of
from ..refusals import ReasonMissing, Undecided
from ..removed import removed_by
from ..states import WAITING


@transaction.atomic
def close(user: User, period: Period, reason: str = "") -> Closing:
    """Freeze what was accepted.  Tasks without an accepted report have none in the frozen list.

    Raises PermissionDenied, Undecided while returns wait for the office, ReasonMissing when the list has the period
    already: then this is a correction.
    """
    if not has(user, Right.REVIEW):
        raise PermissionDenied
    period = Period.objects.select_for_update(of=("self",)).select_related("yearly__region").get(pk=period.pk)
    # Whoever acts on a return holds its row, so from here on nobody does until the period is closed.
    returns = list(period.returns.select_for_update(of=("self",)).select_related("unit", "accepted").order_by("pk"))
    if waiting := sum(found.state in WAITING for found in returns):
        raise Undecided(waiting)
    off = _off(period)
    version = _version(user, period, _accepted(returns), off, reason.strip())
    last = period.closings.last()
    made = Closing.objects.create(
        period=period,
        number=last.number + 1 if last else 1,
        version=version,
        digest=digest_of(version.content),
        judged=_judged(period, _accepted(returns), off),
        reason=reason.strip(),
        by=user,
        at=timezone.now(),
    )
    about = {"ledger": str(period.yearly), "period": period.label, "digest": made.digest}
    if last is None:
        record("period-closed", user, **about, returns=len(returns))
    else:
        record("period-corrected", user, **about, reason=made.reason)
    return made


def _accepted(returns: Sequence[Return]) -> dict[int, SentReport]:
    """The accepted reports by the row of their task."""
    submissions = [found.accepted for found in returns if found.accepted]
    return by_row(report for submission in submissions for report in submission.sent.reports)


def _off(period: Period) -> dict[int, Removal]:
    """The tasks that left the list up to the cut-off, by their rows."""
    return {task.row: task.off for task in removed_by(period).select_related("off") if task.off}


def _version(
    user: User, period: Period, reports: Mapping[int, SentReport], off: Mapping[int, Removal], reason: str
) -> LedgerVersion:
    yearly = locked(period.yearly)
    twin = taken_by(yearly, period.label, period.cut_off)
    if twin is not None and not reason:
        raise ReasonMissing
    frame = frame_of(period)
    ledger = composed(frame, period, reports, off={row: (one.said.zh, one.note) for row, one in off.items()})
    place = Place(yearly, period=period.label, as_of=period.cut_off, correction=reason)
    document = {"source_name": "", "source_text": "", "original_id": None, "content": to_json(ledger).decode()}
    version = make_version(user, ledger, yearly, place, twin, document, frame.curves)
    _explain(user, version, reports)
    settle(user, version, twin, reason)
    return version


def _explain(user: User, version: LedgerVersion, reports: Mapping[int, SentReport]) -> None:
    """The units' reasons beside the findings that they speak of."""
    made = [
        Explanation(
            version=version, rule=f.rule, row=f.row, column=f.column or "", words=f.words, reason=reason, by=user
        )
        for f in version.findings
        if f.row is not None and f.row in reports and (reason := reason_for(f, reports[f.row]))
    ]
    Explanation.objects.bulk_create(made)
    count_again(version)


def _judged(period: Period, reports: Mapping[int, SentReport], off: Mapping[int, Removal]) -> dict[str, Any]:
    preset, pasts = lights_of(period.yearly.region), pasts_of(period)
    tasks = Task.objects.filter(plan__yearly=period.yearly_id).select_related("plan__yearly")
    result = {}
    for task in tasks.prefetch_related("indicators__targets"):
        judgement, curve = judgement_of(task, reports.get(task.row), period.cut_off, preset, pasts.get(task.pk))
        told = off[task.row].told if task.row in off else {}
        result[str(task.row)] = kept(judgement, curve, preset) | told
    return result
