"""A picture of a page to what is drawn on it: characters and ruling lines, as a page with text has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ..pages.lattice import Lattice, lattices
from ..pages.marks import Char, Marks, Point, Rule
from . import widths
from .doubts import settled
from .glyphs import Glyph, Written, written
from .ink import ink_of
from .recogniser import recogniser
from .rules import rules_of
from .straight import Sheet, straightening
from .textlines import Part, clean, size_of, strips

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST = 200
"""A picture whose long side has fewer pixels is no page: a stamp, a mark of a printer's."""
_INSIDE = 1.2
"""How far, in points, a cell's text keeps from the middle of its borders."""
_OPENERS = "（《“‘〈【「『［｛"


def marks_of_picture(picture: NDArray[np.uint8], length: float, known: set[str]) -> Marks:
    """What is drawn on a page's picture (RGB or grey) whose long side is `length` points.

    `known` are texts that were read for sure on the document's pages so far; this page's are added.
    """
    scale = length / max(picture.shape[:2])
    if max(picture.shape[:2]) < _LEAST:
        return Marks((), "", (), (), True, lambda x, y: (x, y))
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)
    sheet = Sheet(picture, straightening(grey))
    ink = ink_of(sheet.level(grey))
    across, down = rules_of(ink, scale)
    tables = lattices(across, down)
    text = _without(clean(ink), across, down, scale)
    lines = list(settled(_lines(sheet, text, tables, scale), known))
    widths.settle(lines)
    chars = tuple(c for line in lines for c in _chars(line, scale))
    return Marks(chars, "", tuple(across), tuple(down), True, _to_shown(sheet, scale))


def _to_shown(sheet: Sheet, scale: float) -> Point:
    """The way from a straight page's points to parts of the page as it came."""
    high, wide = sheet.picture.shape[:2]
    back = np.linalg.inv(sheet.turn)

    def shown(x: float, y: float) -> tuple[float, float]:
        u, v, w = (float(part) for part in back @ (x / scale, y / scale, 1.0))
        return round(u / w / wide, 4), round(v / w / high, 4)

    return shown


def _without(ink: NDArray[np.uint8], across: Sequence[Rule], down: Sequence[Rule], scale: float) -> NDArray[np.uint8]:
    """The ink without ruling lines."""
    for rule in across:
        y, start, end = (round(v / scale) for v in (rule.at, rule.start, rule.end))
        cv2.line(ink, (start, y), (end, y), 0, 5)
    for rule in down:
        x, start, end = (round(v / scale) for v in (rule.at, rule.start, rule.end))
        cv2.line(ink, (x, start), (x, end), 0, 5)
    return ink


def _lines(sheet: Sheet, ink: NDArray[np.uint8], tables: Sequence[Lattice], scale: float) -> Iterator[Written]:
    cells = list(_cells(tables, scale))
    around = list(_around(tables, scale, ink))
    em = size_of(ink, cells) or size_of(ink, around)
    for part in (*cells, *around):
        for strip in strips(ink, part, em):
            yield written(recogniser(), sheet, ink, strip, part, em)


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
        yield Char(glyph.text, left * scale, right * scale, base, glyph.text == " ", glyph.sure)


def _box(glyph: Glyph, em: float) -> tuple[float, float]:
    if not glyph.is_wide:
        return glyph.left, glyph.right
    if glyph.text.isalnum():
        middle = (glyph.left + glyph.right) / 2
        return middle - em / 2, middle + em / 2
    if glyph.text in _OPENERS:
        return glyph.right + 0.1 * em - em, glyph.right + 0.1 * em
    return glyph.left - 0.1 * em, glyph.left - 0.1 * em + em
