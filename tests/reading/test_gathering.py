"""Units' reports put into their list."""

from datetime import date

from msgspec.structs import replace

from taizhang.ledger import Document, Ledger
from taizhang.reading import read
from taizhang.reading.gathering import Part, gather

LIST = read(
    "柏川县2025年民生实事一季度进展情况表\n\n"
    "序号\t项目名称\t项目内容\t责任单位\t进展情况\n"
    "一、交通类（共2件）\n"
    "1\t乡村道路工程\t新改建乡村公路60公里。\t县交通局\t已完成20公里。\n"
    "\t\t改造危桥3座。\t县交通局\t已完成1座。\n"
    "2\t学前教育\t新建幼儿园5所。\t县教育局\t已开工3所。\n"
).ledger
UNIT = read(
    "县交通局上半年报送\n\n"
    "序号\t项目内容\t进展情况\t存在问题\n"
    "1\t新改建乡村公路60公里。\t已完成45公里。\t雨季施工慢\n"
    "2\t改造危桥4座。\t已完成3座。\t无\n"
    "3\t修路灯20盏。\t已修5盏。\t无\n"
).ledger
DOCUMENT = replace(LIST.document, title="上半年汇总", cut_off=date(2025, 6, 30))


def gathered() -> Ledger:
    parts = {1: Part(UNIT, 0, "交通局.docx"), 2: Part(UNIT, 1, "交通局.docx")}
    return gather(LIST, parts, DOCUMENT, name="一季度.txt", unused=[Part(UNIT, 2, "交通局.docx")])


def test_the_rows_stay_and_tell_what_the_units_wrote() -> None:
    ledger = gathered()
    assert ledger.document.title == "上半年汇总"
    assert [s.text for s in ledger.sections] == [s.text for s in LIST.sections]
    assert [t.content for t in ledger.tasks] == [t.content for t in LIST.tasks]
    assert [t.report.progress for t in ledger.tasks] == ["已完成45公里。", "已完成3座。", ""]
    done = ledger.tasks[0].report.values[0].quantity
    assert done is not None
    assert (done.value, done.unit) == (45, "公里")


def test_a_column_that_only_the_units_have_is_added_with_its_header() -> None:
    ledger = gathered()
    assert ledger.columns[-1].name == "存在问题"
    assert ledger.header[-1].text == "存在问题"
    assert ledger.tasks[0].report.problems == "雨季施工慢"


def test_a_task_that_nobody_reported_does_not_keep_its_old_figures() -> None:
    assert not gathered().tasks[2].reports


def test_every_cell_tells_its_file() -> None:
    cells = gathered().tasks[0].cells
    assert {cell.origin.file for cell in cells} == {"一季度.txt", "交通局.docx"}


def test_what_a_unit_changed_in_the_list_and_rows_of_no_task_are_left_over() -> None:
    left = [(leftover.text, leftover.row, leftover.origin.file) for leftover in gathered().leftovers]
    assert ("改造危桥4座。", 2, "交通局.docx") in left
    assert ("3 修路灯20盏。 已修5盏。 无", None, "交通局.docx") in left
    assert len(left) == 2


def test_a_list_of_goals_takes_reports_into_new_columns() -> None:
    goals = read(
        "柏川县2025年民生实事\n\n序号\t项目内容\t责任单位\n1\t改造危桥3座。\t县交通局\n2\t种树90棵。\t县林业局\n"
    ).ledger
    ledger = gather(goals, {0: Part(UNIT, 1, "交通局.docx")}, Document(title="上半年", year=2025))
    assert [c.name for c in ledger.columns] == ["序号", "项目内容", "责任单位", "进展情况", "存在问题"]
    assert ledger.tasks[0].report.progress == "已完成3座。"
