"""Sheet -> the rows of a template's table, each cell in the format of the template's cell that it answers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..docx.body import ESCAPES, WHOLE
from ..docx.parts import twips
from ..sheet import Align, Box, Row, Sheet
from ..text import printable
from .formats import CellFormat, format_of, row_properties
from .model import Form
from .names import TR, W, grid_of, number, paths_of

if TYPE_CHECKING:
    from lxml.etree import _Element


class Rows:
    """The formats of one template's table, and the rows written in them."""

    def __init__(self, form: Form, table: _Element, sheet: Sheet, aligns: Mapping[int, Align]) -> None:
        rows = table.findall(TR)
        header = rows[form.above : form.above + form.header]
        rest = rows[form.above + form.header :]
        self._sheet, self._aligns = sheet, aligns
        self._size = sheet.look.size if form.size and sheet.look.size != form.size else 0.0
        self._heads = grid_of(header)
        self._columns = _answering(paths_of(header), _paths(sheet))
        body = grid_of(rest[:1])[0] if form.body and rest else []
        section = grid_of(rest[form.body :][:1])[0] if form.section and rest[form.body :] else []
        self._body = self._formats(body) or self._formats(self._heads[-1] if self._heads else [], plain=True)
        self._section = self._formats(section)
        self._bold = self._formats(body, bold=True) or self._body
        self._head = {id(cell): format_of(cell) for line in self._heads for cell in line}
        self._row = row_properties(rest[0]) if form.body and rest else ""
        self._head_rows = [row_properties(row) for row in header]
        grid = [number(c.get(f"{W}w")) for c in table.findall(f"{W}tblGrid/{W}gridCol")]
        whole = sum(grid) or twips(sum(sheet.widths))
        self.widths = [round(w * whole / sum(sheet.widths)) for w in sheet.widths]

    def _formats(self, cells: Sequence[_Element], *, plain: bool = False, bold: bool = False) -> list[CellFormat]:
        return [format_of(cell, size=self._size, plain=plain, bold=bold) for cell in cells]

    def written(self) -> Iterator[str]:
        """The rows; a place that a box above covers holds the box's continuation."""
        below: dict[int, Box] = {}
        most = self._sheet.paper.room[1] * WHOLE
        for at, row in enumerate(self._sheet.rows):
            head = at < self._sheet.header
            mark = "<w:cantSplit/>" if row.height <= most else ""
            mark += self._head_rows[min(at, len(self._head_rows) - 1)] if head else self._height(row)
            mark += "<w:tblHeader/>" if head else ""
            yield f"<w:tr><w:trPr>{mark}</w:trPr>{''.join(self._cells(row, at, below))}</w:tr>"

    def _height(self, row: Row) -> str:
        return self._row if any(box.kind == "text" for box in row.boxes) else ""

    def _cells(self, row: Row, at: int, below: dict[int, Box]) -> Iterator[str]:
        own = {box.column: box for box in row.boxes}
        column = 0
        while column < len(self.widths):
            box = own.get(column)
            shown = box or below[column]
            if box is not None and box.rows > 1:
                below[column] = box
            yield self._cell(shown, goes_on=box is None, joined=row.joined)
            if shown.row + shown.rows - 1 == at:
                below.pop(column, None)
            column += shown.columns

    def _cell(self, box: Box, *, goes_on: bool, joined: bool) -> str:
        look = self._look(box)
        span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
        merge = "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>' if box.rows > 1 else ""
        width = sum(self.widths[box.column : box.column + box.columns])
        own = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{look.cell}</w:tcPr>'
        lines = [""] if goes_on else box.text.split("\n")
        properties = look.properties(self._align(box, look), keep=joined and (goes_on or box.rows == 1))
        return f"<w:tc>{own}{''.join(paragraph(properties, look.run, line) for line in lines)}</w:tc>"

    def _look(self, box: Box) -> CellFormat:
        column = self._columns[box.column]
        if box.kind == "head":
            line = self._heads[min(box.row, len(self._heads) - 1)]
            return self._head[id(line[min(column, len(line) - 1)])]
        formats = self._body
        if box.kind in ("tier", "category"):
            formats = self._section or self._bold
        return formats[min(column, len(formats) - 1)]

    def _align(self, box: Box, look: CellFormat) -> Align | None:
        """How the text stands: as the person set the column, else as the template has it."""
        if box.kind == "head":
            return None
        if box.kind != "text" and box.columns > 1:
            return None if self._section else box.align
        return self._aligns.get(box.column) or (box.align if look.free else None)


def paragraph(properties: str, run: str, text: str) -> str:
    """A paragraph of one run; tabs are tabs."""
    if not text:
        return f"<w:p>{properties}</w:p>"
    words = printable(text).translate(ESCAPES)
    if "\t" in words:
        words = words.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:p>{properties}<w:r>{run}<w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def _paths(sheet: Sheet) -> list[tuple[str, ...]]:
    """The header's words over each column of the sheet from the top down."""
    paths: list[list[str]] = [[] for _ in sheet.names]
    for row in sheet.rows[: sheet.header]:
        for box in row.boxes:
            for column in range(box.column, box.column + box.columns):
                paths[column].append(box.text)
    return [tuple(word for word in path if word) for path in paths]


def _answering(theirs: Sequence[tuple[str, ...]], ours: Sequence[tuple[str, ...]]) -> list[int]:
    """For each column of the sheet that of the template: of the same heading, else at the same place."""
    plain = [tuple("".join(w.split()) for w in path) for path in theirs]
    last = max(len(theirs) - 1, 0)
    found: list[int] = []
    for at, path in enumerate(ours):
        own = tuple("".join(w.split()) for w in path)
        same = [k for k, p in enumerate(plain) if p == own] or [k for k, p in enumerate(plain) if p[-1:] == own[-1:]]
        near = min(same, key=lambda k: abs(k - at), default=min(at, last))
        found.append(near)
    return found
