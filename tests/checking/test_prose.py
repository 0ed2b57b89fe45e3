"""Sentences about a whole list: what no reading of them explains is doubted, and nothing else."""

from __future__ import annotations

import pytest

from taizhang.checking.prose import NAMES, Counts, check_prose

COUNTS = Counts(
    tasks=21,
    projects=8,
    statuses={"done": 5, "on_schedule": 13, "ahead": 1, "behind": 1, "overdue": 1},
    parts=frozenset({"县教育局", "省级"}),
)


def doubts(text: str, counts: Counts = COUNTS) -> list[tuple[str, str]]:
    """Rule and words of each doubt."""
    found = check_prose([text], counts)
    for one in found:
        assert one.span is not None
        assert text[one.span.start : one.span.end] == one.words
        assert one.rule in NAMES
        assert one.message.en
    return [(one.rule, one.words) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "按时推进率为95.2%（20/21）。",  # 95.238
        "全县共21项实事，其中已完成5项、按序时推进14项、滞后2项。",
        "滞后2项，占9.5%。",
        "滞后2项，占9.6%。",  # a share of shares that add up to 100
        "滞后2项，占10%。",
        "省级4项，占19%，其中已完成2项，占50%。",  # of 21, then of 4
        "共梳理问题12个，已办结10个，办结率83.3%。",
        "全县8件实事中，已完成5项任务，有2项滞后。",
        "总体按时推进率90.5%。",  # 19 of 21
        "滞后占比9.5%。",
    ],
)
def test_figures_that_hold_are_left(text: str) -> None:
    assert doubts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "较上期新增滞后3项。",
        "上期滞后6项，去年同期滞后9项。",
        "力争12月底前完成21项中的20项。",
        "县教育局滞后5项，占全部的50%。",
        "会议提出3项要求，召开2次会议。",
        "投资完成率60%。",
        "完成率60%。",
        "约20项按序时推进。",
        "6月30日前报送，联系人值班至2026/6/30。",
        "城区改造老旧小区12个，占年度任务的60%。",
        "",
    ],
)
def test_other_times_parts_and_things_are_left(text: str) -> None:
    assert doubts(text) == []


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("按时推进率为95.8%（20/21）。", "share-mismatch", "95.8%"),
        ("共梳理问题12个，已办结10个，办结率93.3%。", "share-mismatch", "10个，办结率93.3%"),
        ("滞后2项，占19.5%。", "share-mismatch", "2项，占19.5%"),
        ("按时推进率为80.5%。", "record-mismatch", "按时推进率为80.5%"),
        ("项目完成率60%。", "record-mismatch", "项目完成率60%"),
        ("滞后3项。", "record-mismatch", "滞后3项"),
        ("有3项滞后，请抓紧。", "record-mismatch", "3项滞后"),
        ("5个项目滞后。", "record-mismatch", "5个项目滞后"),
        ("今年民生实事共22项。", "record-mismatch", "共22项"),
        (
            "共21户，其中搬迁5户、改造10户、加固5户。",
            "parts-mismatch",
            "21户，其中搬迁5户、改造10户、加固5户",
        ),
    ],
)
def test_figures_that_do_not_hold_are_named(text: str, rule: str, words: str) -> None:
    assert doubts(text) == [(rule, words)]


def test_a_doubt_tells_the_computation_and_its_paragraph() -> None:
    found = check_prose(["总体平稳。", "按时推进率为95.8%（20/21）。"], COUNTS)
    assert [(one.row, one.computation) for one in found] == [(1, "20÷21=95.2%")]
    assert found[0].message.zh == "文中为95.8%，按20/21计算是95.2%"


def test_the_next_total_is_what_the_record_says() -> None:
    told = check_prose(["滞后3项。"], COUNTS)[0].message
    assert told.zh == "文中为“滞后3项”，台账是2项"


def test_an_empty_record_doubts_no_share() -> None:
    assert doubts("按时推进率为80.5%。", Counts(0, 0)) == []
