"""Which paragraphs and cells of a part hold more than plain words, so that all others are read in one step each.

Nearly all cells of a ledger are plain, and asking for an element costs more than reading a plain one.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from .names import ALTERNATE, BOX, MATH_TEXT, TBL, TC, VAL, P, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKS = (
    *(f"{W}{name}" for name in ("tab", "ptab", "br", "cr", "noBreakHyphen", "sym", "lastRenderedPageBreak", "fldChar")),
    *(f"{W}{name}" for name in ("footnoteReference", "endnoteReference", "pict", "drawing", "object", "ruby", "rt")),
    *(f"{W}{name}" for name in ("vanish", "rStyle", "numPr", "del", "moveFrom", "instrText", "delText")),
    *(f"{W}delInstrText", ALTERNATE, BOX, MATH_TEXT, TBL),
)
"""Elements that print something, hold text that isn't words, hide or move what is in them, or number a paragraph."""
_SHAPES = (f"{W}gridSpan", f"{W}vMerge", f"{W}cellDel")
_INDENTED = (b">\n", b">\r", b">\t")
_DECLARATION = 120


class Uncommon(Struct, frozen=True):
    """Paragraphs and cells whose words have to be walked to, and cells that are more than one place wide or high."""

    words: frozenset[_Element]
    shapes: frozenset[_Element]


def uncommon(root: _Element, data: bytes, numbered: Collection[str]) -> Uncommon | None:
    """What is uncommon in a part whose bytes are `data`; None where its elements are indented, which looks like words.

    `numbered` are the styles whose paragraphs have automatic numbers.
    """
    if any(data.find(mark, _DECLARATION) >= 0 for mark in _INDENTED):
        return None
    words: set[_Element] = set()
    for mark in root.iter(*_MARKS):
        words.update(mark.iterancestors(P, TC))
    if numbered:
        for style in root.iter(f"{W}pStyle"):
            if style.get(VAL) in numbered:
                words.update(style.iterancestors(P, TC))
    shapes = (shape.iterancestors(TC) for shape in root.iter(*_SHAPES))
    return Uncommon(frozenset(words), frozenset(cell for above in shapes for cell in above))


def words_of(element: _Element) -> str:
    """All words of a plain paragraph or cell."""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)
