"""Items told in two rows, what was planned over what was done, are held against each other."""

from __future__ import annotations

from datetime import date

import pytest

from taizhang.checking import check
from taizhang.ledger import Finding
from taizhang.reading import losses, read
from tests.reading.files.documents import docx, p, tbl, tc, tr

SEPTEMBER = date(2025, 9, 30)
TOP, UNDER = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
QUARTERS = ("一季度", "二季度", "三季度", "四季度")
Item = tuple[str, str, tuple[str, ...], tuple[str, ...]]


def checked(columns: tuple[str, ...], *items: Item, words: tuple[str, str] = ("计划", "实际")) -> list[Finding]:
    rows = [tr("序号", "项目名称", "年度目标", "指标", *columns, "责任单位")]
    for number, (name, goal, plan, done) in enumerate(items, 1):
        rows.append(tr(tc(str(number), TOP), tc(name, TOP), tc(goal, TOP), words[0], *plan, tc("区住建局", TOP)))
        rows.append(tr(tc("", UNDER), tc("", UNDER), tc("", UNDER), words[1], *done, tc("", UNDER)))
    reading = read(docx(p("竹坞区2025年民生实事计划与实际对照表") + tbl(*rows)), name="表.docx")
    assert losses(reading) == ()
    told = check(reading.ledger, as_of=SEPTEMBER)
    return [f for f in told if f.rule in ("behind-schedule", "target-unreported", "unit-mismatch", "overdue")]


@pytest.mark.parametrize("words", [("计划", "实际"), ("目标", "完成"), ("计划数", "实际完成")])
def test_the_last_quarter_that_has_ended_is_held_against_its_plan(words: tuple[str, str]) -> None:
    behind = ("改造公园", "改造公园10处", ("1", "3", "8", "10"), ("1", "3", "5", ""))
    even = ("加装电梯", "加装电梯50部", ("5", "20", "30", "50"), ("4", "20", "31", ""))
    (found,) = checked(QUARTERS, behind, even, words=words)
    assert (found.row, found.column, found.words) == (1, "三季度", "5")
    assert "30个" in found.message.zh


def test_a_small_lag_behind_the_year_s_plan_is_none() -> None:
    assert checked(QUARTERS, ("修路", "修路100公里", ("10", "40", "70", "100"), ("10", "40", "62", ""))) == []


def test_without_a_goal_the_year_is_what_the_row_plans_in_all() -> None:
    columns = ("一季度", "二季度", "三季度", "四季度")
    parts = ("修路", "", ("30", "10", "25", "5"), ("30", "10", "15", ""))
    (found,) = checked(columns, parts, ("种树", "", ("10", "20", "30", "40"), ("10", "20", "30", "")))
    assert (found.row, "14.3" in found.message.zh) == (1, True)


def test_one_month_s_part_that_fell_short_is_made_up_for_by_the_others() -> None:
    columns = ("6月", "7月", "8月", "9月")
    even = ("修路", "", ("30", "10", "25", "15"), ("30", "16", "25", "11"))
    behind = ("种树", "", ("10", "40", "30", "20"), ("10", "30", "20", "20"))
    assert [f.row for f in checked(columns, even, behind)] == [3]


def test_periods_of_which_nobody_can_tell_whether_they_are_sums_are_not_judged() -> None:
    assert checked(QUARTERS[:3], ("修路", "", ("10", "20", "30"), ("10", "20", "15"))) == []


def test_what_is_planned_for_the_year_is_a_target_and_what_stands_below_it_the_result() -> None:
    found = checked(
        ("数量", "内容"),
        ("改造公园", "", ("10处", "新建驿站6处"), ("4处", "已建成驿站5处")),
        ("加装电梯", "", ("50部", "更新电梯20部"), ("40部", "已更新电梯16部")),
    )
    assert {(f.row, f.column, f.words) for f in found} == {(1, "数量", "4处")}


def test_a_column_with_other_words_too_makes_no_pairs() -> None:
    items = ("改造公园", "改造公园10处", ("1", "3", "8", "10"), ("1", "3", "5", ""))
    assert checked(QUARTERS, items, items, words=("计划", "东区")) == []
