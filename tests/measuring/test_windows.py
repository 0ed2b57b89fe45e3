"""The periods of a year and their days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from taizhang import language
from taizhang.measuring.windows import DayOf, Terms, Window, WindowError, free, monthly, quarterly
from taizhang.measuring.workdays import Workdays

DAYS = Workdays()
PLAIN = Terms(roll="none")


def test_a_year_has_twelve_months_that_follow_each_other_without_a_gap() -> None:
    year = monthly(2024, PLAIN, DAYS)
    assert [window.label for window in year] == [f"{month}月" for month in range(1, 13)]
    assert (year[0].first, year[-1].last) == (date(2024, 1, 1), date(2024, 12, 31))
    assert all(b.first == a.last + timedelta(days=1) for a, b in pairwise(year))


def test_february_of_a_leap_year_ends_and_cuts_off_on_the_29th() -> None:
    leap, plain = monthly(2024, PLAIN, DAYS)[1], monthly(2025, PLAIN, DAYS)[1]
    assert (leap.last, leap.cut_off) == (date(2024, 2, 29), date(2024, 2, 29))
    assert (plain.last, plain.cut_off) == (date(2025, 2, 28), date(2025, 2, 28))


def test_december_is_due_in_the_next_year() -> None:
    december = monthly(2025, PLAIN, DAYS)[11]
    assert (december.opens, december.due, december.closes) == (
        date(2025, 12, 20),
        date(2026, 1, 5),
        date(2026, 1, 10),
    )


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        (DayOf(25), date(2024, 2, 25)),
        (DayOf(31), date(2024, 2, 29)),
        (DayOf(30, 12), date(2025, 2, 28)),
        (DayOf(10, 1), date(2024, 3, 10)),
        (DayOf(5, 11), date(2025, 1, 5)),
    ],
)
def test_a_day_of_a_month_keeps_within_the_month(rule: DayOf, day: date) -> None:
    assert rule.for_period(date(2024, 2, 29)) == day


def test_only_the_days_to_send_by_move_off_holidays() -> None:
    september = monthly(2026, Terms(opens=DayOf(26)), DAYS)[8]
    assert (september.opens, september.due, september.closes) == (
        date(2026, 9, 26),
        date(2026, 10, 8),
        date(2026, 10, 10),
    )


def test_periods_since_january_are_named_as_language_reads_them() -> None:
    made = (*monthly(2025, PLAIN, DAYS, since_january=True), *quarterly(2025, PLAIN, DAYS, since_january=True))
    for window in made[:-1]:  # the whole year has no words that stand for it alone
        read = language.period(window.label, year=2025)
        assert read is not None
        assert (read.start, read.end) == (window.first, window.last)


def test_quarters_end_with_their_months() -> None:
    assert [(w.label, w.first, w.last) for w in quarterly(2025, PLAIN, DAYS)][1::2] == [
        ("二季度", date(2025, 4, 1), date(2025, 6, 30)),
        ("四季度", date(2025, 10, 1), date(2025, 12, 31)),
    ]


def test_free_periods_are_what_the_office_names() -> None:
    (made,) = free([("第一次调度", date(2025, 1, 1), date(2025, 5, 20))], PLAIN, DAYS)
    assert made == Window(
        "第一次调度", date(2025, 1, 1), date(2025, 5, 20), date(2025, 5, 31), date(2025, 5, 20), date(2025, 6, 5),
        date(2025, 6, 10),
    )  # fmt: skip


@pytest.mark.parametrize(
    "terms", [Terms(opens=DayOf(6, 1), roll="none"), Terms(due=DayOf(11, 1), roll="none"), Terms(cut_off=DayOf(1, -1))]
)
def test_days_out_of_order_are_refused(terms: Terms) -> None:
    with pytest.raises(WindowError):
        monthly(2025, terms, DAYS)


def test_periods_out_of_order_and_days_no_month_has_are_refused() -> None:
    june = ("6月", date(2025, 6, 1), date(2025, 6, 30))
    with pytest.raises(WindowError):
        free([june, june], PLAIN, DAYS)
    with pytest.raises(WindowError):
        DayOf(32)
