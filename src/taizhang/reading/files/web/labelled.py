"""Tiles whose texts stand beside labels of their own, without a colon: 年度目标 over 改造摊位120个.

Tiles side by side have the same labels; each text belongs to the one before it, or to the one behind it where a tile
closes with a label (a large figure over what it counts).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from ...column_names import names_like, sure
from ..build import tidy
from .words import BLOCKS, FIELDS, UNSEEN, is_hidden, run_together

if TYPE_CHECKING:
    from lxml.etree import _Element

_KNOWN = 2
"""Labels of the header lexicon that make a wall of labelled tiles."""
_MOST = 60
"""Pieces of text in a tile."""
_LONGEST = 400
"""Characters of a piece."""
_COLONS = "：: "


class _Piece(Struct, frozen=True):
    """A text as the page's elements part it; `opens` where it begins a block, `broken` where a line of one."""

    text: str
    opens: bool
    broken: bool = False

    @property
    def name(self) -> str:
        return self.text.rstrip(_COLONS)


def labelled_wall(tiles: Sequence[_Element]) -> dict[_Element, str]:
    """Each tile as lines, label：text; empty where the tiles don't have the same labels, or texts are left over."""
    if len(tiles) < 2:
        return {}
    pieces = [list(_pieces(tile)) for tile in tiles]
    if any(not found or len(found) > _MOST or any(len(p.text) > _LONGEST for p in found) for found in pieces):
        return {}
    labels = _labels(pieces)
    if sum(sure(label) >= 0.8 for label in labels) < _KNOWN:
        return {}
    lines = [_lines(found, labels) for found in pieces]
    return dict(zip(tiles, lines, strict=True)) if all(lines) else {}


def _pieces(element: _Element) -> Iterator[_Piece]:
    """The texts of a tile in order; none at all for one with parts that a page doesn't show as text."""
    found: list[_Piece] = []
    opens, broken = True, False
    for event, part in _walk(element):
        if event == "start" and _keeps_back(part):
            return
        opens, broken = opens or part.tag in BLOCKS, broken or part.tag == "br"
        text = part.text if event == "start" else part.tail
        if (
            text
            and (event == "start" or part is not element)
            and (tidied := " ".join(tidy(run_together(text)).split()))
        ):
            found.append(_Piece(tidied, opens, broken))
            opens = broken = False
    yield from found


def _keeps_back(part: _Element) -> bool:
    """Whether a page doesn't show an element, or not as text; a drawn mark (svg) without words keeps nothing back."""
    if part.tag in FIELDS or is_hidden(part):
        return True
    return part.tag in UNSEEN and any(text.strip() for text in part.itertext())


def _walk(element: _Element) -> Iterator[tuple[str, _Element]]:
    from lxml import etree

    return ((event, part) for event, part in etree.iterwalk(element, events=("start", "end")) if _is_element(part))


def _is_element(part: _Element) -> bool:
    return isinstance(part.tag, str)


def _labels(pieces: Sequence[Sequence[_Piece]]) -> frozenset[str]:
    """Names of the lexicon that most tiles have once, and others that all have where no known one is before them."""
    times = Counter(name for found in pieces for name in {piece.name for piece in found})
    known = {name for name, count in times.items() if count * 2 > len(pieces) and sure(name) >= 0.8}
    every = {name for name, count in times.items() if count == len(pieces) > 2 and names_like(name)}
    after = Counter(b.name for found in pieces for a, b in pairwise(found) if a.name in known)
    return frozenset(known | {name for name in every if after[name] * 2 <= len(pieces)})


def _lines(found: Sequence[_Piece], labels: frozenset[str]) -> str:
    at = [k for k, piece in enumerate(found) if piece.name in labels]
    names = [found[k].name for k in at]
    if len(at) < _KNOWN or len(set(names)) < len(names):
        return ""
    if at[-1] == len(found) - 1 and at[0] > 0 and sure(names[-1]) >= 0.8:
        return _under(found, at)
    head = [_joined(found[: at[0]])] if at[0] else []
    ends = [*at[1:], len(found)]
    if not all(_is_value(found[k + 1 : end]) for k, end in zip(at, ends, strict=True)):
        return ""
    return "\n".join(
        [*head, *(f"{found[k].name}：{_joined(found[k + 1 : end])}" for k, end in zip(at, ends, strict=True))]
    )


def _is_value(pieces: Sequence[_Piece]) -> bool:
    """Whether all that follows a label is one text: in the label's own block, or in one block behind it."""
    return not any(piece.opens for piece in pieces[1:])


def _under(found: Sequence[_Piece], at: Sequence[int]) -> str:
    """Lines of a tile whose labels stand under their texts, one text each; what is over the first is its name."""
    if any(b - a != 2 for a, b in pairwise(at)):
        return ""
    head = [_joined(found[: at[0] - 1])] if at[0] > 1 else []
    return "\n".join([*head, *(f"{found[k].name}：{found[k - 1].text}" for k in at)])


def _joined(pieces: Sequence[_Piece]) -> str:
    """Pieces as one line: those of one block without a blank between them."""
    return "".join(f" {p.text}" if k and (p.opens or p.broken) else p.text for k, p in enumerate(pieces))
