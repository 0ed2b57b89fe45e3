"""A table of a page to cells with their spans, as the HTML standard forms tables (4.9.12)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from taizhang.ledger import Bilingual

from ...errors import ReadError
from ..base import WHOLE_FILE
from ..build import RawCell, grid, is_layout, tidy
from .words import inner_text, is_hidden

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ...grid import Grid

MAX_COLUMNS = 1_000
"""Most columns that a cell may span, as the standard has it."""
MAX_PLACES = 2_000_000
"""Most places that the cells of one table may cover together; a list of 5,000 rows covers 50,000."""

_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_NO_HEIGHT = re.compile(r"(?:^|;)\s*height\s*:\s*0(?:px|pt)?\s*(?:;|$)", re.IGNORECASE)
_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*([\d.]+)\s*(px|pt|cm|mm|in)", re.IGNORECASE)
_POINTS = {"px": 0.75, "pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0}
_NARROW = 8.5
"""Borders nearer than this, in points (3 mm), are one: no character fits between them."""


class _Rows(Struct):
    """A table while its rows are walked; `open` says for each column how many more rows a cell above covers."""

    text: Callable[[_Element], str]
    cells: list[RawCell] = field(default_factory=list)
    open: dict[int, int] = field(default_factory=dict)
    height: int = 0
    headers: int = 0
    places: int = 0
    narrow: frozenset[int] = frozenset()


def table_grid(table: _Element, block: int, text: Callable[[_Element], str], hidden: list[str]) -> Grid:
    """The grid of a table as block `block`; texts of hidden rows and cells are added to `hidden`."""
    rows = _Rows(text, narrow=_column_widths(table))
    for group, members in _row_groups(table):
        for number, row in enumerate(members):
            if is_hidden(row):
                hidden.append(inner_text(row))
                _pass_row(rows)
            else:
                _row(rows, row, len(members) - number, hidden)
                rows.headers += group == "thead" and rows.headers == rows.height - 1
        rows.open.clear()  # no cell reaches out of its group
    return grid(rows.cells, rows.height, block, header_rows=rows.headers, narrow=rows.narrow)


def _row_groups(table: _Element) -> Iterator[tuple[str, list[_Element]]]:
    """The table's rows by head, bodies and foot; rows outside any stand in bodies of their own."""
    loose: list[_Element] = []
    for child in table:
        if child.tag == "tr":
            loose.append(child)
        elif child.tag in _GROUPS:
            if loose:
                yield "tbody", loose
                loose = []
            yield child.tag, [row for row in child if row.tag == "tr"]
    if loose:
        yield "tbody", loose


def _row(rows: _Rows, row: _Element, left: int, hidden: list[str]) -> None:
    """Add a row; `left` rows of its group are still to come, itself among them."""
    made: list[RawCell] = []
    column = 0
    for element in row:
        if element.tag not in ("td", "th"):
            continue
        if is_hidden(element):
            hidden.append(inner_text(element))
            continue
        while rows.open.get(column, 0):
            column += 1
        width = max(1, _span(element, "colspan", 1, MAX_COLUMNS))
        deep = _span(element, "rowspan", 1, left) or left  # rowspan 0 reaches to the group's end
        made.append(RawCell(tidy(rows.text(element)), rows.height, column, deep, width))
        column += width
    if _is_ruler(row, made):
        rows.narrow = rows.narrow or _ruled(row)
        return
    _pass_row(rows)
    for cell in made:
        rows.cells.append(cell)
        rows.places += cell.columns * cell.rows
        if cell.rows > 1:
            rows.open.update(dict.fromkeys(range(cell.column, cell.column + cell.columns), cell.rows - 1))
    if rows.places > MAX_PLACES:
        raise _too_wide()


def _pass_row(rows: _Rows) -> None:
    """Count the row, and one row less for every cell that reaches down into it."""
    rows.height += 1
    rows.open = {column: deep - 1 for column, deep in rows.open.items() if deep > 1}


def _is_ruler(row: _Element, cells: list[RawCell]) -> bool:
    """True for the row without height by which Word writes down the widths of columns."""
    return not any(c.text for c in cells) and (
        row.get("height") == "0" or _NO_HEIGHT.search(row.get("style", "")) is not None
    )


def _ruled(row: _Element) -> frozenset[int]:
    return _narrow([_width(cell) for cell in row if cell.tag == "td"])


def _column_widths(table: _Element) -> frozenset[int]:
    widths: list[float | None] = []
    for column in table.iterchildren("colgroup", "col"):
        for one in column.iterchildren("col") if column.tag == "colgroup" and len(column) else (column,):
            widths += [_width(one)] * max(1, _span(one, "span", 1, MAX_COLUMNS))
    return _narrow(widths)


def _narrow(widths: list[float | None]) -> frozenset[int]:
    return frozenset(k + 1 for k, width in enumerate(widths) if width is not None and width < _NARROW)


def _width(element: _Element) -> float | None:
    """A column's width in points, None where it isn't said in an absolute unit."""
    found = _WIDTH.search(element.get("style", ""))
    if found:
        return float(found[1]) * _POINTS[found[2].lower()] if found[1].count(".") < 2 else None
    plain = element.get("width", "")
    return float(plain) * _POINTS["px"] if plain.isascii() and plain.isdigit() else None


def _span(element: _Element, name: str, default: int, most: int) -> int:
    value = (element.get(name) or "").strip()
    return min(int(value), most) if value.isascii() and value.isdigit() and len(value) < 9 else default


def arranges(table: _Element) -> bool:
    """True for a table that only arranges the page: one column, said to be so, or around another one."""
    if table.get("role") in ("presentation", "none"):
        return True
    columns, _, cells = _size(table)
    if columns <= 1:
        return True
    return any(is_layout(columns, cells, *_size(inner)) for inner in table.iter("table") if inner is not table)


def _size(table: _Element) -> tuple[int, int, int]:
    rows = [row for _, members in _row_groups(table) for row in members]
    counts = [sum(1 for cell in row if cell.tag in ("td", "th")) for row in rows]
    return max(counts, default=0), len(counts), sum(counts)


def _too_wide() -> ReadError:
    return ReadError(
        Bilingual(
            f"表格声明的格子过多，上限为 {MAX_PLACES} 个",
            f"the table claims too many places; the limit is {MAX_PLACES}",
        ),
        WHOLE_FILE,
        Bilingual("请只保留台账表格后再导入。", "Keep only the ledger's table, then import it."),
    )
