"""Expected progress (序时进度) against a named curve; percentages are of the yearly target, 0 to 100.

Offices count months, not days: at the end of July 58.3% is expected (domain.md 2.1), so the linear curve
counts whole months and, inside a month, its days.  A day counts to its end: what is planned for 30 June is
expected on 30 June and not the day before.  A curve is plain data and is kept as JSON.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Literal, Protocol, TypeAlias

import msgspec
from msgspec import Struct

HUNDRED = Decimal(100)
_NAMES = {"quarterly": "季度计划进度", "monthly": "月度计划进度"}


class Curve(Protocol):
    """What a schedule curve must say: its name, and the progress expected at the end of a day."""

    @property
    def name(self) -> str:
        """The curve's official name, as printed beside every figure that rests on it."""

    def expected(self, day: date) -> Decimal:
        """Percentage expected at the end of `day`, 0 to 100, never falling from one day to the next."""


class CurveError(ValueError):
    """Data that make no curve."""


class Linear(Struct, frozen=True, tag="linear"):
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


class Point(Struct, frozen=True):
    """What a plan expects at the end of a day, in percent of the target."""

    day: date
    percent: Decimal


class Plan(Struct, frozen=True, tag="plan"):
    """A plan by quarters or months (江苏: 序时进度细化到季度, domain.md 2.1); `start` is its first day.

    At the end of each point's day exactly its percentage is expected; between two points time counts as in `Linear`.
    CurveError unless days rise, percentages do not fall, and the last one is 100.
    """

    kind: Literal["quarterly", "monthly"]
    start: date
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        days = [point.day for point in self.points]
        percents = [Decimal(0), *(point.percent for point in self.points)]
        if not days or days[0] < self.start or any(a >= b for a, b in pairwise(days)):
            raise CurveError("the days of a plan rise from its start on")
        if any(a > b for a, b in pairwise(percents)) or percents[-1] != HUNDRED:
            raise CurveError("the percentages of a plan rise to 100")

    @property
    def name(self) -> str:
        """季度计划进度 or 月度计划进度."""
        return _NAMES[self.kind]

    def expected(self, day: date) -> Decimal:
        """0 before the start, 100 from the last point on."""
        first, before = self.start, Decimal(0)
        if day < first:
            return before
        for point in self.points:
            if day <= point.day:
                part = _months(first, day) / _months(first, point.day)
                return before + (point.percent - before) * part
            first, before = point.day + timedelta(days=1), point.percent
        return HUNDRED


class Mark(Struct, frozen=True):
    """A thing to be reached by the end of `day`; `weight` is its part of the whole, in any measure over 0."""

    name: str
    day: date
    weight: Decimal


class Milestones(Struct, frozen=True, tag="milestones"):
    """Dated things with weights, in any order; each counts from the end of its day on, nothing before.

    CurveError without marks, or for a weight that is not over 0.
    """

    marks: tuple[Mark, ...]

    def __post_init__(self) -> None:
        _weighed(self.marks)

    @property
    def name(self) -> str:
        """节点计划进度."""
        return "节点计划进度"

    def expected(self, day: date) -> Decimal:
        """The weights due by the end of the day, as a part of all."""
        return _share(self.marks, [mark for mark in self.marks if mark.day <= day])

    def reached(self, names: Collection[str]) -> Decimal:
        """The progress in percent where the marks of these names are reached."""
        return _share(self.marks, [mark for mark in self.marks if mark.name in names])


class Stages(Struct, frozen=True, tag="stages"):
    """The stages of works in their order (形象进度, domain.md 5.1), each with its planned last day and its weight.

    Weights come from a preset of the place: no official ones were found.  Stages may end on one day but not in another
    order.  CurveError as `Milestones`, for a name that comes twice and for days that fall.
    """

    marks: tuple[Mark, ...]

    def __post_init__(self) -> None:
        _weighed(self.marks)
        if any(a.day > b.day for a, b in pairwise(self.marks)):
            raise CurveError("a stage is planned to end before the one it follows")
        if len({mark.name for mark in self.marks}) != len(self.marks):
            raise CurveError("a stage comes twice")

    @property
    def name(self) -> str:
        """形象进度计划."""
        return "形象进度计划"

    def expected(self, day: date) -> Decimal:
        """The weights of the stages that should have ended by the end of the day, as a part of all."""
        return _share(self.marks, [mark for mark in self.marks if mark.day <= day])

    def reached(self, stage: str) -> Decimal:
        """The progress in percent of works that have finished `stage`; KeyError for one that is not planned."""
        names = [mark.name for mark in self.marks]
        if stage not in names:
            raise KeyError(stage)
        return _share(self.marks, self.marks[: names.index(stage) + 1])


AnyCurve: TypeAlias = Linear | Plan | Milestones | Stages


def _weighed(marks: Sequence[Mark]) -> None:
    if not marks or any(mark.weight <= 0 for mark in marks):
        raise CurveError("marks have weights over 0")


def _share(marks: Sequence[Mark], some: Sequence[Mark]) -> Decimal:
    """The weights of some marks in percent of all."""
    return HUNDRED * _sum(some) / _sum(marks)


def _sum(marks: Sequence[Mark]) -> Decimal:
    return sum((mark.weight for mark in marks), Decimal(0))


@lru_cache(maxsize=256)
def _months(first: date, last: date) -> Decimal:
    """Months from the beginning of `first` to the end of `last`, a part of a month by its days."""
    whole = (last.year - first.year) * 12 + last.month - first.month
    into_last = Decimal(last.day) / monthrange(last.year, last.month)[1]
    into_first = Decimal(first.day - 1) / monthrange(first.year, first.month)[1]
    return whole + into_last - into_first


def year_curve(year: int, deadline: date | None = None, begin: date | None = None) -> Linear:
    """The default curve of a yearly item: from 1 January to its deadline, 31 December when it has none.

    From `begin` where that is a day of the year before the deadline.
    """
    end = deadline if deadline and deadline > date(year, 1, 1) else date(year, 12, 31)
    return Linear(begin if begin and begin.year == year and begin < end else date(year, 1, 1), end)


def quarterly(year: int, percents: Sequence[Decimal]) -> Plan:
    """A plan by the four ends of quarters, cumulative; CurveError for another number of percentages."""
    return Plan("quarterly", date(year, 1, 1), _points(year, percents, 4))


def monthly(year: int, percents: Sequence[Decimal]) -> Plan:
    """A plan by the twelve ends of months, cumulative; CurveError for another number of percentages."""
    return Plan("monthly", date(year, 1, 1), _points(year, percents, 12))


def _points(year: int, percents: Sequence[Decimal], number: int) -> tuple[Point, ...]:
    if len(percents) != number:
        raise CurveError(f"{number} percentages, not {len(percents)}")
    months = range(12 // number, 13, 12 // number)
    return tuple(Point(month_end(year, month), percent) for month, percent in zip(months, percents, strict=True))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def completion(done: Decimal, target: Decimal) -> Decimal | None:
    """Completion in percent, unrounded; None for a target of zero."""
    return HUNDRED * done / target if target else None


def curve_to_json(curve: AnyCurve) -> str:
    """The curve as it is kept; the kind stands in `type`."""
    return msgspec.json.encode(curve).decode()


def curve_from_json(text: str) -> AnyCurve:
    """The curve that was kept; CurveError for text that is none."""
    try:
        curve: AnyCurve = msgspec.json.decode(text, type=AnyCurve)
    except msgspec.MsgspecError as error:
        raise CurveError(str(error)) from error
    return curve
