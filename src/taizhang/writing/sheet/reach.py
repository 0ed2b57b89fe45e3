"""How far cells reach sideways, where the source didn't say: as offices merge them."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from taizhang.ledger import Cell, Ledger, Section, Task


def reaching(ledger: Ledger) -> Ledger:
    """The ledger with its cells as wide as they are printed; what is read back from paper is this one.

    The words of a section reach to the next cell or to the row's end.  A cell under a heading of several columns
    reaches over the empty ones to its right (项目名称 where an item has no 子项目).
    """
    pairs = _under_one_heading(ledger)
    sections = tuple(_section(section, len(ledger.columns)) for section in ledger.sections)
    if not pairs:
        return replace(ledger, sections=sections)
    taken = _covered(ledger)
    projects = tuple(replace(p, tasks=tuple(_task(task, pairs, taken) for task in p.tasks)) for p in ledger.projects)
    return replace(ledger, sections=sections, projects=projects)


def is_figure(section: Section, cell: Cell) -> bool:
    """True for a printed total, which stays in its own column."""
    return cell.column in section.total or section.kind == "total"


def _section(section: Section, width: int) -> Section:
    cells = sorted(section.cells, key=lambda c: c.column) or [Cell(section.text, 0)]
    ends = [c.column for c in cells[1:]] + [width]
    reach = [c.columns if is_figure(section, c) else max(1, end - c.column) for c, end in zip(cells, ends, strict=True)]
    return replace(section, cells=tuple(replace(c, columns=n) for c, n in zip(cells, reach, strict=True)))


def _under_one_heading(ledger: Ledger) -> dict[int, int]:
    """For the first column under a lowest heading of several columns, the column behind the last."""
    tiers = max((h.row + h.rows for h in ledger.header), default=0)
    return {h.column: h.column + h.columns for h in ledger.header if h.columns > 1 and h.row + h.rows == tiers}


def _covered(ledger: Ledger) -> set[tuple[int, int]]:
    """The places in which cells stand, or that cells above reach down to."""
    return {
        (task.row + deep, cell.column + wide)
        for task in ledger.tasks
        for cell in task.cells
        for deep in range(cell.rows)
        for wide in range(cell.columns)
    }


def _task(task: Task, pairs: dict[int, int], taken: Collection[tuple[int, int]]) -> Task:
    cells = tuple(_wide(cell, task.row, pairs.get(cell.column, 0), taken) for cell in task.cells)
    return replace(task, cells=cells) if cells != task.cells else task


def _wide(cell: Cell, row: int, end: int, taken: Collection[tuple[int, int]]) -> Cell:
    if end <= cell.column + cell.columns:
        return cell
    empty = all(
        (row + deep, column) not in taken
        for deep in range(cell.rows)
        for column in range(cell.column + cell.columns, end)
    )
    return replace(cell, columns=end - cell.column) if empty else cell
