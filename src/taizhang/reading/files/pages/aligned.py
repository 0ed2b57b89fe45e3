"""Tables without all their ruling lines: the lines that are missing are drawn where the text leaves room for them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from .bands import Rows, starts_between
from .columns import Columns, columns_of, framed, going_on
from .lattice import Lattice, lattice_of
from .shapes import Char, Rule
from .strips import Strip, strips_of
from .walls import header_within, walled

_WIDE = 0.5
"""A line over this share of a table's width parts its rows."""
_ABOVE = 2.6
"""So many characters above the first line of a table its upper border may stand."""


def aligned(
    chars: Sequence[Char], em: float, across: Sequence[Rule], down: Sequence[Rule], like: Sequence[float] = ()
) -> Lattice | None:
    """The table that characters outside of ruled tables are arranged in; None when they are in none.

    `like` are the borders of the table that the page before ended with: what stands at the top may go on it.
    """
    strips = strips_of(chars, em)
    columns = (going_on(strips, like) if like else None) or columns_of(strips)
    return _drawn(columns, em, across, down) if columns else None


def completed(
    lattice: Lattice, chars: Sequence[Char], top: float, em: float, across: Sequence[Rule], down: Sequence[Rule]
) -> Lattice | None:
    """A table with lines between its columns but, from height `top` on, none between its rows, with these added."""
    strips = strips_of(chars, em)
    header = sum(1 for s in strips if s.base < top) or header_within(strips, lattice.xs, down)
    if header == len(strips):
        return None
    columns = walled(framed(strips, lattice.xs, header), down)
    rows = Rows(columns, header, len(strips), em)
    starts = [k for k in rows.starts() if 0 in rows.pieces[k]]
    told = rows.least or len(starts) == len(rows.pieces)
    if len(rows.numbers) < 2 and (not told or len(starts) < 2):
        return None
    return _drawn(columns, em, across, down)


def _drawn(columns: Columns, em: float, across: Sequence[Rule], down: Sequence[Rule]) -> Lattice | None:
    top, bottom = columns.strips[0].base - _ABOVE * em, columns.strips[-1].base + _ABOVE * em
    xs = _with_ends(columns.xs, down, top, bottom, em)
    columns = replace(columns, xs=xs)
    ruled = [r for r in across if top < r.at < bottom and r.start < xs[-1] and r.end > xs[0]]
    seams = sorted(r.at for r in ruled if min(r.end, xs[-1]) - max(r.start, xs[0]) > _WIDE * (xs[-1] - xs[0]))
    starts = _rows(columns, seams, em)
    ys = _heights(columns.strips, [*starts], seams, em)
    floors = [Rule(y, xs[merged], xs[-1]) for y, merged in zip(ys, [*starts.values(), 0], strict=True)]
    tiers = [Rule(columns.strips[t.row].base + 0.35 * em, xs[t.first], xs[t.last + 1]) for t in columns.tiers]
    drawn = [*floors, *tiers]
    walls = [Rule(xs[0], ys[0], ys[-1]), Rule(xs[-1], ys[0], ys[-1])]
    return lattice_of([*drawn, *ruled], [*walls, *_walls(columns, sorted(r.at for r in drawn))])


def _with_ends(xs: Sequence[float], down: Sequence[Rule], top: float, bottom: float, em: float) -> tuple[float, ...]:
    """The borders with the outer ones at the lines of a box drawn around the table."""
    sides = [r.at for r in down if r.start < bottom and r.end > top]
    left = max((x for x in sides if xs[0] - 2 * em < x < xs[0] + 0.5 * em), default=xs[0])
    right = min((x for x in sides if xs[-1] - 0.5 * em < x < xs[-1] + 4 * em), default=xs[-1])
    return (left, *xs[1:-1], right)


def _rows(columns: Columns, seams: Sequence[float], em: float) -> dict[int, int]:
    """Which printed rows begin a row of the table, and how many columns there are merged with the row above."""
    rows = range(columns.header, len(columns.strips))
    parts = sorted({columns.header, *(k for y in seams for k in rows if _under(columns.strips, k, y))})
    return ({0: 0} if columns.header else {}) | starts_between(columns, parts, em)


def _under(strips: Sequence[Strip], row: int, y: float) -> bool:
    """Whether a printed row is the first one below a line."""
    return strips[row].base > y and (row == 0 or strips[row - 1].base <= y)


def _heights(strips: Sequence[Strip], starts: Sequence[int], seams: Sequence[float], em: float) -> list[float]:
    """The borders between rows, from the table's upper one to its lower one; a line of its own goes before."""
    ys = []
    for row in starts:
        base = strips[row].base
        low = strips[row - 1].base if row else base - _ABOVE * em
        ys.append(_seam(seams, low, base, (max(low, base - 1.6 * em) + base - 0.7 * em) / 2))
    base = strips[-1].base
    return [*ys, _seam(seams, base, base + _ABOVE * em, base + 0.4 * em)]


def _seam(seams: Sequence[float], low: float, high: float, otherwise: float) -> float:
    return next((y for y in seams if low < y < high), otherwise)


def _walls(columns: Columns, ys: Sequence[float]) -> list[Rule]:
    """The borders between columns, left out where a printed row reaches over them."""
    walls = []
    for k, x in enumerate(columns.xs[1:-1]):
        over = [s.base - 1 for s, c in zip(columns.strips, columns.crossing, strict=True) if k in c]
        walls += [Rule(x, a, b) for a, b in pairwise(ys) if b > a and not any(a < y < b for y in over)]
    return walls
