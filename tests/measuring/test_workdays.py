"""Working days: weekends, holidays, days worked instead, a place's own table, and years without a notice."""

from datetime import date

import pytest

from taizhang.measuring.workdays import Roll, Source, Workdays

NOTICE = Workdays()
UNKNOWN = 2090
"""A year that no notice speaks of for a long time yet."""


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 3, 4), True),
        (date(2026, 3, 7), False),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),
        (date(2024, 2, 29), True),
        (date(2026, 1, 1), False),
    ],
    ids=["Wednesday", "Saturday", "national day", "in lieu", "Saturday worked instead", "leap day", "New Year"],
)
def test_holidays_and_the_days_worked_instead_are_known(day: date, worked: bool) -> None:
    assert NOTICE.is_worked(day) is worked


def test_a_places_own_table_goes_before_the_notice() -> None:
    local = Workdays({date(2026, 4, 20): False, date(2026, 10, 1): True})
    assert not local.is_worked(date(2026, 4, 20))
    assert local.is_worked(date(2026, 10, 1))
    assert NOTICE.is_worked(date(2026, 4, 20))


@pytest.mark.parametrize(
    ("own", "year", "source"),
    [({}, 2026, "announced"), ({}, UNKNOWN, "not_announced"), ({date(UNKNOWN, 10, 2): False}, UNKNOWN, "by_hand")],
)
def test_a_year_without_a_notice_is_said_openly(own: dict[date, bool], year: int, source: Source) -> None:
    assert Workdays(own).source(year) == source


def test_in_a_year_without_a_notice_weekdays_are_worked() -> None:
    assert NOTICE.is_worked(date(UNKNOWN, 10, 2))  # a Monday
    assert not NOTICE.is_worked(date(UNKNOWN, 10, 1))


@pytest.mark.parametrize(
    ("day", "roll", "moved"),
    [
        (date(2026, 10, 5), "before", date(2026, 9, 30)),
        (date(2026, 10, 5), "after", date(2026, 10, 8)),
        (date(2026, 10, 5), "none", date(2026, 10, 5)),
        (date(2026, 10, 10), "after", date(2026, 10, 10)),
        (date(2026, 1, 1), "before", date(2025, 12, 31)),
        (date(2026, 1, 1), "after", date(2026, 1, 4)),
    ],
)
def test_a_deadline_on_a_day_off_moves_as_the_place_says(day: date, roll: Roll, moved: date) -> None:
    assert NOTICE.rolled(day, roll) == moved


def test_working_days_after_a_day_pass_over_the_holidays() -> None:
    assert NOTICE.after(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert NOTICE.after(date(2026, 9, 30), 3) == date(2026, 10, 10)
