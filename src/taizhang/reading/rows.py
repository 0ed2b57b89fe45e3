"""The table's lines to sections, projects and tasks; cells as printed, facts beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from taizhang.language.headings import SO_FAR
from taizhang.language.patterns import Pattern
from taizhang.ledger import Cell, Column, Leftover, Origin, Project, Role, Section, Task

from . import debris
from .facts import Context, fill
from .grid import GridCell
from .joins import join_cut_rows
from .merged import INHERITED, spread
from .sections import is_section_row, make_section
from .table import Line, Table

_OF_SEVERAL = INHERITED | {Role.PROJECT}
_TIER_WORD = Pattern(r"(国家|省|自治区|市|区|县|州|旗|镇|乡)(?:级|定|本级|列)")


class Body(Struct):
    """Sections and projects of a table, and the debris cut out of its cells."""

    sections: list[Section] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)


class Group(Struct):
    """A project while its rows are gathered."""

    number: str
    name: str
    section: int | None
    tier: str
    category: str
    cells: dict[Role, Cell] = field(default_factory=dict)
    tasks: list[Task] = field(default_factory=list)
    spans_known: set[int] = field(default_factory=set)

    def project(self, columns: Sequence[Column]) -> Project:
        """The project with what its merged cells cover."""
        name = self.name or (self.tasks[0].content or self.tasks[0].region if self.tasks else "")
        tasks = tuple(spread(self.tasks, columns, self.spans_known)) if len(self.tasks) > 1 else tuple(self.tasks)
        return Project(self.number, name, self.tier, self.category, self.section, tasks)


def build(table: Table, source: str, context: Context) -> Body:
    """Sections and projects of the table in the order of its rows."""
    body = Body()
    tier = category = ""
    section: int | None = None
    group: Group | None = None
    merged: dict[Role, Cell] = {}
    leading: Cell | None = None
    reach: dict[Cell, int] = {}
    for row, line in enumerate(join_cut_rows(table.lines, table.columns)):
        cells = _cells(line, row, source, body)
        if is_section_row(line.cells, table.columns):
            made = make_section(row, cells, table.columns)
            body.sections.append(made)
            section, tier, category = _under(made, row, section, tier, category)
            _close(body, group, table.columns)
            group = leading = None
            continue
        by_role = roles_of(cells, table.columns)
        if group is None or _opens_project(cells, by_role, table.columns):
            _close(body, group, table.columns)
            leading = None if line.spans_known else cells.get(0, leading)
            led = _led(leading, cells, table.columns)
            if leading is not None and led:
                reach[leading] = row
            covered = _covered(merged, line) or led
            group = _open({**covered, **by_role}, section, tier, category)
            group.cells.update((role, cell) for role, cell in covered.items() if role in INHERITED)
        merged.update((role, cell) for role, cell in by_role.items() if cell.rows > 1)
        if line.spans_known:
            group.spans_known.add(row)
        group.tasks.append(task_of(row, cells, by_role, group, table.columns, context))
    _close(body, group, table.columns)
    body.projects = [_reaching(project, reach) for project in body.projects] if reach else body.projects
    return body


def _reaching(project: Project, reach: Mapping[Cell, int]) -> Project:
    """The project with the rows that its leading cells cover."""
    if not any(cell in reach for task in project.tasks for cell in task.cells):
        return project
    tasks = tuple(
        replace(t, cells=tuple(replace(c, rows=reach[c] - t.row + 1) if c in reach else c for c in t.cells))
        for t in project.tasks
    )
    return replace(project, tasks=tasks)


def _close(body: Body, group: Group | None, columns: Sequence[Column]) -> None:
    if group and group.tasks:
        body.projects.append(group.project(columns))


def _under(made: Section, row: int, section: int | None, tier: str, category: str) -> tuple[int | None, str, str]:
    """The section, tier and category that the rows below a section row stand under."""
    if made.kind == "total":
        return section, tier, category
    if made.kind == "tier":
        word = _TIER_WORD.search(made.title)
        return row, f"{word[1]}级" if word else made.title, ""
    return row, tier, made.title


def _cells(line: Line, row: int, source: str, body: Body) -> dict[int, Cell]:
    cells: dict[int, Cell] = {}
    dirty = debris.is_in("\n".join([cell.text for cell in line.cells.values()]))
    for column in sorted(line.cells):
        grid_cell = line.cells[column]
        if dirty:
            grid_cell, cut = debris.clean(grid_cell, source)
            body.leftovers += debris.leftovers(cut, row, column)
        if grid_cell.text:
            cells[column] = _cell(grid_cell, column, line.table)
    return cells


def _cell(cell: GridCell, column: int, table: int) -> Cell:
    at = cell.origin
    if at.table != table or at.row != cell.row or at.column != cell.column:
        place = (at.file, at.page, at.sheet, table, cell.row, cell.column)
        at = Origin(*place, at.spans, at.exact, box=at.box, confidence=at.confidence, doubts=at.doubts)
    return Cell(cell.text, column, at, cell.rows, cell.columns)


def roles_of(cells: dict[int, Cell], columns: Sequence[Column]) -> dict[Role, Cell]:
    """The first cell of each role in a row; a matrix's figures are no cells of the row's own.

    Of progress told quarter after quarter it is the last one.
    """
    found: dict[Role, Cell] = {}
    for column, cell in cells.items():
        if columns[column].indicator:
            continue
        role = columns[column].role
        if role not in found or (role is Role.PROGRESS and SO_FAR.search(columns[column].name.split("·")[-1])):
            found[role] = cell
    return found


def _opens_project(cells: dict[int, Cell], by_role: dict[Role, Cell], columns: Sequence[Column]) -> bool:
    """True when a row begins an item: by its number, or by its name in a table without numbers."""
    roles = {c.role for c in columns}
    if Role.NUMBER in roles:
        return Role.NUMBER in by_role
    for role in (Role.PROJECT, Role.REGION, Role.CONTENT, Role.TARGET):
        if role in roles:
            return role in by_role
    return 0 in cells


def _covered(merged: dict[Role, Cell], line: Line) -> dict[Role, Cell]:
    """The cells of items above that the source says reach down to this line: a unit or category of several items."""
    if not merged or not line.spans_known:
        return {}
    row = max((c.row for c in line.cells.values()), default=-1)
    return {
        role: cell
        for role, cell in merged.items()
        if role in _OF_SEVERAL and cell.origin.table == line.table and (cell.origin.row or 0) + cell.rows > row
    }


def _led(leading: Cell | None, cells: dict[int, Cell], columns: Sequence[Column]) -> dict[Role, Cell]:
    """The unit or category of the items above where it heads the rows, and a flattened text leaves its place empty."""
    role = columns[0].role
    return {role: leading} if leading is not None and 0 not in cells and role in _OF_SEVERAL else {}


def _open(by_role: dict[Role, Cell], section: int | None, tier: str, category: str) -> Group:
    def text(role: Role) -> str:
        return by_role[role].text if role in by_role else ""

    name = text(Role.PROJECT) or text(Role.CONTENT) or text(Role.TARGET) or text(Role.REGION)
    return Group(text(Role.NUMBER), name, section, text(Role.TIER) or tier, text(Role.CATEGORY) or category)


def task_of(
    row: int,
    cells: dict[int, Cell],
    by_role: dict[Role, Cell],
    group: Group,
    columns: Sequence[Column],
    context: Context,
) -> Task:
    """The task of a row, with what its group's rows above it say for it; `by_role` as `roles_of` gives it."""
    known = dict(by_role)
    for role in INHERITED:
        if role in by_role:
            group.cells[role] = by_role[role]
        elif role in group.cells:
            known[role] = group.cells[role]
    return fill(row, cells, known, group.number, group.name, (group.tier,) if group.tier else (), columns, context)
