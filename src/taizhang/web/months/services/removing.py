"""A task taken off the list in mid-year, and put back while no period was closed without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from taizhang.web.events.services import record
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right

from ..models import Closing, Period, Removal, Report, Return, Task, Way
from ..refusals import ClosedWithout, OffAlready, OnTheList, ReasonMissing
from .periods import prepare
from .tasks import open_periods


@dataclass(frozen=True, slots=True)
class Leaving:
    """How a task leaves the list: from which day, by which document, why."""

    way: Way
    since: date
    basis: str
    reason: str


@transaction.atomic
def take_off(user: User, task: Task, told: Leaving) -> Removal:
    """Ask no unit for the task in periods whose cut-off is on that day or later; what was closed keeps it.

    In periods that the change still reaches the drafts of it go; what was sent stays where it was sent.
    PermissionDenied, ReasonMissing without basis and reason, OffAlready.
    """
    _ask(user)
    if not told.basis.strip() or not told.reason.strip():
        raise ReasonMissing
    task = _held(task)
    if task.off_id is not None:
        raise OffAlready
    texts = {"basis": told.basis.strip(), "reason": told.reason.strip()}
    made = Removal.objects.create(task=task, way=told.way, since=told.since, by=user, at=timezone.now(), **texts)
    task.off = made
    task.save(update_fields=["off"])
    _ask_no_more(task, made)
    about = {"ledger": str(task.plan.yearly), "task": str(task), "since": str(made.since)}
    record("task-taken-off", user, way=made.said.zh, **texts, **about)
    return made


@transaction.atomic
def put_back(user: User, task: Task, reason: str) -> Removal:
    """The task stands on the list again, as if it had never left; units are asked for it in the open periods.

    PermissionDenied, ReasonMissing, OnTheList, ClosedWithout once a period was closed without it.
    """
    _ask(user)
    if not reason.strip():
        raise ReasonMissing
    task = _held(task)
    off = task.off
    if off is None:
        raise OnTheList
    if closed := closed_without(off):
        raise ClosedWithout(closed)
    off.back_by, off.back_at, off.back_reason = user, timezone.now(), reason.strip()
    off.save(update_fields=["back_by", "back_at", "back_reason"])
    task.off = None
    task.save(update_fields=["off"])
    for period in open_periods(Period.objects.filter(yearly=task.plan.yearly)):
        prepare(period)
    record("task-put-back", user, ledger=str(task.plan.yearly), task=str(task), reason=reason.strip())
    return off


def closed_without(off: Removal) -> Period | None:
    """The first period that was closed, or corrected, with the task off the list."""
    closings = Closing.objects.filter(
        period__yearly=off.task.plan.yearly_id, period__cut_off__gte=off.since, at__gte=off.at
    )
    first = closings.select_related("period").order_by("period__last").first()
    return first.period if first else None


def _held(task: Task) -> Task:
    found = Task.objects.select_for_update(of=("self",)).select_related("plan__yearly__region", "off")
    return found.get(pk=task.pk)


def _ask_no_more(task: Task, off: Removal) -> None:
    """Take the task out of the returns that were never sent; a return that asks for nothing else goes with it."""
    periods = open_periods(Period.objects.filter(yearly=task.plan.yearly, cut_off__gte=off.since))
    returns = Return.objects.select_for_update(of=("self",)).filter(
        period__in=periods, reports__task=task, first_sent_at=None
    )
    keys = [found.pk for found in returns.order_by("pk")]
    Report.objects.filter(of__in=keys, task=task).delete()
    Return.objects.filter(pk__in=keys, reports=None).delete()


def _ask(user: User) -> None:
    if not has(user, Right.PLAN):
        raise PermissionDenied
