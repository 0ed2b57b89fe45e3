"""What a first reading of a stream teaches about its columns, so that a second can place the doubtful pieces.

A column's role says roughly what stands in it; the table itself says more: its 具体内容 may be short names
throughout, its remarks always empty.  Both are counted in the places of the first reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from functools import lru_cache
from math import log

from msgspec import Struct

from taizhang.language.patterns import Pattern
from taizhang.ledger import Role

from .kinds import traits
from .pieces import Piece

_TOLD_BY = (
    "amount", "percent", "unit", "people", "date", "sentence", "long", "very_long", "progress", "verb", "status",
    "none", "stop", "name_tail", "place", "brief", "digit", "listed",
)  # fmt: skip
_DIGIT = Pattern(r"\d")
_LISTED = Pattern(r"^\d{1,2}[.、．]")
_FEWEST = 5  # rows from which columns can be learned
_WEIGHT, _MOST = 0.35, 3.0
_STAYS = 1.6
_FILLED, _SELDOM = 2.0, -1.0  # what is added to the cost of an empty cell where all or none are filled


class Learned(Struct, frozen=True):
    """What texts score more or less in each column, and what is added to the cost of leaving it empty."""

    empty: tuple[float, ...]
    told: tuple[tuple[float, ...], ...]  # for each column and trait what the trait's presence scores
    stays: tuple[float, ...]  # for each column what is taken off the cost of a further paragraph in a cell
    base: tuple[float, ...]  # for each column what a text without any trait scores

    def scores(self, text: str) -> tuple[float, ...]:
        """What is added to the text's fit in each column."""
        shown = _shown(text)
        sums = (base + sum(told[k] for k in shown) for base, told in zip(self.base, self.told, strict=True))
        return tuple(max(-_MOST, min(_MOST, _WEIGHT * s)) for s in sums)


@lru_cache(maxsize=16384)
def _shown(text: str) -> tuple[int, ...]:
    shown = set(traits(text))
    shown.update(n for n, p in (("digit", _DIGIT), ("listed", _LISTED)) if p.search(text))
    return tuple(k for k, name in enumerate(_TOLD_BY) if name in shown)


def learn(
    cells: Sequence[tuple[int, int, Piece]], longer: Set[tuple[int, int]], roles: Sequence[Role]
) -> Learned | None:
    """What the cells (row, column, first piece) teach; None when rows are few or all filled alike.

    `longer` are the cells (row, column) of several paragraphs.
    """
    rows: dict[int, set[int]] = {}
    for row, column, _ in cells:
        rows.setdefault(row, set()).add(column)
    if len(rows) < _FEWEST or len({frozenset(columns) for columns in rows.values()}) < 2:
        return None
    shown: list[Counter[int]] = [Counter() for _ in roles]
    filled = [0] * len(roles)
    for _, column, piece in cells:
        filled[column] += 1
        shown[column].update(_shown(piece.text))
    every, total = Counter[int](), len(cells)
    for counter in shown:
        every.update(counter)
    told, base = [], []
    for counter, count in zip(shown, filled, strict=True):
        weights = [_odds(counter[k], count, every[k], total) for k in range(len(_TOLD_BY))]
        told.append(tuple(there - gone for there, gone in weights))
        base.append(sum(gone for _, gone in weights))
    several = Counter(column for _, column in longer)
    stays = tuple(min(_STAYS, 4 * _STAYS * several[k] / (count + 3)) for k, count in enumerate(filled))
    return Learned(_emptiness(rows, len(roles)), tuple(told), stays, tuple(base))


def _odds(seen: int, count: int, every: int, total: int) -> tuple[float, float]:
    """What a trait's presence and its absence score in a column of `count` cells, `seen` of which show it."""
    share, common = (seen + 0.5) / (count + 1), (every + 0.5) / (total + 1)
    trust = count / (count + 3)
    return trust * log(share / common), trust * log((1 - share) / (1 - common))


def _emptiness(rows: dict[int, set[int]], width: int) -> tuple[float, ...]:
    """Among the rows that reach over a column, how many fill it: many make an empty cell dear."""
    added = []
    for column in range(width):
        over = [columns for columns in rows.values() if min(columns) < column]
        share = sum(column in columns for columns in over) / len(over) if over else 0.5
        added.append(_FILLED * max(0.0, share - 0.8) / 0.2 + _SELDOM * max(0.0, 0.7 - share) / 0.7)
    return tuple(added)
