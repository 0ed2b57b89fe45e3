"""Numbers in digits, in Chinese and mixed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from taizhang.language import numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百二十三", "123"),
        ("二〇二四", "2024"),
        ("二○二四", "2024"),
        ("两千零五", "2005"),
        ("十", "10"),
        ("十五", "15"),
        ("二十万", "200000"),
        ("百", "100"),
        ("一百二", "120"),
        ("三千八", "3800"),
        ("三点五", "3.5"),
        ("半", "0.5"),
        ("1.35万", "13500"),
        ("29.31万", "293100"),
        ("1亿", "100000000"),
        ("1亿2000万", "120000000"),
        ("2千万", "20000000"),
        ("3,880", "3880"),
        ("１２３", "123"),
        ("12,345.6", "12345.6"),
        ("2.50", "2.50"),
    ],
)
def test_it_reads(text: str, value: str) -> None:
    assert numeral(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "个", "1.2.3", "百分", "1a", "12345678901234567890123", "一期", "-"])
def test_it_refuses_what_is_not_one_number(text: str) -> None:
    assert numeral(text) is None
