"""What a conversion left in a cell and is no part of it: bookmarks, field codes, web marks."""

from __future__ import annotations

from taizhang.ledger import Leftover, Origin

from .grid import GridCell
from .patterns import DEBRIS
from .pieces import Piece, tidy, without


def is_in(text: str) -> bool:
    """Whether there is any debris in a text."""
    return DEBRIS.search(text) is not None


def clean(cell: GridCell, source: str) -> tuple[GridCell, list[Piece]]:
    """The cell without debris, and the debris cut out of it with its spans where the source is text."""
    if not is_in(cell.text):
        return cell, []
    if not cell.origin.spans:
        found = [Piece(m.group()) for m in DEBRIS.finditer(cell.text)]
        return GridCell(
            tidy(DEBRIS.sub("", cell.text)), cell.row, cell.column, cell.rows, cell.columns, cell.origin
        ), found
    piece, found = without(Piece(cell.text, cell.origin.spans), source, DEBRIS)
    origin = Origin(file=cell.origin.file, spans=piece.spans)
    return GridCell(piece.text, cell.row, cell.column, cell.rows, cell.columns, origin), found


def leftovers(pieces: list[Piece], row: int, column: int) -> list[Leftover]:
    """Debris as leftovers that say which cell they were cut out of."""
    return [Leftover(p.text, "debris", p.origin, row=row, column=column) for p in pieces]
