"""Two periods of a list side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

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
class ChangedRow:
    """A row that came, went or changed; `row` is its place in the new ledger, None when it went."""

    kind: str
    label: Label
    title: str
    row: int | None
    cells: tuple[ChangedCell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows that differ, and how many there are of each kind."""

    rows: tuple[ChangedRow, ...]
    counts: dict[str, int]


def compare(old: Ledger, new: Ledger) -> Comparison:
    """All differences in the new ledger's order."""
    found = changes(old, new)
    titles = (_titles(old), _titles(new))
    rows = tuple(_row(change, old, new, titles) for change in found if change.kind != "same")
    counted = Counter(change.kind for change in found)
    return Comparison(rows, {kind: counted[kind] for kind in ("added", "removed", "changed", "same")})


def _titles(ledger: Ledger) -> dict[int, str]:
    sections = {s.row: s.text for s in ledger.sections}
    tasks = {t.row: " ".join(filter(None, (t.number or p.number, p.name))) for p in ledger.projects for t in p.tasks}
    return sections | tasks


def _row(change: Change, old: Ledger, new: Ledger, titles: tuple[dict[int, str], dict[int, str]]) -> ChangedRow:
    came = change.new_row is not None
    title = titles[came].get((change.new_row if came else change.old_row) or 0, "")
    cells = tuple(ChangedCell(c.column, *words(c.old, c.new)) for c in change.cells)
    if not cells:
        cells = _whole(change, old, new)
    return ChangedRow(change.kind, CHANGES[change.kind], title, change.new_row, cells)


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
