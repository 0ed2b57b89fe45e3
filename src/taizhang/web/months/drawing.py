"""A schedule curve drawn over the months of its year: numbers for an SVG of the page's own style."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from taizhang.measuring import AnyCurve, Mark, Milestones, Stages
from taizhang.measuring.curves import month_end

LEFT, TOP, WIDTH, HEIGHT = 36, 10, 432, 120
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Drawing:
    """`points` of the line, months with their places, the marks of stages or milestones, and today's place."""

    name: str
    points: str
    months: tuple[tuple[int, str], ...]
    marks: tuple[tuple[str, str, str], ...]
    today: str
    quarters: tuple[tuple[str, str], ...]

    left, top, right, bottom = LEFT, TOP, LEFT + WIDTH, TOP + HEIGHT


def drawn(curve: AnyCurve, year: int, today: date | None = None) -> Drawing:
    """The curve from 1 January to 31 December; each quarter's end with what is expected then."""
    days = sorted({date(year, 1, 1), *(month_end(year, m) for m in range(1, 13)), *_steps(curve, year)})
    return Drawing(
        name=curve.name,
        points=" ".join(f"{_x(day, year)},{_y(curve.expected(day))}" for day in days),
        months=tuple((month, _x(date(year, month, 15), year)) for month in range(1, 13)),
        marks=tuple(
            (mark.name, _x(mark.day, year), _y(curve.expected(mark.day)))
            for mark in _marks(curve)
            if mark.day.year == year
        ),
        today=_x(today, year) if today and today.year == year else "",
        quarters=tuple((f"{m}", f"{curve.expected(month_end(year, m)):.1f}") for m in (3, 6, 9, 12)),
    )


def _marks(curve: AnyCurve) -> tuple[Mark, ...]:
    return curve.marks if isinstance(curve, Milestones | Stages) else ()


def _steps(curve: AnyCurve, year: int) -> set[date]:
    """The days of marks and those before them, so that a step is drawn as one."""
    days = {day for mark in _marks(curve) for day in (mark.day - ONE, mark.day)}
    return {day for day in days if day.year == year}


def _x(day: date, year: int) -> str:
    span = (date(year, 12, 31) - date(year, 1, 1)).days
    return f"{LEFT + WIDTH * (day - date(year, 1, 1)).days / span:.1f}"


def _y(percent: Decimal) -> str:
    return f"{TOP + HEIGHT * (1 - float(percent) / 100):.1f}"
