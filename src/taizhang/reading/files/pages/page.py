"""One page: its tables with the text of their cells, and the lines outside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress

from msgspec import Struct

from .aligned import aligned, completed
from .lattice import Box, Lattice, lattices
from .lines import Line, em_of, lines_of, text_of
from .marks import Marks, Point
from .shapes import Char
from .strips import count_up, whole_numbers

Shown = tuple[float, float, float, float]
"""A cell's borders in parts of the page as it is shown: left, top, right, bottom."""

_PADDING = 12.0
"""The most, in points, that a cell's text is kept from its border; 5 is usual."""


_FEW = 4
"""A table with no more lines across than this has a header and hardly a row."""


_FRAME = 2
"""The lines across of a table that has a box around it and none inside."""


class Cell(Struct, frozen=True):
    """A cell's place and its lines; `width` is how wide a line may be, in points."""

    box: Box
    lines: tuple[Line, ...]
    width: float
    shown: Shown

    @property
    def text(self) -> str:
        """The lines put together."""
        return text_of(self.lines, self.width)


class PageTable(Struct, frozen=True):
    """One table on one page."""

    lattice: Lattice
    cells: tuple[Cell, ...]
    guessed: bool = False
    """Whether lines were missing and the text had to tell; then an empty cell may be part of a merged one."""


class Page(Struct, frozen=True):
    """A page from top to bottom: lines and tables."""

    number: int
    blocks: tuple[Line | PageTable, ...]
    left: float
    width: float


def page_of(number: int, marks: Marks, like: Sequence[float] = ()) -> Page:
    """The page with its characters sorted into tables and lines.

    `like` are the borders of the table without lines that the page before ended with, for its rest.
    """
    em = em_of(marks.chars)
    ruled = lattices(marks.across, marks.down)
    inside, outside = _sorted(marks.chars, ruled, em)
    tables = [_whole(t, found, marks, em) for t, found in zip(ruled, inside, strict=True) if found]
    lattice = aligned(outside, em, marks.across, marks.down, () if tables else like)
    if lattice is not None:
        (found,), outside = _sorted(outside, [lattice], em)
        tables.append(_table(lattice, found, marks.shown, guessed=True))
    blocks: list[tuple[float, Line | PageTable]] = [(line.base, line) for line in lines_of(outside)]
    blocks += [(t.lattice.ys[0], t) for t in tables]
    ends = [(c.left, c.right) for c in outside] + [(t.lattice.xs[0], t.lattice.xs[-1]) for t in tables]
    left = min((e[0] for e in ends), default=0.0)
    right = max((e[1] for e in ends), default=0.0)
    return Page(number, tuple(b for _, b in sorted(blocks, key=lambda b: b[0])), left, right - left)


def _whole(lattice: Lattice, found: dict[int, list[Char]], marks: Marks, em: float) -> PageTable:
    """A ruled table, with the lines between rows where a cell of the first column holds several items."""
    table = _table(lattice, found, marks.shown)
    first = sorted((c for c in table.cells if c.box.column == 0), key=lambda c: c.box.row)
    first = list(compress(first, whole_numbers([[line.text for line in c.lines] for c in first])))
    several = next((c for c in first if len(c.lines) > 1 and _may_be_rows(c, lattice)), None)
    if several is None and len(lattice.ys) == _FRAME:  # a box with lines between columns that sections interrupt
        several = next((c for c in first if len(c.lines) > _FEW), None)
    if several is not None:
        chars = [char for some in found.values() for char in some]
        drawn = completed(lattice, chars, several.box.top, em, marks.across, marks.down)
        if drawn is not None:
            (again,), _ = _sorted(chars, [drawn], em)
            return _table(drawn, again, marks.shown, guessed=True)
    return table


def _may_be_rows(cell: Cell, lattice: Lattice) -> bool:
    """Whether a cell's lines may be items of their own: several numbers, or all that is below a header."""
    return count_up([line.text for line in cell.lines]) or (len(lattice.ys) <= _FEW and cell.box.row > 0)


def _sorted(
    chars: Iterable[Char], tables: Sequence[Lattice], em: float
) -> tuple[list[dict[int, list[Char]]], list[Char]]:
    """The characters of each table by the box that they stand in, and those outside of all."""
    inside: list[dict[int, list[Char]]] = [{} for _ in tables]
    outside: list[Char] = []
    for char in chars:
        x, y = (char.left + char.right) / 2, char.base - 0.35 * em
        for lattice, found in zip(tables, inside, strict=True):
            box = lattice.box_at(x, y)
            if box is not None:
                found.setdefault(box, []).append(char)
                break
        else:
            outside.append(char)
    return inside, outside


def _table(lattice: Lattice, found: dict[int, list[Char]], shown: Point, *, guessed: bool = False) -> PageTable:
    lines = {k: tuple(lines_of(chars)) for k, chars in found.items()}
    padding = _padding(lattice.boxes, lines)
    cells = (
        Cell(box, lines.get(k, ()), box.right - box.left - padding, _shown(box, shown))
        for k, box in enumerate(lattice.boxes)
    )
    return PageTable(lattice, tuple(cells), guessed)


def _shown(box: Box, shown: Point) -> Shown:
    (left, top), (right, bottom) = shown(box.left, box.top), shown(box.right, box.bottom)
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def _padding(boxes: Sequence[Box], lines: dict[int, tuple[Line, ...]]) -> float:
    """What the text keeps from its cell's borders, left and right together, in points."""
    left = min((x.left - boxes[k].left for k, some in lines.items() for x in some), default=0.0)
    right = min((boxes[k].right - x.right for k, some in lines.items() for x in some), default=0.0)
    return max(0.0, min(left, _PADDING)) + max(0.0, min(right, _PADDING))
