"""The periods of a unit, as its people find them: what is open first, with how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from taizhang.web.people.models import User

from .access import visible_returns
from .models import Period, Reopening, Report, Return, Task
from .opening import is_late, shown_as
from .states import State

TOLD = (
    ~Q(reports__unchanged="")
    | ~Q(reports__progress="")
    | ~Q(reports__stage="")
    | ~Q(reports__problems="")
    | ~Q(reports__next_steps="")
    | Q(reports__values__entered__isnull=False)
)
ASKED = Q(reports__task__off=None) | Q(reports__task__off__since__gt=F("period__cut_off"))
WITH_THE_UNIT = (State.BLANK, State.DRAFT, State.SIGNING, State.RETURNED)


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """A return of the unit: whether it can be filled today, and how many of its tasks have a word."""

    found: Return
    shown: str
    open: bool
    told: int
    tasks: int
    until: date

    @property
    def days_left(self) -> int:
        """Days to the day due, below 0 after it."""
        return (self.until - timezone.localdate()).days

    @property
    def overdue(self) -> int:
        """Days since the day due."""
        return max(-self.days_left, 0)

    @property
    def late(self) -> bool:
        """Whether it was sent late, or is."""
        return is_late(self.found)

    @property
    def asks(self) -> bool:
        """Whether the unit has still to do something."""
        return self.open and self.found.state in WITH_THE_UNIT


@dataclass(frozen=True, slots=True)
class OwnMonths:
    """`asking` wait for the unit, `other` are open and sent, closed, or were missed; `coming` open later."""

    asking: tuple[OwnMonth, ...]
    other: tuple[OwnMonth, ...]
    coming: tuple[OwnMonth, ...]


def own_months(user: User) -> OwnMonths:
    """All periods of the unit in four queries; what is due first stands first, what is over last comes first."""
    today = timezone.localdate()
    returns = visible_returns(user).annotate(
        tasks=Count("reports", filter=ASKED, distinct=True), told=Count("reports", filter=ASKED & TOLD, distinct=True)
    )
    found = list(returns.prefetch_related("period__closings"))
    exceptions = _exceptions(user, found)
    months = [_month(one, exceptions.get(one.period_id), today) for one in found]
    return OwnMonths(
        tuple(sorted((m for m in months if m.asks), key=lambda m: m.until)),
        tuple(sorted((m for m in months if not m.asks and _begun(m, today)), key=lambda m: m.found.period.last))[::-1],
        tuple(m for m in months if not m.asks and not _begun(m, today)),
    )


def _begun(month: OwnMonth, today: date) -> bool:
    return month.found.period.opens <= today or month.open


def _exceptions(user: User, returns: Iterable[Return]) -> dict[int, Reopening]:
    """The exception in force for the unit, by period."""
    found = Reopening.objects.filter(unit=user.own_unit_id, period__in={one.period_id for one in returns})
    return {one.period_id: one for one in found.order_by("until", "pk")}


def _month(found: Return, exception: Reopening | None, today: date) -> OwnMonth:
    period = found.period
    closed = max((closing.at for closing in period.closings.all()), default=None)
    stands = exception is not None and exception.until >= today and (closed is None or exception.at >= closed)
    is_open = stands or (closed is None and period.opens <= today <= period.closes)
    until = exception.until if stands and exception and today > period.closes else period.due
    told, tasks = found.told, found.tasks  # type: ignore[attr-defined] # annotated above
    return OwnMonth(found, shown_as(found), is_open, told, tasks, until)


@dataclass(frozen=True, slots=True)
class Shared:
    """A task that the unit cooperates in, with what units noted of it in a period."""

    report: Report

    @property
    def period(self) -> Period:
        """The period of the report."""
        return self.report.of.period


def shared_tasks(user: User) -> tuple[Shared, ...]:
    """The tasks of other units that the unit cooperates in, where the reporting unit has still to send.

    Of the reporting unit's draft nothing is shown but that it is asked.
    """
    today = timezone.localdate()
    found = Report.objects.filter(
        task__cooperating=user.own_unit_id,
        of__period__opens__lte=today,
        of__period__closes__gte=today,
        of__state__in=WITH_THE_UNIT,
    ).exclude(of__unit=user.own_unit_id)
    found = found.exclude(task__off__since__lte=F("of__period__cut_off"))
    found = found.filter(of__period__closings=None).order_by("of__period__due", "of__period", "task__row")
    kept = found.select_related("of__period__yearly__region", "of__unit", "task").prefetch_related("notes__unit")
    return tuple(Shared(report) for report in kept)


def tasks_off(user: User) -> QuerySet[Task]:
    """The unit's tasks that left their list in the lists of which a period is still to come or open; one query."""
    found = Task.objects.filter(reporter=user.own_unit_id, off__isnull=False)
    lists = Period.objects.filter(closes__gte=timezone.localdate()).values("yearly")
    return found.filter(plan__yearly__in=lists).select_related("off", "plan__yearly__region")
