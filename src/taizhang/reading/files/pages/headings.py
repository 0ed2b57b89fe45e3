"""The header of a table without lines: which printed rows it takes, its names, and the tiers above them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...column_names import names_columns, sure
from .strips import Run, Strip, is_number

_APART, _DEEP = 2.2, 8.0
"""How far apart two lines of a header may be, and its first from its last, in characters from base to base."""
_LESS = 0.2
"""A further line makes a name hardly less likely than this; 投资 is surer than 投资（万元）."""
_TAIL = 2
"""Most characters in the second line of a first column's name."""
_SURER = 0.4
"""Further lines that make the names so much surer are part of them: 年度计 is less of a name than 年度计划."""
_BESIDE = 1.1
"""A line no further above than this, in characters, stands beside names of fewer lines."""
_TIER = 1.9
"""An upper tier is no further above its names than this, in characters."""


_PAIRED = 4
"""Fewest names that come in pairs under upper ones."""


class Heading(NamedTuple):
    """A header: the first and last of its printed rows, and its names from left to right."""

    first: int
    last: int
    names: list[Run]


class Tier(NamedTuple):
    """A name in printed row `row` that stands over the columns from `first` to `last`."""

    row: int
    first: int
    last: int


def heading_at(strips: Sequence[Strip], first: int) -> Heading | None:
    """The header whose names begin at printed row `first`, lines beside and above them too; None when it is none."""
    found = _widest(strips, first)
    if found is None:
        return None
    above = _first(strips, found)
    if above < first:
        found = max(_widest(strips, above) or found, found, key=lambda h: len(h.names))
    return Heading(above, _last(strips, found), found.names)


def _widest(strips: Sequence[Strip], first: int) -> Heading | None:
    """The printed rows from `first` on that give most of the names that headers have."""
    best: Heading | None = None
    most, surely = 0, 0.0
    for last in range(first, len(strips)):
        far = strips[last].base - strips[first].base > _DEEP * strips[first].em
        if far or (last > first and strips[last].base - strips[last - 1].base > _APART * strips[last].em):
            break
        names = _names(strips[first : last + 1])
        likely = [sure(text) for _, _, text in names]
        known = sum(1 if x >= 0.5 else -1 for x in likely)
        if (
            len(names) < 3
            or known < most
            or sum(likely) < surely - _LESS
            or not names_columns([text for _, _, text in names])
        ):
            continue
        if (
            known > most
            or sum(likely) > surely + _SURER
            or (best and last == best.last + 1 and _are_lines(strips[last], names))
        ):
            best, most, surely = Heading(first, last, names), known, sum(likely)
    return best


def _are_lines(strip: Strip, names: Sequence[Run]) -> bool:
    """Whether a printed row holds no more than further lines of some names, of the first one at most 号 of 序号."""
    runs = strip.runs
    later = runs[0][0] > names[0][1] or len(runs[0][2]) <= _TAIL
    return len(runs) * 2 <= len(names) and later and not any(is_number(text) for _, _, text in runs)


def _names(strips: Sequence[Strip]) -> list[Run]:
    """Runs of a header's lines as names: wrapped ones put together, those that stand over two others left out.

    A name reaches as far as the narrowest of its lines, for a wide one may be an upper tier's.
    """
    names: list[tuple[float, float, list[tuple[float, str]]]] = []
    runs = [(right - left, left, right, s.base, text) for s in strips for left, right, text in s.runs]
    for _, left, right, base, text in sorted(runs):
        under = [n for n in names if n[0] < right and left < n[1]]
        if not under:
            names.append((left, right, [(base, text)]))
        elif len(under) == 1:
            under[0][2].append((base, text))
    whole = [(left, right, "".join(t for _, t in sorted(texts))) for left, right, texts in names]
    return sorted(whole)


def _first(strips: Sequence[Strip], heading: Heading) -> int:
    """The header's first row: lines above that stand beside its names, or over names that are set lower than others."""
    first = heading.first
    while first:
        step, em = strips[first].base - strips[first - 1].base, strips[first].em
        runs = strips[first - 1].runs
        deep = strips[heading.last].base - strips[heading.first].base > 0.3 * em
        tier = deep and first == heading.first and (len(runs) > 1 or _is_part(runs[0], heading.names, em))
        if len(runs) >= len(heading.names) or step > (_TIER if tier else _BESIDE) * em:
            break
        first -= 1
    return first


def _is_part(run: Run, names: Sequence[Run], em: float) -> bool:
    """Whether a run can be a line of one name: over no other, and hardly wider."""
    over = [n for n in names if n[0] < run[1] and run[0] < n[1]]
    return len(over) == 1 and run[1] - run[0] < over[0][1] - over[0][0] + em


def _last(strips: Sequence[Strip], heading: Heading) -> int:
    """The header's last row: further lines of long names follow at the distance of those before."""
    last, names = heading.last, heading.names
    bases = [s.base for s in strips]
    step = max((b - a for a, b in pairwise(bases[heading.first : last + 1])), default=0.0)
    while last + 1 < len(strips) and bases[last + 1] - bases[last] <= step * 1.05:
        runs = strips[last + 1].runs
        beside = bases[last + 1] - bases[last] <= _BESIDE * strips[last].em
        if is_number(runs[0][2]) or not (beside or _are_lines(strips[last + 1], names)):
            break
        if any(sum(n[0] < r[1] and r[0] < n[1] for n in names) != 1 for r in runs):
            break
        last += 1
    return last


def tiers_of(strips: Sequence[Strip], xs: Sequence[float]) -> list[Tier]:
    """The names of upper tiers among a header's rows: those that reach over borders, with names below them."""
    tiers: list[Tier] = []
    for row, strip in enumerate(strips[:-1]):
        reaches = any(left < x < right for left, right, _ in strip.runs for x in xs[1:-1])
        if reaches or any(map(_in_pairs, strips[row + 1 :])):
            deeper = strip.base + 0.8 * strip.em
            above = _columns(xs, (r for s in strips if s.base < deeper for r in s.runs))
            below = _columns(xs, (r for s in strips if s.base >= deeper for r in s.runs))
            over = [r for r in strip.runs if _stands_over(r, above, below, xs)]
            lower = sorted(below - (above - _columns(xs, iter(over))))
            tiers += [Tier(row, *share) for share in _shares(over, lower, xs, strip.em)]
    return tiers


def _in_pairs(strip: Strip) -> bool:
    """Whether names come again and again in a printed row (目标, 完成, 目标, 完成): then others stand over them."""
    again = [n for n in Counter(text for _, _, text in strip.runs).values() if n > 1]
    return len(again) > 1 and sum(again) >= _PAIRED


def _stands_over(run: Run, above: set[int], below: set[int], xs: Sequence[float]) -> bool:
    """Whether a name reaches over a border, or has names below it and beside them one with none above."""
    column = bisect_right(xs, run[0]) - 1
    beside = column in below and column + 1 in below - above
    return beside or any(run[0] < x < run[1] for x in xs[1:-1])


def _columns(xs: Sequence[float], runs: Iterator[Run]) -> set[int]:
    """The columns in which runs have their middles, those that reach over a border left out."""
    own = [(r[0] + r[1]) / 2 for r in runs if not any(r[0] < x < r[1] for x in xs[1:-1])]
    return {bisect_right(xs, middle) - 1 for middle in own}


def _shares(names: Sequence[Run], lower: Sequence[int], xs: Sequence[float], em: float) -> list[tuple[int, int]]:
    """The columns, first and last, under each name of an upper tier.

    Where all names begin as their first columns do, those up to the next name; else those with the nearest middles.
    """
    if all(any(0 <= left - x < em for x in xs) for left, _, _ in names):
        seams = [*(left - em for left, _, _ in names), xs[-1]]
    else:
        seams = [xs[0], *((a[0] + a[1] + b[0] + b[1]) / 4 for a, b in pairwise(names)), xs[-1]]
    shares = []
    for left, right in pairwise(seams):
        under = [c for c in lower if left < (xs[c] + xs[c + 1]) / 2 < right]
        if under:
            shares.append((under[0], under[-1]))
    return shares
