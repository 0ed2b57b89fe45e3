"""Ledger -> one printable worksheet, merged as on paper."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from taizhang.ledger import Ledger, Role, Section

WIDTHS = {Role.NUMBER: 6, Role.PROGRESS: 46, Role.CONTENT: 36, Role.TARGET: 30, Role.PROBLEMS: 28, Role.NEXT_STEPS: 32}
DEFAULT_WIDTH = 16


def to_xlsx(ledger: Ledger) -> bytes:
    """A workbook with title, header, rows, sections and notes; every text is a string, never a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        _Sheet(book, ledger).write()
    return out.getvalue()


class _Sheet:
    """Writes one ledger from the top down; `top` is the next free row."""

    def __init__(self, book: Any, ledger: Ledger) -> None:
        self.ledger = ledger
        self.sheet = book.add_worksheet("台账")
        base = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": "宋体", "font_size": 10}
        self.cell = book.add_format(base)
        self.head = book.add_format(base | {"bold": True, "align": "center"})
        self.section = book.add_format(base | {"bold": True})
        self.title = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "font_size": 16})
        self.note = book.add_format({"text_wrap": True, "valign": "top", "font_size": 10})
        self.top = 0

    def write(self) -> None:
        """The whole sheet, then how it prints: A4 across, header on every page."""
        document = self.ledger.document
        for text, form in ((document.title, self.title), (document.subtitle, self.note)):
            if text:
                self._merge(0, len(self.ledger.columns) or 1, text, form)
        first, last = self.top, self._header()
        self._rows(last)
        for note in document.notes:
            self._merge(0, len(self.ledger.columns) or 1, note, self.note)
        self._page(first, last)

    def _merge(self, start: int, width: int, text: str, form: Any) -> None:
        if width > 1:
            self.sheet.merge_range(self.top, start, self.top, start + width - 1, "", form)
        self.sheet.write_string(self.top, start, text, form)
        self.top += 1

    def _block(self, row: int, column: int, rows: int, columns: int, text: str, form: Any) -> None:
        if rows > 1 or columns > 1:
            self.sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", form)
        self.sheet.write_string(row, column, text, form)

    def _header(self) -> int:
        cells = self.ledger.header
        for cell in cells:
            self._block(self.top + cell.row, cell.column, cell.rows, cell.columns, cell.text, self.head)
        if not cells:
            for index, column in enumerate(self.ledger.columns):
                self.sheet.write_string(self.top, index, column.name, self.head)
        return self.top + max((c.row + c.rows for c in cells), default=1)

    def _rows(self, first: int) -> None:
        taken: set[tuple[int, int]] = set()
        for offset, row in enumerate(self.ledger.rows):
            line = first + offset
            form = self.section if isinstance(row, Section) else self.cell
            for cell in row.cells:
                self._block(line, cell.column, cell.rows, cell.columns, cell.text, form)
                taken |= {(line + r, cell.column + c) for r in range(cell.rows) for c in range(cell.columns)}
            for column in range(len(self.ledger.columns)):
                if (line, column) not in taken:
                    self.sheet.write_blank(line, column, None, form)
        self.top = first + len(self.ledger.rows)

    def _page(self, first: int, last: int) -> None:
        for index, column in enumerate(self.ledger.columns):
            self.sheet.set_column(index, index, WIDTHS.get(column.role, DEFAULT_WIDTH))
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(first, max(first, last - 1))
        self.sheet.freeze_panes(last, 0)
        self.sheet.set_footer("&C第 &P 页 共 &N 页")
