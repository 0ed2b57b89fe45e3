"""A row added to a list by hand in mid-year: it stands after all others, under a heading that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from taizhang.ledger import Cell, Ledger, Project, Role, Section, Task

from .facts import Context, matrix_of
from .rows import Group, roles_of, task_of

HEADING = "增补任务"
_STAND_IN = {
    Role.CONTENT: (Role.TARGET, Role.PROJECT),
    Role.PROJECT: (Role.SUBPROJECT,),
    Role.RESPONSIBLE_UNIT: (Role.LEAD_UNIT,),
    Role.LEAD_UNIT: (Role.RESPONSIBLE_UNIT,),
}
"""Columns that take a text where the list has no column of its role; the first that is there and free."""


def add_row(base: Ledger, texts: Mapping[Role, str], *, tier: str = "", category: str = "") -> Ledger:
    """The list with one more task, its facts read from the texts as from any cell; no other row changes its number.

    `tier` and `category` are those it counts under.  A list with headings gets one for added rows, once.  Texts whose
    column the list has not are left out.
    """
    sections = _sections(base)
    row = _after((*base.tasks, *sections))
    cells = _cells(base, texts)
    name = texts.get(Role.PROJECT) or texts.get(Role.CONTENT, "")
    under = next((s.row for s in sections if s.title == HEADING), None)
    group = Group(texts.get(Role.NUMBER, ""), name, under, tier, category)
    context = Context(base.document.year, base.document.period, matrix_of(base.columns))
    task = task_of(row, cells, roles_of(cells, base.columns), group, base.columns, context)
    made = Project(group.number, name, tier, category, under, (task,))
    return replace(base, sections=sections, projects=(*base.projects, made))


def _after(rows: Sequence[Task | Section]) -> int:
    return 1 + max((row.row for row in rows), default=-1)


def _sections(base: Ledger) -> tuple[Section, ...]:
    """The list's headings, with the one for added rows when there are any."""
    known = base.sections
    if not any(s.kind != "total" for s in known) or any(s.title == HEADING for s in known):
        return known
    cell = Cell(HEADING, 0, columns=len(base.columns))
    return (*known, Section(_after(base.rows), HEADING, title=HEADING, cells=(cell,)))


def _cells(base: Ledger, texts: Mapping[Role, str]) -> dict[int, Cell]:
    cells: dict[int, Cell] = {}
    for role, text in texts.items():
        for place in (role, *_STAND_IN.get(role, ())):
            column = base.column_of(place)
            if column is not None and column not in cells:
                if text.strip():
                    cells[column] = Cell(text.strip(), column)
                break
    return cells
