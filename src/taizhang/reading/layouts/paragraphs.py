"""One cell a paragraph and nothing that marks a row's end, as web pages give; empty cells may be missing.

Where a page puts two line ends after a filled cell and one after an empty one, the number of blank lines
tells how many cells between were empty.
"""

from __future__ import annotations

from collections import Counter

from ..costs import Habits
from ..pieces import Page, Piece
from ..stream import build
from .base import Draft


class Paragraphs:
    """Cells as paragraphs."""

    name = "paragraphs"

    def read(self, page: Page) -> Draft | None:
        """The text's blocks when a header stands in it one name a line."""
        pieces = _lines(page)
        gaps = Counter(p.gap for p in pieces[1:])
        usual = gaps.most_common(1)[0][0] if gaps else 0
        telling = sum(n for gap, n in gaps.items() if gap > usual)
        habits = Habits(stay=2.0, skip=1.0, gaps=usual > 0 and telling > 0, gap=usual)
        flow = build(pieces, habits)
        if flow is None:
            return None
        return Draft(self.name, tuple(flow.blocks), plain=0.4)


def _lines(page: Page) -> list[Piece]:
    """Each line with words as a piece that knows how many blank lines stand before it."""
    pieces, gap = [], 0
    for number, line in enumerate(page.lines):
        if not line.strip():
            gap += 1
            continue
        start = page.starts[number]
        pieces.append(page.piece(start, start + len(line), gap=gap))
        gap = 0
    return pieces


LAYOUT = Paragraphs()
