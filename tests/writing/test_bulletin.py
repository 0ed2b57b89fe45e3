"""Bulletins: what is counted, what is said of it, where each figure comes from, and outlines with errors."""

from __future__ import annotations

from decimal import Decimal

import pytest

from taizhang.ledger import Document, Ledger, Name, Project, Report, Task
from taizhang.writing.bulletin import (
    OUTLINES,
    Block,
    Outline,
    Standing,
    compose,
    outline_from_json,
    outline_named,
    outline_to_json,
    tell,
)
from taizhang.writing.bulletin.causes import OTHER, cause_of
from taizhang.writing.bulletin.compose import numeral
from taizhang.writing.bulletin.model import Figure
from taizhang.writing.bulletin.phrases import FACTS, phrase
from taizhang.writing.bulletin.shares import shares
from taizhang.writing.errors import WriteError


def task(row: int, unit: str, problems: str = "", name: str = "") -> Task:
    return Task(
        row, name=name, content=f"新建第{row}处。", lead_units=(Name(unit, unit),), reports=(Report(problems=problems),)
    )


LEDGER = Ledger(
    document=Document(region="云原县", year=2025, period_text="2025年三季度", issuer="云原县人民政府办公室"),
    projects=(
        Project("1", "村道“四好”工程", tier="省级", tasks=(task(0, "县交通运输局"),)),
        Project("2", "加装电梯", tier="县级", tasks=(task(1, "县住建局", "3处业主意见不一致。"), task(2, "县住建局"))),
        Project("3", "托育园", tier="县级", tasks=(task(3, "县卫健局", "资金没有拨付到位。另外缺人。"),)),
    ),
)
NOW = {
    0: Standing("ahead", Decimal(92), Decimal(75)),
    1: Standing("behind", Decimal("40.04"), Decimal(75)),
    2: Standing("done", Decimal(100), Decimal(75)),
    3: Standing("not_started", Decimal(0), Decimal(75)),
}


def text(outline: str = "quarterly", **known: object) -> str:
    return compose(OUTLINES[outline], tell(LEDGER, NOW, **known)).text  # type: ignore[arg-type]  # named as `tell` has them


def test_shares_add_up_and_none_is_off_by_a_whole_step() -> None:
    for counts in ([1, 1, 1], [1, 2, 3, 5, 7], [1] * 7, [999, 1], [0, 5], [3]):
        parts = shares(counts)
        assert sum(parts) == 100
        assert all(
            abs(part - Decimal(100 * c) / sum(counts)) < Decimal("0.1") for c, part in zip(counts, parts, strict=True)
        )
    assert shares([1, 1, 1]) == (Decimal("33.4"), Decimal("33.3"), Decimal("33.3"))
    assert not any(shares([0, 0]))


def test_the_quarterly_bulletin_tells_what_the_ledger_says() -> None:
    assert text().splitlines()[:9] == [
        "关于云原县2025年民生实事三季度进展情况的通报",
        "现将云原县2025年民生实事三季度进展情况通报如下。",
        "一、总体情况",
        "2025年民生实事共3件4项，其中已完成1项，占25%；超序时进度1项，占25%；滞后于序时进度1项，占25%；未启动1项，占25%"
        "。（占比按最大余数法取舍，合计100%）",
        "（一）分层级情况",
        "按层级分，省级1项，占25%；县级3项，占75%，其中已完成1项、进度滞后2项。",
        "二、进展较快的项目",
        "进展较快的有：“村道‘四好’工程”（县交通运输局）完成92%，超序时进度17个百分点。",
        "三、存在的问题",
    ]


def test_the_slow_are_told_furthest_behind_first_with_their_causes() -> None:
    lines = text().splitlines()
    assert "“托育园”（县卫健局）未启动；“加装电梯：新建第1处”（县住建局）完成40%，低于序时进度35个百分点" in lines[9]
    assert lines[10] == "从反映的问题看，涉及群众意见1项、资金保障1项。"
    assert "（县卫健局）反映：资金没有拨付到位；" in lines[11]
    assert "请县卫健局、县住建局对照附件所列滞后项目" in text()


def test_every_figure_knows_the_rows_behind_it() -> None:
    paper = compose(OUTLINES["quarterly"], tell(LEDGER, NOW))
    figures = [piece for paragraph in paper.paragraphs for piece in paragraph.pieces if isinstance(piece, Figure)]
    assert all(figure.fact in FACTS for figure in figures)
    assert {f.text: f.rows for f in figures if f.fact == "滞后数"} == {"2项": (1, 3)}
    assert all(figure.rows for figure in figures)
    numbers = [piece for p in paper.paragraphs for piece in p.pieces if isinstance(piece, str) and p.kind == "text"]
    assert not any(any(c.isdigit() for c in piece) for piece in numbers if "100%" not in piece and "2025" not in piece)


def test_the_period_before_is_told_where_it_is_known() -> None:
    before = {0: Standing("behind"), 1: Standing("on_schedule"), 2: Standing("on_schedule"), 3: Standing("not_started")}
    told = "与上期相比，新完成1项，新增滞后1项，1项由滞后转为按序时推进。"
    assert told in text(before=before)
    assert "与上期相比" not in text()


def test_annexes_hold_the_rows_that_they_name() -> None:
    annexes = {annex.title: annex.rows for annex in compose(OUTLINES["quarterly"], tell(LEDGER, NOW)).annexes}
    assert annexes == {
        "进度滞后项目清单": (1, 3),
        "达到序时进度项目清单": (0, 2),
        "民生实事项目进展情况台账": (0, 1, 2, 3),
    }


def test_a_list_without_slow_items_says_so_only_when_all_is_known() -> None:
    good = dict.fromkeys(range(4), Standing("on_schedule", Decimal(80), Decimal(75)))
    assert "本期各项任务均达到序时进度。" in compose(OUTLINES["quarterly"], tell(LEDGER, good)).text
    assert "均达到序时进度" not in compose(OUTLINES["quarterly"], tell(LEDGER, good | {0: Standing()})).text


def test_an_empty_ledger_gives_a_paper_all_the_same() -> None:
    for outline in OUTLINES.values():
        assert compose(outline, tell(Ledger(), {})).title


def test_free_paragraphs_stay_as_they_are() -> None:
    outline = Outline("x", "x", "x", "{地区}", (Block("heading", "说明"), Block("free", "用{花括号}也不变")))
    assert compose(outline, tell(LEDGER, NOW)).text == "云原县\n一、说明\n用{花括号}也不变"


def test_headings_with_nothing_under_them_are_left_out() -> None:
    blocks = (Block("heading", "一"), Block("subheading", "二"), Block("heading", "三"), Block("text", "四"))
    assert compose(Outline("x", "x", "x", "标题", blocks), tell(LEDGER, NOW)).text == "标题\n一、三\n四"


@pytest.mark.parametrize("words", ["共{总数", "共{总数}}", "{总数!r}", "{总数:>9}", "{}"])
def test_a_broken_brace_is_named_with_its_block(words: str) -> None:
    with pytest.raises(WriteError, match="第1段"):
        compose(Outline("x", "x", "x", "标题", (Block("text", words),)), tell(LEDGER, NOW))


@pytest.mark.parametrize("name", ["不存在", "总数.rows", "总数[0]"])
def test_an_unknown_fact_is_named_and_nothing_of_it_is_looked_into(name: str) -> None:
    with pytest.raises(WriteError, match="没有这个数据项"):
        compose(Outline("x", "x", "x", "标题", (Block("text", f"{{{name}}}"),)), tell(LEDGER, NOW))
    with pytest.raises(WriteError, match="没有这个数据项"):
        compose(Outline("x", "x", "x", "标题", (Block("text", "有", when=(name,)),)), tell(LEDGER, NOW))


def test_outlines_are_files_too() -> None:
    for outline in OUTLINES.values():
        assert outline_from_json(outline_to_json(outline)) == outline
    with pytest.raises(WriteError, match="模板有误"):
        outline_from_json(b'{"name": 1}')
    with pytest.raises(WriteError, match="没有这种文件：weekly"):
        outline_named("weekly")


@pytest.mark.parametrize(
    ("problem", "cause"),
    [
        ("无", ""),
        ("", ""),
        ("涉及3户征迁尚未签约", "用地征迁"),
        ("县级配套资金未到位", "资金保障"),
        ("施工许可还在办理", "手续审批"),
        ("连续降雨影响施工", "天气灾害"),
        ("一言难尽", OTHER),
    ],
)
def test_problems_are_sorted_by_the_first_cause_they_name(problem: str, cause: str) -> None:
    assert cause_of(problem) == cause


def test_numerals_of_headings() -> None:
    assert [numeral(n) for n in (1, 10, 11, 20, 25)] == ["一", "十", "十一", "二十", "二十五"]


def test_every_fact_of_the_outlines_is_known() -> None:
    told = tell(LEDGER, NOW)
    assert all(isinstance(phrase(told, name), tuple) for name in FACTS)
