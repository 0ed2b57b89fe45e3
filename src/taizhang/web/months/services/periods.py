"""Periods of a year, exceptions for one unit, and a place's own working days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from taizhang.measuring.windows import Window
from taizhang.measuring.workdays import Workdays
from taizhang.web.events.services import record
from taizhang.web.ledgers.models import YearlyLedger
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right
from taizhang.web.places.models import Region, Unit

from ..models import OwnDay, Period, Reopening, Report, Return, Task
from ..refusals import AlreadyOpen, DayPast, DaysOutOfOrder, NotEmpty, ReasonMissing
from ..states import State

DAYS = ("first", "last", "cut_off", "opens", "due", "closes")


def workdays_of(region: Region) -> Workdays:
    """The region's calendar: the national notices, over them the own days of the regions above, over those its own."""
    own = OwnDay.objects.filter(region__in=region.above).order_by("region__path")
    return Workdays({day.day: day.worked for day in own})


@transaction.atomic
def set_own_day(user: User, region: Region, day: date, worked: bool, basis: str) -> OwnDay:
    """A day that the region works, or does not, by a document named; PermissionDenied for one who may not plan."""
    _ask_plan(user)
    told = {"worked": worked, "basis": basis, "by": user}
    made, _ = OwnDay.objects.update_or_create(region=region, day=day, defaults=told)
    record("own-day-set", user, region=region.name, day=str(day), worked=int(worked), basis=basis)
    return made


@transaction.atomic
def remove_own_day(user: User, day: OwnDay) -> None:
    """The notice holds for the day again; PermissionDenied for one who may not plan."""
    _ask_plan(user)
    about = {"region": day.region.name, "day": str(day.day)}
    day.delete()
    record("own-day-removed", user, **about)


@transaction.atomic
def make_periods(user: User, yearly: YearlyLedger, windows: Iterable[Window]) -> list[Period]:
    """The periods of the list, with a blank return for each unit; those that it has already stay as they are."""
    _ask_plan(user)
    known = set(yearly.periods.values_list("label", flat=True))
    new = [w for w in windows if w.label not in known]
    made = [
        Period.objects.create(yearly=yearly, label=w.label, **{name: getattr(w, name) for name in DAYS}) for w in new
    ]
    for period in made:
        prepare(period)
    if made:
        labels = f"{made[0].label}…{made[-1].label}"
        record("periods-made", user, ledger=str(yearly), number=len(made), labels=labels)
    return made


@transaction.atomic
def prepare(period: Period) -> None:
    """A return for each unit that reports a task, with a report for each of its tasks; safe to run again.

    A task is asked of one unit in a period: who has it in a return that was sent keeps it there, and a unit that has
    sent already is asked nothing new.
    """
    told = Report.objects.filter(of__period=period).values("task")
    sent = period.returns.filter(first_sent_at__isnull=False).values("unit")
    asked = Task.objects.filter(plan__yearly=period.yearly_id, reporter__isnull=False)
    asked = asked.exclude(off__since__lte=period.cut_off)
    tasks = list(asked.exclude(pk__in=told).exclude(reporter__in=sent))
    units = dict.fromkeys(task.reporter_id for task in tasks if task.reporter_id)
    Return.objects.bulk_create([Return(period=period, unit_id=unit) for unit in units], ignore_conflicts=True)
    returns = {made.unit_id: made for made in period.returns.all()}
    reports = [Report(of=returns[task.reporter_id], task=task) for task in tasks if task.reporter_id]
    Report.objects.bulk_create(reports, ignore_conflicts=True)


@transaction.atomic
def change_days(user: User, period: Period, window: Window) -> Period:
    """Other days for a period that has not opened yet.

    PermissionDenied, AlreadyOpen, DaysOutOfOrder for a label that another period of the list has.
    """
    _ask_plan(user)
    period = Period.objects.select_for_update(of=("self",)).select_related("yearly__region").get(pk=period.pk)
    if period.opens <= timezone.localdate() or period.closings.exists():
        raise AlreadyOpen(period)
    if period.yearly.periods.filter(label=window.label).exclude(pk=period.pk).exists():
        raise DaysOutOfOrder(window.label)
    changed = [name for name in ("label", *DAYS) if getattr(period, name) != getattr(window, name)]
    told = "；".join(f"{name}: {getattr(period, name)} → {getattr(window, name)}" for name in changed)
    about = {"ledger": str(period.yearly), "period": period.label}
    for name in changed:
        setattr(period, name, getattr(window, name))
    if changed:
        period.save(update_fields=changed)
        record("period-changed", user, **about, days=told)
    return period


@transaction.atomic
def delete_period(user: User, period: Period) -> None:
    """Take away a period that nobody has begun to fill; PermissionDenied, NotEmpty."""
    _ask_plan(user)
    period = Period.objects.select_for_update(of=("self",)).select_related("yearly__region").get(pk=period.pk)
    begun = period.returns.exclude(state=State.BLANK).exists() or period.returns.exclude(submissions=None).exists()
    if begun or period.closings.exists() or Report.objects.filter(of__period=period, version__gt=0).exists():
        raise NotEmpty(period)
    about = {"ledger": str(period.yearly), "period": period.label}
    try:
        with transaction.atomic():
            period.returns.all().delete()
            period.delete()
    except ProtectedError as error:
        raise NotEmpty(period) from error
    record("period-deleted", user, **about)


@transaction.atomic
def reopen(user: User, period: Period, unit: Unit, until: date, reason: str) -> Reopening:
    """Open the period for one unit to the end of a day; PermissionDenied, ReasonMissing, DayPast."""
    _ask_plan(user)
    if not reason.strip():
        raise ReasonMissing
    if until < timezone.localdate():
        raise DayPast(until)
    made = Reopening.objects.create(
        period=period, unit=unit, until=until, reason=reason.strip(), by=user, at=timezone.now()
    )
    about = {"ledger": str(period.yearly), "period": period.label, "unit": unit.name}
    record("period-reopened", user, until=str(until), reason=made.reason, **about)
    return made


def _ask_plan(user: User) -> None:
    if not has(user, Right.PLAN):
        raise PermissionDenied
