"""The ruling lines on a straight page, told from strokes of characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ..pages.lattice import GAP, touching
from ..pages.marks import Rule
from .ink import Run, runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEAR, _SHORT_NEAR = 5.0, 1.2
"""How near, in points, a line must come to one across it to touch it, and a short piece of ink to be a line."""
_LONG = 0.2
"""A line is one by itself when it is as long as this share of the page."""
_WIDE, _HIGH = 60.0, 30.0
"""A table has lines at least as long, in points; what is smaller and drawn like one is a large character."""
_SHORT = 40.0
"""A piece shorter than this, in points, may be a stroke of a character that touches a line or fills its row."""
_BESIDE, _ENDS, _BARE = 1.0, 2.5, 0.2
"""Other strokes start from a stroke: a line's sides, so many points away, are white but for its ends, in points,
and at most this share of the rest."""
_LEVEL = 1.5
"""Pieces that stand nearer than this to one another, in points, lie on one line."""
_THROUGH, _FAINT = 0.9, 0.7
"""Where so much of the way between two pieces of a line is ink, text that touches it parted them; the second
is enough where nothing stands beside it: the line is faint there."""
_HOLE, _NEXT_TO, _LINE = 0.8, 1.6, 2.5
"""The white that parts a stroke from a line across it is so long at least, in points, and so wide on either side; it
begins within so much of the line's middle.  Half as long will do in a row through which no other column's line runs."""
_ROW = 6.0
"""No row of a table is lower than this, in points."""


def rules_of(ink: NDArray[np.uint8], scale: float) -> tuple[list[Rule], list[Rule]]:
    """The ruling lines of a straight page, level and upright; `scale` is points for a pixel.

    A long line is one by itself; a short one, which may be a dash or a stroke, must touch others at both its ends.
    """
    upright = cv2.transpose(ink).astype(np.uint8, copy=False)
    level, steep = list(_pieces(ink, scale)), list(_pieces(upright, scale))
    across = _whole(_firm(level, steep), ink, scale)
    down = _whole(_firm(steep, level), upright, scale)
    wide, high = ink.shape[1] * scale, ink.shape[0] * scale
    while True:
        kept_across = [r for r in across if r.end - r.start > _LONG * wide or _held(r, down)]
        kept_down = [r for r in down if r.end - r.start > _LONG * high or _held(r, across)]
        if len(kept_across) + len(kept_down) == len(across) + len(down):
            break
        across, down = kept_across, kept_down
    tables = [t for t in touching(across, down) if _longest(t[0]) >= _WIDE and _longest(t[1]) >= _HIGH]
    alone = [r for r in across if r.end - r.start > _LONG * wide and not any(r in t[0] for t in tables)]
    tables = [(t[0], list(_without_strokes(*t, upright, scale))) for t in tables]
    sides = (s for t in tables for s in _sides(t[1], sorted({r.at for r in t[0]}), upright, scale))
    return [*alone, *(r for t in tables for r in t[0])], [*(r for t in tables for r in t[1]), *sides]


def _pieces(ink: NDArray[np.uint8], scale: float) -> Iterator[Rule]:
    for run in runs(ink):
        if run.width * scale >= _SHORT or _is_bare(ink, run, scale):
            yield Rule((run.middle + 0.5) * scale, run.left * scale, (run.left + run.width) * scale)


def _firm(pieces: Sequence[Rule], others: Sequence[Rule]) -> list[Rule]:
    """The pieces without short ones that don't reach from one long line across them to another."""
    long = [r for r in others if r.end - r.start >= _SHORT]
    return [r for r in pieces if r.end - r.start >= _SHORT or _held(r, long, _SHORT_NEAR)]


def _is_bare(ink: NDArray[np.uint8], run: Run, scale: float) -> bool:
    """Whether little ink stands beside a piece that runs level: nothing starts from it but at its ends."""
    off, ends = max(2, round(_BESIDE / scale)), round(_ENDS / scale)
    part = ink[:, run.left + ends : run.left + run.width - ends]
    sides = part[max(0, run.top - off) : run.top - 1], part[run.top + run.height + 1 : run.top + run.height + off]
    return all(float(np.mean(side.any(axis=0))) <= _BARE for side in sides if side.size)


def _whole(pieces: Sequence[Rule], ink: NDArray[np.uint8], scale: float) -> list[Rule]:
    """Pieces on one line put together where there is ink all the way between them."""
    whole: list[Rule] = []
    for piece in sorted(pieces, key=lambda r: r.start):
        before = [k for k, r in enumerate(whole) if abs(r.at - piece.at) <= _LEVEL and r.end <= piece.start + _LEVEL]
        last = max(before, key=lambda k: whole[k].end, default=None)
        if last is None or not _goes_on(ink, piece.at, whole[last].end, piece.start, scale):
            whole.append(piece)
            continue
        old = whole[last]
        first, second = old.end - old.start, piece.end - piece.start
        at = (old.at * first + piece.at * second) / (first + second)
        whole[last] = Rule(at, old.start, max(old.end, piece.end))
    return whole


def _goes_on(ink: NDArray[np.uint8], at: float, start: float, end: float, scale: float) -> bool:
    """Whether a line runs level at a height from one place to another, all in points; near ones are always joined."""
    way = _way(at, start, end, scale)
    inked = _inked(ink, way)
    return end - start <= GAP or inked >= _THROUGH or (inked >= _FAINT and _is_bare(ink, way, scale))


def _way(at: float, start: float, end: float, scale: float) -> Run:
    """Where a line would run level at a height from one place to another, all in points."""
    middle, reach = round(at / scale - 0.5), max(1, round(0.5 / scale))
    return Run(round(start / scale), middle - reach, round((end - start) / scale), 2 * reach + 1, at / scale)


def _inked(ink: NDArray[np.uint8], way: Run) -> float:
    """The share of a way that is ink."""
    part = ink[way.top : way.top + way.height, way.left : way.left + way.width]
    return float(np.mean(part.any(axis=0))) if part.size else 0.0


def _straight(ink: NDArray[np.uint8], way: Run) -> float:
    """The share of a way that is ink in one row of pixels: strokes of several characters are not in one."""
    part = ink[way.top : way.top + way.height, way.left : way.left + way.width] > 0
    return float(part.mean(axis=1).max()) if part.size else 0.0


def _sides(down: Sequence[Rule], ys: Sequence[float], upright: NDArray[np.uint8], scale: float) -> Iterator[Rule]:
    """Sides of cells in rows too low for a piece of their own, on the upright lines of other rows."""
    for at in sorted({r.at for r in down}):
        lines = [r for r in down if abs(r.at - at) <= _LEVEL]
        for top, bottom in pairwise(ys):
            known = any(r.start <= (top + bottom) / 2 <= r.end for r in lines)
            way = _way(at, top, bottom, scale)
            if known or bottom - top < _ROW:
                continue
            reaches = _straight(upright, way) >= _THROUGH and _is_bare(upright, way, scale)
            if reaches and not _is_stroke(upright, at, (top, bottom), 1, scale):
                yield Rule(at, top, bottom)


def _without_strokes(
    across: Sequence[Rule], down: Sequence[Rule], upright: NDArray[np.uint8], scale: float
) -> Iterator[Rule]:
    """A table's upright lines without the rows in which a stroke of a character stands in line with one."""
    first, last = min(r.at for r in down), max(r.at for r in down)
    inner = [r for r in down if first + GAP < r.at < last - GAP]
    for rule in down:
        ys = sorted({o.at for o in across if o.start - GAP <= rule.at <= o.end + GAP})
        rows = [row for row in pairwise(ys) if rule.start <= sum(row) / 2 <= rule.end]
        strokes = []
        for row in rows:
            others = [r for r in inner if abs(r.at - rule.at) > GAP]
            lone = bool(others) and not any(r.start <= sum(row) / 2 <= r.end for r in others)
            if row[1] - row[0] <= _SHORT and _is_stroke(upright, rule.at, row, 1 if lone else 2, scale):
                strokes.append(row)
        # Lines that break off where others cross them are lines.
        yield from _cut(rule, strokes if len(strokes) * 2 < len(rows) else ())


def _cut(rule: Rule, rows: Sequence[tuple[float, float]]) -> Iterator[Rule]:
    """What is left of an upright line without its way through some rows."""
    start = rule.start
    for top, bottom in rows:
        if top > start:
            yield Rule(rule.at, start, top)
        start = bottom
    if start < rule.end:
        yield Rule(rule.at, start, rule.end)


def _is_stroke(upright: NDArray[np.uint8], at: float, row: tuple[float, float], least: int, scale: float) -> bool:
    """Whether the ink between two lines, all in points, ends before it has reached both: by so many white pixels."""
    (top, bottom), middle, beside = row, round(at / scale - 0.5), max(2, round(_NEXT_TO / scale))
    around = upright[max(0, middle - beside) : middle + beside + 1, round(top / scale) : round(bottom / scale) + 1]
    inked = np.flatnonzero(around.any(axis=0))
    holes = np.flatnonzero(np.diff(inked) > max(least, round(least * _HOLE / 2 / scale)))
    near = (inked[holes] * scale < _LINE) | ((bottom - top) - inked[holes + 1] * scale < _LINE)
    return bool(holes.size and near.all())


def _longest(rules: Sequence[Rule]) -> float:
    return max(r.end - r.start for r in rules)


def _held(rule: Rule, others: Sequence[Rule], near: float = _NEAR) -> bool:
    """Whether lines across a rule stand at both its ends."""
    crossing = [o.at for o in others if o.start - _NEAR <= rule.at <= o.end + _NEAR]
    return any(abs(at - rule.start) <= near for at in crossing) and any(abs(at - rule.end) <= near for at in crossing)
