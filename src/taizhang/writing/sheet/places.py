"""Boxes on a grid: every place covered once."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from .model import Box


def settled(boxes: Iterable[Box], first: int, height: int, width: int, empty: Box) -> list[list[Box]]:
    """The boxes by their rows `first` to `first + height`, each cut where another stands, holes filled.

    A box begins before those to its right and below; `empty` says what a filling box is.  A place that two
    boxes claim stays with the one that begins there.
    """
    given = sorted(boxes, key=lambda b: (b.row, b.column))
    starts = {(b.row, b.column) for b in given}
    taken: set[tuple[int, int]] = set()
    rows: list[list[Box]] = [[] for _ in range(height)]
    for box in given:
        fitted = _fitted(box, starts, taken, first + height, width)
        taken |= {(r, c) for r in _range(fitted.row, fitted.rows) for c in _range(fitted.column, fitted.columns)}
        rows[fitted.row - first].append(fitted)
    for row in range(first, first + height):
        for column in range(width):
            if (row, column) not in taken:
                rows[row - first].append(replace(empty, row=row, column=column))
        rows[row - first].sort(key=lambda b: b.column)
    return rows


def _range(start: int, count: int) -> range:
    return range(start, start + count)


def _fitted(box: Box, starts: set[tuple[int, int]], taken: set[tuple[int, int]], bottom: int, right: int) -> Box:
    """The box without the places where others stand."""
    if box.rows == 1 and box.columns == 1:
        return box
    columns = 1
    while columns < box.columns and box.column + columns < right:
        place = (box.row, box.column + columns)
        if place in starts or place in taken:
            break
        columns += 1
    rows = 1
    while rows < box.rows and box.row + rows < bottom:
        places = {(box.row + rows, c) for c in _range(box.column, columns)}
        if places & starts or places & taken:
            break
        rows += 1
    return box if (rows, columns) == (box.rows, box.columns) else replace(box, rows=rows, columns=columns)
