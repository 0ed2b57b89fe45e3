"""Schedules that a table prints of itself are those its rows are judged by."""

from __future__ import annotations

from datetime import date

import pytest

from taizhang.checking import check
from taizhang.reading import read
from tests.reading.files.documents import docx, p, tbl, tc, tr

SEPTEMBER = date(2025, 9, 30)
TOP, UNDER = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
LATE = ("behind-schedule", "status-contradiction", "overdue")


def planned(*quarters: str, done: str) -> set[str]:
    header = tr(
        tc("序号", TOP),
        tc("项目", TOP),
        tc("全年目标", TOP),
        tc("分季度计划", '<w:gridSpan w:val="4"/>'),
        tc("目前完成情况", TOP),
    )
    under = tr(tc("", UNDER), tc("", UNDER), tc("", UNDER), "一季度", "二季度", "三季度", "四季度", tc("", UNDER))
    row = tr("1", "建设文化驿站", "10个", *quarters, done)
    book = read(docx(p("竹坞县2025年民生实事分季度计划表") + tbl(header, under, row)), name="表.docx").ledger
    return {f.rule for f in check(book, as_of=SEPTEMBER) if f.rule in LATE}


@pytest.mark.parametrize(
    "quarters", [("0", "2个", "5个", "10个"), ("0", "2个", "3个", "5个"), ("/", "20%", "50%", "100%")]
)
def test_a_row_is_held_against_the_quarters_that_it_plans(quarters: tuple[str, ...]) -> None:
    assert planned(*quarters, done="建成5个") == set()
    assert planned(*quarters, done="建成3个") == {"behind-schedule"}


def test_quarters_that_make_no_plan_leave_the_linear_schedule() -> None:
    assert planned("选址", "开工", "主体施工", "建成", done="建成5个") == {"behind-schedule"}


def due(progress: str, *, as_of: date = SEPTEMBER) -> set[str]:
    head = "序号\t事项名称\t年度目标\t时间进度要求\t目前进展\t亮灯情况\t牵头单位"
    row = f"1\t电梯更新\t更新电梯80部\t9月底完成60部\t{progress}\t绿灯\t区市场监管局"
    book = read(f"竹坞区2025年民生实事督办表\n（截至2025年9月30日）\n\n{head}\n{row}\n").ledger
    return {f.rule for f in check(book, as_of=as_of) if f.rule in LATE}


def test_a_part_that_is_due_by_a_day_is_no_deadline_of_the_whole() -> None:
    assert due("已更新62部。") == set()
    assert due("已更新62部。", as_of=date(2025, 10, 20)) == set()


def test_a_part_that_was_due_and_is_not_there_is_behind_whatever_light_is_shown() -> None:
    assert due("已更新27部，33部正在履行表决程序。") == {"behind-schedule", "status-contradiction"}
    assert "overdue" in due("已更新27部。", as_of=date(2025, 10, 20))


def late(deadline: str, progress: str) -> set[tuple[int | None, str]]:
    head = "序号\t项目\t节点安排\t当前进展（截至2025年10月20日）\t责任单位"
    rows = f"1\t体育中心改造\t{deadline}\t{progress}\t区教体局\n2\t修桥\t11月底前修桥3座\t已修好2座。\t区交通局"
    book = read(f"竹坞区重点民生项目节点任务表\n\n{head}\n{rows}\n").ledger
    return {(f.row, f.rule) for f in check(book) if f.rule == "overdue"}


def test_a_step_that_was_due_is_met_where_the_progress_says_that_step_is_done() -> None:
    steps = "9月底前完成看台加固，12月底前完工"
    assert late(steps, "看台加固9月22日完成，场地面层正在铺装。") == set()
    assert late(steps, "看台加固正在施工，场地面层正在铺装。") == {(0, "overdue")}


def test_what_was_put_off_past_its_day_is_overdue() -> None:
    assert late("8月底前建成开放", "因苗木移植推迟，目前仅完成土方整形。") == {(0, "overdue")}


def test_planned_and_actual_days_of_works_are_days() -> None:
    def works(stage: str) -> set[str]:
        wide = '<w:gridSpan w:val="2"/>'
        header = tr(tc("序号", TOP), tc("工程名称", TOP), tc("开工", wide), tc("竣工", wide), tc("形象进度", TOP))
        under = tr(tc("", UNDER), tc("", UNDER), "计划", "实际", "计划", "实际", tc("", UNDER))
        rows = tr("1", "公厕群", "2025.4", "2025.4", "2025.8", "", stage) + tr(
            "2", "小学", "2025.3", "2025.3", "2026.8", "", "主体五层"
        )
        book = read(docx(p("竹坞区2025年民生工程节点表") + tbl(header, under, rows)), name="表.docx").ledger
        return {
            f.rule for f in check(book, as_of=SEPTEMBER) if f.row == 0 and f.rule in ("overdue", "target-unreported")
        }

    assert works("8座中6座完工") == {"overdue"}
    assert works("全部投用") == set()
