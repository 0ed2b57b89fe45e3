"""Broken, locked and hostile spreadsheets get a message that names what is wrong, at once and in little memory."""

from __future__ import annotations

import contextlib
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from taizhang.reading import ReadError, losses, read
from taizhang.reading.files.package import MAX_RATIO
from taizhang.reading.files.sheets.sheet import MAX_CELLS, MAX_SHEETS

from .test_spreadsheets import HEAD, plain
from .workbooks import ods, rewritten, saved

GOOD = saved(plain([1, "新建公园", "区城管局", "已完成"], [2, "新建学校", "区教育局", "在建"]))
OLD = (Path(__file__).parent / "samples" / "yunling-2025.xls").read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl__worksheets__sheet1___xml"


def refusal(data: bytes, name: str = "台账.xlsx") -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, name=name)
    error = caught.value
    assert all(part.zh and part.en for part in (error.what, error.where, error.hint))
    return error


def sheet(content: str) -> bytes:
    return rewritten(GOOD, **{SHEET: f'<worksheet xmlns="{MAIN}">{content}</worksheet>'})


def inline(row: int, *texts: str) -> str:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{row}">{cells}</row>'


def test_a_locked_workbook_says_so() -> None:
    assert "加密" in refusal(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)).what.zh


def test_a_locked_old_workbook_says_so() -> None:
    """The record FILEPASS right behind the beginning of the globals says that all that follows is enciphered."""
    begin = OLD.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    locked = OLD[: begin + 20] + b"\x2f\x00\x06\x00\x00\x00\x00\x00\x00\x00" + OLD[begin + 30 :]
    assert "加密" in refusal(locked).what.zh


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_workbook_says_so(share: float) -> None:
    assert "不完整" in refusal(GOOD[: int(len(GOOD) * share)]).what.zh


@pytest.mark.parametrize("size", [600, 1500, 3000])
def test_a_cut_off_old_workbook_says_so(size: int) -> None:
    assert refusal(OLD[:size]).what.zh


def test_the_ending_does_not_matter() -> None:
    assert len(read(GOOD, name="台账.doc").ledger.tasks) == 2
    assert len(read(OLD, name="台账.xlsx").ledger.tasks) == 3
    assert len(read(OLD, name="台账.et").ledger.tasks) == 3


def test_a_sheet_declared_ten_thousand_by_ten_thousand_costs_nothing() -> None:
    rows = inline(1, *HEAD) + inline(2, "1", "新建公园", "区城管局", "已完成")
    merged = '<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    data = sheet(f'<dimension ref="A1:NTP10000"/><sheetData>{rows}{far}</sheetData>{merged}')
    read(data)
    tracemalloc.start()
    reading = read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(reading.ledger.tasks) == 1
    assert peak < 5_000_000


def test_a_million_repeated_rows_with_text_are_refused_with_the_limit() -> None:
    cell = "<table:table-cell table:number-columns-repeated='{}'><text:p>甲</text:p></table:table-cell>"
    row = "<table:table-row table:number-rows-repeated='{}'>{}</table:table-row>"
    for times, across in ((1_000_000, 1), (1, 1_000_000)):
        error = refusal(ods(f"<table:table table:name='一'>{row.format(times, cell.format(across))}</table:table>"))
        assert "1000000 次，上限为" in error.what.zh
        assert error.where.zh == "工作表“一”"


def test_too_many_cells_are_refused_with_the_limit() -> None:
    row = "<table:table-row table:number-rows-repeated='5000'>{}</table:table-row>"
    cell = "<table:table-cell table:number-columns-repeated='200'><text:p>甲</text:p></table:table-cell>"
    assert str(MAX_CELLS) in refusal(ods(f"<table:table table:name='一'>{row.format(cell)}</table:table>")).what.zh


def test_too_many_sheets_are_refused_with_the_limit() -> None:
    book = plain()
    for _ in range(MAX_SHEETS):
        book.create_sheet()
    assert f"上限为 {MAX_SHEETS} 个" in refusal(saved(book)).what.zh


def test_a_zip_bomb_is_refused_with_the_limit() -> None:
    bomb = rewritten(GOOD, **{SHEET: b" " * 60_000_000})
    error = refusal(bomb)
    assert f"上限为 {MAX_RATIO} 倍" in error.what.zh
    assert "xl/worksheets/sheet1.xml" in error.where.zh


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">',
    ],
)
def test_entities_are_refused(declared: str) -> None:
    content = f'{declared}<worksheet xmlns="{MAIN}"><sheetData>{inline(1, *HEAD)}</sheetData></worksheet>'
    assert "外部实体" in refusal(rewritten(GOOD, **{SHEET: content})).what.zh


def test_broken_xml_is_named_with_its_part() -> None:
    assert "sheet1.xml" in refusal(rewritten(GOOD, **{SHEET: "<worksheet><sheetData><row>"})).where.zh


def test_cells_that_point_nowhere_are_empty() -> None:
    rows = inline(1, *HEAD) + inline(2, "1", "新建公园", "区城管局", "已完成")
    odd = '<row r="x"><c r="" t="s"><v>99999</v></c><c r="A0" t="s"><v>-1</v></c><c t="n"><v>1e999</v></c></row>'
    merges = '<mergeCells><mergeCell ref="A1"/><mergeCell ref="?"/><mergeCell ref="Z9:A1"/></mergeCells>'
    reading = read(sheet(f"<sheetData>{rows}{odd}</sheetData>{merges}"))
    assert reading.ledger.tasks[0].name == "新建公园"
    assert losses(reading) == ()


@pytest.mark.parametrize("odd", ["1e309", "-1", "²", "9" * 5_000, ""])
def test_odd_numbers_in_attributes_count_as_none(odd: str) -> None:
    views = f'<bookViews><workbookView activeTab="{odd}"/></bookViews>'
    sheets = '<sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets>'
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{related}">{views}{sheets}</workbook>'
    rows = inline(1, *HEAD) + inline(2, "1", "新建公园", "区城管局", "已完成").replace('r="2"', f'r="{odd}"')
    content = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    reading = read(rewritten(GOOD, xl__workbook___xml=book, **{SHEET: content}))
    assert [t.name for t in reading.ledger.tasks] == ["新建公园"]


def test_a_text_like_a_formula_stays_a_text() -> None:
    rows = inline(1, *HEAD) + inline(2, "1", "=HYPERLINK(1)", "区城管局", "已完成")
    assert read(sheet(f"<sheetData>{rows}</sheetData>")).ledger.tasks[0].name == "=HYPERLINK(1)"


def test_macros_are_never_looked_at() -> None:
    assert len(read(rewritten(GOOD, xl__vbaProject___bin=b"\x00broken")).ledger.tasks) == 2


def test_a_binary_workbook_without_sheets_is_empty_and_one_cut_off_is_damaged() -> None:
    def packed(book: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr("xl/workbook.bin", book)
        return out.getvalue()

    assert "没有内容" in refusal(packed(b"\x83\x01\x00")).what.zh
    assert "另存为 .xlsx" in refusal(packed(b"\x83\x01\x05\x00")).hint.zh


def test_an_empty_workbook_says_so() -> None:
    from openpyxl import Workbook

    assert "没有内容" in refusal(saved(Workbook())).what.zh


def test_a_workbook_without_a_ledger_says_so() -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["甲", "乙"])
    assert "没有" in refusal(saved(book)).what.zh


@pytest.mark.parametrize("data", [GOOD, OLD], ids=["xlsx", "xls"])
def test_no_damaged_byte_brings_more_than_a_message(data: bytes) -> None:
    for at in range(0, len(data), max(1, len(data) // 150)):
        damaged = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        with contextlib.suppress(ReadError):
            read(damaged)
