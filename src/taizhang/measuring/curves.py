"""Expected progress (序时进度) against a named curve; percentages are of the yearly target, 0 to 100.

Offices count months, not days: at the end of July 58.3% is expected (domain.md 2.1), so the linear curve
counts whole months and, inside a month, its days.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

HUNDRED = Decimal(100)


class Curve(Protocol):
    """What a schedule curve must say: its name, and the progress expected at the end of a day."""

    @property
    def name(self) -> str:
        """The curve's official name, as printed beside every figure that rests on it."""

    def expected(self, day: date) -> Decimal:
        """Percentage expected at the end of `day`, 0 to 100."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Progress in proportion to time from the first day `start` to the last day `end`."""

    start: date
    end: date

    @property
    def name(self) -> str:
        """线性序时进度."""
        return "线性序时进度"

    def expected(self, day: date) -> Decimal:
        """0 before the start, 100 from the last day on, months in proportion between."""
        if day < self.start:
            return Decimal(0)
        if day >= self.end:
            return HUNDRED
        return HUNDRED * _months(self.start, day) / _months(self.start, self.end)


@lru_cache(maxsize=256)
def _months(first: date, last: date) -> Decimal:
    """Months from the beginning of `first` to the end of `last`, a part of a month by its days."""
    whole = (last.year - first.year) * 12 + last.month - first.month
    into_last = Decimal(last.day) / monthrange(last.year, last.month)[1]
    into_first = Decimal(first.day - 1) / monthrange(first.year, first.month)[1]
    return whole + into_last - into_first


def year_curve(year: int, deadline: date | None = None) -> Linear:
    """The default curve of a yearly item: from 1 January to its deadline, 31 December when it has none."""
    end = deadline if deadline and deadline > date(year, 1, 1) else date(year, 12, 31)
    return Linear(date(year, 1, 1), end)


def completion(done: Decimal, target: Decimal) -> Decimal | None:
    """Completion in percent, unrounded; None for a target of zero."""
    return HUNDRED * done / target if target else None
