"""Figures as people type and paste them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from taizhang.web.months.models import Indicator
from taizhang.web.months.refusals import Negative, NotAFigure
from taizhang.web.months.typed import entered, figure


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("12", "所", "12"),
        (" 1,200 ", "户", "1200"),
        ("１，２００", "户", "1200"),
        ("3.5", "公里", "3.5"),
        ("3.5000", "公里", "3.5"),
        ("-2", "个", "-2"),
        ("12所", "所", "12"),
        ("0.12万户", "户", "1200"),
        ("500米", "公里", "0.5"),
        ("96%", "%", "96"),
        ("1e3", "个", "1000"),
    ],
)
def test_a_figure_is_taken_in_the_indicators_unit(text: str, unit: str, number: str) -> None:
    assert figure(text, unit) == Decimal(number)


@pytest.mark.parametrize("text", ["", "  ", "-", "—", "/"])
def test_nothing_is_no_figure(text: str) -> None:
    assert figure(text, "所") is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("三四所", "所"),
        ("约3所", "所"),
        ("3至5", "所"),
        ("12户", "公里"),
        ("0.00001", "公里"),
        ("NaN", "所"),
        ("Infinity", "所"),
        ("1" * 20, "所"),
    ],
)
def test_what_is_not_exactly_a_figure_is_refused_with_its_words(text: str, unit: str) -> None:
    with pytest.raises(NotAFigure) as refused:
        figure(text, unit)
    assert text[:20] in str(refused.value)


def test_a_sum_of_what_is_counted_is_never_below_zero() -> None:
    with pytest.raises(Negative, match="小于零"):
        entered("-2", Indicator(unit_word="户", cumulative=True))
    assert entered("-2", Indicator(unit_word="户", cumulative=False)) == -2
    assert entered("-2.5", Indicator(unit_word="%", cumulative=True)) == Decimal("-2.5")
