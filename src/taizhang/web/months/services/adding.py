"""A task added to the list in mid-year: a corrected version of the list's own document, and the task in the plan."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from taizhang.ledger import Role, to_json
from taizhang.web.events.services import record
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.services.saving import Place, locked, make_version, settle, taken_by
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right

from ..models import Period, Plan, Task
from ..refusals import ReasonMissing
from .periods import prepare
from .plans import take_row
from .tasks import open_periods


@transaction.atomic
def add_task(
    user: User, plan: Plan, texts: Mapping[Role, str], reason: str, *, tier: str = "", category: str = ""
) -> Task:
    """One more task, at the list's end, so that no row that units have reported on changes its number.

    The version that the plan was made from is corrected by one that has the row, for the reason; units get it in the
    periods that they have still to send.  PermissionDenied, ReasonMissing.
    """
    if not has(user, Right.PLAN):
        raise PermissionDenied
    if not reason.strip():
        raise ReasonMissing
    yearly = locked(plan.yearly)
    plan = Plan.objects.select_for_update(of=("self",)).select_related("base", "yearly__region").get(pk=plan.pk)
    version = _corrected(user, plan, texts, reason.strip(), tier, category)
    plan.base = version
    plan.save(update_fields=["base"])
    project = version.ledger.projects[-1]
    made = take_row(user, plan, project, project.tasks[-1])
    for period in open_periods(Period.objects.filter(yearly=yearly)):
        prepare(period)
    record("task-added", user, ledger=str(plan.yearly), task=str(made), reason=reason.strip())
    return made


def _corrected(
    user: User, plan: Plan, texts: Mapping[Role, str], reason: str, tier: str, category: str
) -> LedgerVersion:
    """The plan's document with the row; where it is still the valid one of its period it is corrected."""
    from taizhang.reading.adding import add_row

    base = plan.base
    ledger = add_row(base.ledger, texts, tier=tier, category=category)
    place = Place(plan.yearly, period=base.period_label, as_of=base.as_of, correction=reason[:200])
    document = {
        "source_name": base.source_name,
        "source_text": base.source_text,
        "original_id": base.original_id,
        "content": to_json(ledger).decode(),
    }
    valid = taken_by(plan.yearly, base.period_label, base.as_of)
    twin = base if valid is None or valid.pk == base.pk else None
    version = make_version(user, ledger, plan.yearly, place, twin, document)
    if twin is None:  # a later correction speaks for that period; this one is the plan's alone
        LedgerVersion.objects.filter(pk=version.pk).update(corrected_by=valid, correction_reason=reason[:200])
    else:
        settle(user, version, twin, reason)
    return version
