"""The rows of a table as their ends define them: the borders of the cells, and which are merged."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

from msgspec import Struct

from ...grid import Grid
from ..build import grid, tidy
from ..word.rows import Merge, Rows
from ..word.tables import MAX_COLUMNS, NARROW

_DEFINITION, _HEADER, _MERGED_DOWN = 0xD608, 0x3404, 0xD62B
_RESHAPING = frozenset({0x5622, 0x5624, 0x5625, 0x7621, 0x7623})
"""sprms that delete, merge, split, insert and widen cells after their definition."""
_CELL = 20
_ACROSS = 1
_DOWN: dict[int, Merge] = {1: "goes on", 2: "begins", 3: "begins"}


class UncommonError(Exception):
    """The document has what this reader leaves to LibreOffice; the message says what."""


class Definition(Struct, frozen=True):
    """A row's shape: its cells' borders in twentieths of a point, one more than cells.

    For each cell `across` says whether it belongs to the one on its left, `down` how it is merged downwards.
    """

    borders: tuple[int, ...]
    across: tuple[bool, ...]
    down: tuple[Merge, ...]
    header: bool


class Row(Struct, frozen=True):
    """A row's texts and its shape."""

    texts: tuple[str, ...]
    shape: Definition


def definition(properties: Iterable[tuple[int, bytes]]) -> Definition:
    """The shape that the properties of a row's end give; raises UncommonError where they give none that is plain."""
    borders: tuple[int, ...] = ()
    kinds: list[int] = []
    down: dict[int, Merge] = {}
    header = False
    for code, operand in properties:
        if code == _DEFINITION:
            count = operand[0]
            borders = struct.unpack_from(f"<{count + 1}h", operand, 1)
            cells = operand[1 + 2 * (count + 1) :]
            kinds = [int.from_bytes(cells[_CELL * k : _CELL * k + 2], "little") for k in range(count)]
        elif code == _MERGED_DOWN:
            down[operand[0]] = _DOWN.get(operand[1] & 3)
        elif code == _HEADER:
            header = operand[:1] == b"\x01"
        elif code in _RESHAPING and kinds:
            raise UncommonError("a row that is changed after it is defined")
    if not kinds:
        raise UncommonError("a row without definition")
    told = [down.get(k, _DOWN.get(kind >> 5 & 3)) for k, kind in enumerate(kinds)]
    return Definition(borders, tuple(kind & 3 == _ACROSS for kind in kinds), tuple(told), header)


def table_grid(rows: Sequence[Row], block: int) -> tuple[Grid, list[str]]:
    """The grid of following rows, and the texts under merged cells that aren't printed."""
    borders = sorted({border for row in rows for border in row.shape.borders})
    if len(borders) > MAX_COLUMNS:
        raise UncommonError("too many borders")
    at = {border: k for k, border in enumerate(borders)}
    made = Rows()
    for row in rows:
        for text, first, last, merge in _cells(row, made.covered):
            made.cell(text, at[first], at[last] - at[first], merge)
        made.end(header=row.shape.header)
    narrow = frozenset(k for k in range(1, len(borders)) if borders[k] - borders[k - 1] < NARROW)
    return grid(made.cells, made.height, block, header_rows=made.headers, narrow=narrow), made.covered


def _cells(row: Row, covered: list[str]) -> Iterable[tuple[str, int, int, Merge]]:
    """A row's cells with their borders, those merged across as one."""
    shape = row.shape
    cells: list[tuple[str, int, int, Merge]] = []
    for k, text in enumerate(map(tidy, row.texts)):
        left, right = shape.borders[k], shape.borders[k + 1]
        if right < left or (right == left and text):
            raise UncommonError("a cell without width")
        if cells and (shape.across[k] or right == left):
            first = cells[-1]
            cells[-1] = (first[0], first[1], right, first[3])
            if text:
                covered.append(text)
        else:
            cells.append((text, left, right, shape.down[k]))
    return cells
