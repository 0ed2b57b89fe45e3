"""Every ledger with a truth reads the same from a spreadsheet as from text, and what Excel hides is told."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from taizhang.reading import Reading, losses, read
from taizhang.reading.files import reader_for
from taizhang.writing import rows
from taizhang.writing import to_xlsx as exported
from tests.acceptance.judge import Exhibit, corpus, samples, seeds
from tests.tools import needs

from .workbooks import ods, placed, saved, to_ods, to_xlsx

SAMPLES = Path(__file__).parent / "samples"
EVERY = [
    *(pytest.param(e, id=e.name) for e in (*samples(), *corpus())),
    *(pytest.param(e, id=e.name, marks=needs("seeds")) for e in seeds()),
]
HEAD = ["序号", "项目名称", "责任单位", "进展情况"]


def squeezed(value: object) -> object:
    if isinstance(value, str):
        return "".join(value.split())
    return [squeezed(v) for v in value] if isinstance(value, list) else value


def printed(reading: Reading) -> list[dict[str, Any]]:
    return [
        {k: squeezed(v) for k, v in row.items() if not k.startswith("_c") and not k.startswith("_sp")}
        for row in rows(reading.ledger)["rows"]
    ]


def plain(*lines: list[object], title: str = "云岭县2025年民生实事台账") -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.append(HEAD)
    for line in lines:
        sheet.append(line)
    return book


@pytest.mark.parametrize("exhibit", EVERY)
def test_a_ledger_in_excel_reads_as_its_text(exhibit: Exhibit) -> None:
    reading = read(to_xlsx(exhibit.reading.ledger), name="台账.xlsx")
    got, want = rows(reading.ledger), exhibit.printed
    assert printed(reading) == printed(exhibit.reading)
    assert [squeezed(got[k]) for k in ("title", "columns", "note")] == [
        squeezed(want[k]) for k in ("title", "columns", "note")
    ]
    assert losses(reading) == ()


@pytest.mark.parametrize("exhibit", EVERY)
def test_a_ledger_in_opendocument_reads_as_its_text(exhibit: Exhibit) -> None:
    reading = read(to_ods(exhibit.reading.ledger), name="台账.ods")
    assert printed(reading) == printed(exhibit.reading)
    assert losses(reading) == ()


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("exhibit", [pytest.param(e, id=e.name) for e in samples()])
def test_a_delimited_file_reads_as_the_text(exhibit: Exhibit, encoding: str, delimiter: str) -> None:
    out = io.StringIO()
    ledger = exhibit.reading.ledger
    cells = {(c.row, c.column): c.text for c in placed(ledger, top=1)}
    cells[0, 0] = ledger.document.title
    lines = [[cells.get((row, k), "") for k in range(len(ledger.columns))] for row in range(max(cells)[0] + 1)]
    csv.writer(out, delimiter=delimiter).writerows(lines)
    data = out.getvalue().encode(encoding)
    assert reader_for(data, "台账.csv").name == "csv"
    assert [squeezed(r) for r in printed(read(data))] == [squeezed(r) for r in printed(exhibit.reading)]


@pytest.mark.parametrize("exhibit", EVERY)
def test_text_of_pages_stays_with_the_layouts(exhibit: Exhibit) -> None:
    assert reader_for(exhibit.file.read_bytes(), exhibit.file.name).name == "text"


@pytest.mark.parametrize("exhibit", [pytest.param(e, id=e.name) for e in samples()])
def test_our_own_export_comes_back(exhibit: Exhibit) -> None:
    reading = read(exported(exhibit.reading.ledger), name="台账.xlsx")
    assert printed(reading) == printed(exhibit.reading)


def test_an_old_workbook_is_read_with_its_merged_cells() -> None:
    truth = next(e for e in corpus() if e.name == "chengpu-2025-works")
    reading = read((SAMPLES / "chengpu-2025-works.xls").read_bytes(), name="chengpu-2025-works.xls")
    assert printed(reading) == printed(truth.reading)
    assert [x.text for x in reading.ledger.leftovers] == ["隐藏的参数"]
    assert losses(reading) == ()


def test_an_old_workbook_gives_numbers_and_days_as_printed() -> None:
    reading = read((SAMPLES / "yunling-2025.xls").read_bytes(), name="yunling-2025.xls")
    first, second, _ = reading.ledger.tasks
    assert [c.text for c in first.cells] == ["1", "新建口袋公园", "8,150", "4,177", "51.25%", "2025年6月12日", "已开工"]
    assert second.cells[4].text == "50.00%"
    assert first.cells[5].origin.exact == "2025-06-12"
    assert [n.zh for n in reading.notices] == [
        "工作表“进度”行被隐藏，已一并读取：4。",
        "工作表“进度”列被隐藏，已一并读取：G。",
    ]


def test_numbers_read_as_excel_prints_them_and_keep_their_exact_value() -> None:
    book = plain()
    sheet = book.active
    values = [
        (0.512666, "0.0%", "51.3%", "0.512666"),
        (8150, "#,##0", "8,150", ""),
        (date(2025, 6, 12), "yyyy-mm-dd", "2025-06-12", "2025-06-12"),
        (date(2025, 6, 12), 'yyyy"年"m"月"', "2025年6月", "2025-06-12"),
        (date(2025, 6, 12), '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二五年六月十二日", "2025-06-12"),
        (18000, '0!.0,"万元"', "1.8万元", "18000"),
        (-3.5, "0.00_);(0.00)", "(3.50)", "-3.5"),
        (1 / 3, "General", "0.333333333", "0.333333333333333"),
        (430102199001011234, "0", "430102199001011000", ""),
        (12, '[>=10]0"个以上";0"个"', "12个以上", "12"),
        (5, ";;;", "5", ""),
    ]
    for number, (value, code, _, _) in enumerate(values, 1):
        sheet.append([number, f"建设项目{number}", "区住建局", value])
        sheet.cell(number + 2, 4).number_format = code
    cells = [t.cells[3] for t in read(saved(book)).ledger.tasks]
    assert [(c.text, c.origin.exact) for c in cells] == [(text, exact) for _, _, text, exact in values]


def test_a_cell_knows_its_sheet_and_place() -> None:
    cell = read(saved(plain([1, "新建公园", "区城管局", "已完成"])), name="台账.xlsx").ledger.tasks[0].cells[3]
    assert (cell.origin.file, cell.origin.sheet, cell.origin.row, cell.origin.column) == ("台账.xlsx", "Sheet", 2, 3)


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    book = plain(
        [1, "新建公园", "区城管局", "已完成"], [2, "新建学校", "区教育局", "在建"], [3, "修路", "区交通局", "在建"]
    )
    book.active.row_dimensions[4].hidden = True
    book.active.column_dimensions["C"].hidden = True
    reading = read(saved(book))
    assert [t.name for t in reading.ledger.tasks] == ["新建公园", "新建学校", "修路"]
    assert "行被隐藏，已一并读取：4。" in reading.notices[0].zh
    assert "列被隐藏，已一并读取：C。" in reading.notices[1].zh


def test_an_error_value_is_no_text_of_the_cell_but_is_told() -> None:
    book = plain([1, "新建公园", "区城管局", "#DIV/0!"], [2, "新建学校", "区教育局", "在建"])
    assert book.active["D3"].data_type == "e"
    reading = read(saved(book))
    assert reading.ledger.tasks[0].report.progress == ""
    assert [(x.text, x.reason) for x in reading.ledger.leftovers] == [("#DIV/0!", "debris")]
    assert "D3 #DIV/0!" in reading.notices[0].zh
    assert losses(reading) == ()


def test_a_formula_without_a_saved_result_is_told() -> None:
    reading = read(saved(plain([1, "新建公园", "区城管局", "已完成"], [2, "新建学校", "区教育局", "=1+1"])))
    assert "公式没有保存结果" in reading.notices[0].zh
    assert "D4" in reading.notices[0].zh


def test_sheets_with_other_items_are_one_ledger() -> None:
    book = plain([1, "新建公园", "区城管局", "已完成"], [2, "新建学校", "区教育局", "在建"])
    more = book.create_sheet("第二批")
    for line in (["云岭县2025年民生实事台账"], HEAD, [3, "修建公路", "区交通局", "在建"]):
        more.append(line)
    reading = read(saved(book))
    assert [t.name for t in reading.ledger.tasks] == ["新建公园", "新建学校", "修建公路"]
    assert reading.ledger.tasks[2].cells[0].origin.sheet == "第二批"
    assert reading.ledger.document.title == "云岭县2025年民生实事台账"
    assert losses(reading) == ()


def test_of_sheets_with_the_same_items_the_active_one_is_read() -> None:
    book = plain([1, "新建公园", "区城管局", "开工"], [2, "新建学校", "区教育局", "开工"])
    later = book.create_sheet("二月")
    for line in (
        ["云岭县2025年2月民生实事台账"],
        HEAD,
        [1, "新建公园", "区城管局", "完工"],
        [2, "新建学校", "区教育局", "完工"],
    ):
        later.append(line)
    book.active = 1
    reading = read(saved(book))
    assert [t.report.progress for t in reading.ledger.tasks] == ["完工", "完工"]
    assert [(t.number, t.name, t.rows, t.read) for t in reading.tables] == [
        (1, "Sheet", 2, False),
        (2, "二月", 2, True),
    ]
    assert any("1 “Sheet”（2行）" in n.zh for n in reading.notices)
    assert losses(reading) == ()


def test_a_hidden_copy_is_left_out_and_told() -> None:
    book = plain([1, "新建公园", "区城管局", "开工"])
    copy = book.create_sheet("旧")
    for line in (HEAD, [7, "另一个项目", "区民政局", "开工"], [8, "再一个项目", "区民政局", "开工"]):
        copy.append(line)
    copy.sheet_state = "veryHidden"
    reading = read(saved(book))
    assert [t.name for t in reading.ledger.tasks] == ["新建公园"]
    assert any("“旧”" in n.zh for n in reading.notices)
    assert losses(reading) == ()


def test_comments_are_kept_as_leftovers() -> None:
    from openpyxl.comments import Comment

    book = plain([1, "新建公园", "区城管局", "开工"])
    book.active["D3"].comment = Comment("待核实", "审核")
    assert [x.text for x in read(saved(book)).ledger.leftovers] == ["待核实"]


def test_a_table_away_from_the_corner_with_empty_columns_and_rows_is_read() -> None:
    book = Workbook()
    sheet = book.active
    sheet["C4"] = "云岭县2025年民生实事台账"
    sheet.merge_cells("C4:I4")
    for column, head in zip("CDFH", HEAD, strict=True):
        sheet[f"{column}6"] = head
    for row, line in ((8, [1, "新建公园", "区城管局", "开工"]), (11, [2, "新建学校", "区教育局", "在建"])):
        for column, value in zip("CDFH", line, strict=True):
            sheet[f"{column}{row}"] = value
    ledger = read(saved(book)).ledger
    assert [c.name for c in ledger.columns] == HEAD
    assert [t.name for t in ledger.tasks] == ["新建公园", "新建学校"]
    assert ledger.document.title == "云岭县2025年民生实事台账"


def test_labels_above_and_below_the_table_are_no_rows() -> None:
    book = Workbook()
    sheet = book.active
    for line in (
        ["附件1", "云岭县2025年上半年民生实事台账"],
        ["填报单位：区政府办", None, "单位：万元"],
        HEAD,
        [1, "新建公园", "区城管局", "开工"],
        ["注：数据截至6月底。"],
        ["填表人：甲某", None, "审核人：乙某"],
    ):
        sheet.append(line)
    reading = read(saved(book))
    assert [c.name for c in reading.ledger.columns] == HEAD
    assert len(reading.ledger.rows) == 1
    assert reading.ledger.document.title == "云岭县2025年上半年民生实事台账"
    assert losses(reading) == ()


def test_opendocument_tells_hidden_tables_errors_and_repeats() -> None:
    def row(*texts: str) -> str:
        cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
        return f"<table:table-row>{cells}</table:table-row>"

    wrong = (
        "<table:table-row table:visibility='filter'><table:table-cell office:value-type='float' office:value='2'>"
        "<text:p>2</text:p></table:table-cell>"
        "<table:table-cell><text:p>新建<text:s text:c='2'/>学校</text:p></table:table-cell>"
        "<table:table-cell><text:p>区教育局</text:p></table:table-cell>"
        "<table:table-cell table:formula='of:=1/0'><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>"
    )
    visible = (
        f"<table:table table:name='一'>{row(*HEAD)}{row('1', '新建公园', '区城管局', '开工')}{wrong}</table:table>"
    )
    hidden = f"<table:table table:name='二' table:style-name='ta2'>{row('参数')}</table:table>"
    reading = read(ods(visible, hidden))
    assert [t.name for t in reading.ledger.tasks] == ["新建公园", "新建  学校"]
    assert sorted(x.text for x in reading.ledger.leftovers) == ["#DIV/0!", "参数"]
    assert any("行被隐藏" in n.zh for n in reading.notices)


def test_words_scribbled_beside_the_table_are_no_part_of_it() -> None:
    book = plain(["1", "改造小区", "县住建局", "完成12个。"], ["2", "新建公园", "县城管局", "完成3个。"])
    book.active["H4"] = "这里要再核一下"
    reading = read(saved(book), name="台账.xlsx")
    assert [c.name for c in reading.ledger.columns] == HEAD
    assert ("这里要再核一下", "unplaced") in [(x.text, x.reason) for x in reading.ledger.leftovers]
    assert losses(reading) == ()


def test_a_section_over_the_header_is_one_when_another_stands_over_the_header_that_comes_again() -> None:
    book = Workbook()
    for line in (
        ["云岭县2025年民生实事台账"],
        ["一、省级民生实事"],
        HEAD,
        ["1", "改造小区", "县住建局", "完成12个。"],
        ["二、县级民生实事"],
        HEAD,
        ["1", "新建公园", "县城管局", "完成3个。"],
    ):
        book.active.append(line)
    ledger = read(saved(book), name="台账.xlsx").ledger
    assert [s.title for s in ledger.sections] == ["省级民生实事", "县级民生实事"]


def test_a_heading_over_the_header_stays_one_when_the_tables_sections_begin_anew() -> None:
    book = Workbook()
    for line in (
        ["云岭县2025年民生实事台账"],
        ["一、民生实事进展"],
        HEAD,
        ["一、教育类"],
        ["1", "改造学校", "县教育局", "完成12所。"],
        ["二、交通类"],
        HEAD,
        ["1", "改造桥梁", "县交通局", "完成3座。"],
    ):
        book.active.append(line)
    ledger = read(saved(book), name="台账.xlsx").ledger
    assert [s.title for s in ledger.sections] == ["教育类", "交通类"]
