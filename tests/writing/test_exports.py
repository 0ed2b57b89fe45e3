import csv
import io

import openpyxl
import pytest

from taizhang.ledger import Cell, Column, Document, HeaderCell, Ledger, Project, Role, Section, Task
from taizhang.writing import to_csv, to_xlsx
from taizhang.writing.csv import harmless

BOOK = Ledger(
    document=Document(title="清单", notes=("注：仅供测试。",)),
    columns=(Column("序号", Role.NUMBER), Column("项目", Role.PROJECT), Column("进展", Role.PROGRESS)),
    header=(HeaderCell("序号", 0, 0), HeaderCell("项目", 0, 1), HeaderCell("进展", 0, 2)),
    sections=(Section(0, "一、交通", cells=(Cell("一、交通", 0, columns=3),)),),
    projects=(
        Project(
            "1",
            "道路",
            tasks=(
                Task(1, "1", cells=(Cell("1", 0, rows=2), Cell("道路", 1, rows=2), Cell("已完成\n3公里", 2))),
                Task(2, cells=(Cell('=HYPERLINK("x")', 2),)),
            ),
        ),
    ),
)


def test_csv_holds_every_row_and_opens_in_excel() -> None:
    data = to_csv(BOOK)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert lines == [
        ["序号", "项目", "进展"],
        ["一、交通", "", ""],
        ["1", "道路", "已完成\n3公里"],
        ["", "", '\'=HYPERLINK("x")'],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0"])
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["-3.5", "+12%", "1,200", "已完成", "", "-0.5%"])
def test_numbers_and_words_are_left_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_xlsx_is_merged_as_on_paper_and_runs_nothing() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(BOOK))).active
    assert sheet["A1"].value == "清单"
    assert [c.value for c in sheet[2]] == ["序号", "项目", "进展"]
    assert {str(r) for r in sheet.merged_cells.ranges} == {"A1:C1", "A3:C3", "A4:A5", "B4:B5", "A6:C6"}
    assert sheet["C5"].value == '=HYPERLINK("x")'
    assert sheet["C5"].data_type == "s" or sheet["C5"].data_type == "inlineStr"
    assert sheet.print_title_rows == "$2:$2"


def test_an_empty_ledger_makes_files_too() -> None:
    assert to_csv(Ledger()).decode("utf-8-sig").strip() == ""
    assert openpyxl.load_workbook(io.BytesIO(to_xlsx(Ledger())))
