"""Rows of a table without lines between them: where a row ends among the printed rows of its columns.

Most tables leave more room between rows than between the lines of a cell, and then that room tells.  Where they don't,
the cells begin at the top of their row: a number in the first column, a column that takes up again after it had
ended, or cells that had room left for what follows them, begin a row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from taizhang.language.patterns import Pattern

from ...patterns import ends_sentence
from .columns import Columns
from .strips import is_number, numbered

_FIGURE = Pattern(r"[-+]?[\d.,]+[%％]?")
_WIDER = 1.08
"""From this many times a cell's line distance on, the room above a row tells that it begins one."""
_ALIKE = 0.93
"""Room this much smaller than that between two items still parts rows."""
_MOST = 0.8
"""The share of items that must stand apart for the room between them to tell."""
_ROOM = 1.6
"""A line with so many characters' room left in its column, from border to border, is not wrapped."""
_NEXT = 2.2
"""Lines of one cell are no further apart than this, in characters."""


class Piece(NamedTuple):
    """What a printed row has in one column."""

    left: float
    right: float
    text: str


class Rows:
    """The printed rows of a table from `first` to before `end`, with what stands in each column."""

    def __init__(self, columns: Columns, first: int, end: int, em: float) -> None:
        self.columns, self.first, self.end, self.em = columns, first, end, em
        self.bases = [s.base for s in columns.strips]
        self.pieces = {k: _pieces(columns, k) for k in range(first, end)}

    @cached_property
    def numbers(self) -> list[int]:
        """The printed rows whose first column holds a number and no more."""
        return numbered({k: found[0].text for k, found in self.pieces.items() if 0 in found})

    @cached_property
    def pitch(self) -> float:
        """From line to line inside a cell, in points: the least usual step in any column."""
        steps: list[float] = []
        latest: dict[int, float] = {}
        for k, found in self.pieces.items():
            steps += [self.bases[k] - latest[c] for c in found if c in latest]
            latest |= dict.fromkeys(found, self.bases[k])
        steps = sorted(s for s in steps if s < _NEXT * self.em)
        return median(s for s in steps if s <= steps[len(steps) // 4] * _WIDER) if steps else 1.4 * self.em

    def starts(self) -> dict[int, int]:
        """Which of the printed rows begin a row of the table, and how many columns there are merged with the row above.

        The first one always begins a row.
        """
        whole = self._parted(0) or self._by_columns()
        whole += [self.first, *(k for k in range(self.first + 1, self.end) if self._parts(k))]
        found = dict.fromkeys(whole, 0)
        for merged in (1, 2) if self.least and len(self.columns.xs) > 4 else ():
            found |= {k: merged for k in self._parted(merged, sorted(found)) if k not in found}
        ends = dict(pairwise((*sorted(found), self.end)))
        for k in found if len(self.columns.xs) > 4 else ():
            if k > self.first and self._goes_on(k, 1) and not any(0 in self.pieces[j] for j in range(k, ends[k])):
                found[k] = 2
        return dict(sorted(found.items()))

    def _goes_on(self, row: int, column: int) -> bool:
        """Whether what a printed row has in a column is the rest of a full line above it."""
        above = self.pieces.get(row - 1, {}).get(column)
        if above is None or column not in self.pieces[row] or self.bases[row] - self.bases[row - 1] > _NEXT * self.em:
            return False
        return not self._ended(above, column) and not ends_sentence(above.text)

    def _ended(self, piece: Piece, column: int) -> bool:
        """Whether a line had room left for more."""
        width = self.columns.xs[column + 1] - self.columns.xs[column]
        return width - (piece.right - piece.left) > _ROOM * self.em

    @cached_property
    def least(self) -> float:
        """The least room above a row that begins one, from base to base; 0 when it is the same everywhere."""
        steps = {k: self.bases[k] - self.bases[k - 1] for k in range(self.first + 1, self.end)}
        least = _WIDER * self.pitch
        if len(self.numbers) > 1:
            widest = [max(steps[k] for k in range(a + 1, b + 1)) for a, b in pairwise(self.numbers)]
            wide = [step for step in widest if step >= least]
            return min(wide) * _ALIKE if wide and len(wide) >= _MOST * len(widest) else 0.0
        return least if max(steps.values(), default=0.0) >= least else 0.0

    def _parted(self, merged: int, known: Sequence[int] = ()) -> list[int]:
        """Rows told by the room above them, the first `merged` columns not looked at; those `known` stand."""
        if not self.least:
            return []
        looked = [k for k, found in self.pieces.items() if max(found) >= merged]
        return [
            b
            for a, b in pairwise(looked)
            if self.bases[b] - self.bases[a] >= self.least and not any(a < k <= b for k in known)
        ]

    def _by_columns(self) -> list[int]:
        """Rows told by cells that begin: a number, a column that takes up again, cells whose upper neighbours ended."""
        numbers = set(self.numbers)
        starts: list[int] = []
        latest: dict[int, float] = {}
        top = self.bases[self.first]
        for k, found in self.pieces.items():
            base = self.bases[k]
            resumed = any(base - max(latest.get(c, 0.0), top - self.pitch) > 1.6 * self.pitch for c in found)
            if k in numbers or resumed or self._ends_above(k, bool(numbers)):
                starts.append(k)
                top = base
            latest |= dict.fromkeys(found, base)
        return starts

    def _ends_above(self, row: int, numbered: bool) -> bool:
        """Whether the cells above a printed row had all ended, so that it begins a row that has a first cell."""
        if row == self.first or 0 not in self.pieces[row]:
            return False
        above, here = self.pieces[row - 1], self.pieces[row]
        if numbered:
            return 0 in above and is_number(above[0].text)
        both = [c for c in here if c in above]
        ended = sum(1 for c in both if self._ended(above[c], c) or _are_figures(above[c], here[c]))
        return ended * 2 > len(both) or (0 in above and ended > 1 and self._ended(above[0], 0))

    def _parts(self, row: int) -> bool:
        """Whether a printed row begins a row because it, or the one before it, reaches over borders."""
        over, before = bool(self.columns.crossing[row]), bool(self.columns.crossing[row - 1])
        if over and before:
            return self.bases[row] - self.bases[row - 1] > _WIDER * self.pitch
        return over or before


def _pieces(columns: Columns, row: int) -> dict[int, Piece]:
    found: dict[int, Piece] = {}
    for char in columns.strips[row].chars:
        column = bisect_right(columns.xs, (char.left + char.right) / 2) - 1
        before = found.get(column)
        found[column] = (
            Piece(before.left, max(before.right, char.right), before.text + char.text)
            if before
            else Piece(char.left, char.right, char.text)
        )
    return found


def _are_figures(one: Piece, other: Piece) -> bool:
    return bool(_FIGURE.fullmatch(one.text) and _FIGURE.fullmatch(other.text))


def starts_between(columns: Columns, parts: Sequence[int], em: float) -> dict[int, int]:
    """As `Rows.starts`, for a table that lines cut before the printed rows `parts`; text tells where lines are few."""
    bodies = [Rows(columns, a, b, em) for a, b in pairwise((*parts, len(columns.strips)))]
    ruled = len(bodies) > 2
    starts: dict[int, int] = {}
    for body in bodies:
        starts |= {body.first: 0} if ruled and len(body.numbers) < 2 else body.starts()
    return starts
