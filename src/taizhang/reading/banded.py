"""Tables whose items go on below their row, in cells across the table: 进展情况：…, with the label before the words.

The words get a column of their own, named by the label; the row of fields above them is their item's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from taizhang.language.patterns import Pattern
from taizhang.ledger import Leftover, Role

from .column_names import names_columns
from .grid import Grid, GridCell
from .lexicon import role_of

_LABEL = Pattern(r"^\s*([^\s:：，。；]{2,12})\s*[:：]\s*")
_TELLS = frozenset({Role.PROGRESS, Role.PROBLEMS, Role.NEXT_STEPS, Role.STAGE, Role.REMARKS})
_HIGHEST = 5
"""Rows of titles over a header, and the header itself."""


class _Band(Struct, frozen=True):
    """A label and its words, each a cell."""

    label: GridCell
    words: GridCell


def joined_bands(grid: Grid) -> tuple[Grid, list[Leftover]] | None:
    """The grid with a column for each label of its bands, and the labels that come again; None without bands."""
    rows: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        if cell.text:
            rows.setdefault(cell.row, []).append(cell)
    numbers = sorted(rows)
    head = next((n for n in numbers[:_HIGHEST] if names_columns([c.text for c in rows[n]])), None)
    if head is None or not grid.spans_known:
        return None
    body = [n for n in numbers if n > head]
    bands = {n: band for n in body if (band := _band(rows[n], grid.width))}
    items = [n for n in body if n not in bands and len(rows[n]) > 1]
    followed = sum(n + 1 in bands for n in items)
    if followed < 2 or followed * 10 < len(items) * 7:
        return None
    return _joined(grid, head, bands)


def _band(cells: Sequence[GridCell], width: int) -> _Band | None:
    """The label and words of a row that is one cell across most of the table, or a label and such a cell."""
    first, *rest = sorted(cells, key=lambda cell: cell.column)
    last = rest[-1] if rest else first
    reaches = last.columns > 1 and last.column + last.columns >= width
    if len(rest) > 1 or not reaches or any(cell.origin.spans for cell in cells):
        return None
    if rest:
        return _Band(first, last) if role_of(first.text)[0] in _TELLS and role_of(first.text)[1] >= 0.8 else None
    found = _LABEL.match(first.text) if first.columns * 2 > width else None
    role, sureness = role_of(found[1]) if found else (None, 0.0)
    if not found or role not in _TELLS or sureness < 0.8:
        return None
    label = replace(first, text=first.text[: found.end()].strip())
    return _Band(label, replace(first, text=first.text[found.end() :]))


def _joined(grid: Grid, head: int, bands: Mapping[int, _Band]) -> tuple[Grid, list[Leftover]]:
    place, at = {}, -1
    for row in range(grid.height):
        at += row not in bands
        place[row] = at
    labels = list(dict.fromkeys(band.label.text for band in bands.values()))
    cells = [
        replace(cell, row=place[cell.row], rows=place[min(cell.row + cell.rows, grid.height) - 1] - place[cell.row] + 1)
        for cell in grid.cells
        if cell.row not in bands
    ]
    leftovers, named = [], set[str]()
    for row, band in bands.items():
        column = grid.width + labels.index(band.label.text)
        if band.label.text in named:
            leftovers.append(Leftover(band.label.text, "repeated_header", band.label.origin))
        else:
            named.add(band.label.text)
            cells.append(replace(band.label, row=place[head], column=column, rows=1, columns=1))
        cells.append(replace(band.words, row=place[row], column=column, rows=1, columns=1))
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(ordered), at + 1, grid.width + len(labels), grid.spans_known), leftovers
