"""The first draft of a progress text: what it says, and that the check has nothing to say of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from taizhang.checking import check
from taizhang.reading import read
from taizhang.web.months.drafting import Count, Style, counted, draft, style_of

APRIL = date(2025, 4, 30)
LIST = """云原县2025年民生实事进展情况表
（截至2025年4月30日）

序号\t项目名称\t项目内容\t责任单位\t完成时限\t进展情况\t完成数\t存在问题
1\t道路工程\t新改建农村公路60公里，改造危桥4座。\t县交通运输局\t2025年12月\t{progress}\t{figures}\t用地紧张
"""


def count(total: str, gain: str | None = None, target: str | None = "5") -> Count:
    return Count(
        "新建幼儿园",
        "所",
        Decimal(total),
        None if gain is None else Decimal(gain),
        (target and Decimal(target)) or None,
    )


@pytest.mark.parametrize(
    ("counts", "stage", "style", "said"),
    [
        ([count("3", "1")], "", Style(), "截至4月30日，已完成新建幼儿园3所，完成率60%，本期新增1所。"),
        ([count("3", "0")], "", Style(False), "已完成新建幼儿园3所，完成率60%，本期没有新增。"),
        ([count("0")], "", Style(), "截至4月30日，新建幼儿园暂无完成数。"),
        ([count("3.50", target=None)], "", Style(False), "已完成新建幼儿园3.5所。"),
        ([], "主体封顶", Style(), "截至4月30日，工程形象进度为主体封顶。"),
        ([count("1", target="3")], "装饰", Style(False), "工程形象进度为装饰；已完成新建幼儿园1所，完成率33.3%。"),
        ([Count("城镇失业率", "%", Decimal("4.10"), target=Decimal(5))], "", Style(False), "城镇失业率4.1%。"),
        ([Count("建成水厂", "座", Decimal(1))], "", Style(False), "已建成水厂1座。"),
        ([], "", Style(), ""),
    ],
)
def test_a_draft_says_what_was_counted(counts: list[Count], stage: str, style: Style, said: str) -> None:
    assert draft(counts, APRIL, stage=stage, style=style) == said


@pytest.mark.parametrize(
    ("earlier", "style"),
    [
        ("", Style(True, "完成率")),
        ("截至3月底，完成2所，占年度目标任务的40%。", Style(True, "占年度目标任务的")),
        ("已完成2所，完成年度目标的40%。", Style(False, "完成年度目标的")),
        ("正在施工。", Style(False, "完成率")),
    ],
)
def test_it_keeps_to_the_turns_of_phrase_of_the_unit(earlier: str, style: Style) -> None:
    assert style_of(earlier) == style


def test_what_is_counted_is_told_with_its_verb() -> None:
    assert counted("幼儿园", "新建幼儿园5所、改造幼儿园") == "改造幼儿园"
    assert counted("农村公路", "新改建农村公路") == "新改建农村公路"
    assert counted("覆盖率", "心理辅导室覆盖率达到") == "覆盖率"
    assert counted("幼儿园", "") == "幼儿园"


@pytest.mark.parametrize("style", [Style(), Style(False, "占年度目标任务的"), Style(True, "完成年度目标的")])
def test_the_check_finds_nothing_wrong_with_a_draft(style: Style) -> None:
    """Whatever the figures, the sentence and the column of figures agree with each other and with the targets."""
    for roads, bridges, gain in product(("1", "20.5", "37", "60", "66"), ("0", "1", "3", "4"), (None, "0", "1")):
        counts = [
            Count("新改建农村公路", "公里", Decimal(roads), (gain and Decimal(gain)) or None, Decimal(60)),
            Count("改造危桥", "座", Decimal(bridges), None, Decimal(4)),
        ]
        said = draft(counts, APRIL, style=style)
        figures = "；".join(f"{c.name}{c.total}{c.unit}" for c in counts)
        found = check(read(LIST.format(progress=said, figures=figures)).ledger)
        assert {f.rule for f in found} <= {"behind-schedule"}, said
