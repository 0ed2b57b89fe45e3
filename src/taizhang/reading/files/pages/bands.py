"""Rows of a table without lines between them: where a row ends among the printed rows of its columns.

Most tables leave more room between rows than between the lines of a cell, and then that room tells.  Where they don't,
the cells begin at the top of their row: a number in the first column, or a column that takes up again after it had
ended, begins a row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from taizhang.language.patterns import Pattern

from .columns import Columns, Strip

_NUMBER = Pattern(r"[(（]?(?:\d{1,3}(?:[.．-]\d{1,2})?|[一二三四五六七八九十]{1,3})[)）]?[.、．]?")
_WIDER = 1.1
"""From this many times a cell's line distance on, the room tells rows apart."""
_USUAL = 1.25
"""The same where no numbers tell how wide the room between rows is."""


def starts_of(columns: Columns, first: int, end: int, em: float) -> list[int]:
    """Which of the printed rows from `first` to before `end` begin a row of the table; the first one always does."""
    if end - first < 2:
        return [first]
    pitch = _pitch(columns, first, end, em)
    numbers = numbers_of(columns, first, end)
    parted = _by_room(columns, first, end, pitch, numbers)
    if parted is None:
        parted = _by_columns(columns, first, end, pitch, numbers)
    over = {k for k in range(first, end) if _parts(columns, k, first, end, pitch)}
    return sorted({first, *parted, *over})


def numbers_of(columns: Columns, first: int, end: int) -> list[int]:
    """The printed rows whose first column holds a number and no more."""
    return [k for k in range(first, end) if _NUMBER.fullmatch(text_in(columns, k, 0))]


def text_in(columns: Columns, row: int, column: int) -> str:
    """What a printed row has in a column."""
    low, high = columns.xs[column], columns.xs[column + 1]
    return "".join(c.text for c in columns.strips[row].chars if low <= (c.left + c.right) / 2 < high)


def _filled(strip: Strip, xs: Sequence[float]) -> set[int]:
    return {bisect_right(xs, (c.left + c.right) / 2) - 1 for c in strip.chars}


def _pitch(columns: Columns, first: int, end: int, em: float) -> float:
    """From line to line inside a cell, in points: the least usual step in any column."""
    steps: list[float] = []
    for column in range(len(columns.xs) - 1):
        bases = [s.base for s in columns.strips[first:end] if column in _filled(s, columns.xs)]
        steps += [b - a for a, b in pairwise(bases) if b - a < 2.2 * em]
    if not steps:
        return 1.4 * em
    steps.sort()
    return median(s for s in steps if s <= steps[len(steps) // 4] * 1.08)


def _by_room(columns: Columns, first: int, end: int, pitch: float, numbers: Sequence[int]) -> list[int] | None:
    """Rows told by the room above them; None when it is the same everywhere."""
    bases = [s.base for s in columns.strips]
    steps = {k: bases[k] - bases[k - 1] for k in range(first + 1, end)}
    if len(numbers) > 1:
        between = [max(steps[k] for k in range(a + 1, b + 1)) for a, b in pairwise(numbers)]
        least = min(between) * 0.96
        if least < _WIDER * pitch:
            return None
    else:
        least = _USUAL * pitch
        if all(step < least for step in steps.values()):
            return None
    return [k for k, step in steps.items() if step >= least]


def _by_columns(columns: Columns, first: int, end: int, pitch: float, numbers: Sequence[int]) -> list[int]:
    """Rows told by cells that begin: a number, or a column that takes up again."""
    starts = set(numbers)
    latest: dict[int, float] = {}
    top = columns.strips[first].base
    for k in range(first, end):
        strip = columns.strips[k]
        filled = _filled(strip, columns.xs)
        if k in starts:
            top = strip.base
        resumed = [c for c in filled if strip.base - max(latest.get(c, 0.0), top - pitch) > 1.6 * pitch]
        if resumed:
            starts.add(k)
            top = strip.base
        latest |= dict.fromkeys(filled, strip.base)
    return sorted(starts)


def _parts(columns: Columns, row: int, first: int, end: int, pitch: float) -> bool:
    """Whether a printed row begins a row because it, or the one before it, reaches over borders."""
    if row == first:
        return False
    over, before = bool(columns.crossing[row]), bool(columns.crossing[row - 1])
    if over and before:
        return columns.strips[row].base - columns.strips[row - 1].base > _WIDER * pitch
    return over or before
