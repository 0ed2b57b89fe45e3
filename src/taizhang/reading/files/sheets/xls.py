"""Excel 97 workbooks (.xls), and the .et of WPS that holds the same."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ...errors import ReadError
from ...grid import Source
from ..base import SURE, damaged, refuse_large
from ..build import tidy
from ..package import locked
from .blocks import source_of
from .number_format import BUILTIN, GENERAL, shown_text
from .sheet import Sheet, SheetCell, refuse_cells, refuse_sheets
from .xlsx import number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = tuple(name.encode("utf-16-le") + b"\0\0" for name in ("Workbook", "WORKBOOK", "Book", "BOOK"))
_BARE = (b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
_BUILTIN_END = 164  # formats from here on are the workbook's own


class XlsReader:
    """Excel 97 workbooks."""

    name = "xls"

    def score(self, data: bytes, name: str) -> int | None:
        """SURE for an OLE file with the stream Workbook, or the bare stream."""
        if data.startswith(_OLE):
            return SURE if any(stream in data for stream in _STREAMS) else None
        return SURE if data.startswith(_BARE) else None

    def read(self, data: bytes, name: str) -> Source:
        """The workbook's sheets as a source; raises ReadError for a broken, locked or oversized one."""
        refuse_large(data)
        return source_of(sheets_of(data), name)


def sheets_of(data: bytes) -> list[Sheet]:
    """All sheets of a workbook in its order."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        refuse_sheets(book.nsheets)
        codes = [_code(book, style) for style in book.xf_list]
        return [_sheet(sheet, codes, book) for sheet in book.sheets()]
    except ReadError:
        raise
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise locked() from error
        raise damaged("Excel", ".xlsx") from error
    except Exception as error:  # a damaged workbook fails in xlrd in as many ways as there are bytes
        raise damaged("Excel", ".xlsx") from error


def _code(book: Any, style: Any) -> str:
    key = style.format_key
    if key < _BUILTIN_END and key in BUILTIN:
        return BUILTIN[key]
    entry = book.format_map.get(key)
    return entry.format_str if entry else GENERAL


def _sheet(source: Any, codes: Sequence[str], book: Any) -> Sheet:
    sheet = Sheet(source.name, hidden=source.visibility != 0, active=bool(source.sheet_visible))
    for row in range(source.nrows):
        kinds, values, styles = source.row_types(row), source.row_values(row), source._cell_xf_indexes[row]
        for column, kind in enumerate(kinds):
            if kind in (_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR):
                _cell(sheet, row, column, kind, values[column], codes[styles[column]], bool(book.datemode))
        refuse_cells(len(sheet.cells), sheet.name)
    sheet.merges = [(top, left, end - 1, right - 1) for top, end, left, right in source.merged_cells]
    sheet.hidden_rows = {row for row, info in source.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = [(column, column) for column, info in source.colinfo_map.items() if info.hidden]
    notes = [SheetCell(row, column, tidy(note.text)) for (row, column), note in source.cell_note_map.items()]
    sheet.asides = [note for note in notes if note.text]
    return sheet


def _cell(sheet: Sheet, row: int, column: int, kind: int, value: Any, code: str, since_1904: bool) -> None:
    exact = ""
    if kind == _ERROR:
        import xlrd

        sheet.errors.append(SheetCell(row, column, xlrd.error_text_from_code.get(value, "#N/A")))
        return
    if kind == _BOOLEAN:
        text = "TRUE" if value else "FALSE"
    elif kind == _TEXT:
        text = tidy(shown_text(value, code))
    else:
        text, exact = number_text(repr(value), code, since_1904)
    if text:
        sheet.cells.append(SheetCell(row, column, text, exact))
