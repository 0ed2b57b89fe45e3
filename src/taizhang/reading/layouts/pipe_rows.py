"""One row a line with bars between cells: `a | b | c |`, Markdown tables among them."""

from __future__ import annotations

import re

from taizhang.ledger import Span

from ..pieces import Page
from ..ragged import Row
from .base import Draft
from .tab_rows import assemble

_BAR = re.compile(r"(?<!\\)[|｜│┃]")
_RULE = re.compile(r"^[\s|｜│┃:+─━═┌┐└┘├┤┬┴┼\-—]+$")


class PipeRows:
    """Rows with bars."""

    name = "pipe_rows"

    def read(self, page: Page) -> Draft | None:
        """The text's blocks when at least two lines hold two bars or more."""
        marked = [k for k, line in enumerate(page.lines) if len(_BAR.findall(line)) >= 2 and not _RULE.match(line)]
        if len(marked) < 2:
            return None
        marks: list[Span] = []
        lines = [self._cells(page, k, marks) for k in range(len(page.lines))]
        return assemble(self.name, page, lines, marks, plain=0.85)

    def _cells(self, page: Page, number: int, marks: list[Span]) -> Row:
        line, start = page.lines[number], page.starts[number]
        if _RULE.match(line) and line.strip() and ("|" in line or len(line.strip()) > 8):
            stripped = line.strip()
            begin = start + line.index(stripped)
            marks.append(Span(begin, begin + len(stripped)))
            return [page.piece(start, start)]
        bars = [m.start() for m in _BAR.finditer(line)]
        marks += [Span(start + bar, start + bar + 1) for bar in bars]
        begin, end = 0, len(line)
        if bars and not line[: bars[0]].strip() and line[:1] != " ":
            begin, bars = bars[0] + 1, bars[1:]
        elif bars and not line[: bars[0]].strip() and len(bars) > 1:
            begin, bars = bars[0] + 1, bars[1:]
        if bars and not line[bars[-1] + 1 :].strip():
            end, bars = bars[-1], bars[:-1]
        edges = [begin - 1, *bars, end]
        return [page.piece(start + a + 1, start + b) for a, b in zip(edges, edges[1:], strict=False)]


LAYOUT = PipeRows()
