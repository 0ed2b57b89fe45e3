"""What needs a hand of the office today: what waits, what is late, what was not answered, what can be closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    """Everything that asks in the visible lists on the day (today); one query."""
    day = day or timezone.localdate()
    returns = _asking(user, day)
    closed = {found.period_id for found in returns if _closed_at(found)}
    open_ones = [found for found in returns if found.period_id not in closed]
    return Hands(
        waiting=_by_period(found for found in returns if found.state in WAITING),
        late=_by_period(found for found in open_ones if shown_as(found, day) == "late"),
        returned=_by_period(found for found in open_ones if found.state == State.RETURNED),
        closable=tuple(p for p, group in _periods(open_ones) if _can_close(p, group, day)),
        correctable=tuple(p for p, group in _periods(returns) if any(_accepted_since(found) for found in group)),
    )


def _asking(user: User, day: date) -> list[Return]:
    """The returns of opened periods that are not closed, and of closed ones those that stand otherwise since."""
    closings = Closing.objects.filter(period=OuterRef("period")).order_by("-number")
    found = Return.objects.filter(period__yearly__in=visible_ledgers(user), period__opens__lte=day)
    found = found.annotate(closed_at=Subquery(closings.values("at")[:1]))
    asking = Q(closed_at=None) | Q(state__in=WAITING) | Q(accepted__at__gt=F("closed_at"))
    known = found.filter(asking).select_related("period__yearly__region", "unit", "accepted").defer("accepted__content")
    return list(known.order_by("period__last", "period", "unit__order", "pk"))


def _closed_at(found: Return) -> datetime | None:
    return found.closed_at  # type: ignore[attr-defined, no-any-return] # annotated above


def _accepted_since(found: Return) -> bool:
    closed = _closed_at(found)
    return closed is not None and found.accepted is not None and found.accepted.at > closed


def _can_close(period: Period, returns: Sequence[Return], day: date) -> bool:
    if any(found.state in WAITING for found in returns):
        return False
    return day > period.closes or all(found.state == State.ACCEPTED for found in returns)


def _periods(returns: Iterable[Return]) -> list[tuple[Period, list[Return]]]:
    grouped = [list(group) for _, group in groupby(returns, key=lambda found: found.period_id)]
    return [(group[0].period, group) for group in grouped]


def _by_period(returns: Iterable[Return]) -> tuple[Hand, ...]:
    return tuple(Hand(period, tuple(group)) for period, group in _periods(returns))
