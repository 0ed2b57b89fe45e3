"""A second look at doubtful Chinese characters, by their shape alone.

The recogniser has learnt how common each character is, so a rare one may be taken for a commoner one that differs
by a stroke.  Its own short list and what it does not know at all are drawn in the typeface that the characters
beside fit, and compared with the ink.  Where another one fits clearly better, and as well as sure characters do, it is
put in; it stays doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from operator import itemgetter
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from .faces import Face, alike, faces, normal
from .glyphs import UNREAD, Glyph, Written, is_chinese_letter
from .recogniser import LISTED
from .textlines import Part

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .straight import Sheet

_SURE, _REACH, _BESIDE, _FEWEST = 0.99, 24, 8, 3
"""A typeface is known by the sure characters beside the doubtful one: no farther, and so many at most and at least."""
_FITS, _SURELY, _AS_WELL = 0.9, 0.95, 0.05
"""A typeface may be the page's, and surely is, when they are so like it; the new character is about as like."""
_CLEAR, _SHARE = 0.02, 0.3
"""By how much the new one is more like than the old one, and by which part of what parts the two as drawn."""
_AKIN = 0.75
"""What the recogniser has no character for is looked at where it is so like the one that it gave."""
_CLOSE, _LIGHT = 2, (20, 99)
"""A character is cut this many times as large; of a hundred pixels so many are white, and so many not quite black."""
_SQUARE = (0.6, 1.7)
"""Width for height of characters that can be compared: 一 and 1 fill any square."""


def settle(lines: Sequence[Written], sheet: Sheet, ink: NDArray[np.uint8], unknown: str) -> None:
    """Put in the character whose shape fits a doubtful one's ink; `unknown` are those that the recogniser lacks."""
    written = [(line, glyph) for line in lines for glyph in line.glyphs if glyph.is_chinese]
    look = _Look(written, sheet, ink)
    for place, (_, glyph) in enumerate(written):
        if glyph.sure < LISTED and (letter := look.fitting(place, unknown)):
            glyph.others = glyph.text + glyph.others.replace(letter, "")
            glyph.text, glyph.sure = letter, min(glyph.sure, UNREAD)


class _Look:
    """The Chinese characters of a page beside what they look like when drawn."""

    def __init__(self, written: Sequence[tuple[Written, Glyph]], sheet: Sheet, ink: NDArray[np.uint8]) -> None:
        self._written, self._sheet, self._ink = written, sheet, ink
        self._shapes: dict[int, NDArray[np.float32] | None] = {}
        self._faces = list(faces())

    def fitting(self, place: int, unknown: str) -> str:
        """The character that fits the ink at a place clearly better than the one read; empty when none does."""
        seen, glyph = self._shape(place), self._written[place][1]
        face, usual = self._face(place)
        old = face.shape(glyph.text) if face else None
        if seen is None or face is None or old is None or alike(seen, old) > usual - _CLEAR:
            return ""
        drawn = {c: shape for c in glyph.others if is_chinese_letter(c) and (shape := face.shape(c)) is not None}
        drawn |= {c: shape for c in unknown if (shape := face.shape(c)) is not None and alike(old, shape) >= _AKIN}
        like = {c: alike(seen, shape) for c, shape in drawn.items()}
        best = max(like, key=like.__getitem__, default="")
        if not best or like[best] < usual - _AS_WELL:
            return ""
        least = max(_CLEAR, _SHARE * (1 - alike(old, drawn[best])))
        return best if like[best] - alike(seen, old) >= least else ""

    def _face(self, place: int) -> tuple[Face | None, float]:
        """The typeface at a place, and how like it sure characters are there; None where no face fits."""
        sure = self._sure(place)
        fits: list[tuple[float, Face]] = []
        for face in self._faces if len(sure) >= _FEWEST else ():
            like = [alike(shape, drawn) for text, shape in sure if (drawn := face.shape(text)) is not None]
            if len(like) >= _FEWEST:
                fits.append((median(like), face))
                if fits[-1][0] >= _SURELY:
                    break
        fit, best = max(fits, key=itemgetter(0), default=(0.0, None))
        if best is None or fit < _FITS:
            return None, 0.0
        self._faces.sort(key=lambda face: face is not best)  # it will be the next one's too
        return best, fit

    def _sure(self, place: int) -> list[tuple[str, NDArray[np.float32]]]:
        """The sure characters nearest to a place, with their shapes."""
        first, last = max(0, place - _REACH), min(len(self._written), place + _REACH + 1)
        near = sorted((k for k in range(first, last) if k != place), key=lambda k: abs(k - place))
        sure = ((k, self._written[k][1]) for k in near)
        shapes = ((glyph.text, self._shape(k)) for k, glyph in sure if glyph.sure >= _SURE)
        return list(islice(((text, shape) for text, shape in shapes if shape is not None), _BESIDE))

    def _shape(self, place: int) -> NDArray[np.float32] | None:
        if place not in self._shapes:
            self._shapes[place] = self._seen(*self._written[place])
        return self._shapes[place]

    def _seen(self, line: Written, glyph: Glyph) -> NDArray[np.float32] | None:
        """The shape of a character's ink, cut from the untouched picture; None for one too flat or too narrow."""
        box = replace(line.strip, left=round(glyph.left), right=round(glyph.right))
        rows, columns = (np.flatnonzero(box.of(self._ink).any(axis=axis)) for axis in (1, 0))
        if not rows.size:
            return None
        left, top = box.left + int(columns[0]), box.top + int(rows[0])
        part = Part(left, top, box.left + int(columns[-1]) + 1, box.top + int(rows[-1]) + 1)
        if not _SQUARE[0] < (part.right - part.left) / (part.bottom - part.top) < _SQUARE[1]:
            return None
        cut = self._sheet.cut(part, _CLOSE * (part.right - part.left), _CLOSE * (part.bottom - part.top))
        dark = 255 - (cut if cut.ndim == 2 else cut.min(axis=2)).astype(np.float32)
        white, black = np.percentile(dark, _LIGHT)
        return normal(np.clip((dark - white) * (255 / max(1.0, float(black - white))), 0, 255))
