"""Workbooks: numbers that are numbers, texts that run nothing, pages that print."""

from __future__ import annotations

import io

import openpyxl
import pytest

from taizhang.reading import read
from taizhang.writing import write
from taizhang.writing.xlsx import number
from tests.tools import ROOT

from .build import ledger, many


def sheet_of(data: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).active


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("9600", 9600, "0"), ("0", 0, "0"), ("371.5", 371.5, "0.0"), ("87.0%", 0.87, "0.0%"), ("100%", 1, "0%"),
        ("12,345.60", 12345.6, "#,##0.00"), ("-3", -3, "0"),
    ],
)  # fmt: skip
def test_a_printed_number_is_a_number_that_prints_so(text: str, value: float, code: str) -> None:
    assert number(text) == (pytest.approx(value), code)


@pytest.mark.parametrize(
    "text", ["", "007", "1,23", "+5", "－3", "３", "1.2.3", "12万", "—", "1234567890123456", "-0", "1e5", "3月", "2-1"]
)
def test_what_only_looks_like_a_number_stays_a_text(text: str) -> None:
    assert number(text) is None


def test_figures_are_numbers_and_all_else_is_text() -> None:
    made = ledger((("=1+1", "@县民政局", "1200.50", "2025"), ("+内容", "-", "007", '=HYPERLINK("http://example.org")')))
    sheet = sheet_of(write(made, "xlsx"))
    first, second = (list(sheet[row]) for row in (3, 4))
    assert (first[0].value, first[0].data_type) == (1, "n")
    assert (first[4].value, first[4].number_format) == (1200.5, "0.00")
    assert [c.data_type for c in first[2:4]] == ["s", "s"]
    assert (first[5].value, first[5].data_type) == ("2025", "s")  # words about progress are words
    assert (second[4].value, second[4].data_type) == ("007", "s")
    assert (second[5].value, second[5].data_type) == ('=HYPERLINK("http://example.org")', "s")
    assert not sheet._hyperlinks


def test_the_header_is_frozen_filtered_and_printed_on_every_page_of_a_turned_a4() -> None:
    sheet = sheet_of(write(many(20), "xlsx"))
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:F22"
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.print_area == "'台账'!$A$1:$F$23"
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth or 1, setup.fitToHeight) == ("landscape", 9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in sheet.oddFooter.center.text
    assert sheet.column_dimensions["F"].width > 2 * sheet.column_dimensions["A"].width


@pytest.mark.parametrize("name", [path.stem for path in sorted((ROOT / "samples").glob("*.txt"))])
def test_openpyxl_finds_every_cell_where_it_stands(name: str) -> None:
    made = read((ROOT / "samples" / f"{name}.txt").read_bytes()).ledger
    sheet = sheet_of(write(made, "xlsx"))
    texts = {cell.text for row in made.rows for cell in row.cells}
    values = {cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
    printed = {v if isinstance(v, str) else f"{v:.10g}" for v in values}
    figures = {t for t in texts if number(t)}
    assert texts - figures <= printed
    assert len(figures) <= len(texts)
    assert sheet["A1"].value in {p.text for p in made.document.passages}
