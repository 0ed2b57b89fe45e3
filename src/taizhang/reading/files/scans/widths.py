"""Whether a mark is a full-width or a half-width one, by the room it takes on the page; no other character is touched.

The recogniser tells ， from , by its shape, which is nearly the same.  A printer gives the one a whole square and
the other a third or a half.  Where the room cannot be measured, the marks of the same kind that could be decide,
when they all agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from .glyphs import Glyph, Written

_FULL = dict(zip(",;:()!?", "，；：（）！？", strict=True))
_HALF = {full: half for half, full in _FULL.items()}
_LEAST, _MOST = 0.78, 0.86
"""A mark with less room than the first, in characters, is half-width, with more than the second full-width."""


def settle(lines: Iterable[Written]) -> None:
    """Give each mark on a page the width that it is printed in."""
    doubtful: list[Glyph] = []
    known: dict[str, set[bool]] = {}
    for line in lines:
        for run, full in _measured(line):
            for glyph in run:
                if full is None:
                    doubtful.append(glyph)
                else:
                    _set(glyph, full)
                    known.setdefault(_kind(glyph), set()).add(full)
    for glyph in doubtful:
        widths = known.get(_kind(glyph), set())
        if len(widths) == 1:
            _set(glyph, *widths)


def _kind(glyph: Glyph) -> str:
    """The mark, brackets as one kind: they come in pairs."""
    half = _HALF.get(glyph.text, glyph.text)
    return "(" if half == ")" else half


def _set(glyph: Glyph, full: bool) -> None:
    half = _HALF.get(glyph.text, glyph.text)
    glyph.text = _FULL[half] if full else half


def _measured(line: Written) -> Iterator[tuple[list[Glyph], bool | None]]:
    """Runs of marks that come in both widths, and whether they are full-width; None where that does not show."""
    glyphs = [g for g in line.glyphs if g.text != " "]
    at = 0
    for is_mark, some in groupby(glyphs, key=lambda g: g.text in _FULL or g.text in _HALF):
        run = list(some)
        if is_mark:
            before, after = glyphs[at - 1 : at], glyphs[at + len(run) : at + len(run) + 1]
            told = before and after and before[0].text.isalnum() and after[0].text.isalnum()
            yield run, _width((after[0].left - before[0].right) / line.em, len(run)) if told else None
        at += len(run)


def _width(room: float, marks: int) -> bool | None:
    """Whether so many marks in so much room, in characters, are full-width."""
    if room > _MOST + marks - 1:
        return True
    return False if room < _LEAST + (marks - 1) / 2 else None
