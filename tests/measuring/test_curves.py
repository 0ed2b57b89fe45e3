from datetime import date
from decimal import Decimal

import pytest

from taizhang.measuring import Linear, completion, year_curve


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(2024, 12, 31), "0"),
        (date(2025, 1, 31), "8.3333"),
        (date(2025, 3, 31), "25"),
        (date(2025, 5, 31), "41.6667"),
        (date(2025, 6, 15), "45.8333"),
        (date(2025, 6, 30), "50"),
        (date(2025, 7, 31), "58.3333"),
        (date(2025, 12, 31), "100"),
        (date(2026, 2, 1), "100"),
    ],
)
def test_a_year_is_expected_month_by_month(day: date, percent: str) -> None:
    assert round(year_curve(2025).expected(day), 4) == Decimal(percent)


def test_a_leap_february_is_one_month_like_any_other() -> None:
    assert year_curve(2024).expected(date(2024, 2, 29)) == year_curve(2025).expected(date(2025, 2, 28))


def test_a_deadline_within_the_year_steepens_the_curve() -> None:
    assert year_curve(2025, date(2025, 6, 30)).expected(date(2025, 3, 31)) == 50


def test_a_deadline_of_an_earlier_year_is_no_end_of_this_years_curve() -> None:
    assert year_curve(2025, date(2024, 6, 30)) == year_curve(2025)


def test_a_curve_from_the_middle_of_a_month_counts_days() -> None:
    curve = Linear(date(2025, 4, 16), date(2025, 4, 30))
    assert curve.expected(date(2025, 4, 15)) == 0
    assert round(curve.expected(date(2025, 4, 23)), 2) == Decimal("53.33")
    assert curve.expected(date(2025, 4, 30)) == 100


def test_completion_of_no_target_cannot_be_told() -> None:
    assert completion(Decimal(5), Decimal(0)) is None
    assert completion(Decimal(615), Decimal(1200)) == Decimal("51.25")
