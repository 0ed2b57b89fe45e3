"""Tables that lie on their side, every item a column and every heading a row, turned upright.

Offices compare a few projects side by side: 项目 | 体育馆 | 农贸市场 …, below it 年度目标 | …, 责任单位 | ….
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from taizhang.ledger import Role

from .column_names import names_columns, names_like, sure
from .grid import Grid, GridCell, Paragraph
from .lexicon import role_of

_LEAST = 4
"""Fewest headings of a table on its side."""
_TALLEST = 30
"""More rows than any such table has: nobody lays a long list on its side."""
_NAMED = 0.6
"""Share of the headings that must be known."""
_ITEMS = frozenset({Role.PROJECT, Role.SUBPROJECT, Role.NUMBER, Role.CONTENT})
_TELLS = frozenset({
    Role.TARGET, Role.PROGRESS, Role.ACHIEVED, Role.RATE, Role.STAGE, Role.STATUS, Role.DEADLINE,
    Role.RESPONSIBLE_UNIT, Role.LEAD_UNIT, Role.PROBLEMS, Role.NEXT_STEPS, Role.INVESTMENT,
})  # fmt: skip


def upright(grid: Grid) -> list[Paragraph | Grid]:
    """The table turned upright with what stands over and under its rows; the grid alone where it stands so."""
    if grid.header_rows or not _LEAST <= grid.height <= _TALLEST or grid.width < 3:
        return [grid]
    rows: dict[int, dict[int, GridCell]] = {}
    for cell in grid.cells:
        if cell.text:
            rows.setdefault(cell.row, {})[cell.column] = cell
    numbers = sorted(rows)
    wide = [number for number in numbers if len(rows[number]) == 1]
    body = [number for number in numbers if number not in wide]
    around = [n for n in wide if body and body[0] < n < body[-1]]
    tiers = next((tiers for tiers in (1, 2) if grid.width > tiers + 1 and _on_its_side(rows, body, tiers)), 0)
    if around or not tiers:
        return [grid]
    turned = list(_turned(rows, body))
    height = 1 + max(cell.row + cell.rows - 1 for cell in turned)
    made = Grid(tuple(turned), height, len(body), spans_known=grid.spans_known, header_rows=tiers)
    over = [_paragraph(rows[n]) for n in wide if n < body[0]]
    return [*over, made, *(_paragraph(rows[n]) for n in wide if n > body[-1])]


def _on_its_side(rows: Mapping[int, Mapping[int, GridCell]], body: list[int], tiers: int) -> bool:
    """Whether the first column, or two of which the first holds headings over the second's, name the rows."""
    heads = _heads(rows, body, tiers)
    if len(heads) < max(_LEAST, len(body)) or len(set(heads)) < len(heads):
        return False
    labels = [label for _, label in heads]
    if not all(map(names_like, labels)):
        return False
    known = [label for over, label in heads if sure(label) >= 0.8 or (over and sure(over) >= 0.8)]
    roles = {role_of(label)[0] for label in known} | {role_of(over)[0] for over, _ in heads if over}
    if len(known) < _NAMED * len(labels) or role_of(labels[0])[0] not in _ITEMS or len(roles & _TELLS) < 2:
        return False
    beside = (cell for number in body for k, cell in rows[number].items() if k >= tiers)
    if any(sure(cell.text) >= 0.8 for cell in beside):  # a form: labels stand beside values too
        return False
    return not any(names_columns([cell.text for cell in rows[number].values()]) for number in body)


def _heads(rows: Mapping[int, Mapping[int, GridCell]], body: list[int], tiers: int) -> list[tuple[str, str]]:
    """The heading of each row with the one over it, which reaches down over several; empty where one has none."""
    if tiers == 1:
        first = [rows[number].get(0) for number in body]
        return [("", head.text) for head in first if head is not None and head.rows == head.columns == 1]
    heads: list[tuple[str, str]] = []
    over: tuple[str, int] = ("", -1)
    for number in body:
        first_cell, second = rows[number].get(0), rows[number].get(1)
        if first_cell is not None:
            over = (first_cell.text, number + first_cell.rows - 1)
        if first_cell is not None and first_cell.columns == tiers and first_cell.rows == 1:
            heads.append(("", first_cell.text))
        elif second is not None and second.rows == second.columns == 1 and number <= over[1]:
            heads.append((over[0], second.text))
        else:
            return []
    return heads if any(above for above, _ in heads) else []


def _turned(rows: Mapping[int, Mapping[int, GridCell]], body: list[int]) -> Iterator[GridCell]:
    """The cells with rows and columns changed for each other, in the order of their new rows."""
    cells = [
        replace(cell, row=cell.column, column=k, rows=cell.columns, columns=min(cell.rows, len(body) - k))
        for k, number in enumerate(body)
        for cell in rows[number].values()
    ]
    yield from sorted(cells, key=lambda cell: (cell.row, cell.column))


def _paragraph(row: Mapping[int, GridCell]) -> Paragraph:
    cell = next(iter(row.values()))
    return Paragraph(cell.text, cell.origin)
