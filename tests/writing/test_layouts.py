"""Layouts: those that come with the program, an office's own, and that of a Word file it has always used."""

from __future__ import annotations

import io
import json
import re

import docx
import openpyxl
import pytest
from msgspec.structs import replace

from taizhang.ledger import Ledger
from taizhang.measuring import match_rows
from taizhang.reading import read
from taizhang.writing import (
    LAYOUTS,
    Field,
    Layout,
    Period,
    WriteError,
    laid_out,
    layout_from_json,
    layout_named,
    layout_to_json,
    rows,
    write,
)
from taizhang.writing.layouts import faults, fields_of
from taizhang.writing.layouts.groups import numeral
from taizhang.writing.layouts.word import layout_from_word
from taizhang.writing.sheet import Paper
from tests.tools import ROOT

from .build import ledger, many
from .forms import read_form


def sample(name: str) -> Ledger:
    path = next((ROOT / "samples").glob(f"{name}*.txt"))
    return read(path.read_bytes(), name=path.name).ledger


def laid(name: str, layout: str | Layout, **more: str) -> Ledger:
    chosen = LAYOUTS[layout] if isinstance(layout, str) else layout
    return laid_out(sample(name), replace(chosen, **more) if more else chosen)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_found_by_its_english_and_its_chinese_name_and_comes_back_from_json(name: str) -> None:
    layout = LAYOUTS[name]
    assert layout_named(name) is layout_named(layout.zh) is layout
    assert layout_from_json(layout_to_json(layout)) == layout


def test_every_layout_is_documented_and_no_other() -> None:
    page = (ROOT / "docs/algorithms/writing-ledgers.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([a-z-]+)` \| (\S+) \|", page, re.MULTILINE)
    assert named == [(name, layout.zh) for name, layout in LAYOUTS.items()]


def test_an_unknown_layout_is_answered_with_those_there_are() -> None:
    with pytest.raises(WriteError) as told:
        layout_named("横版")
    assert all(layout.zh in str(told.value) for layout in LAYOUTS.values())
    assert "横版" in told.value.in_language("en")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{", "不完整"),
        (b'{"name": "a", "colums": []}', "colums"),
        (b'{"name": "a", "fields": [{"of": 3}]}', "$.fields[0].of"),
        (b'{"name": "a", "paper": {"margins": [150, 20, 26, 20]}}', "页边距"),
        (b'{"name": "a", "fields": [{"of": "progress", "each": true}]}', "分期"),
        (b"\xff\xfe", "版式文件有误"),
    ],
)
def test_a_wrong_layout_file_is_told_with_its_place(data: bytes, says: str) -> None:
    with pytest.raises(WriteError, match="版式") as told:
        layout_from_json(data)
    assert says in str(told.value)


def test_columns_stand_in_the_layouts_order_under_its_headings() -> None:
    found = laid("yanhu", "summary")
    assert [(h.text, h.column, h.columns) for h in found.header] == [
        ("序号", 0, 1), ("项目名称及指标任务", 1, 2), ("牵头领导", 3, 1), ("牵头责任单位", 4, 1), ("完成情况", 5, 1),
        ("备注", 6, 1),
    ]  # fmt: skip
    assert [c.name for c in found.columns[1:3]] == ["项目名称", "指标任务"]


def test_an_items_cells_stay_merged_over_its_tasks() -> None:
    found = laid("qinghe-2025-q1", "implementation")
    assert [(c.text[:4], c.column, c.rows) for c in found.rows[0].cells[:2]] == [("1", 0, 2), ("农村饮水", 1, 2)]
    assert [c.column for c in found.rows[1].cells] == [2, 3, 4]


def test_tiers_become_rows_numbered_and_counted_with_their_sums() -> None:
    made = laid("yanhu", "tasks")
    assert [s.text for s in made.sections] == [
        "一、省级民生实事（9项）", "二、市级民生实事（4项）", "三、区级民生实事（7项）",
    ]  # fmt: skip
    assert [p.number for p in made.projects[8:11]] == ["9", "1", "2"]
    held, source = laid("shuoxi", "tasks"), sample("shuoxi")
    assert [(s.text, s.total) for s in held.sections] == [(s.text, s.total) for s in source.sections]


def test_a_made_group_carries_the_sum_of_its_investment() -> None:
    source = read(write(many(6), "docx")).ledger
    tiers = ("市级", "市级", "县级")
    projects = tuple(replace(p, tier=tier) for p, tier in zip(source.projects, tiers, strict=True))
    found = laid_out(replace(source, projects=projects), LAYOUTS["tasks"])
    assert [[c.text for c in s.cells] for s in found.sections] == [
        ["一、市级民生实事（2项）", "486"], ["二、县级民生实事（1项）", "246"],
    ]  # fmt: skip


def test_tiers_without_rows_are_told_in_a_note() -> None:
    made = laid("shuoxi", "summary")
    assert made.sections == ()
    assert made.document.notes[-1] == "注：1-9项为市级民生实事，10-21项为区级民生实事。"
    assert [p.number for p in made.projects] == [str(k) for k in range(1, len(made.projects) + 1)]
    assert laid("yanhu", "summary").document.notes == sample("yanhu").document.notes


def test_categories_stay_rows_over_their_items() -> None:
    found = laid("lanxi", "leaders")
    assert [s.text for s in found.sections][:2] == ["一 改善山区群众出行条件", "二 提升基本医疗服务能力"]
    assert [c.column for c in found.sections[0].cells] == [0, 1]
    assert found.columns[-1].name == "备注"
    assert found.rows[1].cells[-1].text == "正在推进"


def test_figures_told_in_words_stand_in_columns_of_their_own() -> None:
    found = rows(laid("yanhu", "indicators"))["rows"][2]
    assert (found["指标"], found["目标值"], found["完成值"], found["完成率"], found["排名"]) == (
        "城镇新增就业", "9600人", "7824人", "81.5%", "5/14",
    )  # fmt: skip


def test_a_matrix_has_a_row_for_each_county_and_keeps_the_total() -> None:
    found = rows(laid("baizhou", "matrix"))
    assert found["rows"][0]["县（市、区）"] == "砚湖区"
    assert found["rows"][0]["城镇新增就业（人）·完成比例"] == "87.6%"
    assert found["rows"][-1]["_section"] == "全市"
    with pytest.raises(WriteError, match="县区"):
        laid("lanxi", "matrix")


def test_two_periods_stand_side_by_side_each_row_beside_its_own() -> None:
    now, before = sample("qinghe-2025-h1"), sample("qinghe-2025-q1")
    earlier = (Period("一季度", before, match_rows(before, now)),)
    found = laid_out(now, LAYOUTS["periods"], earlier=earlier)
    assert [c.name for c in found.columns[3:]] == [
        "一季度·进展情况", "一季度·存在问题", "2025年上半年·进展情况", "2025年上半年·存在问题",
    ]  # fmt: skip
    assert [(h.text, h.column, h.columns) for h in found.header if h.columns > 1] == [
        ("一季度", 3, 2), ("2025年上半年", 5, 2),
    ]  # fmt: skip
    row = found.rows[3]
    assert row.cells[-4].text.startswith("石门、大坪2座桥已建成通车")
    assert row.cells[-2].text.startswith("累计建成通车4座")


def test_states_of_one_period_have_headings_of_their_own() -> None:
    now = sample("qinghe-2025-h1")
    earlier = (Period("2025年上半年", now, {row: row for row in range(len(now.rows))}),)
    found = laid_out(now, LAYOUTS["quarters"], earlier=earlier)
    assert [h.text for h in found.header if h.row == 1] == ["2025年上半年（1）", "2025年上半年（2）"]


def test_quarters_that_are_columns_of_the_ledger_stay_columns() -> None:
    text = (
        "云川县2025年民生实事分季进展\n"
        "序号\t项目名称\t目标任务\t责任单位\t一季度进展情况\t二季度进展情况\n"
        "1\t新建公园\t建成口袋公园3个\t县城管局\t完成选址。\t建成1个。\n"
        "2\t改造管网\t改造管网8公里\t县住建局\t完成设计。\t改造2公里。\n"
    )
    found = laid_out(read(text).ledger, LAYOUTS["quarters"])
    assert [h.text for h in found.header if h.row == 1] == ["一季度进展情况", "二季度进展情况"]
    assert [c.text for c in found.rows[1].cells[-2:]] == ["完成设计。", "改造2公里。"]


def test_an_office_makes_its_own_choice_order_names_widths_and_notes() -> None:
    own = layout_from_json(
        json.dumps({
            "name": "本县", "title": "{region}{year}年民生实事（{period}）{x}", "notes": ["注：内部资料。"],
            "numbering": "through",
            "fields": [{"of": "progress", "heading": ["情况"], "width": 90}, {"of": "number"}, {"of": "实事名称"}],
        })
    )  # fmt: skip
    found = laid_out(sample("qinghe-2025-q1"), own)
    assert [c.name for c in found.columns] == ["情况", "序号", "实事名称"]
    assert found.document.title == "清禾县2025年民生实事（2025年一季度）{x}"
    assert found.document.notes == ("注：内部资料。",)
    table = docx.Document(io.BytesIO(write(sample("qinghe-2025-q1"), "docx", own))).tables[0]
    assert round(table.columns[0].width.mm) == 90
    assert table.rows[0].cells[0].text == "情况"


@pytest.mark.parametrize(
    ("sort", "first"), [("own", "1"), ("unit", "2"), ("deadline", "3"), ("status", "3"), ("number", "1")]
)
def test_items_are_sorted_whole(sort: str, first: str) -> None:
    text = (
        "云川县2025年民生实事台账\n序号\t项目名称\t责任单位\t完成时限\t进展情况\t备注\n"
        "1\t新建公园\t县住建局\t2025年12月31日\t建成1个。\t已完成\n"
        "2\t改造管网\t县交通局\t2025年11月30日\t改造2公里。\t正在推进\n"
        "3\t维修路灯\t县民政局\t2025年6月30日\t未开工。\t未启动\n"
    )
    layout = replace(LAYOUTS["leaders"], sort=sort, groups="none")
    found = laid_out(read(text).ledger, layout)
    units = sorted((t.responsible_units[0].name, t.number) for t in found.tasks)
    assert found.tasks[0].number == (units[0][1] if sort == "unit" else first)
    assert sorted(t.number for t in found.tasks) == ["1", "2", "3"]


def test_another_title_stands_where_the_title_stood() -> None:
    found = laid_out(sample("lanxi"), title="岚溪县十件实事")
    assert [p.text for p in found.document.passages if p.kind == "title"] == ["岚溪县十件实事"]
    assert found.document.passages[0].text == "附件"


def word(*headings: str) -> bytes:
    """A form as an office keeps it: a title, a header of two tiers, one empty row."""
    document = docx.Document()
    document.add_heading("××县民生实事进展表", 0).runs[0].font.size = docx.shared.Pt(20)
    table = document.add_table(3, 5)
    for cell, text in zip(table.rows[1].cells, headings, strict=True):
        cell.text = text
    table.cell(0, 3).merge(table.cell(0, 4)).text = "进展"
    for column in range(3):
        table.cell(0, column).merge(table.cell(1, column))
    run = table.rows[2].cells[0].paragraphs[0].add_run("1")
    run.font.size = docx.shared.Pt(11)
    run._element.rPr.get_or_add_rFonts().set(docx.oxml.ns.qn("w:eastAsia"), "仿宋_GB2312")
    document.sections[0].left_margin = docx.shared.Mm(15)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_word_form_becomes_a_layout_with_its_look() -> None:
    data = word("序号", "实事名称", "主办单位", "目前进展", "存在困难")
    layout = layout_from_word(data, "本县用表", read_form)
    assert [f.of for f in layout.fields] == ["number", "project", "lead_unit", "progress", "problems"]
    assert layout.fields[3].heading == ("进展", "目前进展")
    assert (layout.look.font, layout.look.size, layout.look.title_size) == ("仿宋_GB2312", 11, 20)
    assert layout.paper.margins[3] == pytest.approx(15, abs=0.1)
    assert not layout.paper.landscape
    found = rows(laid_out(sample("qinghe-2025-q1"), layout))
    assert found["rows"][0]["目前进展"].startswith("松涛岭水厂")
    assert found["rows"][0]["主办单位"] == "县水务局"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>", write(ledger(), "xlsx")])
def test_what_is_no_word_file_makes_no_layout(data: bytes) -> None:
    with pytest.raises(WriteError, match="Word"):
        layout_from_word(data, "x", read_form)


def test_a_word_file_without_a_table_makes_no_layout() -> None:
    stream = io.BytesIO()
    docx.Document().save(stream)
    with pytest.raises(WriteError, match="文件是空的"):
        layout_from_word(stream.getvalue(), "x", read_form)


def test_numerals() -> None:
    assert [numeral(n) for n in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]


def test_a_column_that_the_ledger_lacks_stands_empty_to_be_filled_in() -> None:
    layout = Layout("x", fields=(Field("project", ("项目",)), Field("县里意见"), Field("rank", optional=True)))
    book = openpyxl.load_workbook(io.BytesIO(write(sample("lanxi"), "xlsx", layout)))
    assert [c.value for c in book.active[4]] == ["项目", "县里意见"]


FAULTY = {
    "the widths": (Layout("x", fields=(Field("project", width=200), Field("progress", width=90))), "290毫米"),
    "a width": (Layout("x", fields=(Field("project", width=2),)), "第1列：列宽"),
    "a column of nothing": (Layout("x", fields=(Field("project"), Field(""))), "第2列：没有说"),
    "an empty tier": (Layout("x", fields=(Field("project", ("项目", "")),)), "空的一层"),
    "deep headings": (Layout("x", fields=(Field("project", tuple("一二三四五")),)), "最多4层"),
    "too many columns": (Layout("x", fields=tuple(Field(f"列{k}") for k in range(41))), "最多40列"),
    "periods alone": (Layout("x", fields=(Field("progress", each=True),)), "分期列"),
    "the margins": (Layout("x", paper=Paper(margins=(28, 150, 26, 150))), "页边距过大"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_what_is_wrong_with_a_layout_is_told(name: str) -> None:
    layout, words = FAULTY[name]
    assert any(words in fault.told.zh for fault in faults(layout))
    with pytest.raises(WriteError, match=words):
        layout_from_json(layout_to_json(layout))


def test_the_built_in_layouts_have_no_faults() -> None:
    assert not [fault for layout in LAYOUTS.values() for fault in faults(layout)]


def test_a_ledgers_own_columns_make_a_layout() -> None:
    found = sample("qinghe-2025-q1")
    layout = Layout("x", fields=tuple(fields_of(found)))
    assert [c.name for c in laid_out(found, layout).columns] == [c.name for c in found.columns]
