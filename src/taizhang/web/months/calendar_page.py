"""A year of working days, month by month, as its page shows it."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from taizhang.ledger import Bilingual
from taizhang.measuring.workdays import Workdays, feast

from .models import OwnDay


@dataclass(frozen=True, slots=True)
class Square:
    """A day: worked or not; `feast` by the notice; `own` by the place's own table, with its basis."""

    day: date
    worked: bool
    feast: Bilingual | None
    own: OwnDay | None

    @property
    def instead(self) -> bool:
        """A weekend day that is worked."""
        return self.worked and self.day.weekday() >= 5

    @property
    def off(self) -> bool:
        """A weekday that is not."""
        return not self.worked and self.day.weekday() < 5


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday, None for days of other months, and how many days are worked."""

    number: int
    weeks: tuple[tuple[Square | None, ...], ...]
    worked: int


def months_of(year: int, days: Workdays, own: dict[date, OwnDay]) -> list[Month]:
    """The twelve months of a year."""
    return [_month(year, number, days, own) for number in range(1, 13)]


def _month(year: int, number: int, days: Workdays, own: dict[date, OwnDay]) -> Month:
    weeks = tuple(
        tuple(_square(day, days, own) if day.month == number else None for day in week)
        for week in Calendar().monthdatescalendar(year, number)
    )
    return Month(number, weeks, sum(square is not None and square.worked for week in weeks for square in week))


def _square(day: date, days: Workdays, own: dict[date, OwnDay]) -> Square:
    return Square(day, days.is_worked(day), feast(day), own.get(day))
