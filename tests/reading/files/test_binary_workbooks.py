"""Binary Excel workbooks: one that another program wrote, and parts that a test puts into it."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from taizhang.reading import ReadError, Reading, losses, read
from taizhang.reading.files import reader_for
from taizhang.writing.rows import rows

BINARY = (Path(__file__).parent / "samples" / "luting-2025.xlsb").read_bytes()
SHEET, LINKS = "xl/worksheets/sheet1.bin", "xl/worksheets/_rels/sheet1.bin.rels"
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def rewritten(**parts: bytes) -> bytes:
    """The sample with some parts for others, by their names with _ for / and without their ends."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(BINARY)) as old, ZipFile(made, "w") as new:
        for name in {*old.namelist(), *parts}:
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return made.getvalue()


def book(data: bytes = BINARY) -> Reading:
    reading = read(data, name="表.xlsb")
    assert losses(reading) == ()
    return reading


def record(kind: int, data: bytes) -> bytes:
    low = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    return low + bytes([len(data)]) + data


def text(words: str) -> bytes:
    return len(words).to_bytes(4, "little") + words.encode("utf-16-le")


def numbers(*values: int) -> bytes:
    return b"".join(value.to_bytes(4, "little") for value in values)


def test_a_binary_workbook_is_known_by_its_parts() -> None:
    assert reader_for(BINARY, "台账").name == "xlsb"


def test_cells_are_read_as_the_workbook_shows_them() -> None:
    ledger = book().ledger
    printed = rows(ledger)
    assert printed["title"] == "芦汀县2025年民生实事进展情况表（截至9月30日）"
    assert printed["columns"] == ["序号", "项目名称", "数量", "时限", "累计", "完成率", "责任单位"]
    assert list(printed["rows"][1].values()) == [
        "2", "加装电梯", "1,250处", "2025年11月30日", "1003.5", "80.3%", "县住建局",
    ]  # fmt: skip
    assert [section.text for section in ledger.sections] == ["二、结转项目"]
    assert ledger.rows[1].cells[3].origin.exact == "2025-11-30"
    assert ledger.columns[2].heading == ("目标", "数量")


def test_results_of_formulas_are_those_that_were_saved() -> None:
    reading = book()
    assert rows(reading.ledger)["rows"][4]["累计"] == "35.5"
    assert any("#DIV/0!" in left.text for left in reading.ledger.leftovers)


def test_what_excel_does_not_show_is_told() -> None:
    told = "".join(notice.zh for notice in book().notices)
    assert "隐藏" in told
    assert "填报说明：按月填报。" in "".join(left.text for left in book().ledger.leftovers)


def test_comments_and_print_headers_stand_aside() -> None:
    at = numbers(0, 4, 4, 1, 1) + bytes(16)
    comments = record(635, at) + record(637, b"\0" + text("住建局：以验收为准"))
    with ZipFile(io.BytesIO(BINARY)) as archive:
        sheet = archive.read(SHEET) + record(479, bytes(2) + text('&C&"宋体,Regular"芦汀县民生实事台账'))
    links = f'<Relationships><Relationship Id="r1" Type="{TYPE}" Target="../comments1.bin"/></Relationships>'
    parts = {SHEET: sheet, LINKS: links.encode(), "xl/comments1.bin": comments}
    aside = [left.text for left in book(rewritten(**parts)).ledger.leftovers]
    assert any("以验收为准" in words for words in aside)
    assert any("芦汀县民生实事台账" in words for words in aside)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.bin", "xl/styles.bin", "xl/sharedStrings.bin"])
def test_a_part_that_is_cut_off_is_told(part: str) -> None:
    with ZipFile(io.BytesIO(BINARY)) as archive:
        whole = archive.read(part)
    with pytest.raises(ReadError) as told:
        read(rewritten(**{part: whole[:-1]}), name="表.xlsb")
    assert "损坏" in str(told.value)


def test_places_beyond_any_sheet_cost_nothing() -> None:
    with ZipFile(io.BytesIO(BINARY)) as archive:
        sheet = archive.read(SHEET)
    far = 0xFFFFFFFF
    wild = record(176, numbers(far - 1, far, 0, far)) + record(60, numbers(0, far, 0, 0) + bytes(2))
    reading = book(rewritten(**{SHEET: sheet + wild}))
    assert len(reading.ledger.tasks) == 5
