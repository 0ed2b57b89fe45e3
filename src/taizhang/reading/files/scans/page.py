"""A picture of a page to what is drawn on it: characters and ruling lines, as a page with text has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ...sureness import UNSURE
from ..pages.lattice import Lattice, lattices
from ..pages.marks import Char, Marks, Point, Rule
from . import likeness, widths
from .doubts import settled
from .glyphs import Glyph, Written, written
from .ink import inks_of
from .recogniser import recogniser
from .rules import rules_of
from .seals import without_seals
from .straight import Sheet, straightening
from .textlines import Part, clean, size_of, strips

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST = 200
"""A picture whose long side has fewer pixels is no page: a stamp, a mark of a printer's."""
_INSIDE = 1.2
"""How far, in points, a cell's text keeps from the middle of its borders."""
_READABLE, _SAMPLE = 0.5, 6
"""A page less readable than this, by so many of its lines, is looked at from its other sides too."""
_TURNS: tuple[Point, ...] = (  # from parts of a picture turned by quarters to the left to parts of it as it came
    lambda x, y: (x, y),
    lambda x, y: (1 - y, x),
    lambda x, y: (1 - x, 1 - y),
    lambda x, y: (y, 1 - x),
)
_NAMED = 3
"""So many others are named beside a doubtful character."""
_OPENERS = "（《“‘〈【「『［｛"


def marks_of_picture(picture: NDArray[np.uint8], length: float, known: set[str]) -> Marks:
    """What is drawn on a page's picture (RGB or grey) whose long side is `length` points.

    `known` are texts that were read for sure on the document's pages so far; this page's are added.
    """
    if max(picture.shape[:2]) < _LEAST:
        return Marks((), "", (), (), True, lambda x, y: (x, y))
    picture = without_seals(_plain(picture), length / max(picture.shape[:2]))
    page = _Page(picture, 0, length)
    if page.readable() < _READABLE:
        turned = [_Page(np.ascontiguousarray(np.rot90(picture, quarter)), quarter, length) for quarter in (1, 2, 3)]
        page = max((page, *turned), key=_Page.readable)
    lines = list(settled(page.lines(), known))
    page.compare(lines)
    widths.settle(lines)
    chars = tuple(c for line in lines for c in _chars(line, page.scale))
    return Marks(chars, "", tuple(page.across), tuple(page.down), True, page.to_shown())


def _plain(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A picture whose colours are all greys as a grey one, which has a third of the values."""
    if picture.ndim == 2:
        return picture
    red, green, blue = cv2.split(picture)
    if cv2.norm(red, green, cv2.NORM_INF) or cv2.norm(red, blue, cv2.NORM_INF):
        return picture
    return red.astype(np.uint8, copy=False)


class _Page:
    """A page made straight, its ruling lines and lines of text found; it was turned left by `quarter` quarters."""

    def __init__(self, picture: NDArray[np.uint8], quarter: int, length: float) -> None:
        self.quarter = quarter
        self.scale = length / max(picture.shape[:2])
        grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)
        self._sheet = Sheet(picture, straightening(grey))
        ink, lines = inks_of(self._sheet.level(grey))
        self.across, self.down = rules_of(lines, self.scale)
        tables = lattices(self.across, self.down)
        self._ink = clean(_without(ink, self.across, self.down, self.scale))
        cells = list(_cells(tables, self.scale))
        around = list(_around(tables, self.scale, ink))
        self._em = size_of(self._ink, cells) or size_of(self._ink, around)
        self._strips = [(s, part) for part in (*cells, *around) for s in strips(self._ink, part, self._em)]
        self._read: dict[Part, Written] = {}

    def lines(self) -> Iterator[Written]:
        """Each line of text."""
        return (self._written(*strip) for strip in self._strips)

    def compare(self, lines: Sequence[Written]) -> None:
        """Look at doubtful characters again, by their shape."""
        likeness.settle(lines, self._sheet, self._ink, recogniser().unknown)

    def readable(self) -> float:
        """How like upright text a page is: of one on its head few characters are sure, one on its side has no lines."""
        wide = [pair for pair in self._strips if pair[0].right - pair[0].left > 3 * self._em]
        lines = [self._written(*pair) for pair in wide[:: len(wide) // _SAMPLE + 1]]
        seen = [glyph.sure for line in lines for glyph in line.glyphs]
        return sum(seen) / len(seen) * len(wide) / len(self._strips) if seen else 0.0

    def to_shown(self) -> Point:
        """The way from a straight page's points to parts of the page as it came."""
        high, wide = self._sheet.picture.shape[:2]
        back, scale, turn = np.linalg.inv(self._sheet.turn), self.scale, _TURNS[self.quarter]

        def shown(x: float, y: float) -> tuple[float, float]:
            u, v, w = (float(part) for part in back @ (x / scale, y / scale, 1.0))
            u, v = turn(u / w / wide, v / w / high)
            return round(u, 4), round(v, 4)

        return shown

    def _written(self, strip: Part, within: Part) -> Written:
        if strip not in self._read:
            self._read[strip] = written(recogniser(), self._sheet, self._ink, strip, within, self._em)
        return self._read[strip]


def _without(ink: NDArray[np.uint8], across: Sequence[Rule], down: Sequence[Rule], scale: float) -> NDArray[np.uint8]:
    """The ink without ruling lines."""
    for rule in across:
        y, start, end = (round(v / scale) for v in (rule.at, rule.start, rule.end))
        cv2.line(ink, (start, y), (end, y), 0, 5)
    for rule in down:
        x, start, end = (round(v / scale) for v in (rule.at, rule.start, rule.end))
        cv2.line(ink, (x, start), (x, end), 0, 5)
    return ink


def _cells(tables: Sequence[Lattice], scale: float) -> Iterator[Part]:
    for table in tables:
        for box in table.boxes:
            yield Part(
                round((box.left + _INSIDE) / scale),
                round((box.top + _INSIDE) / scale),
                round((box.right - _INSIDE) / scale),
                round((box.bottom - _INSIDE) / scale),
            )


def _around(tables: Sequence[Lattice], scale: float, ink: NDArray[np.uint8]) -> Iterator[Part]:
    """The bands of a page above, between and below its tables."""
    height, width = ink.shape
    top = 0
    for table in tables:
        yield Part(0, top, width, max(top, round((table.ys[0] - _INSIDE) / scale)))
        top = round((table.ys[-1] + _INSIDE) / scale)
    yield Part(0, top, width, height)


def _chars(line: Written, scale: float) -> Iterator[Char]:
    """The characters of a line as boxes in points: a full-width one takes its whole square."""
    base = (line.strip.bottom - 0.1 * line.em) * scale
    before = float("-inf")
    for glyph in line.glyphs:
        left, right = _box(glyph, line.em)
        left = before = max(left, before + 0.01)  # characters stay in the order that they were read in
        yield Char(glyph.text, left * scale, right * scale, base, glyph.text == " ", glyph.weighed, _others(glyph))


def _others(glyph: Glyph) -> str:
    """The few letters or figures that a character may be instead, where a person has to look."""
    if glyph.weighed >= UNSURE or not glyph.text.isalnum():
        return ""
    return "".join(dict.fromkeys(c for c in glyph.others if c.isalnum() and c != glyph.text))[:_NAMED]


def _box(glyph: Glyph, em: float) -> tuple[float, float]:
    if not glyph.is_wide:
        return glyph.left, glyph.right
    if glyph.text.isalnum():
        middle = (glyph.left + glyph.right) / 2
        return middle - em / 2, middle + em / 2
    if glyph.text in _OPENERS:
        return glyph.right + 0.1 * em - em, glyph.right + 0.1 * em
    return glyph.left - 0.1 * em, glyph.left - 0.1 * em + em
