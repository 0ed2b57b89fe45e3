"""Some rows of a ledger as a ledger of their own."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from taizhang.ledger import Cell, Ledger, Section, Task


def cut(ledger: Ledger, rows: Collection[int]) -> Ledger:
    """The ledger with these tasks alone, under the sections that head them; totals are left out, for they would lie.

    A cell merged over several rows stands in the first of them that is kept.
    """
    if len(frozenset(rows)) == len(ledger.tasks):
        return ledger
    cells = _cells(ledger, frozenset(rows))
    projects = [
        replace(p, tasks=tuple(replace(t, cells=tuple(cells[t.row])) for t in p.tasks if t.row in cells))
        for p in ledger.projects
    ]
    kept = tuple(project for project in projects if project.tasks)
    return replace(ledger, projects=kept, sections=_sections(ledger, cells))


def _cells(ledger: Ledger, rows: Collection[int]) -> dict[int, list[Cell]]:
    order = ledger.rows
    found: dict[int, list[Cell]] = {row: [] for row in rows}
    for place, task in enumerate(order):
        for cell in task.cells if isinstance(task, Task) else ():
            reached = [r.row for r in order[place : place + cell.rows] if isinstance(r, Task) and r.row in found]
            if reached:
                found[reached[0]].append(replace(cell, rows=len(reached)))
    return found


def _sections(ledger: Ledger, rows: Collection[int]) -> tuple[Section, ...]:
    """Tiers and categories with a kept task before the next of their kind; a tier also before a category's."""
    result: list[Section] = []
    below = {"tier": False, "category": False}
    for row in reversed(ledger.rows):
        if isinstance(row, Task):
            below = {kind: seen or row.row in rows for kind, seen in below.items()}
        elif row.kind != "total":
            if below[row.kind]:
                result.append(row)
            below[row.kind] = False
            if row.kind == "tier":
                below["category"] = False
    return tuple(result[::-1])
