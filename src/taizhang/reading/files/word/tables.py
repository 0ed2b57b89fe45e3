"""A table of a Word document to cells with their spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..base import count_in
from ..build import grid, is_layout
from .names import CHOICE, OFF, SDT, SDT_CONTENT, TBL, TC, TC_PR, TR, TR_PR, VAL, W, properties_of
from .rows import Merge, Rows

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ...grid import Grid

MAX_COLUMNS = 1_000
"""Most columns that a row may claim; Word itself stops at 63."""

NARROW = 170
"""Borders nearer than this (in twentieths of a point, 3 mm) are one: no character fits between them."""
_SPAN, _MERGE, _BEFORE = f"{W}gridSpan", f"{W}vMerge", f"{W}gridBefore"
_ROW_GONE, _CELL_GONE, _HEADER = f"{W}del", f"{W}cellDel", f"{W}tblHeader"
_THROUGH = frozenset({SDT, SDT_CONTENT, CHOICE, *(f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag"))})

CellText = Callable[["_Element"], tuple[str, bool]]
"""A cell's text, and whether a page begins before its first character."""


def table_grid(
    table: _Element, block: int, text: CellText, shapes: frozenset[_Element] | None = None
) -> tuple[Grid, list[str]]:
    """The grid of a table, and texts under merged cells that Word doesn't print.

    `shapes` are the cells that may be more than one place wide or high; None is for all.
    """
    rows = Rows()
    for row in through(table, TR):
        _row(rows, row, text, shapes)
    made = grid(
        rows.cells,
        rows.height,
        block,
        header_rows=rows.headers,
        page_starts=rows.page_starts,
        narrow=_narrow(table),
    )
    return made, rows.covered


def through(parent: _Element, tag: str) -> Iterator[_Element]:
    """The children of one kind, those inside content controls and tracked insertions too."""
    stack = [iter(parent)]
    while stack:
        for child in stack[-1]:
            if child.tag == tag:
                yield child
            elif child.tag in _THROUGH:
                stack.append(iter(child))
                break
        else:
            stack.pop()


def arranges(table: _Element) -> bool:
    """True for a table that only arranges the page around another one inside it."""
    inner = [_size(t) for t in table.iter(TBL) if t is not table]
    if not inner:
        return False
    columns, rows, _ = _size(table)
    return any(is_layout(columns, columns * rows, *size) for size in inner)


def _size(table: _Element) -> tuple[int, int, int]:
    counts = [sum(1 for _ in through(row, TC)) for row in through(table, TR)]
    return max(counts, default=0), len(counts), sum(counts)


def _row(rows: Rows, row: _Element, text: CellText, shapes: frozenset[_Element] | None) -> None:
    properties = row.find(TR_PR)  # exceptions of the table may stand before it
    column, header = 0, False
    if properties is not None:
        if properties.find(_ROW_GONE) is not None:
            return
        column = _count(properties.find(_BEFORE), 0)
        mark = properties.find(_HEADER)
        header = mark is not None and mark.get(VAL, "true") not in OFF
    for element in through(row, TC):
        if shapes is None or element in shapes:
            column = _cell(rows, element, column, text)
        else:
            _words(rows, element, column, 1, None, text)
            column += 1
    rows.end(header=header)


def _cell(rows: Rows, element: _Element, column: int, text_of: CellText) -> int:
    """Add a cell; gives the column behind it."""
    columns = 1
    merge: Merge = None
    properties = properties_of(element, TC_PR)
    for mark in properties if properties is not None else ():
        if mark.tag == _SPAN:
            columns = _count(mark, 1) or 1
        elif mark.tag == _MERGE:
            merge = "goes on" if mark.get(VAL, "continue") == "continue" else "begins"
        elif mark.tag == _CELL_GONE:
            return column
    _words(rows, element, column, columns, merge, text_of)
    return column + columns


def _words(rows: Rows, element: _Element, column: int, columns: int, merge: Merge, text_of: CellText) -> None:
    text, page_begins = text_of(element)
    rows.cell(text, column, columns, merge)
    if page_begins and text:
        rows.opens_page()


def _count(element: _Element | None, default: int) -> int:
    if element is None:
        return default
    return min(count_in(element.get(VAL), default), MAX_COLUMNS)


def _narrow(table: _Element) -> frozenset[int]:
    """Borders of the table's own narrow columns that stand too close to the one on their left."""
    found = table.find(f"{W}tblGrid")
    if found is None:
        return frozenset()
    widths = [_width(c) for c in found.iter(f"{W}gridCol")]
    return frozenset(k + 1 for k, width in enumerate(widths) if 0 <= width < NARROW)


def _width(column: _Element) -> int:
    return count_in(column.get(f"{W}w"), -1)
