"""What needs a hand of the office today: what waits, what is late, what was not answered, what can be closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, Subquery
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
    """Everything that asks in the visible lists on the day (today); two queries."""
    day = day or timezone.localdate()
    returns = _asking(user, day)
    open_ones = [found for found in returns if not _closed_at(found)]
    return Hands(
        waiting=_by_period(found for found in returns if found.state in WAITING),
        late=_by_period(found for found in open_ones if shown_as(found, day) == "late"),
        returned=_by_period(found for found in open_ones if found.state == State.RETURNED),
        closable=_closable(user, day),
        correctable=tuple(p for p, group in _periods(returns) if any(_accepted_since(found) for found in group)),
    )


def _asking(user: User, day: date) -> list[Return]:
    """The returns of opened periods that may ask for a hand; those that were accepted and closed don't."""
    closings = Closing.objects.filter(period=OuterRef("period")).order_by("-number")
    found = Return.objects.filter(period__yearly__in=visible_ledgers(user), period__opens__lte=day)
    found = found.annotate(closed_at=Subquery(closings.values("at")[:1]))
    missing = Q(closed_at=None, first_sent_at=None, period__due__lt=day)
    returned = Q(closed_at=None, state=State.RETURNED)
    asking = missing | returned | Q(state__in=WAITING) | Q(accepted__at__gt=F("closed_at"))
    known = found.filter(asking).select_related("period__yearly__region", "unit", "accepted").defer("accepted__content")
    return list(known.order_by("period__last", "period", "unit__order", "pk"))


def _closable(user: User, day: date) -> tuple[Period, ...]:
    """Opened periods with returns, not closed, in which none waits, and all are accepted or the time is over."""
    waiting = Return.objects.filter(period=OuterRef("pk"), state__in=WAITING)
    missing = Return.objects.filter(period=OuterRef("pk")).exclude(state=State.ACCEPTED)
    found = Period.objects.filter(yearly__in=visible_ledgers(user), opens__lte=day, closings=None)
    found = found.filter(Exists(Return.objects.filter(period=OuterRef("pk"))), ~Exists(waiting))
    return tuple(found.filter(Q(closes__lt=day) | ~Exists(missing)).select_related("yearly__region"))


def _closed_at(found: Return) -> datetime | None:
    return found.closed_at  # type: ignore[attr-defined, no-any-return] # annotated above


def _accepted_since(found: Return) -> bool:
    closed = _closed_at(found)
    return closed is not None and found.accepted is not None and found.accepted.at > closed


def _periods(returns: Iterable[Return]) -> list[tuple[Period, list[Return]]]:
    grouped = [list(group) for _, group in groupby(returns, key=lambda found: found.period_id)]
    return [(group[0].period, group) for group in grouped]


def _by_period(returns: Iterable[Return]) -> tuple[Hand, ...]:
    return tuple(Hand(period, tuple(group)) for period, group in _periods(returns))
