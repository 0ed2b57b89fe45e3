"""What needs a hand of the office today: what waits, what is late, what was not answered, what can be closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from taizhang.web.ledgers.access import visible_ledgers
from taizhang.web.people.models import User

from .models import Closing, Period, Return
from .opening import shown_as
from .states import WAITING, State


@dataclass(frozen=True, slots=True)
class Hand:
    """A period with its returns of one kind."""

    period: Period
    returns: tuple[Return, ...]


@dataclass(frozen=True, slots=True)
class Hands:
    """What is to be done, period by period, the oldest first.

    `closable`: nothing waits, and all was accepted or the time to report is over.  `correctable`: closed, and something
    else was accepted since for a unit with an exception.
    """

    waiting: tuple[Hand, ...]
    late: tuple[Hand, ...]
    returned: tuple[Hand, ...]
    closable: tuple[Period, ...]
    correctable: tuple[Period, ...]

    @property
    def number(self) -> int:
        """How many things ask."""
        each = sum(len(hand.returns) for hands in (self.waiting, self.late, self.returned) for hand in hands)
        return each + len(self.closable) + len(self.correctable)


def hands_of(user: User, day: date | None = None) -> Hands:
    """Everything that asks in the visible lists on the day (today); three queries."""
    day = day or timezone.localdate()
    periods = _opened(user, day)
    returns = _asking(periods, day)
    open_ones = [found for found in returns if not _closed_at(found.period)]
    return Hands(
        waiting=_by_period(found for found in returns if found.state in WAITING),
        late=_by_period(found for found in open_ones if shown_as(found, day) == "late"),
        returned=_by_period(found for found in open_ones if found.state == State.RETURNED),
        closable=_closable(periods, day),
        correctable=tuple(p for p, group in _periods(returns) if any(_accepted_since(found) for found in group)),
    )


def _opened(user: User, day: date) -> dict[int, Period]:
    """The opened periods of the visible lists, each with the moment it was last closed; one query."""
    closings = Closing.objects.filter(period=OuterRef("pk")).order_by("-number")
    found = Period.objects.filter(yearly__in=visible_ledgers(user), opens__lte=day)
    found = found.annotate(closed_at=Subquery(closings.values("at")[:1])).select_related("yearly__region")
    return {period.pk: period for period in found}


def _asking(periods: Mapping[int, Period], day: date) -> list[Return]:
    """The returns of the periods that may ask for a hand; those that were accepted and closed don't."""
    unclosed = [period for period in periods.values() if not _closed_at(period)]
    missing = Q(first_sent_at=None, period__in=[period.pk for period in unclosed if period.due < day])
    returned = Q(state=State.RETURNED, period__in=[period.pk for period in unclosed])
    since = Return.objects.filter(period__in=periods, accepted__at__gt=F("period__closings__at"))
    asking = missing | returned | Q(state__in=WAITING) | Q(pk__in=since.values("pk"))
    found = Return.objects.filter(asking, period__in=periods).order_by("period__last", "period", "unit__order", "pk")
    known = list(found.select_related("unit", "accepted").defer("accepted__content"))
    for one in known:
        one.period = periods[one.period_id]
    return [one for one in known if one.state in WAITING or not _closed_at(one.period) or _accepted_since(one)]


def _closable(periods: Mapping[int, Period], day: date) -> tuple[Period, ...]:
    """Those with returns, not closed, in which none waits, and all are accepted or the time is over."""
    unclosed = [period.pk for period in periods.values() if not _closed_at(period)]
    states: dict[int, set[str]] = {}
    for key, state in Return.objects.filter(period__in=unclosed).order_by().values_list("period", "state").distinct():
        states.setdefault(key, set()).add(state)
    done = (key for key, seen in states.items() if not seen & {*WAITING})
    kept = {key for key in done if periods[key].closes < day or states[key] == {State.ACCEPTED}}
    return tuple(period for key, period in periods.items() if key in kept)


def _closed_at(period: Period) -> datetime | None:
    return period.closed_at  # type: ignore[attr-defined, no-any-return] # annotated above


def _accepted_since(found: Return) -> bool:
    closed = _closed_at(found.period)
    return closed is not None and found.accepted is not None and found.accepted.at > closed


def _periods(returns: Iterable[Return]) -> list[tuple[Period, list[Return]]]:
    grouped = [list(group) for _, group in groupby(returns, key=lambda found: found.period_id)]
    return [(group[0].period, group) for group in grouped]


def _by_period(returns: Iterable[Return]) -> tuple[Hand, ...]:
    return tuple(Hand(period, tuple(group)) for period, group in _periods(returns))
