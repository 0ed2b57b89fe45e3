"""Many units' reports put into their list: the list's rows with what each unit says of them in its own file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from taizhang.ledger import (
    REPORTED,
    Cell,
    Column,
    Document,
    HeaderCell,
    Ledger,
    Leftover,
    Project,
    Role,
    Section,
    Task,
)

from .facts import Context, matrix_of
from .rows import Group, roles_of, task_of

_LISTS_OWN = frozenset({Role.NUMBER, Role.TIER, Role.CATEGORY, Role.REGION})
"""Columns whose difference from the list says nothing: units number their own few rows anew."""


class Part(Struct, frozen=True):
    """A row of a unit's file; `name` is the file's, for origins."""

    ledger: Ledger
    row: int
    name: str


def gather(
    base: Ledger, parts: Mapping[int, Part], document: Document, *, name: str = "", unused: Sequence[Part] = ()
) -> Ledger:
    """The list `base` with the reports of `parts`, by the rows of the tasks that they are of, and its `document`.

    A task without a part has no report: last period's figures are never sent again silently.  What a unit wrote
    in the list's own columns differently from the list, and the `unused` rows, become leftovers.  `name` is the
    file that the list came from.
    """
    ledgers = {id(part.ledger): part.ledger for part in parts.values()}
    columns, places = _columns(base.columns, list(ledgers.values()))
    maps = dict(zip(ledgers, places, strict=True))
    body = _Body(base, columns, name, Context(document.year, document.period, matrix_of(columns)))
    reports = {row: _report(part, maps[id(part.ledger)]) for row, part in parts.items()}
    changed = [left for row, part in parts.items() for left in _changed(base, row, part)]
    rest = [left for part in unused if (left := _row_left(part))]
    return Ledger(
        document=document,
        columns=columns,
        header=(*base.header, *_headers(base, columns)),
        sections=tuple(_section(section, base.columns) for section in base.sections),
        projects=tuple(body.project(project, reports) for project in base.projects),
        leftovers=(*changed, *rest),
    )


class _Body(Struct, frozen=True):
    base: Ledger
    columns: tuple[Column, ...]
    name: str
    context: Context

    def project(self, project: Project, reports: Mapping[int, Sequence[Cell]]) -> Project:
        """An item with its tasks anew, each of the list's own cells and its unit's."""
        group = Group(project.number, project.name, project.section, project.tier, project.category)
        tasks = []
        for task in project.tasks:
            own = [_of_file(c, self.name) for c in task.cells if self.columns[c.column].role not in REPORTED]
            cells = {c.column: c for c in (*own, *reports.get(task.row, ()))}
            made = task_of(task.row, cells, roles_of(cells, self.columns), group, self.columns, self.context)
            tasks.append(replace(made, tiers=task.tiers))
        return replace(project, tasks=tuple(tasks))


def _of_file(cell: Cell, name: str) -> Cell:
    return cell if cell.origin.file else replace(cell, origin=replace(cell.origin, file=name))


def _columns(ours: tuple[Column, ...], files: Sequence[Ledger]) -> tuple[tuple[Column, ...], list[dict[int, int]]]:
    """The list's columns with those that only units' files have, and where each file's reported columns go."""
    columns = list(ours)
    places: list[dict[int, int]] = []
    for file in files:
        place: dict[int, int] = {}
        for k, column in enumerate(file.columns):
            if column.role not in REPORTED:
                continue
            at = _like(column, columns, place.values())
            if at is None:
                at = len(columns)
                columns.append(_named_apart(column, columns))
            place[k] = at
        places.append(place)
    return tuple(columns), places


def _like(column: Column, columns: Sequence[Column], taken: Collection[int]) -> int | None:
    """The column of the same role and indicator, of the same name if there is one; each is used once a file."""
    same = [
        k
        for k, other in enumerate(columns)
        if other.role is column.role and other.indicator == column.indicator and k not in taken
    ]
    return next((k for k in same if columns[k].name == column.name), same[0] if same else None)


def _named_apart(column: Column, columns: Sequence[Column]) -> Column:
    names = {c.name for c in columns}
    name, number = column.name, 2
    while name in names:
        name, number = f"{column.name}（{number}）", number + 1
    return replace(column, name=name, heading=column.heading or (column.name,))


def _headers(base: Ledger, columns: Sequence[Column]) -> Iterator[HeaderCell]:
    """Header cells of the columns that came from units' files."""
    height = max((h.row + h.rows for h in base.header), default=1)
    for k in range(len(base.columns), len(columns)):
        yield HeaderCell(columns[k].name, 0, k, rows=height)


def _report(part: Part, places: Mapping[int, int]) -> tuple[Cell, ...]:
    """What a row of a file reports, in the list's columns; a cell merged over several rows speaks for each."""
    return tuple(
        Cell(cell.text, places[cell.column], replace(cell.origin, file=part.name))
        for cell in _cells(part)
        if cell.column in places
    )


def _cells(part: Part) -> Iterator[Cell]:
    for task in part.ledger.tasks:
        for cell in task.cells:
            if task.row <= part.row < task.row + cell.rows:
                yield cell


def _section(section: Section, columns: Sequence[Column]) -> Section:
    """A section without the sums of what an earlier period reported."""
    kept = tuple(c for c in section.cells if columns[c.column].role not in REPORTED)
    total = {k: v for k, v in section.total.items() if columns[k].role not in REPORTED}
    return replace(section, cells=kept, total=total)


def _changed(base: Ledger, row: int, part: Part) -> Iterator[Leftover]:
    """What a unit wrote in the list's own columns, where the list says otherwise."""
    known = _squeezed(cell.text for cell in _cells(Part(base, row, "")))
    for cell in _cells(part):
        role = part.ledger.columns[cell.column].role
        if role in REPORTED or role in _LISTS_OWN or not cell.text.strip():
            continue
        if "".join(cell.text.split()) not in known:
            yield Leftover(cell.text, "unplaced", replace(cell.origin, file=part.name), row=row)


def _squeezed(texts: Iterator[str]) -> str:
    return "|".join("".join(text.split()) for text in texts)


def _row_left(part: Part) -> Leftover | None:
    task: Task | None = next((t for t in part.ledger.tasks if t.row == part.row), None)
    if task is None or not task.cells:
        return None
    origin = replace(task.cells[0].origin, file=part.name, column=None, box=None)
    return Leftover(" ".join(c.text for c in task.cells), "unplaced", origin)
