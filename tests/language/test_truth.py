"""Target and result pairs in the five real ledgers, by row and figures only; the ledgers stay outside the checkout."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from taizhang.language import Answer, answers, promises

TRUTH = Path(__file__).resolve().parents[3] / "shared" / "truth"
pytestmark = pytest.mark.skipif(
    not TRUTH.is_dir(), reason="the real ledgers (../shared/truth) are not beside the checkout"
)

YEARS = (2023, 2024, 2021, 2023, 2023)
COLUMNS = (
    ("项目内容", "进展情况"),
    ("项目内容", "进展情况"),
    ("工作目标任务", "进展情况"),
    ("", ""),
    ("指标任务", "完成情况"),
)


@cache
def rows(seed: int) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads((TRUTH / f"seed-00{seed}.json").read_text("utf-8"))["rows"]
    return loaded


def answered(seed: int, row: int) -> list[tuple[str, Answer]]:
    """Target and answer of each quantified promise of a row."""
    cells = rows(seed)[row]
    content, progress = COLUMNS[seed]
    promised = promises(cells[content] or cells["项目名称"], year=YEARS[seed])
    found = answers(promised, cells[progress], year=YEARS[seed])
    return [(f"{p.quantity.value:f}{p.quantity.unit}", a) for p, a in zip(promised, found, strict=True) if p.quantity]


def short(answer: Answer) -> str:
    reached = f"{answer.done.value:f}{answer.done.unit}" if answer.done else str(answer.kind)
    return " ".join([reached, *(r.quantity.text for r in answer.rates)])


PAIRS: dict[tuple[int, int], list[tuple[str, str]]] = {
    (0, 1): [("1家", "1家"), ("2处", "2处")],
    (0, 2): [("7个", "8个")],
    (0, 3): [("5条", "words")],
    (0, 4): [("10件", "10件"), ("12所", "12所")],
    (0, 5): [("15公里", "15公里")],
    (0, 6): [("193个", "193个")],
    (0, 7): [("25公里", "25公里")],
    (0, 8): [("6个", "9个")],
    (0, 9): [("3个", "3个"), ("2个", "2个")],
    (0, 10): [
        ("1个", "none"),
        ("5处", "5处"),
        ("5个", "5个"),
        ("5公里", "5公里"),
        ("5000平方米", "5000平方米"),
        ("4处", "none"),
    ],
    (0, 11): [("4240套", "none"), ("70户", "none")],
    (0, 13): [("33.92公里", "33.92公里"), ("2700户", "2700户"), ("100000平方米", "100000平方米")],
    (1, 1): [("72个", "25个"), ("6个", "5个")],
    (1, 2): [("2个", "prepared")],
    (1, 3): [("6处", "prepared"), ("15条", "prepared"), ("5公里", "prepared")],
    (1, 7): [("110个", "words")],
    (1, 8): [("14个", "prepared"), ("120个", "words")],
    (1, 9): [("2个", "words"), ("1个", "words")],
    (1, 10): [("5500亩", "prepared")],
    (1, 12): [("46公里", "5.2公里"), ("103公里", "20.3公里")],
    (1, 13): [("65处", "words")],
    (1, 15): [("100%", "none"), ("100%", "none")],
    (1, 16): [("36条", "prepared")],
    (1, 18): [("10家", "prepared")],
    (1, 19): [("2处", "words")],
    (1, 20): [("1处", "prepared")],
    (1, 21): [("100套", "prepared")],
    (1, 22): [("100000000元", "29400000元"), ("3000人", "1016人")],
    (1, 23): [("20场", "words")],
    (1, 24): [("3880场", "162场"), ("4个", "prepared")],
    (2, 6): [("2850000平方米", "1650000平方米"), ("2150000平方米", "1150000平方米")],
    (2, 9): [("512套", "words")],
    (2, 12): [("47个", "words")],
    (2, 14): [("30公里", "words")],
    (4, 0): [("700项", "all_done"), ("50项", "all_done")],
    (4, 1): [("80类", "9类 11.3%")],
    (4, 2): [("293100", "95000人 32.4")],
    (4, 3): [("8150人", "3500人 43%")],
    (4, 4): [("1200人次", "615人次 50.3%"), ("300人次", "none")],
    (4, 5): [("1个", "value 59%")],
    (4, 6): [("1980人", "1491人 75.3%")],
    (4, 7): [("24个", "all_done")],
    (4, 8): [("43个", "all_done")],
    (4, 9): [("15个", "all_done"), ("108个", "all_done")],
    (4, 10): [("215户", "prepared")],
    (4, 11): [("650元/月", "all_done"), ("7800元/年", "all_done")],
    (4, 12): [("80元/月·人", "all_done")],
    (4, 13): [("1100元/月", "all_done"), ("1500元/月", "all_done")],
    (4, 14): [("181人", "108人 59.7%")],
    (4, 15): [("70户", "20户 28.5%")],
    (4, 16): [("110个", "23个 21%")],
    (4, 17): [("5985户", "1678户")],
    (4, 18): [("35个", "20个 57.14%"), ("2950个", "1638个 55.53%")],
    (4, 19): [("108000方", "66000方 66.11%")],
    (4, 20): [("40%", "none")],
    (4, 21): [("13500人次", "14200人 105.2%")],
    (4, 22): [("3000人次", "1799人 59.97%")],
    (4, 23): [("138台", "43台 31%")],
    (4, 24): [("6座", "words")],
    (4, 25): [("100个", "10个 10%"), ("2座", "words")],
    (4, 26): [("8处", "1处")],
    (4, 27): [("12所", "words")],
    (4, 33): [("7回", "all_done"), ("15回", "4回 27%")],
    (4, 35): [("111套", "words")],
    (4, 36): [("8个", "words")],
}


@pytest.mark.parametrize(("seed", "row"), PAIRS)
def test_the_result_of_each_target(seed: int, row: int) -> None:
    assert [(target, short(answer)) for target, answer in answered(seed, row)] == PAIRS[seed, row]


@pytest.mark.parametrize(("row", "converts"), [(21, False), (22, False), (23, True)])
def test_whether_the_units_convert(row: int, *, converts: bool) -> None:
    assert [a.units_convert for _, a in answered(4, row)] == [converts]


@pytest.mark.parametrize(("row", "place", "of"), [(3, 12, 12), (5, 1, 3), (19, 10, 11), (21, 7, None), (23, 11, None)])
def test_ranks(row: int, place: int, of: int | None) -> None:
    ((_, answer),) = answered(4, row)
    assert [(r.rank.place, r.rank.of) for r in answer.ranks] == [(place, of)]


def test_a_result_of_the_year_before_says_so() -> None:
    (_, answer), *_ = answered(0, 8)
    assert {m.year for m in answer.done_mentions} == {2022}
