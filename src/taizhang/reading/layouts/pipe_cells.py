"""One cell a line, each ended by a bar: `序号 |` `项目名称 |`; an empty cell is a bar alone."""

from __future__ import annotations

import re

from taizhang.language.patterns import Pattern
from taizhang.ledger import Span

from ..costs import Habits
from ..patterns import PAGE_NUMBER, is_aside
from ..pieces import Page, Piece
from .base import Draft
from .cells import draft

_ENDED = Pattern(r"[|｜│][ \t]*$")


class PipeCells:
    """Cells ended by a bar."""

    name = "pipe_cells"

    def read(self, page: Page) -> Draft | None:
        """The text's blocks when at least six lines end in their only bar."""
        ended = [
            k for k, line in enumerate(page.lines) if _ENDED.search(line) and len(re.findall(r"[|｜│]", line)) == 1
        ]
        many = sum(1 for line in page.lines if len(re.findall(r"[|｜│]", line)) > 1)
        if len(ended) < 6 or many * 4 > len(ended):
            return None
        first = _first_cell(page, ended)
        before = [page.line(k) for k in range(first)]
        cells, marks, begin, gap = [], [], page.starts[first], 0
        for k in ended:
            bar = page.starts[k] + max(page.lines[k].rfind(c) for c in "|｜│")
            raw = page.text[begin:bar]
            gap = max(0, raw[: len(raw) - len(raw.lstrip())].count("\n") - 1)
            begin = _own_begin(page, begin, bar, before)
            cells.append(page.piece(begin, bar, gap=gap))
            marks.append(Span(bar, bar + 1))
            begin = bar + 1
        after = [page.line(k) for k in range(ended[-1] + 1, len(page.lines))]
        spaced = any(c.gap for c in cells)
        habits = Habits(stay=None, skip=2.5, start=0.7 if spaced else 0.0)
        return draft(self.name, page, [*before, *after], cells, habits, plain=0.85, marks=marks)


def _own_begin(page: Page, begin: int, bar: int, aside: list[Piece]) -> int:
    """Where a cell begins behind lines that are no part of it: a page's number between two pages' cells."""
    first = page.line_at(begin)
    last = page.line_at(bar)
    for number in range(last - 1, first, -1):
        line = page.line(number)
        if line.text and (PAGE_NUMBER.match(line.text) or is_aside(line.text)):
            aside.extend(p for p in (page.line(n) for n in range(first + 1, number + 1)) if p.text)
            return page.starts[number + 1]
    return begin


def _first_cell(page: Page, ended: list[int]) -> int:
    """The line the first cell begins on; lines before it without a bar are the text above the table."""
    return ended[0]


LAYOUT = PipeCells()
