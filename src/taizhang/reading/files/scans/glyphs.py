"""A line of text in a picture to its characters, each with the ink that it is made of."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import numpy as np
from msgspec import Struct

from .recogniser import HEIGHT, Recogniser, Seen
from .textlines import Part, stretches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .straight import Sheet

_WIDE = 22
"""Pixels that the model is given for the width of a Chinese character at first: figures are still told apart."""
_FIRST, *_CLOSER = (0.1, 0.05, 0.3)
"""White above and below a line, in characters, at first and when a doubtful line is looked at again."""
DOUBT = 0.9
"""A line with a character less sure than this is looked at again."""
_REACH = (0.5, 0.6)
"""How far from a character's middle its ink may lie, in characters: of a half-width and of a full-width one."""
_WIDEST = 1.1
"""No character's ink is wider than this, in characters: a mark beside it was passed over."""
UNREAD = 0.5
"""The most that a line is sure of in which ink was passed over, and a mark told by its shape alone."""
_COMMON = range(0xB0, 0xD8)
"""The first bytes, in GB 2312, of its level 1: the 3,755 characters of everyday texts."""
_RARE = 4
"""How often the doubt about a rare character counts: the model prefers the commoner of two that look alike."""
_DOTS = ".·"
_SPECK, _DOT, _FOOT = 0.08, 0.25, 0.25
"""A dot is as large as the first to the second, in characters; a middle one stands higher than the third."""
_BLOCK, _SOLID = 0.5, 0.92
"""A black square is at least so large, in characters, and so much of it is filled."""
_BESIDE = 0.15
"""White left and right of a line, in characters."""


class Glyph(Struct):
    """One character; `left` and `right` are the ends of its ink in pixels of the straight page.

    `others` are the characters that the recogniser held for possible beside it.
    """

    text: str
    left: float
    right: float
    sure: float
    others: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether it takes a whole square: Chinese characters and full-width marks do."""
        return _is_wide(self.text)

    @property
    def is_chinese(self) -> bool:
        """Whether it is a Chinese character."""
        return is_chinese_letter(self.text)

    @property
    def weighed(self) -> float:
        """How likely it is, the doubt about a Chinese character outside the everyday ones counted several times."""
        return self.sure**_RARE if _is_rare(self.text) else self.sure


class Written(Struct, frozen=True):
    """One line; `em` is the width of a Chinese character in pixels, `looks` what each look gave, the best first."""

    strip: Part
    em: float
    looks: tuple[list[Glyph], ...]

    @property
    def glyphs(self) -> list[Glyph]:
        """The characters as the best look has them."""
        return self.looks[0]

    @property
    def text(self) -> str:
        """The characters without blanks."""
        return "".join(g.text for g in self.glyphs if g.text != " ")

    @property
    def sure(self) -> float:
        """How likely the least sure character is."""
        return min((g.sure for g in self.glyphs), default=0.0)


def written(engine: Recogniser, sheet: Sheet, ink: NDArray[np.uint8], strip: Part, within: Part, em: float) -> Written:
    """The characters of a strip; a doubtful one is looked at again, closer and with more or less white around."""
    own = max(em, float(strip.bottom - strip.top))
    blots = [(a + strip.left, b + strip.left) for a, b in stretches(np.asarray(strip.of(ink).any(axis=0)))]
    looks = [_look(engine, sheet, strip, within, own, _FIRST, _WIDE)]
    for pad in _CLOSER:
        if _worth(looks[0], blots, own) >= (0, DOUBT):
            break
        looks.append(_look(engine, sheet, strip, within, own, pad, None))
        looks.sort(key=lambda seen: _worth(seen, blots, own), reverse=True)
    looks[0] = _with_shapes(looks[0], strip, ink, blots, own)
    return Written(strip, own, tuple(_glyphs(seen, strip, ink, blots, own) for seen in looks))


def _with_shapes(
    seen: list[Seen], strip: Part, ink: NDArray[np.uint8], blots: list[tuple[int, int]], em: float
) -> list[Seen]:
    """The characters with the marks that were passed over and are known by their shape.

    Where ink was passed over, a person has to look: no character of the line is sure.
    """
    if _worth(seen, blots, em)[0] == 0:
        return seen
    owned, passed = _owned(seen, blots, em)
    ends = [end for some in owned if _too_wide(some, em) for end in (some[0], some[-1])]
    marks = [Seen(mark, sum(b) / 2, UNREAD) for b in {*passed, *ends} if (mark := _shape(b, strip, ink, em))]
    doubted = (s._replace(sure=min(s.sure, UNREAD)) for s in seen)
    return sorted([*doubted, *marks], key=lambda s: s.at)


def _shape(blot: tuple[int, int], strip: Part, ink: NDArray[np.uint8], em: float) -> str:
    """The middle dot or the black square that a piece of ink is; empty for anything else."""
    part = strip.of(ink)[:, blot[0] - strip.left : blot[1] - strip.left]
    rows = np.flatnonzero(part.any(axis=1))
    wide, high = blot[1] - blot[0], int(rows[-1]) + 1 - int(rows[0])
    filled = float(np.count_nonzero(part)) / (wide * high)
    above = (part.shape[0] - rows[-1] - 1) / em
    if _SPECK * em <= min(wide, high) and max(wide, high) <= _DOT * em and above > _FOOT:
        return "·"
    return "■" if min(wide, high) >= _BLOCK * em and filled > _SOLID else ""


def _glyphs(
    seen: list[Seen], strip: Part, ink: NDArray[np.uint8], blots: list[tuple[int, int]], em: float
) -> list[Glyph]:
    glyphs = _inked(seen, strip, blots)
    for glyph in glyphs:
        if glyph.text in _DOTS:
            inked = strip.of(ink)[:, round(glyph.left) - strip.left : round(glyph.right) - strip.left]
            glyph.text = _dot(glyph.text, np.flatnonzero(inked[::-1].any(axis=1)), em)
    return glyphs


def _dot(text: str, heights: NDArray[np.int64], em: float) -> str:
    """The point or the middle dot, whose shapes are the same, by where the ink stands above the line's foot."""
    if not len(heights):
        return text
    return "·" if heights[0] > 0.25 * em else "." if heights[-1] < 0.4 * em else text


def _look(
    engine: Recogniser, sheet: Sheet, strip: Part, within: Part, em: float, pad: float, wide: int | None
) -> list[Seen]:
    """What is read in a strip with so much white around, at middles in pixels of the page."""
    short = max(0.0, em - (strip.bottom - strip.top)) / 2 + pad * em
    crop = Part(
        max(within.left, round(strip.left - _BESIDE * em)),
        max(within.top, round(strip.top - short)),
        min(within.right, round(strip.right + _BESIDE * em)),
        min(within.bottom, round(strip.bottom + short)),
    )
    high = HEIGHT / (crop.bottom - crop.top)
    width = max(1, round((crop.right - crop.left) * (high if wide is None else min(high, wide / em))))
    seen = engine.read(sheet.cut(crop, width, HEIGHT))
    return [s._replace(at=crop.left + s.at * (crop.right - crop.left)) for s in seen]


def _worth(seen: list[Seen], blots: list[tuple[int, int]], em: float) -> tuple[int, float]:
    """How good a reading is: how little ink it passes over, and how sure its least sure character is.

    Two equal figures side by side may be seen as one: a figure is one blot of ink, and a second one beside it tells.
    """
    letters = [s for s in seen if s.text != " "]
    if not letters:
        return -len(blots), 0.0
    owned, unowned = _owned(letters, blots, em)
    passed = len(unowned)
    for figure, group in groupby(zip(letters, owned, strict=True), key=lambda pair: pair[0].text.isdecimal()):
        if figure:
            passed += max(0, sum(len(some) - 1 for _, some in group))
        else:
            passed += sum(_too_wide(some, em) for _, some in group)
    return -passed, min(s.sure for s in letters)


def _too_wide(some: list[tuple[int, int]], em: float) -> bool:
    return len(some) > 1 and some[-1][1] - some[0][0] > _WIDEST * em


def _owned(
    seen: list[Seen], blots: list[tuple[int, int]], em: float
) -> tuple[list[list[tuple[int, int]]], list[tuple[int, int]]]:
    """The blots nearest to each character, and those that lie too far from any."""
    owned: list[list[tuple[int, int]]] = [[] for _ in seen]
    passed: list[tuple[int, int]] = []
    at = np.array([s.at for s in seen])
    for blot in blots if seen else ():
        far = np.abs(at - sum(blot) / 2)
        nearest = int(far.argmin())
        owned[nearest].append(blot)
        if far[nearest] > max(_REACH[_is_wide(seen[nearest].text)] * em, (blot[1] - blot[0]) / 2):
            passed.append(blot)
    return owned, passed if seen else list(blots)


def is_chinese_letter(text: str) -> bool:
    """Whether a character is a Chinese one."""
    return text.isalpha() and _is_wide(text)


def _is_rare(text: str) -> bool:
    if not is_chinese_letter(text):
        return False
    code = text.encode("gb2312", "ignore")
    return not code or (code[0] not in _COMMON and code[0] > _COMMON.start)


def _is_wide(text: str) -> bool:
    return east_asian_width(text) in "WF"


def _inked(seen: list[Seen], strip: Part, blots: list[tuple[int, int]]) -> list[Glyph]:
    """Each character with the ink between the middles of its neighbours."""
    glyphs: list[Glyph] = []
    for k, s in enumerate(seen):
        left = (seen[k - 1].at + s.at) / 2 if k else strip.left
        right = (seen[k + 1].at + s.at) / 2 if k + 1 < len(seen) else strip.right
        own = [(max(a, left), min(b, right)) for a, b in blots if a < right and b > left]
        whole = [(a, b) for a, b in blots if left <= (a + b) / 2 < right] or own
        if whole and s.text != " ":
            left, right = whole[0][0], whole[-1][1]
        glyphs.append(Glyph(s.text, left, right, s.sure, s.others))
    return glyphs
