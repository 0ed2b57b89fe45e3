"""Cells with spans as a file declares them, to a Grid: columns that no cell begins in fall away."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from msgspec import Struct

from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Origin

from ..column_names import names_columns
from ..grid import Grid, GridCell
from ..header import MAX_TIERS

_INVISIBLE = Pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
_BLANKS = re.compile(r"[ \t\r\xa0\u3000]*\n\s*")


def tidy(text: str) -> str:
    """A cell's or paragraph's text without invisible marks, blanks at its lines' ends and empty lines."""
    if not text.isprintable():
        text = _INVISIBLE.sub("", text)
    if "\n" in text:
        return _BLANKS.sub("\n", text.strip())
    return text.strip()


class RawCell(Struct):
    """A cell where the file puts it: `column` and `columns` count the file's own narrow columns.

    `box`, `confidence` and `doubts` as in Origin.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    box: tuple[float, float, float, float] | None = None
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()


def grid(
    cells: Sequence[RawCell],
    height: int,
    block: int,
    *,
    header_rows: int = 0,
    page_starts: Collection[int] = (),
    narrow: Collection[int] = (),
) -> Grid:
    """The cells as the grid of block `block`; empty cells are left out, `spans_known` says why.

    `header_rows` is what the file marks as header; it counts only where no row names columns, because
    offices mark one row of two, or the title.  `page_starts` are rows that open a page; a row under a
    merged cell is none.  `narrow` are borders (by the column right of them) that stand so close to the
    one on their left that they are meant as one.
    """
    borders = _borders(cells, narrow)
    begins = sorted({borders[c.column] for c in cells})
    at = {border: bisect_left(begins, canonical) for border, canonical in borders.items()}
    placed = [
        GridCell(
            c.text,
            c.row,
            column,
            c.rows,
            at[c.column + c.columns] - column,
            Origin(table=block, row=c.row, column=column, box=c.box, confidence=c.confidence, doubts=c.doubts),
        )
        for c in cells
        if c.text
        for column in (at[c.column],)
    ]
    covered = {row for c in cells if c.rows > 1 for row in range(c.row + 1, c.row + c.rows)} if page_starts else ()
    return Grid(
        tuple(placed),
        height,
        len(begins),
        spans_known=True,
        page_starts=tuple(sorted(row for row in page_starts if row not in covered)),
        header_rows=_header(placed, header_rows, height),
    )


def _borders(cells: Sequence[RawCell], narrow: Collection[int]) -> dict[int, int]:
    """Each border that a cell begins or ends at, and the border it is meant as."""
    latest: dict[int, int] = {}
    for cell in cells:
        end = cell.column + cell.columns
        latest[end] = max(latest.get(end, -1), cell.column)
    meant: dict[int, int] = {}
    for border in sorted({c.column for c in cells} | set(latest)):
        left = meant.get(border - 1)
        together = border in narrow and left is not None and latest.get(border, -1) < left
        meant[border] = left if together and left is not None else border
    return meant


def _header(cells: Sequence[GridCell], rows: int, height: int) -> int:
    if not 0 < rows <= MAX_TIERS or rows >= height:
        return 0
    by_row: dict[int, list[str]] = {}
    for cell in cells:
        if cell.row <= rows + 1:
            by_row.setdefault(cell.row, []).append(cell.text)
    return 0 if any(names_columns(texts) for texts in by_row.values()) else rows


def hidden_notice(count: int) -> Bilingual:
    """What a person should know of a document with hidden texts."""
    return Bilingual(
        f"文档中有{count}处隐藏内容，未读入台账，详见未归入内容。",
        f"hidden texts at {count} places were kept out of the ledger; see the leftovers.",
    )


def is_layout(columns: int, cells: int, inner_columns: int, inner_rows: int, inner_cells: int) -> bool:
    """True for a table that only arranges the page around a real one inside it."""
    if inner_columns < 3 or inner_rows < 2:
        return False
    return columns <= 2 or 2 * (cells - 1) < inner_cells
