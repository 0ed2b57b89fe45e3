"""Ruling lines to tables: where the borders stand, and which squares between them are one cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from .shapes import Rule

NEAR = 2.5
"""Lines nearer than this, in points, are one; double borders are 1 to 2 points apart."""
GAP = 4.0
"""Pieces of a line with gaps up to this, in points, are one line (dotted borders, breaks at crossings)."""
MIN_SIDE = 4.0
"""A line shorter than this, in points, is no border of a cell."""


class Box(Struct, frozen=True):
    """A cell's place: its top left square, how many squares it covers, and its borders in points."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    top: float
    right: float
    bottom: float


class Lattice(Struct, frozen=True):
    """One table's borders on one page, from left to right and from top to bottom, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    at: dict[tuple[int, int], int]

    def box_at(self, x: float, y: float) -> int | None:
        """Which box holds a point, None outside the table."""
        square = (bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1)
        return self.at.get(square)


def lattices(across: Iterable[Rule], down: Iterable[Rule]) -> list[Lattice]:
    """The tables that lines draw on a page, from top to bottom; at least two columns and one row each."""
    found = [lattice for ys, xs in touching(_straight(across), _straight(down)) if (lattice := _lattice(ys, xs))]
    return sorted(found, key=lambda t: (t.ys[0], t.xs[0]))


def lattice_of(across: Iterable[Rule], down: Iterable[Rule]) -> Lattice | None:
    """The one table that lines draw; None when they don't make two columns and a row."""
    return _lattice(_straight(across), _straight(down))


def _straight(rules: Iterable[Rule]) -> list[Rule]:
    """Lines with the pieces of one line put together."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if groups and rule.at - groups[-1][0].at <= NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    whole: list[Rule] = []
    for group in groups:
        at = sum(r.at for r in group) / len(group)
        start: float | None = None
        end = 0.0
        for rule in sorted(group, key=lambda r: r.start):
            if start is not None and rule.start <= end + GAP:
                end = max(end, rule.end)
                continue
            if start is not None:
                whole.append(Rule(at, start, end))
            start, end = rule.start, rule.end
        if start is not None:
            whole.append(Rule(at, start, end))
    return [r for r in whole if r.end - r.start >= MIN_SIDE]


def touching(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that touch one another, table by table; those that touch none are left out."""
    parent = list(range(len(across) + len(down)))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    for i, y in enumerate(across):
        for j, x in enumerate(down, len(across)):
            if _reaches(y, x.at) and _reaches(x, y.at):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for k, rule in enumerate((*across, *down)):
        groups.setdefault(root(k), ([], []))[k >= len(across)].append(rule)
    return [g for g in groups.values() if g[0] and g[1]]


def _reaches(rule: Rule, at: float) -> bool:
    return rule.start - GAP <= at <= rule.end + GAP


def _lattice(across: Sequence[Rule], down: Sequence[Rule]) -> Lattice | None:
    ys = _borders(across, down)
    xs = _borders(down, across)
    if len(ys) < 2 or len(xs) < 3:
        return None
    above = _walls(across, ys, xs)
    left = _walls(down, xs, ys)
    boxes: list[Box] = []
    at: dict[tuple[int, int], int] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in at:
                continue
            rows, columns = _reach(row, column, above, left, at, len(ys) - 1, len(xs) - 1)
            for r in range(row, row + rows):
                for c in range(column, column + columns):
                    at[r, c] = len(boxes)
            boxes.append(Box(row, column, rows, columns, xs[column], ys[row], xs[column + columns], ys[row + rows]))
    return Lattice(tuple(xs), tuple(ys), tuple(boxes), at)


def _borders(rules: Sequence[Rule], others: Sequence[Rule]) -> list[float]:
    """Where lines stand, and the ends of the lines between them where the table has no line of its own there."""
    places: list[float] = []
    for at in sorted(r.at for r in rules):
        if not places or at - places[-1] > NEAR:
            places.append(at)
    first, last = min(r.start for r in others), max(r.end for r in others)
    if first < places[0] - 2 * GAP:
        places.insert(0, first)
    if last > places[-1] + 2 * GAP:
        places.append(last)
    return places


def _walls(rules: Sequence[Rule], places: Sequence[float], across: Sequence[float]) -> set[tuple[int, int]]:
    """The sides of squares that a line runs along: the border's index and the index of the square beside it."""
    walls = set()
    for rule in rules:
        border = min(range(len(places)), key=lambda k: abs(places[k] - rule.at))
        for square, (start, end) in enumerate(pairwise(across)):
            if rule.start <= (start + end) / 2 <= rule.end:
                walls.add((border, square))
    return walls


def _reach(
    row: int,
    column: int,
    above: set[tuple[int, int]],
    left: set[tuple[int, int]],
    taken: dict[tuple[int, int], int],
    height: int,
    width: int,
) -> tuple[int, int]:
    """How many squares down and to the right a cell goes that begins at a square."""
    end = column + 1
    while end < width and (end, row) not in left and (row, end) not in taken:
        end += 1
    bottom = row + 1
    while bottom < height and all(
        (bottom, c) not in above and (bottom, c) not in taken and (c == column or (c, bottom) not in left)
        for c in range(column, end)
    ):
        bottom += 1
    return bottom - row, end - column
