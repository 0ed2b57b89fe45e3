"""Two periods of a list side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from taizhang.checking.case import Case
from taizhang.checking.view import TaskView
from taizhang.ledger import Ledger, Task
from taizhang.measuring import Change, changes

from .history import Word, words
from .labels import CHANGES, Label


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A column's text before and after, with the words that changed."""

    column: str
    before: tuple[Word, ...]
    after: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """An indicator's result in both periods, as printed, with the target's; `fell` when the sum became less."""

    name: str
    target: str
    before: str
    after: str
    fell: bool = False


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that came, went or changed; `row` is its place in the new ledger, None when it went."""

    kind: str
    label: Label
    title: str
    content: str
    row: int | None
    cells: tuple[ChangedCell, ...]
    figures: tuple[ChangedFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows that differ, and how many there are of each kind."""

    rows: tuple[ChangedRow, ...]
    counts: dict[str, int]


def compare(old: Ledger, new: Ledger) -> Comparison:
    """All differences in the new ledger's order."""
    found = changes(old, new)
    moved = {view.task.row: tuple(_figures(view)) for view in Case(new, old).views}
    rows = tuple(_row(change, old, new, moved) for change in found if change.kind != "same")
    counted = Counter(change.kind for change in found)
    return Comparison(rows, {kind: counted[kind] for kind in ("added", "removed", "changed", "same")})


def _figures(view: TaskView) -> Iterator[ChangedFigure]:
    """The row's results beside those of the period before."""
    earlier = view.case.before.get(view.task.row)
    known = {(f.name, f.promise.part_of): f for f in earlier.figures} if earlier else {}
    for figure in view.figures:
        old = known.get((figure.name, figure.promise.part_of))
        if old is None or old.done is None or figure.done is None or old.done == figure.done:
            continue
        fell = old.done.unit == figure.done.unit and figure.done.value < old.done.value
        target = figure.target.text if figure.target else ""
        yield ChangedFigure(figure.name or figure.goal.heading, target, old.done.text, figure.done.text, fell)


def _title(ledger: Ledger, row: int) -> tuple[str, str]:
    """The row's number and name, and what it promises."""
    for project in ledger.projects:
        for task in project.tasks:
            if task.row == row:
                name = " ".join(filter(None, (task.number or project.number, project.name or task.name)))
                return name or task.content, task.content if name else ""
    return next((s.text for s in ledger.sections if s.row == row), ""), ""


def _row(change: Change, old: Ledger, new: Ledger, moved: Mapping[int, tuple[ChangedFigure, ...]]) -> ChangedRow:
    row = change.new_row
    title, content = _title(new, row) if row is not None else _title(old, change.old_row or 0)
    cells = tuple(ChangedCell(c.column, *words(c.old, c.new)) for c in change.cells)
    if not cells:
        cells, content = _whole(change, old, new), ""
    figures = moved.get(row, ()) if row is not None else ()
    return ChangedRow(change.kind, CHANGES[change.kind], title, content, row, cells, figures)


def _whole(change: Change, old: Ledger, new: Ledger) -> tuple[ChangedCell, ...]:
    """A row that came or went, shown by its own words."""
    ledger, row = (new, change.new_row) if change.new_row is not None else (old, change.old_row)
    item = ledger.rows[row or 0]
    if not isinstance(item, Task):
        return ()
    column = next((ledger.columns[c.column].name for c in item.cells if c.text == item.content), "")
    gone = change.kind == "removed"
    before, after = words(item.content if gone else "", "" if gone else item.content)
    return (ChangedCell(column, before, after),) if item.content else ()
