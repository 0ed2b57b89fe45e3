"""Columns of a table without lines between them: the header's names say how many, the room left in all rows where.

Between two neighbouring names stands one border.  It is drawn where the fewest printed rows have ink: none but
those that reach over several columns, a section's heading or an upper tier of the header.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ...headline import names_columns
from ...patterns import NOTE, PAGE_NUMBER
from .lines import LEVEL
from .marks import Char

_GAP = 0.7
"""A gap this wide, in characters, parts two names of a header."""
_CLUSTERS = (0.3, 1.9, 3.4, 5.0)
"""How deep a header may be, in characters from the first line's base to the last one's."""
_TIGHT = 0.25
"""Narrower room than this, in characters, is no border unless several rows leave it."""
_CROSSING = 0.34
"""The share of rows that may reach over a border."""
_FOREIGN = 4
"""So many rows one after the other that reach over borders are a paragraph and end the table."""


@dataclass(frozen=True, slots=True)
class Strip:
    """What is printed at one height: its characters from left to right and its runs without wide gaps."""

    base: float
    chars: tuple[Char, ...]
    runs: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The rows of a table and its borders from left to right; `header` is how many of the rows name the columns."""

    strips: tuple[Strip, ...]
    xs: tuple[float, ...]
    header: int
    crossing: tuple[frozenset[int], ...]


def strips_of(chars: Iterable[Char], em: float) -> list[Strip]:
    """The printed rows from top to bottom."""
    rows: list[list[Char]] = []
    for char in sorted((c for c in chars if not c.text.isspace()), key=lambda c: c.base):
        if rows and char.base - rows[-1][-1].base <= em * LEVEL:
            rows[-1].append(char)
        else:
            rows.append([char])
    return [_strip(sorted(row, key=lambda c: c.left), em) for row in rows]


def _strip(chars: Sequence[Char], em: float) -> Strip:
    runs: list[tuple[float, float, str]] = []
    for char in chars:
        if runs and char.left - runs[-1][1] <= _GAP * em:
            left, right, text = runs[-1]
            runs[-1] = (left, max(right, char.right), text + char.text)
        else:
            runs.append((char.left, char.right, char.text))
    return Strip(median(c.base for c in chars), tuple(chars), tuple(runs))


def columns_of(strips: Sequence[Strip], em: float) -> Columns | None:
    """The first table among printed rows that begins with a header; None when there is none."""
    for first in range(len(strips)):
        if len(strips[first].runs) < 2:
            continue
        last, names = _header(strips, first, em)
        if len(names) < 3:
            continue
        first, last = _upper_tier(strips, first, last, em), _lower_lines(strips, first, last, names)
        rows = strips[first:]
        borders = [_border(rows[last - first + 1 :], gap, em) for gap in _gaps(rows, names)]
        found = _within(rows, [b for b in borders if b is not None], last - first + 1, em)
        if found is not None and len(borders) == len(found.xs) - 2:
            return found
    return None


def going_on(strips: Sequence[Strip], xs: Sequence[float], em: float) -> Columns | None:
    """The rows of a page that go on the table of the page before, whose borders `xs` are; None when they don't fit."""
    inside = [s for s in strips if s.chars[0].left >= xs[0] - em and s.chars[-1].right <= xs[-1] + em]
    if not inside:
        return None
    found = _within(strips[strips.index(inside[0]) :], xs[1:-1], 0, em)
    if found is None:
        return None
    left, right = min(xs[0], found.xs[0]), max(xs[-1], found.xs[-1])
    return Columns(found.strips, (left, *found.xs[1:-1], right), 0, found.crossing)


def _header(strips: Sequence[Strip], first: int, em: float) -> tuple[int, list[tuple[float, float, str]]]:
    """The last row of the header that begins at row `first`, and its names; no names when it is none."""
    best: tuple[int, list[tuple[float, float, str]]] = (first, [])
    for depth in _CLUSTERS:
        last = first
        while last + 1 < len(strips) and strips[last + 1].base - strips[first].base <= depth * em:
            last += 1
        names = _names([run for s in strips[first : last + 1] for run in s.runs])
        if len(names) > len(best[1]) and names_columns([text for _, _, text in names]):
            best = last, names
    return best


def _names(runs: Sequence[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """Runs of a header's lines as names: wrapped ones put together, those that stand over two others left out.

    A name reaches as far as the narrowest of its lines, for a wide one may be an upper tier's.
    """
    names: list[tuple[float, float, str]] = []
    for left, right, text in sorted(runs, key=lambda r: r[1] - r[0]):
        under = [k for k, n in enumerate(names) if n[0] < right and left < n[1]]
        if not under:
            names.append((left, right, text))
        elif len(under) == 1:
            known = names[under[0]]
            names[under[0]] = (known[0], known[1], text + known[2])
    return sorted(names)


def _upper_tier(strips: Sequence[Strip], first: int, last: int, em: float) -> int:
    """The header's first row: the one before `first` when it stands over names that are set lower than others."""
    if first and strips[last].base - strips[first].base > 0.3 * em:
        above = strips[first - 1]
        if strips[first].base - above.base < 1.9 * em and len(above.runs) < len(strips[first].runs):
            return first - 1
    return first


def _lower_lines(strips: Sequence[Strip], first: int, last: int, names: Sequence[tuple[float, float, str]]) -> int:
    """The header's last row: further lines of long names follow at the distance of those before."""
    bases = [s.base for s in strips]
    step = max((bases[k + 1] - bases[k] for k in range(first, last)), default=0.0)
    while last + 1 < len(strips) and bases[last + 1] - bases[last] <= step * 1.05:
        runs = strips[last + 1].runs
        if len(runs) * 2 > len(names) or not all(any(n[0] - 1 < r[0] and r[1] < n[1] + 1 for n in names) for r in runs):
            break
        last += 1
    return last


def _gaps(strips: Sequence[Strip], names: Sequence[tuple[float, float, str]]) -> list[tuple[float, float]]:
    """Between what the borders stand: rows with as many runs as there are names tell nearer than the names alone.

    Names are often set in the middle of columns whose texts begin at the left.
    """
    full = [s.runs for s in strips if len(s.runs) == len(names)]
    gaps = []
    for k, (one, other) in enumerate(pairwise(names)):
        low, high = max((r[k][1] for r in full), default=one[1]), min((r[k + 1][0] for r in full), default=other[0])
        both = max(low, one[1]), min(high, other[0])
        gaps.append(next((g for g in (both, (low, high)) if g[0] < g[1]), (one[1], other[0])))
    return gaps


def _border(strips: Sequence[Strip], gap: tuple[float, float], em: float) -> float | None:
    """Where between two names the fewest rows have ink, the middle of the widest such place."""
    low, high = gap
    steps: list[tuple[float, int]] = []
    for strip in strips:
        for left, right in _inked(strip, low, high, _TIGHT * em):
            steps += [(left, 1), (right, -1)]
    steps.sort()
    at, ink, places = low, 0, []
    for x, step in [*steps, (high, 0)]:
        if x > at:
            places.append((ink, at, x))
        at, ink = max(at, x), ink + step
    if not places:
        return None
    least = min(ink for ink, _, _ in places)
    _, left, right = max((p for p in places if p[0] == least), key=lambda p: p[2] - p[1])
    return (left + right) / 2


def _inked(strip: Strip, low: float, high: float, tight: float) -> list[tuple[float, float]]:
    """The parts of a stretch on which a row has ink; room narrower than `tight` counts as ink."""
    parts: list[tuple[float, float]] = []
    for char in strip.chars:
        if char.right <= low or char.left >= high:
            continue
        left, right = max(char.left, low), min(char.right, high)
        if parts and left - parts[-1][1] < tight:
            parts[-1] = (parts[-1][0], max(right, parts[-1][1]))
        else:
            parts.append((left, right))
    return parts


def _within(strips: Sequence[Strip], borders: Sequence[float], header: int, em: float) -> Columns | None:
    """The table that borders make of rows, as far down as the rows keep to them."""
    crossing = [frozenset(k for k, x in enumerate(borders) if crosses(s, x)) for s in strips]
    end = _end(strips, crossing, header)
    rows = strips[:end]
    over = sum(1 for c in crossing[header:end] if c)
    body = end - header
    if body < 1 or over > max(1.0, _CROSSING * body) or not borders:
        return None
    left, right = min(s.chars[0].left for s in rows), max(s.chars[-1].right for s in rows)
    if left >= borders[0] or right <= borders[-1]:
        return None
    xs = (left - 0.2 * em, *borders, right + 0.2 * em)
    return Columns(tuple(rows), xs, header, tuple(crossing[:end]))


def crosses(strip: Strip, x: float) -> bool:
    """Whether a printed row has ink at a border."""
    return any(c.left < x - 0.5 and c.right > x + 0.5 for c in strip.chars)


def _end(strips: Sequence[Strip], crossing: Sequence[frozenset[int]], header: int) -> int:
    """Behind the table's last row: before a note, a paragraph, a page's number, and rows that reach over borders."""
    end = run = 0
    for k, strip in enumerate(strips):
        text = "".join(c.text for c in strip.chars)
        if k >= header and (NOTE.match(text) or (k == len(strips) - 1 and PAGE_NUMBER.match(text))):
            break
        run = run + 1 if crossing[k] and k >= header else 0
        if run >= _FOREIGN:
            break
        if not run:
            end = k + 1
    return end
