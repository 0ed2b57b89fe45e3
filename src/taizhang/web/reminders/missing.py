"""Who has not sent, and why that asks for a reminder: real deadlines alone (design.md law 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from taizhang.web.months.models import Period, Reopening, Return
from taizhang.web.months.states import State
from taizhang.web.people.models import User
from taizhang.web.people.rights import OF_A_UNIT
from taizhang.web.places.models import Unit

from .models import Mailbox, Reminder, Robot

NEAR = 3
"""Days before the day due from which a unit is chosen for a reminder, where the office chooses nothing else."""
UNSENT = (State.BLANK, State.DRAFT, State.SIGNING)


@dataclass(frozen=True, slots=True)
class Missing:
    """A unit whose return the office waits for.

    `cause` is what it is reminded of, once: due, late, returned-2 (the second submission was given back), reopened-7
    (the exception); `until` the day it is due by.  Without a cause the time is over and it cannot fill any more.
    """

    found: Return
    cause: str
    until: date
    mails: tuple[str, ...]
    robots: tuple[Robot, ...]
    reminder: Reminder | None = None
    earlier: tuple[Reminder, ...] = ()

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.found.unit

    @property
    def days(self) -> int:
        """Days to the day due, below 0 after it."""
        return (self.until - timezone.localdate()).days

    @property
    def over(self) -> int:
        """Days since the day due."""
        return max(-self.days, 0)

    @property
    def reminded(self) -> bool:
        """Whether it was reminded for this cause already, or may have been."""
        return self.reminder is not None and self.reminder.outcome != "failed"

    @property
    def near(self) -> bool:
        """Whether it is time to remind it: given back, near the day due, or after it."""
        return self.cause.startswith("returned") or self.days <= NEAR

    @property
    def can(self) -> bool:
        """Whether it may be reminded now."""
        return bool(self.cause) and not self.reminded


def missing_of(period: Period) -> tuple[Missing, ...]:
    """The units that have not sent, in official order: a fixed number of queries.  Fetch the period with its region."""
    day = timezone.localdate()
    returns = Return.objects.filter(period=period, state__in=(*UNSENT, State.RETURNED)).select_related("unit")
    waited_for = [one for one in returns.annotate(number=Count("submissions")) if _is_missing(one)]
    known = _Known.of(period, [found.unit_id for found in waited_for])
    return tuple(known.missing(found, day) for found in waited_for)


def _is_missing(found: Return) -> bool:
    """A unit that amends what was accepted is waited for by nobody."""
    return found.state == State.RETURNED or found.accepted_id is None


@dataclass(frozen=True)
class _Known:
    period: Period
    is_closed: bool
    exceptions: Mapping[int, Reopening]
    reminders: Mapping[int, Sequence[Reminder]]
    mails: Mapping[int, tuple[str, ...]]
    robots: Sequence[Robot]

    @classmethod
    def of(cls, period: Period, units: Sequence[int]) -> _Known:
        last = period.closings.last()
        open_ones = period.reopenings.filter(until__gte=timezone.localdate())
        if last is not None:
            open_ones = open_ones.filter(at__gte=last.at)
        reminders: dict[int, list[Reminder]] = {}
        for reminder in Reminder.objects.filter(period=period, unit__in=units).select_related("by"):
            reminders.setdefault(reminder.unit_id, []).append(reminder)
        robots = list(Robot.objects.filter(region=period.yearly.region_id).select_related("unit"))
        exceptions = {one.unit_id: one for one in reversed(open_ones)}
        return cls(period, last is not None, exceptions, reminders, _mails(units), robots)

    def missing(self, found: Return, day: date) -> Missing:
        found.period = self.period  # with its list and region, as it was fetched
        cause, until = self._cause(found, day)
        earlier = tuple(self.reminders.get(found.unit_id, ()))
        return Missing(
            found,
            cause,
            until,
            self.mails.get(found.unit_id, ()),
            tuple(robot for robot in self.robots if robot.unit_id in (None, found.unit_id)),
            next((one for one in earlier if one.cause == cause), None),
            earlier,
        )

    def _cause(self, found: Return, day: date) -> tuple[str, date]:
        period, exception = self.period, self.exceptions.get(found.unit_id)
        if self.is_closed or day > period.closes:
            return (f"reopened-{exception.pk}", exception.until) if exception else ("", period.due)
        if day < period.opens:
            return "", period.due
        if found.state == State.RETURNED:
            return f"returned-{found.number}", period.due  # type: ignore[attr-defined] # annotated above
        return ("late" if day > period.due else "due"), period.due


def _mails(units: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The mailboxes of units: the unit's own, and those of its people who may still sign in."""
    found: dict[int, dict[str, None]] = {}
    for unit, email in Mailbox.objects.filter(unit__in=units).values_list("unit", "email"):
        found.setdefault(unit, {})[email] = None
    people = User.objects.filter(own_unit__in=units, is_active=True, role__in=OF_A_UNIT).exclude(email="")
    for unit, email in people.order_by("pk").values_list("own_unit", "email"):
        found.setdefault(unit, {})[email] = None
    return {unit: tuple(emails) for unit, emails in found.items()}
