"""Whether a mark is a full-width or a half-width one, by the room it takes on the page; no other character is touched.

The recogniser tells ， from , by its shape, which is nearly the same.  A printer gives the one a whole square and
the other a third or a half.  Where the room cannot be measured, the marks of the same kind that could be decide,
when they all agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from .glyphs import Glyph, Written

_FULL = dict(zip(",;:()!?", "，；：（）！？", strict=True))
_HALF = {full: half for half, full in _FULL.items()}
_LEAST, _MOST = 0.78, 0.86
"""A mark with less room than the first, in characters, is half-width, with more than the second full-width."""


def settle(lines: Sequence[Written]) -> None:
    """Give each mark on a page the width that it is printed in."""
    doubtful: list[Glyph] = []
    known: dict[str, Counter[str]] = {}
    for line in lines:
        for glyph, full in _measured(line):
            half = _HALF.get(glyph.text, glyph.text)
            if full is None:
                doubtful.append(glyph)
            else:
                glyph.text = _FULL[half] if full else half
                known.setdefault(half, Counter())[glyph.text] += 1
    for glyph in doubtful:
        half = _HALF.get(glyph.text, glyph.text)
        seen = known.get(half)
        if seen and len(seen) == 1:
            glyph.text = next(iter(seen))


def _measured(line: Written) -> Iterator[tuple[Glyph, bool | None]]:
    """The marks of a line that come in both widths, and whether each is full-width; None where that does not show."""
    glyphs = [g for g in line.glyphs if g.text != " "]
    for k, glyph in enumerate(glyphs):
        if glyph.text not in _FULL and glyph.text not in _HALF:
            continue
        if not 0 < k < len(glyphs) - 1 or not (glyphs[k - 1].text.isalnum() and glyphs[k + 1].text.isalnum()):
            yield glyph, None
            continue
        room = (glyphs[k + 1].left - glyphs[k - 1].right) / line.em
        yield glyph, True if room > _MOST else False if room < _LEAST else None
