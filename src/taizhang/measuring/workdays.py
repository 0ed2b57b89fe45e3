"""Which days are worked: weekends, public holidays and the days worked instead (法定节假日, 调休).

The holidays come from chinesecalendar, which holds the State Council's notices year by year; nothing else here knows
that package.  A place's own table goes before it: local holidays, and a new notice typed in before the package has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Literal

from msgspec import Struct, field

from taizhang.ledger import Bilingual

Roll = Literal["before", "after", "none"]
"""Where a day that is not worked moves to: the last working day before, the first one after, or nowhere."""

Source = Literal["announced", "by_hand", "not_announced"]
"""Where a year's holidays are known from: the notice, the place's own table alone, or nowhere yet."""

ONE = timedelta(days=1)


class Workdays(Struct, frozen=True):
    """The calendar of a place; `own` says of single days whether they are worked, whatever the notice says."""

    own: Mapping[date, bool] = field(default_factory=dict)

    def is_worked(self, day: date) -> bool:
        """Whether the day is worked; in a year without a notice Monday to Friday are, see `source`."""
        if day in self.own:
            return self.own[day]
        if _announced(day.year):
            return _is_worked(day)
        return day.weekday() < 5

    def source(self, year: int) -> Source:
        """Where the year's holidays are known from; "not_announced" is to be shown beside every day of it."""
        if _announced(year):
            return "announced"
        return "by_hand" if any(day.year == year for day in self.own) else "not_announced"

    def rolled(self, day: date, roll: Roll) -> date:
        """The day itself when it is worked, else where the rule moves it."""
        if roll == "none":
            return day
        step = -ONE if roll == "before" else ONE
        while not self.is_worked(day):
            day += step
        return day

    def after(self, day: date, number: int) -> date:
        """The working day that comes `number` (1 or more) working days after the day."""
        for _ in range(number):
            day = self.rolled(day + ONE, "after")
        return day


@cache
def _announced(year: int) -> bool:
    from chinese_calendar import is_workday

    try:
        is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def _is_worked(day: date) -> bool:
    from chinese_calendar import is_workday

    return bool(is_workday(day))


def feast(day: date) -> Bilingual | None:
    """The public holiday that the notice names the day after: a day off, or one worked instead; None for all others."""
    from chinese_calendar import Holiday, get_holiday_detail

    if not _announced(day.year):
        return None
    name = get_holiday_detail(day)[1]
    return next((Bilingual(one.chinese, one.value) for one in Holiday if one.value == name), None)
