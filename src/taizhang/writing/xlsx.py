"""Sheet -> a workbook that prints as the paper does, with numbers that can be counted with."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any

import xlsxwriter

from .sheet import Box, Sheet
from .sheet.widths import ems
from .text import printable

_NUMBER = re.compile(r"(-?)(0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(\d+))?(%?)")
_DIGITS = 15
"""What a spreadsheet's number holds exactly; a longer one stays a text."""
_PIXELS = 96 / 25.4
_HIGHEST = 409.0
_PAPERS = {"A4": 9, "A3": 8}
_FEW = 8
"""More lines than this above the table are not frozen, or nothing of the table would be seen."""


def to_xlsx(sheet: Sheet) -> bytes:
    """A workbook with title, header, rows and notes; no text becomes a formula or a link, no long number is cut."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": printable(sheet.title)})
        _Page(book, sheet).write()
    return out.getvalue()


def number(text: str) -> tuple[float, str] | None:
    """The value of a printed number and the format that prints it so again; None for what is none, as 007 or ３."""
    match = _NUMBER.fullmatch(text)
    if match is None or sum(map(str.isdigit, text)) > _DIGITS or (text.startswith("-0") and not text.strip("-0.%")):
        return None
    _, whole, part, percent = match.groups()
    code = ("#,##0" if "," in whole else "0") + (f".{'0' * len(part)}" if part else "") + percent
    plain = text.rstrip("%").replace(",", "")
    return float(Decimal(plain) / 100 if percent else plain), code  # 94.4 / 100 as floats is 0.9440000000000001


class _Page:
    """Writes one sheet from the top down; `top` is the next free row."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self.book = book
        self.sheet = sheet
        self.page = book.add_worksheet("台账")
        self.formats: dict[tuple[str, str, str], Any] = {}
        self.width = len(sheet.names) or 1
        self.top = 0

    def write(self) -> None:
        """The whole page, then how it prints."""
        self._columns()
        for line in (*self.sheet.cover, *self.sheet.above):
            self._line(line.kind, line.text)
        first = self.top
        for row in self.sheet.rows:
            for box in row.boxes:
                self._box(first + box.row, box)
        self.top = first + len(self.sheet.rows)
        for line in self.sheet.below:
            self._line(line.kind, line.text)
        self._print(first)

    def _columns(self) -> None:
        for column, width in enumerate(self.sheet.widths):
            self.page.set_column(column, column, round(max(1.0, (width * _PIXELS - 5) / 7), 2))

    def _line(self, kind: str, text: str) -> None:
        look = self.sheet.look
        size = {"title": look.title_size}.get(kind, look.size)
        form = self._line_format(kind, size)
        self._write(self.top, 0, 1, self.width, text, form)
        room = sum(self.sheet.widths) / (size * 25.4 / 72) or 60
        lines = sum(max(1, -int(-ems(part) // room)) for part in text.split("\n"))
        self.page.set_row(self.top, min(_HIGHEST, lines * size * 1.5 + 2))
        self.top += 1

    def _line_format(self, kind: str, size: float) -> Any:
        look = self.sheet.look
        fonts = {"title": look.title_font, "before_title": look.head_font}
        middle = "center" if kind in ("title", "subtitle", "heading") else "left"
        key = ("line", kind, "")
        if key not in self.formats:
            self.formats[key] = self.book.add_format({
                "font_name": fonts.get(kind, look.font), "font_size": size, "text_wrap": True,
                "align": middle, "valign": "vcenter",
            })  # fmt: skip
        return self.formats[key]

    def _box(self, row: int, box: Box) -> None:
        found = number(box.text) if box.kind != "head" and box.column in self.sheet.figures else None
        if found is None:
            self._write(row, box.column, box.rows, box.columns, box.text, self._format(box))
        else:
            value, code = found
            self._write(row, box.column, box.rows, box.columns, value, self._format(box, code))

    def _write(self, row: int, column: int, rows: int, columns: int, value: str | float, form: Any) -> None:
        if rows > 1 or columns > 1:
            self.page.merge_range(row, column, row + rows - 1, column + columns - 1, "", form)
        if value == "":
            self.page.write_blank(row, column, None, form)
        elif isinstance(value, str):
            self.page.write_string(row, column, printable(value), form)
        else:
            self.page.write_number(row, column, value, form)

    def _format(self, box: Box, code: str = "") -> Any:
        key = (box.kind, box.align, code)
        if key not in self.formats:
            look = self.sheet.look
            fonts = {"head": look.head_font, "tier": look.tier_font, "total": look.tier_font}
            fonts["category"] = look.category_font
            made = {
                "border": 1, "text_wrap": True, "valign": "vcenter", "align": box.align,
                "font_name": fonts.get(box.kind, look.font), "font_size": self.sheet.size,
            }  # fmt: skip
            self.formats[key] = self.book.add_format(made | ({"num_format": code} if code else {}))
        return self.formats[key]

    def _print(self, first: int) -> None:
        """Paper, margins, the header on every page and in sight, filters, and the page's number."""
        page, sheet = self.page, self.sheet
        top, right, bottom, left = (m / 25.4 for m in sheet.paper.margins)
        if sheet.paper.landscape:
            page.set_landscape()
        page.set_paper(_PAPERS[sheet.paper.size])
        page.set_margins(left=left, right=right, top=top, bottom=bottom)
        page.fit_to_pages(1, 0)
        page.center_horizontally()
        page.set_footer('&C&"宋体"&14— &P —', {"margin": max(0.3, bottom - 0.5)})
        last = first + sheet.header - 1
        if not sheet.header:
            return
        page.repeat_rows(first, last)
        page.print_area(0, 0, max(self.top - 1, last), self.width - 1)
        if first + len(sheet.rows) - 1 > last:
            page.autofilter(last, 0, first + len(sheet.rows) - 1, self.width - 1)
        if first <= _FEW:
            page.freeze_panes(last + 1, 0)
