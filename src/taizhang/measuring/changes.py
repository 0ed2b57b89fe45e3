"""What changed between two states of one list: rows matched, cells compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from taizhang.language.spelling import likeliest
from taizhang.ledger import Ledger, Section, Task

ALIKE = 60.0
"""Likeness in percent from which two rows of the same kind are taken for one (rapidfuzz ratio)."""

ChangeKind = Literal["added", "removed", "changed", "same"]


class CellChange(Struct, frozen=True):
    """One column's text before and after; "" where it had none."""

    column: str
    old: str
    new: str


class Change(Struct, frozen=True):
    """One row of either ledger; the rows are indices into `Ledger.rows`."""

    kind: ChangeKind
    old_row: int | None = None
    new_row: int | None = None
    cells: tuple[CellChange, ...] = ()


def changes(old: Ledger, new: Ledger) -> tuple[Change, ...]:
    """Every row of both ledgers once, in the new one's order, each removed row after the row it followed.

    Rows are the same when number and content are; else the likest content above `ALIKE` is taken.
    Sections are matched with sections, tasks with tasks.
    """
    pairs = match_rows(old, new)
    found = [_compare(old, new, pairs.get(row), row) for row in range(len(new.rows))]
    matched = set(pairs.values())
    result = list(found)
    for row in range(len(old.rows)):
        if row not in matched:
            result.insert(_place_after(result, row), Change("removed", old_row=row))
    return tuple(result)


def match_rows(old: Ledger, new: Ledger) -> dict[int, int]:
    """Rows of `new` to the rows of `old` that they continue; each old row is used once."""
    pairs: dict[int, int] = {}
    for kind in (Task, Section):
        pairs |= _match(_identities(new, kind), _identities(old, kind))
    return pairs


def _identities(ledger: Ledger, kind: type[Task] | type[Section]) -> dict[int, str]:
    """What makes each row itself: a section's text; a task's project, name and content, without blanks."""
    if kind is Section:
        return {s.row: _squeeze(s.title or s.text) for s in ledger.sections}
    return {t.row: _squeeze(f"{p.name}|{t.name}|{t.content}") for p in ledger.projects for t in p.tasks}


def _match(ours: dict[int, str], theirs: dict[int, str]) -> dict[int, int]:
    free = dict(theirs)
    same: dict[str, list[int]] = {}
    for old, text in reversed(theirs.items()):
        same.setdefault(text, []).append(old)  # the first row of a text comes last, where `pop` takes it
    pairs: dict[int, int] = {}
    for row, text in ours.items():
        if same.get(text):
            pairs[row] = same[text].pop()
            del free[pairs[row]]
    likeness = sorted(_likely(ours, free, pairs), key=lambda item: -item[0])
    for _, row, old in likeness:
        if row not in pairs and old in free:
            pairs[row] = old
            del free[old]
    return pairs


def _likely(ours: dict[int, str], free: dict[int, str], done: dict[int, int]) -> Iterator[tuple[float, int, int]]:
    for row, text in ours.items():
        if row not in done:
            for old, score in likeliest(text, free, ALIKE, limit=3):
                yield score, row, old


def _compare(old: Ledger, new: Ledger, old_row: int | None, new_row: int) -> Change:
    if old_row is None:
        return Change("added", new_row=new_row)
    before, after = _texts(old, old_row), _texts(new, new_row)
    cells = tuple(
        CellChange(column, before.get(column, ""), after.get(column, ""))
        for column in dict.fromkeys((*after, *before))
        if _squeeze(before.get(column, "")) != _squeeze(after.get(column, ""))
    )
    return Change("changed" if cells else "same", old_row, new_row, cells)


def _texts(ledger: Ledger, row: int) -> dict[str, str]:
    return {ledger.columns[c.column].name: c.text for c in ledger.rows[row].cells}


def _place_after(found: list[Change], row: int) -> int:
    before = [i for i, c in enumerate(found) if c.old_row is not None and c.old_row < row]
    return before[-1] + 1 if before else 0


def _squeeze(text: str) -> str:
    return "".join(text.split())
