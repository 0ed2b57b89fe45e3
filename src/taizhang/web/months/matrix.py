"""Units x periods of a list: where every return stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from msgspec import Struct

from taizhang.web.ledgers.access import visible_ledgers
from taizhang.web.ledgers.models import YearlyLedger
from taizhang.web.people.models import User
from taizhang.web.places.models import Unit

from .labels import STATES
from .models import Closing, Period, Return
from .opening import sent_late, shown_in


class Square(Struct, frozen=True):
    """One unit in one period: its return's `key`, without which the unit has nothing to report then."""

    period: Period
    key: int | None = None
    shown: str = ""
    sent_late: bool = False


class Line(Struct, frozen=True):
    """One unit in all periods."""

    unit: Unit
    squares: tuple[Square, ...]


class Matrix(Struct, frozen=True):
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
    squares = _squares(yearly, periods, day)
    units = Unit.objects.filter(pk__in=squares).order_by("order", "pk")
    none = {key: Square(period) for key, period in periods.items()}
    lines = tuple(Line(unit, tuple((none | squares[unit.pk]).values())) for unit in units)
    shown = Counter(square.shown for line in lines for square in line.squares if square.key)
    counts = tuple((state, shown[state]) for state in STATES if shown[state])
    return Matrix(tuple(periods.values()), closed, current(periods.values(), day), lines, counts)


def current(periods: Iterable[Period], day: date) -> Period | None:
    """The period that was opened last."""
    return max((p for p in periods if p.opens <= day), key=lambda p: (p.opens, p.last), default=None)


def _squares(yearly: YearlyLedger, periods: Mapping[int, Period], day: date) -> dict[int, dict[int, Square]]:
    """Every return by unit and period.  Plain rows: a large county has thousands, and models cost their half."""
    squares: dict[int, dict[int, Square]] = {}
    known = Return.objects.filter(period__yearly=yearly).order_by()
    known = known.annotate(sent=TruncDate("first_sent_at"))  # psycopg reads a day ten times as fast as a moment
    for key, of, unit, state, sent in known.values_list("pk", "period", "unit", "state", "sent"):
        period = periods[of]
        late = sent_late(sent, period, day)
        square = Square(period, key, shown_in(state, sent is not None, late), late and sent is not None)
        squares.setdefault(unit, {})[of] = square
    return squares
