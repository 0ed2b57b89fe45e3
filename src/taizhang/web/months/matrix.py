"""Units x periods of a list: where every return stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from taizhang.web.ledgers.access import visible_ledgers
from taizhang.web.ledgers.models import YearlyLedger
from taizhang.web.people.models import User
from taizhang.web.places.models import Unit

from .labels import STATES
from .models import Closing, Period, Return
from .opening import is_late, shown_as


@dataclass(frozen=True, slots=True)
class Square:
    """One unit in one period; without a return the unit has nothing to report then."""

    period: Period
    found: Return | None = None
    shown: str = ""
    sent_late: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One unit in all periods."""

    unit: Unit
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A list's returns; `counts` say how often each state is shown, in the order of `labels.STATES`."""

    periods: tuple[Period, ...]
    closed: frozenset[int]
    current: Period | None
    lines: tuple[Line, ...]
    counts: tuple[tuple[str, int], ...]


def reported_lists(user: User) -> QuerySet[YearlyLedger]:
    """The visible lists that have periods, newest year first."""
    return visible_ledgers(user).filter(Exists(Period.objects.filter(yearly=OuterRef("pk"))))


def matrix_of(yearly: YearlyLedger, day: date | None = None) -> Matrix:
    """The list's matrix on the day (today): four queries, whatever its size."""
    day = day or timezone.localdate()
    periods = {period.pk: period for period in yearly.periods.all()}
    closed = frozenset(Closing.objects.filter(period__yearly=yearly).values_list("period", flat=True))
    units = {unit.pk: unit for unit in Unit.objects.filter(returns__period__yearly=yearly).distinct()}
    kept = Return.objects.filter(period__yearly=yearly).only("period_id", "unit_id", "state", "first_sent_at")
    returns = list(kept.order_by("unit__order", "unit"))
    for found in returns:
        found.period, found.unit = periods[found.period_id], units[found.unit_id]
    lines = tuple(_lines(returns, tuple(periods.values()), day))
    shown = Counter(square.shown for line in lines for square in line.squares if square.found)
    counts = tuple((state, shown[state]) for state in STATES if shown[state])
    return Matrix(tuple(periods.values()), closed, current(periods.values(), day), lines, counts)


def current(periods: Iterable[Period], day: date) -> Period | None:
    """The period that was opened last."""
    return max((p for p in periods if p.opens <= day), key=lambda p: (p.opens, p.last), default=None)


def _lines(returns: Sequence[Return], periods: Sequence[Period], day: date) -> Iterable[Line]:
    units = {found.unit_id: found.unit for found in returns}
    known = {(found.unit_id, found.period_id): found for found in returns}
    for unit in units.values():
        yield Line(unit, tuple(_square(period, known.get((unit.pk, period.pk)), day) for period in periods))


def _square(period: Period, found: Return | None, day: date) -> Square:
    if found is None:
        return Square(period)
    return Square(period, found, shown_as(found, day), found.first_sent_at is not None and is_late(found, day))
