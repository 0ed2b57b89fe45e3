"""A layout's fields as columns of one ledger: where each takes its words from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from taizhang.ledger import Cell, Column, HeaderCell, Ledger, Project, Role, Task

from .model import Field, Layout
from .values import FACTS

_INSTEAD: Mapping[str, tuple[Role, ...]] = {
    "content": (Role.TARGET, Role.SUBPROJECT),
    "target": (Role.CONTENT, Role.SUBPROJECT),
    "lead_unit": (Role.RESPONSIBLE_UNIT,),
    "responsible_unit": (Role.LEAD_UNIT,),
    "project": (Role.CATEGORY,),
}
"""Columns that say nearly the same under another name, taken where no other field wants them."""
_JOINT = re.compile("[及和与、]")
_FIGURES = frozenset({"indicator", "target_value"})
"""Fields whose words are always made from facts."""


@dataclass(frozen=True, slots=True)
class Period:
    """One of several periods side by side: its label, its ledger, and which of its rows each of our rows continues."""

    label: str
    ledger: Ledger
    rows: Mapping[int, int] | None = None

    def tasks(self) -> dict[int, Task]:
        """The period's own tasks by the rows of ours that they stand beside."""
        found = {t.row: t for t in self.ledger.tasks}
        return found if self.rows is None else {ours: found[row] for ours, row in self.rows.items() if row in found}


@dataclass(frozen=True, slots=True)
class Source:
    """A column to be: its field, its heading, and the column of the ledger that it shows.

    For a column of a period that is its ledger's, and `tasks` are its tasks by the rows of ours.
    """

    field: Field
    heading: tuple[str, ...]
    column: int | None = None
    tasks: Mapping[int, Task] | None = None

    def cell(self, project: Project, task: Task) -> Cell | None:
        """The cell to print for a task, its column not yet set; None where there is nothing."""
        told = task if self.tasks is None else self.tasks.get(task.row)
        return self._own(project, told) if told else None

    def _own(self, project: Project, task: Task) -> Cell | None:
        if self.column is not None:
            return task.cell(self.column)
        text = _fact(self.field)(project, task)
        return Cell(text, 0) if text else None


def _fact(field: Field) -> Callable[[Project, Task], str]:
    return FACTS.get(field.of, lambda project, task: "")


def sources(layout: Layout, ledger: Ledger, periods: Sequence[Period]) -> tuple[Source, ...]:
    """The columns in order: plain fields once, runs of `each` fields once for every period, optional ones if filled."""
    claimed: dict[int, int] = {}
    for at, field in enumerate(layout.fields):
        if not field.each and (column := _exact(field, ledger, claimed.values())) is not None:
            claimed[at] = column
    for at, field in enumerate(layout.fields):
        if not field.each and at not in claimed and (column := _instead(field, ledger, claimed.values())) is not None:
            claimed[at] = column
    made: list[Source] = []
    at = 0
    while at < len(layout.fields):
        field = layout.fields[at]
        if not field.each:
            made.append(Source(field, _heading(field, ledger, claimed.get(at)), claimed.get(at)))
            at += 1
            continue
        run = list(_run(layout.fields[at:]))
        made += [_of_period(f, period, single=len(run) == 1) for period in periods for f in run]
        at += len(run)
    return tuple(s for s in made if not s.field.optional or _is_filled(s, ledger))


def _run(fields: Iterable[Field]) -> Iterable[Field]:
    for field in fields:
        if not field.each:
            return
        yield field


def _exact(field: Field, ledger: Ledger, taken: Iterable[int]) -> int | None:
    """The ledger's first free column of the field's role or name."""
    if field.of in _FIGURES:
        return None
    role, used = field.role, set(taken)
    named = [k for k, c in enumerate(ledger.columns) if k not in used and (c.name == field.of or field.of in c.heading)]
    of_role = list(_free(ledger, role, used)) if role else []
    return next(iter(named if role is None else [*_same_heading(field, ledger, of_role), *of_role]), None)


def _free(ledger: Ledger, role: Role, used: set[int]) -> Iterable[int]:
    """The columns of a role that no field has yet; those of a matrix belong to its indicators."""
    return (k for k, c in enumerate(ledger.columns) if c.role is role and k not in used and not c.indicator)


def _same_heading(field: Field, ledger: Ledger, columns: Iterable[int]) -> list[int]:
    return [k for k in columns if field.heading and ledger.columns[k].heading[-1:] == field.heading[-1:]]


def _instead(field: Field, ledger: Ledger, taken: Iterable[int]) -> int | None:
    used = set(taken)
    wanted = _INSTEAD.get(field.of, ())
    return next((k for role in wanted for k in _free(ledger, role, used)), None)


def _heading(field: Field, ledger: Ledger, column: int | None) -> tuple[str, ...]:
    if field.heading:
        return field.heading
    return (ledger.columns[column].heading or (ledger.columns[column].name,)) if column is not None else (field.of,)


def _of_period(field: Field, period: Period, *, single: bool) -> Source:
    column = _exact(field, period.ledger, ())
    name = field.heading or (field.of,)
    heading = (*name, period.label) if single else (period.label, *name)
    return Source(field, heading, column, period.tasks())


def _is_filled(source: Source, ledger: Ledger) -> bool:
    """Whether the column has words that no other says: a fact that repeats the content is none."""
    found = [(p, t, cell) for p in ledger.projects for t in p.tasks if (cell := source.cell(p, t)) and cell.text]
    return any(source.field.of != "project" or cell.text != t.content for _, t, cell in found)


def header_of(made: Sequence[Source]) -> tuple[tuple[Column, ...], tuple[HeaderCell, ...]]:
    """The columns and the header's cells: equal neighbours in one tier are one cell, a short path reaches down."""
    paths = [s.heading for s in made]
    tiers = max((len(p) for p in paths), default=0)
    heads: list[HeaderCell] = []
    for tier in range(tiers):
        column = 0
        while column < len(paths):
            path = paths[column]
            end = column + 1
            if tier < len(path):
                while end < len(paths) and _under_one(paths[end], path, tier):
                    end += 1
                rows = tiers - tier if tier == len(path) - 1 else 1
                heads.append(HeaderCell(path[tier], tier, column, rows, end - column))
            column = end
    return _columns(made), tuple(heads)


def _under_one(path: Sequence[str], before: Sequence[str], tier: int) -> bool:
    """Whether a column stands under the same header cell as the one before it."""
    return path[: tier + 1] == before[: tier + 1] and (len(path) == tier + 1) == (len(before) == tier + 1)


def _columns(made: Sequence[Source]) -> tuple[Column, ...]:
    paths = [s.heading for s in made]
    names: list[str] = []
    for at, path in enumerate(paths):
        name = _part(paths, at) if paths.count(path) > 1 else path[-1]
        if sum(p[-1] == path[-1] for p in set(paths)) > 1:
            name = "·".join(path)
        while name in names:
            name += "（续）"
        names.append(name)
    return tuple(Column(n, s.field.role or Role.EXTRA, s.heading) for n, s in zip(names, made, strict=True))


def _part(paths: Sequence[tuple[str, ...]], at: int) -> str:
    """The name of one of several columns under one cell: 项目名称及指标任务, or an item's parts."""
    number = paths[:at].count(paths[at])
    halves = _JOINT.split(paths[at][-1])
    if len(halves) == 2 and paths.count(paths[at]) == 2:
        return halves[number]
    return paths[at][-1] if number == 0 else "子项目"


def in_column(cell: Cell, column: int, rows: int) -> Cell:
    """The cell in its new place."""
    return replace(cell, column=column, rows=rows, columns=1)
