"""One row a line with bars between cells: `a | b | c |`, Markdown tables among them."""

from __future__ import annotations

from itertools import pairwise

from taizhang.language.patterns import Pattern
from taizhang.ledger import Span

from ..column_names import sure
from ..pieces import Page, Piece, joined
from ..ragged import Row
from .base import Draft
from .tab_rows import assemble

_BAR = Pattern(r"(?<!\\)[|｜│┃]")
_BREAK = Pattern(r"(?i)<br\s*/?>")
_RULE = Pattern(r"^[\s|｜│┃:+─━═┌┐└┘├┤┬┴┼\-—]+$")


class PipeRows:
    """Rows with bars."""

    name = "pipe_rows"

    def read(self, page: Page) -> Draft | None:
        """The text's blocks when lines hold two bars or more."""
        marked = [k for k, line in enumerate(page.lines) if len(_BAR.findall(line)) >= 2 and not _RULE.match(line)]
        if not marked:
            return None
        framed = _framed([page.lines[k] for k in marked])
        marks: list[Span] = []
        lines = [_cells(page, k, marks, framed) for k in range(len(page.lines))]
        return assemble(self.name, page, lines, marks, plain=0.85)


def _framed(lines: list[str]) -> bool:
    """True when rows begin with a bar: the line with the most header names tells."""
    head = max(lines, key=lambda line: sum(sure(cell.strip()) >= 0.8 for cell in _BAR.split(line)[:40]))
    full = [line for line in lines if len(_BAR.findall(line)) + 1 >= len(_BAR.findall(head))]
    opening = sum(1 for line in full if _BAR.match(line.lstrip()))
    return bool(_BAR.match(head.lstrip())) and opening * 10 >= len(full) * 7


def _cells(page: Page, number: int, marks: list[Span], framed: bool) -> Row:
    """A line's cells; `framed` when rows begin with a bar, so that a first bar opens no empty cell."""
    line, start = page.lines[number], page.starts[number]
    if _RULE.match(line) and len(line.strip()) > 2:
        stripped = line.strip()
        begin = start + line.index(stripped)
        marks.append(Span(begin, begin + len(stripped)))
        return [page.piece(start, start)]
    bars = [m.start() for m in _BAR.finditer(line)]
    marks += [Span(start + bar, start + bar + 1) for bar in bars]
    begin, end = 0, len(line)
    if bars and framed and not line[: bars[0]].strip():
        begin, bars = bars[0] + 1, bars[1:]
    if bars and not line[bars[-1] + 1 :].strip():
        end, bars = bars[-1], bars[:-1]
    edges = [begin - 1, *bars, end]
    return [_broken(page, start + a + 1, start + b, marks) for a, b in pairwise(edges)]


def _broken(page: Page, begin: int, end: int, marks: list[Span]) -> Piece:
    """A cell's piece, with a line for each `<br>` in it."""
    parts, at = [], begin
    for match in _BREAK.finditer(page.text, begin, end):
        parts.append(page.piece(at, match.start()))
        marks.append(Span(match.start(), match.end()))
        at = match.end()
    parts.append(page.piece(at, end))
    return parts[0] if len(parts) == 1 else joined(parts, "\n")


LAYOUT = PipeRows()
