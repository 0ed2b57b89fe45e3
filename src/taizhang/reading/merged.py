"""Cells that cover the rows below them, where the source has no word of merging.

A flattened text leaves the places under a merged cell empty.  Inside one item an empty number, name, unit, leader
or deadline below a filled one is such a place; anywhere else an empty cell is an empty cell.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from taizhang.ledger import Cell, Column, Role, Task

INHERITED = frozenset({
    Role.LEAD_LEADER, Role.LEAD_UNIT, Role.RESPONSIBLE_UNIT, Role.COOPERATING_UNIT, Role.SUPERVISING_UNIT,
    Role.DEADLINE, Role.CONTACT, Role.TIER, Role.CATEGORY, Role.REGION,
})  # fmt: skip
"""Columns whose empty cell under a merged item means the cell above."""

_REACHING = INHERITED | {Role.NUMBER, Role.PROJECT}


def spread(tasks: Sequence[Task], columns: Sequence[Column], known: Collection[int]) -> list[Task]:
    """An item's tasks with the rows that their merged cells cover; `known` are rows whose source tells of merging."""
    reach: dict[tuple[int, int], int] = {}
    for column in (k for k, c in enumerate(columns) if c.role in _REACHING and not c.indicator):
        top: tuple[int, Cell] | None = None
        for before, task in zip([None, *tasks], tasks, strict=False):
            cell = task.cell(column)
            if cell is not None:
                top = (task.row, cell)
            elif before is None or task.row != before.row + 1 or task.row in known or before.row in known:
                top = None
            elif top is not None:
                reach[top[0], column] = task.row - top[0] + 1
    if not reach:
        return list(tasks)
    return [replace(t, cells=tuple(_reaching(c, reach.get((t.row, c.column), 1)) for c in t.cells)) for t in tasks]


def _reaching(cell: Cell, rows: int) -> Cell:
    return replace(cell, rows=rows) if rows > cell.rows else cell
