"""Binary Excel workbooks (.xlsb): the package of an .xlsx whose workbook, sheets, strings and styles are records.

Read by our own hand, because no library tells the merged cells, the number formats and what is hidden as well as the
cells.  Formulas are never computed and macros never looked at.
"""

from __future__ import annotations

from typing import NamedTuple

from ...grid import Source
from ..base import SURE, damaged
from ..build import tidy
from ..package import Package, names_in
from .blocks import source_of
from .number_format import BUILTIN, GENERAL, shown_text
from .records import CutError, double_at, number_at, packed_at, records, text_at
from .sheet import Sheet, SheetCell, refuse_cells, refuse_sheets
from .xlsx import number_text, print_header, relations

_MAIN = "xl/workbook.bin"
_ROW, _CELLS = 0, range(2, 12)
_SHARED_TEXT, _FORMAT, _STYLE, _COLUMN, _RICH_TEXT = 19, 44, 47, 60, 62
_WORKBOOK, _SHEET, _VIEW, _MERGE, _HEADER = 153, 156, 158, 176, 479
_STYLES, _STYLES_END = 617, 618
_COMMENT, _COMMENT_TEXT = 635, 637
_PACKED, _ERROR, _TRUTH, _NUMBER, _TEXT, _SHARED = 2, 3, 4, 5, 6, 7
_OF_FORMULA = {8: _TEXT, 9: _NUMBER, 10: _TRUTH, 11: _ERROR}
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383
_ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}


class XlsbReader:
    """Binary Excel workbooks."""

    name = "xlsb"

    def score(self, data: bytes, name: str) -> int | None:
        """SURE for a package with a binary workbook."""
        return SURE if _MAIN in names_in(data) else None

    def read(self, data: bytes, name: str) -> Source:
        """The workbook's sheets as a source; raises ReadError for a broken, locked or oversized one."""
        with Package(data) as package:
            try:
                return source_of(sheets_of(package), name)
            except CutError as error:
                raise damaged("Excel", ".xlsx") from error


class _Book(NamedTuple):
    """What the sheets of a workbook share: texts, the number format of each style, and where days begin."""

    texts: list[str]
    formats: list[str]
    since_1904: bool


def sheets_of(package: Package) -> list[Sheet]:
    """All sheets of a workbook in its order."""
    links = relations(package, _MAIN)
    since_1904, active, entries = False, 0, []
    for kind, data in records(package.read(_MAIN) or b""):
        if kind == _WORKBOOK:
            since_1904 = bool(number_at(data, 0) & 1)
        elif kind == _VIEW:
            active = number_at(data, 24)
        elif kind == _SHEET:
            link, end = text_at(data, 8)
            entries.append((number_at(data, 0), link, text_at(data, end)[0]))
    refuse_sheets(len(entries))
    book = _Book(
        _texts(_part(package, links, "/sharedStrings")), _formats(_part(package, links, "/styles")), since_1904
    )
    sheets: list[Sheet] = []
    for index, (state, link, name) in enumerate(entries):
        kind_of, part = links.get(link, ("", ""))
        if kind_of.endswith("/worksheet"):
            sheet = Sheet(name, hidden=state != 0, active=index == active)
            _fill(sheet, package.read(part) or b"", book, sum(len(s.cells) for s in sheets))
            sheet.asides += _asides(package, part)
            sheets.append(sheet)
    return sheets


def _part(package: Package, links: dict[str, tuple[str, str]], kind: str) -> bytes:
    part = next((target for k, target in links.values() if k.endswith(kind)), "")
    return (package.read(part) if part else None) or b""


def _texts(part: bytes) -> list[str]:
    return [tidy(text_at(data, 1)[0]) for kind, data in records(part) if kind == _SHARED_TEXT]


def _formats(part: bytes) -> list[str]:
    """The number format of each cell style, by the style's index."""
    codes, styles, inside = dict(BUILTIN), [], False
    for kind, data in records(part):
        if kind == _FORMAT:
            codes[number_at(data, 0, 2)] = text_at(data, 2)[0] or GENERAL
        elif kind in (_STYLES, _STYLES_END):
            inside = kind == _STYLES
        elif kind == _STYLE and inside:
            styles.append(number_at(data, 2, 2))
    return [codes.get(style, GENERAL) for style in styles]


def _fill(sheet: Sheet, part: bytes, book: _Book, before: int) -> None:
    """Put into a sheet all that its part holds; `before` counts the cells of the sheets before it."""
    row = 0
    for kind, data in records(part):
        if kind == _ROW:
            row = min(number_at(data, 0), _LAST_ROW)
            if number_at(data, 11, 1) & 0x10:
                sheet.hidden_rows.add(row)
            refuse_cells(before + len(sheet.cells), sheet.name)
        elif kind in _CELLS or kind == _RICH_TEXT:
            _cell(sheet, row, kind, data, book)
        elif kind == _MERGE:
            top, bottom = (min(number_at(data, at), _LAST_ROW) for at in (0, 4))
            left, right = (min(number_at(data, at), _LAST_COLUMN) for at in (8, 12))
            sheet.merges.append((top, left, bottom, right))
        elif kind == _COLUMN and (number_at(data, 16, 2) & 1 or number_at(data, 8) == 0):
            sheet.hidden_columns.append((number_at(data, 0), min(number_at(data, 4), _LAST_COLUMN)))
        elif kind == _HEADER:
            sheet.asides += print_header(text_at(data, 2)[0])


def _cell(sheet: Sheet, row: int, kind: int, data: bytes, book: _Book) -> None:
    column, style = min(number_at(data, 0), _LAST_COLUMN), number_at(data, 4, 3)
    code = book.formats[style] if style < len(book.formats) else GENERAL
    kind, exact = _OF_FORMULA.get(kind, kind), ""
    if kind == _ERROR:
        sheet.errors.append(SheetCell(row, column, _ERRORS.get(number_at(data, 8, 1), "#N/A")))
        return
    if kind in (_PACKED, _NUMBER):
        value = packed_at(data, 8) if kind == _PACKED else double_at(data, 8)
        text, exact = number_text(repr(value), code, book.since_1904)
    elif kind == _TRUTH:
        text = "TRUE" if number_at(data, 8, 1) else "FALSE"
    elif kind == _SHARED:
        index = number_at(data, 8)
        text = shown_text(book.texts[index], code) if index < len(book.texts) else ""
    else:
        text = shown_text(tidy(text_at(data, 9 if kind == _RICH_TEXT else 8)[0]), code)
    if text:
        sheet.cells.append(SheetCell(row, column, text, exact))


def _asides(package: Package, part: str) -> list[SheetCell]:
    """The comments on a sheet's cells, which are records, and its text boxes, which are not."""
    from .asides import asides

    links = relations(package, part)
    found = asides(package, {key: link for key, link in links.items() if link[0].endswith("/drawing")})
    for kind_of, target in links.values():
        place = (0, 0)
        for kind, data in records(package.read(target) or b"") if kind_of.endswith("/comments") else ():
            if kind == _COMMENT:
                place = number_at(data, 4), number_at(data, 12)
            elif kind == _COMMENT_TEXT and (text := tidy(text_at(data, 1)[0])):
                found.append(SheetCell(*place, text))
    return found
