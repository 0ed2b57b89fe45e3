"""The source pane of the review: the text as given, or a document's paragraphs and tables; each cell in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from taizhang.ledger import Ledger, Origin
from taizhang.reading import Grid, GridCell, Source
from taizhang.reading.files import reader_for

QUICK = frozenset({"docx", "html", "mht", "xlsx", "xls", "xlsb", "ods", "delimited"})
"""Kinds of files that are taken apart again in a moment, each time their review is shown."""
ROWS_SHOWN = 300
"""Rows of one table shown beside the ledger; the file itself has them all."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the source; `key` names the cell it became (as `TableCell.key`), `kind` what else it is.

    Kinds: cell, header, passage, leftover, and "" for blanks and marks between them.
    """

    text: str
    kind: str = ""
    key: str = ""


def stretches(ledger: Ledger, text: str) -> tuple[Stretch, ...]:
    """The whole text in order, cut at the origins of cells, header, passages and leftovers."""
    found = sorted(_places(ledger), key=lambda place: (place[0], -place[1]))
    result: list[Stretch] = []
    at = 0
    for start, end, kind, key in found:
        if start < at or end > len(text) or start >= end:
            continue
        if start > at:
            result.append(Stretch(text[at:start]))
        result.append(Stretch(text[start:end], kind, key))
        at = end
    if at < len(text):
        result.append(Stretch(text[at:]))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell of a document's table; `key` names the cell of the ledger that it became."""

    text: str
    rows: int
    columns: int
    key: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph's text, or the rows of a table, `more` of which aren't shown."""

    text: str = ""
    rows: tuple[tuple[PlacedCell, ...], ...] = ()
    more: int = 0


def blocks_of_file(ledger: Ledger, data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of a document, none of a kind that takes long to take apart."""
    reader = reader_for(data, name)
    return blocks(ledger, reader.read(data, name)) if reader.name in QUICK else ()


def blocks(ledger: Ledger, source: Source) -> tuple[Block, ...]:
    """The paragraphs and tables of a document in reading order."""
    keys = {
        (cell.origin.table, cell.origin.row, cell.origin.column): f"{row.row}-{cell.column}"
        for row in ledger.rows
        for cell in row.cells
    }
    return tuple(
        _table(block, index, keys) if isinstance(block, Grid) else Block(block.text)
        for index, block in enumerate(source.blocks)
    )


def _table(grid: Grid, index: int, keys: Mapping[tuple[int | None, int | None, int | None], str]) -> Block:
    """A table's rows with empty cells where no other cell reaches."""
    at = {(cell.row, cell.column): cell for cell in grid.cells}
    covered = {
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    } - at.keys()
    shown = min(grid.height, ROWS_SHOWN)
    rows = tuple(
        tuple(
            _placed(at.get((row, column)), keys.get((index, row, column), ""), shown - row)
            for column in range(grid.width)
            if (row, column) not in covered
        )
        for row in range(shown)
    )
    return Block(rows=rows, more=grid.height - shown)


def _placed(cell: GridCell | None, key: str, left: int) -> PlacedCell:
    if cell is None:
        return PlacedCell("", 1, 1, "")
    return PlacedCell(cell.text, min(cell.rows, left), cell.columns, key)


def _places(ledger: Ledger) -> Iterator[tuple[int, int, str, str]]:
    for row in ledger.rows:
        for cell in row.cells:
            yield from _spans(cell.origin, "cell", f"{row.row}-{cell.column}")
    for head in ledger.header:
        yield from _spans(head.origin, "header", "")
    for passage in ledger.document.passages:
        yield from _spans(passage.origin, "passage", "")
    for leftover in ledger.leftovers:
        yield from _spans(leftover.origin, "leftover", "")


def _spans(origin: Origin, kind: str, key: str) -> Iterator[tuple[int, int, str, str]]:
    for span in origin.spans:
        yield span.start, span.end, kind, key
