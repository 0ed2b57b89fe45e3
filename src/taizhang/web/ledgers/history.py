"""A task through the periods of its list."""

from __future__ import annotations

import re
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


TOKEN = re.compile(r"\d[\d.,]*[%％]?|[A-Za-z]+|.", re.DOTALL)
ISLAND = 3
"""Kept words shorter than this, between changed ones, read better as changed."""


def words(old: str, new: str) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Both texts in pieces, with what is only in one of them marked; a number changes as a whole."""
    mine, theirs = TOKEN.findall(old), TOKEN.findall(new)
    before: list[Word] = []
    after: list[Word] = []
    for same, a, b, c, d in _runs(mine, theirs):
        _add(before, "".join(mine[a:b]), "kept" if same else "gone")
        _add(after, "".join(theirs[c:d]), "kept" if same else "come")
    return tuple(before), tuple(after)


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Runs of tokens that are the same, and those between; a short island between two changes belongs to them."""
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for at, (tag, a, b, c, d) in enumerate(found):
        inside = 0 < at < len(found) - 1
        yield tag == "equal" and not (inside and b - a < ISLAND), a, b, c, d


def _add(pieces: list[Word], text: str, kind: str) -> None:
    if pieces and pieces[-1].kind == kind:
        pieces[-1] = Word(pieces[-1].text + text, kind)
    elif text:
        pieces.append(Word(text, kind))
