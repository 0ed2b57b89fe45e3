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


GOOD = ("behind-schedule", "overdue", "target-unreported", "status-contradiction")


def in_words(
    plan: str, progress: str, *, goal: str = "改造农贸市场20个", heading: str = "分季计划", to: str = "9月30日"
) -> set[str]:
    head = f"序号\t事项名称\t年度目标\t{heading}\t目前进展\t评价\t责任单位"
    row = f"1\t农贸市场改造\t{goal}\t{plan}\t{progress}\t正常推进\t区商务局"
    book = read(f"竹坞区2025年民生实事督办表\n（截至2025年{to}）\n\n{head}\n{row}\n").ledger
    return {f.rule for f in check(book) if f.rule in GOOD}


HEADINGS = ["分季计划", "季度计划", "进度安排", "时间节点", "分季度目标", "工作计划"]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize(
    "plan",
    [
        "一季度完成前期，二季度20%，三季度60%，四季度100%",
        "一季度选址；二季度完成4个；三季度完成12个；四季度全部完成",
        "第一季度：完成摸底。第二季度：开工10个。第三季度：完成12个。第四季度：完成20个。",
        "上半年完成20%，前三季度完成60%，全年完成100%",
    ],
)
def test_a_plan_told_in_words_is_the_row_s_own_schedule(heading: str, plan: str) -> None:
    assert in_words(plan, "已改造12个。", heading=heading) == set()
    assert "behind-schedule" in in_words(plan, "已改造8个。", heading=heading)


def test_an_amount_of_something_else_makes_no_schedule() -> None:
    plan = "一季度完成投资20%，二季度完成投资80%，三季度完成投资90%，四季度完工"
    assert in_words(plan, "已改造15个。") == set()


STAGES = "一季度完成前期，二季度开工，三季度主体封顶，四季度竣工"


@pytest.mark.parametrize("heading", HEADINGS)
def test_stages_that_a_plan_names_are_held_against_the_stages_reported(heading: str) -> None:
    def late(progress: str, to: str = "10月31日") -> set[str]:
        return in_words(STAGES, progress, goal="新建小学1所", heading=heading, to=to) & {"overdue"}

    assert late("主体结构已封顶，正在安装门窗。") == set()
    assert late("桩基施工完成，主体结构正在施工。") == {"overdue"}
    assert late("桩基施工完成，主体结构正在施工。", to="9月30日") == set()
    assert late("正在办理施工许可。", to="7月31日") == {"overdue"}
    assert late("各项工作有序推进。") == set()


def test_a_deadline_in_steps_is_no_deadline_of_the_whole_by_the_first() -> None:
    assert (
        in_words("一季度选址，二季度招标，三季度进场，四季度完工", "工程进场施工，正在浇筑基础。", heading="进度安排")
        == set()
    )


@pytest.mark.parametrize(
    "goal",
    [
        "改造农贸市场20个。一季度完成选址，二季度完成4个，三季度完成12个，四季度全部完成。",
        "改造农贸市场20个，其中一季度2个，二季度2个，三季度8个，四季度8个",
        "一季度改造农贸市场2个，二季度改造农贸市场4个，三季度12个，四季度改造农贸市场20个",
    ],
)
def test_a_goal_s_cell_may_go_on_to_its_plan(goal: str) -> None:
    assert in_words("", "已改造12个。", goal=goal) == set()
    assert "behind-schedule" in in_words("", "已改造7个。", goal=goal)


def test_halves_of_the_year_for_two_things_are_two_goals() -> None:
    goal = "上半年建成驿站4处，下半年建成公厕9座"
    assert in_words("", "建成驿站4处，建成公厕7座。", goal=goal) == set()


def test_goals_that_name_days_stay_goals() -> None:
    said = in_words("详见附件", "东桥已建成。", goal="6月底前新建驿站2处，年底前新建公厕9座")
    assert "target-unreported" in said


def test_a_good_mark_beside_a_step_that_is_not_reached() -> None:
    header = tr(
        tc("序号", TOP), tc("项目", TOP), tc("年度目标", TOP), tc("季度计划", '<w:gridSpan w:val="3"/>'),
        tc("目前进展", TOP), tc("评价", TOP),
    )  # fmt: skip
    under = tr(tc("", UNDER), tc("", UNDER), tc("", UNDER), "二季度", "三季度", "四季度", tc("", UNDER), tc("", UNDER))

    def said(progress: str) -> set[str]:
        row = tr("1", "市场改造", "改造棚位90个，修缮屋面800平方米", "拆除", "全部改造完工", "开市", progress, "达序时")
        book = read(docx(p("竹坞县2025年民生实事计划表") + tbl(header, under, row)), name="表.docx").ledger
        return {f.rule for f in check(book, as_of=SEPTEMBER) if f.rule == "status-contradiction"}

    assert said("棚位安装20个，屋面正在修缮。") == {"status-contradiction"}
    assert said("棚位90个全部改造完工，屋面修缮800平方米。") == set()
