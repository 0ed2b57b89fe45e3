"""A task through the periods of its list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from taizhang.ledger import Ledger, Task
from taizhang.measuring import changes

from .models import LedgerVersion


@dataclass(frozen=True, slots=True)
class Past:
    """The task as it stood in one period."""

    version: LedgerVersion
    task: Task


def history(versions: Sequence[LedgerVersion], row: int) -> Iterator[Past]:
    """The task in the first of `versions` (newest first) and in those before it, as far as it can be followed."""
    at: int | None = row
    newer: Ledger | None = None
    for version in versions:
        ledger = version.ledger
        if newer is not None:
            at = next((c.old_row for c in changes(ledger, newer) if c.new_row == at), None)
        task = next((t for t in ledger.tasks if t.row == at), None)
        if task is None:
            return
        yield Past(version, task)
        newer = ledger


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a text compared: kept, gone or come."""

    text: str
    kind: str


def words(old: str, new: str) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Both texts in pieces, with what is only in one of them marked."""
    before: list[Word] = []
    after: list[Word] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if a < b:
            before.append(Word(old[a:b], "kept" if tag == "equal" else "gone"))
        if c < d:
            after.append(Word(new[c:d], "kept" if tag == "equal" else "come"))
    return tuple(before), tuple(after)
