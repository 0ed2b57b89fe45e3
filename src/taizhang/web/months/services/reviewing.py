"""The office's own figure beside a unit's (design.md law 3)."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from taizhang.web.events.services import record
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right

from ..access import visible_returns
from ..models import Value
from ..opening import closed_for
from ..refusals import PeriodClosed, ReasonMissing
from ..states import SEEN_BY_OFFICE


@transaction.atomic
def verify(user: User, value: int, amount: Decimal | None, source: str) -> Value:
    """The office's verified figure with its source (None takes it back); what the unit entered is never touched.

    Raises PermissionDenied, Http404 for a figure that was not sent to the person, PeriodClosed, ReasonMissing
    without a source.
    """
    if not has(user, Right.REVIEW):
        raise PermissionDenied
    seen = visible_returns(user).filter(state__in=SEEN_BY_OFFICE, submissions__isnull=False)
    found = Value.objects.select_for_update(of=("self",)).filter(pk=value, report__of__in=seen).first()
    if found is None:
        raise Http404
    of = found.report.of
    if closed_for(of.period, of.unit):
        raise PeriodClosed(of.period)
    if not source.strip():
        raise ReasonMissing
    found.verified, found.verified_source = amount, source.strip()
    found.verified_by, found.verified_at = user, timezone.now()
    found.save(update_fields=["verified", "verified_source", "verified_by", "verified_at"])
    record(
        "value-verified",
        user,
        ledger=str(of.period.yearly),
        period=of.period.label,
        unit=of.unit.name,
        indicator=found.indicator.name,
        value="" if amount is None else str(amount),
        source=found.verified_source,
    )
    return found
