"""One cell a line with a tab in front, as a Word table saved as text; lines without one go on in the cell."""

from __future__ import annotations

import re
from itertools import pairwise

from ..costs import Habits
from ..pieces import Page, Piece
from .base import Draft
from .cells import draft


class LeadingTab:
    """Cells with a leading tab."""

    name = "leading_tab"

    def read(self, page: Page) -> Draft | None:
        """The text's blocks when at least six lines begin with a tab and most of those hold no other."""
        opening = [k for k, line in enumerate(page.lines) if line.startswith("\t")]
        single = sum(1 for k in opening if "\t" not in page.lines[k][1:].rstrip())
        if len(opening) < 6 or single * 10 < len(opening) * 8:
            return None
        before = [page.line(k) for k in range(opening[0])]
        edges = [page.starts[k] for k in opening] + [len(page.text)]
        cells = []
        after: list[Piece] = []
        gap = 0
        for begin, end in pairwise(edges):
            stop = _own_end(page, begin, end)
            cells.append(page.piece(begin + 1, stop, gap=gap))
            after += [
                p
                for p in (page.line(n) for n in range(page.line_at(stop), page.line_at(end - 1) + 1))
                if stop < end and p.text
            ]
            gap = _blank_end(page.text[begin:end])
        spaced = any(c.gap for c in cells)
        habits = Habits(stay=None, skip=2.5, start=0.7 if spaced else 0.0)
        return draft(self.name, page, [*before, *after], cells, habits, plain=0.9)


def _own_end(page: Page, begin: int, end: int) -> int:
    """Where a cell ends: an empty one ends with its line when a blank line and a line without tab follow."""
    raw = page.text[begin:end]
    match = re.match(r"\t[ \t]*\n[ \t]*\n(?=\s*\S)", raw)
    return begin + match.end() if match else end


def _blank_end(raw: str) -> int:
    """How many blank lines end a cell's text."""
    return max(0, raw[len(raw.rstrip()) :].count("\n") - 1)


LAYOUT = LeadingTab()
