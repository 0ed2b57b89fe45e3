"""Columns of a table without lines between them: the header's names say how many, the room left in all rows where.

Between two neighbouring names stands one border.  It is drawn where the fewest printed rows have ink: none but
those that reach over several columns, a section's heading or an upper tier of the header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...patterns import NOTE, PAGE_NUMBER
from .headings import Tier, heading_at, tiers_of
from .strips import Run, Strip

_CROSSING = 0.34
"""The share of rows that may reach over a border."""
_FOREIGN = 4
"""So many rows one after the other that reach over borders are a paragraph and end the table."""


@dataclass(frozen=True, slots=True)
class Columns:
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
        found = _within(rows, borders, header)
        if found is not None:
            return found
    return None


def going_on(strips: Sequence[Strip], xs: Sequence[float]) -> Columns | None:
    """The rows of a page that go on the table of the page before, whose borders `xs` are; None when they don't fit."""
    first = next((k for k, s in enumerate(strips) if _fits(s, xs)), None)
    if first is None:
        return None
    heading = next((h for k in range(first, min(first + 3, len(strips))) if (h := heading_at(strips, k))), None)
    found = _within(strips[first:], xs[1:-1], heading.last - first + 1 if heading else 0)
    if found is None:
        return None
    ends = min(xs[0], found.xs[0]), max(xs[-1], found.xs[-1])
    return Columns(found.strips, (ends[0], *xs[1:-1], ends[1]), found.header, found.tiers, found.crossing)


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
    """Where between two names the fewest rows have ink: the middle of the widest such place."""
    low, high = gap
    steps = sorted(step for s in strips for left, right in s.inked(low, high) for step in ((left, 1), (right, -1)))
    at, ink = low, 0
    places: list[tuple[int, float, float]] = []
    for x, step in [*steps, (high, 0)]:
        if x > at:
            places.append((ink, at - x, (at + x) / 2))
        at, ink = max(at, x), ink + step
    return min(places)[2]


def _within(strips: Sequence[Strip], borders: Sequence[float], header: int) -> Columns | None:
    """The table that borders make of rows, as far down as the rows keep to them; None when too few do."""
    over = [any(s.crosses(x) for x in borders) for s in strips]
    end = _end(strips, over, header)
    rows, body = strips[:end], end - header
    if body < 1 or sum(over[header:end]) > max(1.0, _CROSSING * body):
        return None
    left, right = min(s.chars[0].left for s in rows), max(s.chars[-1].right for s in rows)
    if left >= borders[0] or right <= borders[-1]:
        return None
    room = 0.2 * rows[0].em
    return framed(rows, (left - room, *borders, right + room), header)


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
