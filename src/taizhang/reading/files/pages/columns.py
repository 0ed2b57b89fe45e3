"""Columns of a table without lines between them: the header's names say how many, the room left in all rows where.

Between two neighbouring names stands one border.  It is drawn where the fewest printed rows have ink: none but
those that reach over several columns, a section's heading or an upper tier of the header.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from ...patterns import NOTE, PAGE_NUMBER
from .headings import Tier, heading_at, tiers_of
from .strips import Run, Strip

_CROSSING = 0.34
"""The share of rows that may reach over a border."""
_EVEN = 1.5
"""Lines that begin no further apart than this, in points, begin at one place."""
_BEFORE = 0.3
"""How far before a column's lines its left border stands, in characters."""
_FOREIGN = 4
"""So many rows one after the other that reach over borders are a paragraph and end the table."""


class Columns(Struct, frozen=True):
    """The rows of a table and its borders from left to right.

    `header` is how many of the rows name the columns, `tiers` are names over several columns, `crossing` tells for
    each row over which of the inner borders it reaches.
    """

    strips: tuple[Strip, ...]
    xs: tuple[float, ...]
    header: int
    tiers: tuple[Tier, ...]
    crossing: tuple[frozenset[int], ...]


def columns_of(strips: Sequence[Strip]) -> Columns | None:
    """The first table among printed rows that begins with a header; None when there is none."""
    for k, strip in enumerate(strips):
        heading = heading_at(strips, k) if len(strip.runs) > 1 else None
        if heading is None:
            continue
        rows, header = strips[heading.first :], heading.last - heading.first + 1
        borders = [_border(rows[header:], gap) for gap in _gaps(rows, heading.names)]
        end = _kept(rows, borders, header)
        left, right = _reach(rows[:end] or rows)
        if end and left < borders[0] and right > borders[-1]:
            return framed(rows[:end], (left, *borders, right), header)
    return None


def going_on(strips: Sequence[Strip], xs: Sequence[float]) -> Columns | None:
    """The rows of a page that go on the table of the page before, whose borders `xs` are; None when they don't fit."""
    first = next((k for k, s in enumerate(strips) if _fits(s, xs)), None)
    if first is None:
        return None
    heading = next((h for k in range(first, min(first + 3, len(strips))) if (h := heading_at(strips, k))), None)
    rows, header = strips[first:], heading.last - first + 1 if heading else 0
    end = _kept(rows, xs[1:-1], header)
    if not end:
        return None
    left, right = _reach(rows[:end])
    return framed(rows[:end], (min(xs[0], left), *xs[1:-1], max(xs[-1], right)), header)


def framed(strips: Sequence[Strip], xs: Sequence[float], header: int) -> Columns:
    """Rows with the borders `xs`; a row reaches over a border where its text does, or an upper tier's name should."""
    inner = xs[1:-1]
    tiers = tiers_of(strips[:header], xs)
    crossing = [{k for k, x in enumerate(inner) if s.crosses(x)} for s in strips]
    for tier in tiers:
        crossing[tier.row] |= set(range(tier.first, tier.last))
    return Columns(tuple(strips), tuple(xs), header, tuple(tiers), tuple(map(frozenset, crossing)))


def _fits(strip: Strip, xs: Sequence[float]) -> bool:
    return strip.chars[0].left >= xs[0] - strip.em and strip.chars[-1].right <= xs[-1] + strip.em


def _gaps(strips: Sequence[Strip], names: Sequence[Run]) -> list[tuple[float, float]]:
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


def _border(strips: Sequence[Strip], gap: tuple[float, float]) -> float:
    """Where between two names the fewest rows have ink: in the widest such place.

    Its middle, or just before the right column where that one's lines begin at one place: the left one
    may have longer lines on the next page.
    """
    low, high = gap
    steps = sorted(step for s in strips for left, right in s.inked(low, high) for step in ((left, 1), (right, -1)))
    at, ink = low, 0
    places: list[tuple[int, float, float, float]] = []
    for x, step in [*steps, (high, 0)]:
        if x > at:
            places.append((ink, at - x, at, x))
        at, ink = max(at, x), ink + step
    _, _, left, right = min(places)
    begins = [first for s in strips if (first := min((r[0] for r in s.runs if r[0] > left - 0.5), default=0.0))]
    aligned = sum(1 for x in begins if abs(x - right) < _EVEN)
    if aligned > 1 and aligned * 2 > len(begins):
        return right - min(_BEFORE * strips[0].em, (right - left) / 2)
    return (left + right) / 2


def _reach(strips: Sequence[Strip]) -> tuple[float, float]:
    """A little more than the width that rows have ink on."""
    room = 0.2 * strips[0].em
    return min(s.chars[0].left for s in strips) - room, max(s.chars[-1].right for s in strips) + room


def _kept(strips: Sequence[Strip], borders: Sequence[float], header: int) -> int:
    """How many rows keep to borders, from the first one on; 0 when they are none below the header, or too few do."""
    over = [any(s.crosses(x) for x in borders) for s in strips]
    end = _end(strips, over, header)
    body = end - header
    return end if body > 0 and sum(over[header:end]) <= max(1.0, _CROSSING * body) else 0


def _end(strips: Sequence[Strip], over: Sequence[bool], header: int) -> int:
    """Behind the table's last row: before a note, a paragraph, a page's number, and rows that reach over borders."""
    end = run = 0
    for k, strip in enumerate(strips):
        if k >= header and (NOTE.match(strip.text) or (k == len(strips) - 1 and PAGE_NUMBER.match(strip.text))):
            break
        run = run + 1 if over[k] and k >= header else 0
        if run >= _FOREIGN:
            break
        if not run:
            end = k + 1
    return end
