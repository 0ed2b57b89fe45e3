"""Sheet -> a PDF with its fonts inside, set by typst: a page costs milliseconds, and no office program is needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..sheet import Box, Sheet
from ..sheet.letter import parts_of
from ..text import printable
from .press import faces_of, pressed, weight_of

_WHOLE = 0.85
"""A row, or an item's rows, higher than this share of a page may be cut."""
_TOGETHER = 0.35


def to_pdf(sheet: Sheet) -> bytes:
    """A PDF of the sheet; raises WriteError where typst or every face with Chinese characters is missing."""
    return pressed("paper.typ", data_of(sheet))


def data_of(sheet: Sheet) -> dict[str, Any]:
    """The sheet as the templates take it, on pages of its own or among a paper's annexes."""
    look = sheet.look
    most = sheet.paper.room[1]
    return {
        "title": printable(sheet.title),
        "fonts": faces_of(look),
        "look": {
            "text_size": look.text_size,
            "title_size": look.title_size,
            "title_weight": weight_of(look),
            "size": sheet.size,
        },
        "page": (sheet.paper.width, sheet.paper.height),
        "margins": sheet.paper.margins,
        "cover": [(part, printable(text)) for part, text in parts_of(sheet.cover)],
        "above": [(line.kind, printable(line.text)) for line in sheet.above],
        "below": [(line.kind, printable(line.text)) for line in sheet.below],
        "widths": sheet.widths,
        "header": [_cell(b, True) for row in sheet.rows[: sheet.header] for b in row.boxes],
        "body": [*_body(sheet, most)],
        "joined": _joined(sheet),
    }


def _body(sheet: Sheet, most: float) -> Iterator[tuple[object, ...]]:
    heights = [row.height for row in sheet.rows]
    for row in sheet.rows[sheet.header :]:
        for box in row.boxes:
            share = sum(heights[box.row : box.row + box.rows]) / most
            yield _cell(box, share <= (_WHOLE if box.rows == 1 else _TOGETHER))


def _joined(sheet: Sheet) -> list[tuple[int, int]]:
    """Runs of rows that stay on one page: the first, and how many; a row over a page high joins none."""
    runs: list[tuple[int, int]] = []
    most = sheet.paper.room[1] * _TOGETHER
    first, high = sheet.header, 0.0
    for number in range(sheet.header, len(sheet.rows)):
        row = sheet.rows[number]
        high += row.height
        if row.joined and high <= most:
            continue
        if number > first and high <= most:
            runs.append((first, number - first + 1))
        first, high = number + 1, 0.0
    return runs


def _cell(box: Box, whole: bool) -> tuple[object, ...]:
    return box.row, box.column, box.rows, box.columns, box.kind, box.align, printable(box.text), whole
