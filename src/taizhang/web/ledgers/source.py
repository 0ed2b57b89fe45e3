"""The source pane of the review: the text as given, a document's paragraphs and tables, or its pages as pictures.

Each cell is shown in its place there, and named by the key of the cell that it became.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from taizhang.ledger import Ledger, Origin
from taizhang.reading import Grid, Source
from taizhang.reading.sureness import UNSURE

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


class _Table(msgspec.Struct, array_like=True):
    """A table as a draft keeps it: its cells with text, row, column and how far they reach."""

    height: int
    width: int
    cells: list[tuple[str, int, int, int, int]]


def pane_of(source: Source) -> str:
    """The paragraphs and tables of a document, as JSON for `blocks`; empty for one that is shown by its pages."""
    if any(block.origin.page for block in source.blocks if not isinstance(block, Grid)) or any(
        cell.origin.page for block in source.blocks if isinstance(block, Grid) for cell in block.cells[:1]
    ):
        return ""
    kept = [_kept(block) if isinstance(block, Grid) else block.text for block in source.blocks]
    return msgspec.json.encode(kept).decode()


def _kept(grid: Grid) -> _Table:
    cells = [(c.text, c.row, c.column, c.rows, c.columns) for c in grid.cells if c.row < ROWS_SHOWN]
    return _Table(grid.height, grid.width, cells)


def blocks(ledger: Ledger, pane: str) -> tuple[Block, ...]:
    """The paragraphs and tables of a document in reading order, from what `pane_of` gave."""
    keys = {
        (cell.origin.table, cell.origin.row, cell.origin.column): f"{row.row}-{cell.column}"
        for row in ledger.rows
        for cell in row.cells
    }
    kept = msgspec.json.decode(pane, type=list[str | _Table]) if pane else []
    return tuple(
        Block(block) if isinstance(block, str) else _table(block, index, keys) for index, block in enumerate(kept)
    )


def _table(table: _Table, index: int, keys: Mapping[tuple[int | None, int | None, int | None], str]) -> Block:
    """A table's rows with empty cells where no other cell reaches."""
    at = {(row, column): (text, rows, columns) for text, row, column, rows, columns in table.cells}
    covered = {
        (r, c)
        for _, row, column, rows, columns in table.cells
        for r in range(row, row + rows)
        for c in range(column, column + columns)
    } - at.keys()
    shown = min(table.height, ROWS_SHOWN)
    drawn = []
    for row in range(shown):
        cells = []
        for column in range(table.width):
            if (row, column) not in covered:
                text, rows, columns = at.get((row, column), ("", 1, 1))
                cells.append(PlacedCell(text, min(rows, shown - row), columns, keys.get((index, row, column), "")))
        drawn.append(tuple(cells))
    return Block(rows=tuple(drawn), more=table.height - shown)


@dataclass(frozen=True, slots=True)
class Place:
    """A cell's place on a page, in thousandths of its width and height; `key` names the cell.

    The text of an `unsure` one was recognised without certainty.
    """

    key: str
    left: float
    top: float
    width: float
    height: float
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page shown as a picture: its number from 1, its size in pixels, and the cells that stand on it."""

    number: int
    width: int
    height: int
    places: tuple[Place, ...]


def leaves(ledger: Ledger, sizes: Sequence[tuple[int, int]]) -> tuple[Leaf, ...]:
    """The pages of those sizes with the places of the ledger's cells, where the reader knows them."""
    places: dict[int, list[Place]] = defaultdict(list)
    for row in ledger.rows:
        for cell in row.cells:
            if cell.origin.page and cell.origin.box:
                left, top, right, bottom = (round(1000 * side, 1) for side in cell.origin.box)
                size = round(right - left, 1), round(bottom - top, 1)
                unsure = cell.origin.confidence < UNSURE
                places[cell.origin.page].append(Place(f"{row.row}-{cell.column}", left, top, *size, unsure))
    return tuple(Leaf(k, width, height, tuple(places[k])) for k, (width, height) in enumerate(sizes, 1))


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
