"""OpenDocument spreadsheets (.ods): cells with the text that LibreOffice and WPS print in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taizhang.ledger import Bilingual

from ...errors import ReadError
from ...grid import Source
from ..base import SURE, count_in
from ..build import tidy
from ..package import Package, names_in
from .blocks import source_of
from .sheet import Sheet, SheetCell, in_sheet, refuse_cells, refuse_sheets

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_REPEATED = 5_000
"""Most times that one filled cell or row may be repeated; empty ones cost nothing and may be repeated at will."""
_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NUM!", "#REF!", "#VALUE!", "#NULL!", "Err:")
_HIDDEN = ("collapse", "filter")


class OdsReader:
    """OpenDocument spreadsheets."""

    name = "ods"

    def score(self, data: bytes, name: str) -> int | None:
        """SURE for a package whose type says spreadsheet."""
        return SURE if _MIME in data[:200] and "content.xml" in names_in(data) else None

    def read(self, data: bytes, name: str) -> Source:
        """The tables of a spreadsheet as a source; raises ReadError for a broken, locked or oversized one."""
        return source_of(sheets_of(data), name)


def sheets_of(data: bytes) -> list[Sheet]:
    """All tables of a spreadsheet in its order."""
    from ..xml import parse

    with Package(data) as package:
        _refuse_locked(package)
        content = package.read("content.xml")
        settings = package.read("settings.xml")
        root = parse(content or b"", "content.xml")
        active = _active(parse(settings, "settings.xml")) if settings else ""
    tables = [table for body in root.iter("{*}spreadsheet") for table in body if str(table.tag).endswith("}table")]
    refuse_sheets(len(tables))
    hidden = _hidden_styles(root)
    return [_sheet(table, hidden, active) for table in tables]


def _refuse_locked(package: Package) -> None:
    from ..package import locked

    if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
        raise locked()


def _active(settings: _Element) -> str:
    return next((i.text or "" for i in settings.iter("{*}config-item") if _get(i, "name") == "ActiveTable"), "")


def _hidden_styles(root: _Element) -> set[str]:
    """Names of the table styles that hide their table."""
    return {
        _get(style, "name")
        for style in root.iter("{*}style")
        if any(_get(p, "display") == "false" for p in style.iter("{*}table-properties"))
    }


def _get(element: _Element, name: str) -> str:
    """An attribute by its local name; OpenDocument gives every one a namespace."""
    return next((str(value) for key, value in element.items() if str(key).endswith("}" + name)), "")


def _count(element: _Element, name: str) -> int:
    return count_in(_get(element, name), 1)


def _sheet(table: _Element, hidden: set[str], active: str) -> Sheet:
    name = _get(table, "name")
    sheet = Sheet(name, hidden=_get(table, "style-name") in hidden, active=name == active)
    _columns(sheet, table)
    at = 0
    for row in table.iter("{*}table-row"):
        times = _count(row, "number-rows-repeated")
        cells = [c for c in row if c.tag.endswith(("}table-cell", "}covered-table-cell"))]
        filled = any(len(c) for c in cells)
        if _get(row, "visibility") in _HIDDEN and filled:
            sheet.hidden_rows.update(range(at, at + min(times, MAX_REPEATED)))
        if filled:
            _refuse_repeated(times, name)
            for again in range(times):
                _row(sheet, cells, at + again)
        at += times
    return sheet


def _columns(sheet: Sheet, table: _Element) -> None:
    at = 0
    for column in table.iter("{*}table-column"):
        times = _count(column, "number-columns-repeated")
        if _get(column, "visibility") in _HIDDEN:
            sheet.hidden_columns.append((at, at + times - 1))
        at += times


def _row(sheet: Sheet, cells: list[_Element], row: int) -> None:
    at = 0
    for cell in cells:
        times = _count(cell, "number-columns-repeated")
        if len(cell):
            _refuse_repeated(times, sheet.name)
            for again in range(times):
                _cell(sheet, cell, row, at + again)
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            sheet.merges.append((row, at, row + down - 1, at + across - 1))
        at += times
    refuse_cells(len(sheet.cells), sheet.name)


def _cell(sheet: Sheet, cell: _Element, row: int, column: int) -> None:
    paragraphs = [_text(p) for p in cell if p.tag.endswith("}p")]
    text = tidy("\n".join(paragraphs))
    for note in cell.iter("{*}annotation"):
        words = tidy("\n".join(_text(p) for p in note.iter("{*}p")))
        if words:
            sheet.asides.append(SheetCell(row, column, words))
    if text.startswith(_ERRORS) and _get(cell, "formula"):
        sheet.errors.append(SheetCell(row, column, text))
    elif text:
        sheet.cells.append(SheetCell(row, column, text, _exact(cell, text)))


def _exact(cell: _Element, text: str) -> str:
    """The cell's value where its text tells less."""
    from .number_format import exact, unless_told

    kind = _get(cell, "value-type")
    if kind == "date":
        return _get(cell, "date-value").replace("T", " ")
    if kind not in ("float", "percentage", "currency"):
        return ""
    try:
        return unless_told(text, exact(_get(cell, "value")))
    except (ValueError, ArithmeticError):
        return ""


def _text(paragraph: _Element) -> str:
    """A paragraph's text with its blanks, tabs and line breaks; annotations in it are left out."""
    out = [paragraph.text or ""]
    for child in paragraph:
        kind = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if kind == "s":
            out.append(" " * min(_count(child, "c"), 100))
        elif kind in ("line-break", "tab"):
            out.append("\n" if kind == "line-break" else "\t")
        elif kind not in ("annotation", "ruby-text"):
            out.append(_text(child))
        out.append(child.tail or "")
    return "".join(out)


def _refuse_repeated(times: int, sheet: str) -> None:
    if times > MAX_REPEATED:
        raise ReadError(
            Bilingual(
                f"同一内容重复 {times} 次，上限为 {MAX_REPEATED} 次",
                f"the same contents are repeated {times} times; the limit is {MAX_REPEATED}",
            ),
            in_sheet(sheet),
            Bilingual("请删去重复的行或列，另存后再试。", "Delete the repeated rows or columns, save and try again."),
        )
