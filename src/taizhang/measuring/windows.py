"""Reporting periods of a year with their days: what is reported on, up to when figures count, when to send.

The period, its cut-off and its deadline are different things (domain.md 1.2): "1–5月" may count up to 12 June and be
due on the 5th of the month after.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from .curves import month_end
from .workdays import Roll, Workdays

Kind = Literal["monthly", "quarterly", "free"]
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")
_SINCE_JANUARY = ("一季度", "上半年", "前三季度", "全年")


class WindowError(ValueError):
    """Days in an order that no period can have."""


class DayOf(Struct, frozen=True):
    """A day of the month that lies `months` after a period's last one; 31 is that month's last day.

    每月25日前 is DayOf(25), 每月底 DayOf(31), 次月5日前 DayOf(5, 1).
    """

    day: int
    months: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 31:
            raise WindowError("a day of a month is 1 to 31")

    def for_period(self, last: date) -> date:
        """The day for a period that ends on `last`."""
        month = last.month - 1 + self.months
        year, month = last.year + month // 12, month % 12 + 1
        end = month_end(year, month)
        return end.replace(day=min(self.day, end.day))


class Terms(Struct, frozen=True):
    """A place's days for every period; `roll` moves the day to send by and the closing off days not worked."""

    cut_off: DayOf = DayOf(31)
    opens: DayOf = DayOf(20)
    due: DayOf = DayOf(5, 1)
    closes: DayOf = DayOf(10, 1)
    roll: Roll = "after"


class Window(Struct, frozen=True):
    """A period: `first` to `last` is reported on, figures count up to `cut_off`.

    Units may send from `opens` on, are on time up to the end of `due`, and can send no more after the end of `closes`.
    """

    label: str
    first: date
    last: date
    cut_off: date
    opens: date
    due: date
    closes: date

    def __post_init__(self) -> None:
        if not (self.first <= self.last and self.first <= self.cut_off and self.opens <= self.due <= self.closes):
            raise WindowError(f"{self.label}: the days of the period are not in order")


def monthly(year: int, terms: Terms, days: Workdays, *, since_january: bool = False) -> tuple[Window, ...]:
    """The twelve months; with `since_january` each reports on the year up to its month (1—5月)."""
    spans = []
    for month in range(1, 13):
        label = f"1—{month}月" if since_january and month > 1 else f"{month}月"
        spans.append((label, date(year, 1 if since_january else month, 1), month_end(year, month)))
    return free(spans, terms, days)


def quarterly(year: int, terms: Terms, days: Workdays, *, since_january: bool = False) -> tuple[Window, ...]:
    """The four quarters; with `since_january` 一季度, 上半年, 前三季度, 全年."""
    labels = _SINCE_JANUARY if since_january else _QUARTERS
    firsts = (1, 1, 1, 1) if since_january else (1, 4, 7, 10)
    spans = [
        (label, date(year, first, 1), month_end(year, 3 * number))
        for number, (label, first) in enumerate(zip(labels, firsts, strict=True), 1)
    ]
    return free(spans, terms, days)


def free(spans: Iterable[tuple[str, date, date]], terms: Terms, days: Workdays) -> tuple[Window, ...]:
    """Periods of any length: label, first and last day each; WindowError unless each ends after the one before."""
    windows = tuple(_window(label, first, last, terms, days) for label, first, last in spans)
    if any(a.last >= b.last for a, b in pairwise(windows)):
        raise WindowError("each period ends after the one before")
    return windows


def _window(label: str, first: date, last: date, terms: Terms, days: Workdays) -> Window:
    due, closes = (days.rolled(rule.for_period(last), terms.roll) for rule in (terms.due, terms.closes))
    return Window(label, first, last, terms.cut_off.for_period(last), terms.opens.for_period(last), due, closes)
