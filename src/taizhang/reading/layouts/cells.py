"""Streams of cells that a mark begins or ends: shared by the layouts of one cell a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from taizhang.language.patterns import Pattern
from taizhang.ledger import Span

from ..costs import Habits
from ..grid import Grid, Paragraph
from ..patterns import BEFORE_TITLE, NOTE, PAGE_NUMBER, TITLE_WORD, is_aside, is_section
from ..pieces import Page, Piece
from ..stream import build, paragraph
from .base import Draft

_PARAGRAPHS = Pattern(r"\n[ \t]*\n")
_LINES = Pattern(r"\n")


def tail_split(page: Page, piece: Piece, *, last: bool = False) -> tuple[Piece, list[Piece]]:
    """A cell and the paragraphs behind it that are no part of it: a note, a page's number, the next title.

    Behind the `last` cell of all a note needs no blank line before it.
    """
    if not piece.spans:
        return piece, []
    span = piece.spans[0]
    raw = page.text[span.start : span.end]
    for match in (_LINES if last else _PARAGRAPHS).finditer(raw):
        first = raw[match.end() :].lstrip("\n").split("\n")[0].strip()
        own = "\n" in match.group()[1:] or raw[match.end() :].startswith("\n")  # a blank line stands before it
        if NOTE.match(first) or PAGE_NUMBER.match(first) or (own and _no_cell(first)):
            cell = page.piece(span.start, span.start + match.start(), gap=piece.gap)
            numbers = range(page.line_at(span.start + match.end()), page.line_at(span.end - 1) + 1)
            rest = [page.piece(page.starts[n], min(span.end, page.starts[n] + len(page.lines[n]))) for n in numbers]
            return cell, [p for p in rest if p.text]
    return piece, []


def _no_cell(line: str) -> bool:
    return bool(BEFORE_TITLE.match(line)) or is_aside(line) or _title(line)


def _title(line: str) -> bool:
    return 8 <= len(line) <= 60 and bool(TITLE_WORD.search(line)) and not re.search(r"[，。；：]", line)


def draft(
    name: str,
    page: Page,
    before: Sequence[Piece],
    cells: Sequence[Piece],
    habits: Habits,
    plain: float,
    marks: Sequence[Span] = (),
) -> Draft | None:
    """Blocks from a stream of cells, what stands before it and what their ends hide."""
    stream: list[Piece] = []
    loose: list[Piece] = []
    for number, cell in enumerate(cells, 1):
        kept, rest = tail_split(page, cell, last=number == len(cells))
        stream.append(kept)
        loose += rest
    flow = build(stream, habits)
    if flow is None:
        return None
    blocks: list[Paragraph | Grid] = [paragraph(p) for p in before if p.text]
    blocks += flow.blocks
    blocks += [paragraph(p) for p in loose]
    blocks.sort(key=_place)
    short = _cut_short(flow.blocks, stream)
    return Draft(name, tuple(blocks), tuple(marks), plain=plain, cut_short=short)


def _place(block: Paragraph | Grid) -> int:
    if isinstance(block, Paragraph):
        return block.origin.spans[0].start if block.origin.spans else 0
    return min((s.start for c in block.cells for s in c.origin.spans), default=0)


def _cut_short(blocks: Sequence[Paragraph | Grid], stream: Sequence[Piece]) -> int | None:
    """The line where the stream ends within a row that lacks cells printed in all other rows."""
    grid = next((b for b in reversed(blocks) if isinstance(b, Grid)), None)
    if grid is None or not stream or grid is not blocks[-1] or len(stream) % grid.width == 0:
        return None
    rows: dict[int, set[int]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, set()).add(cell.column)
    if any(c.row == max(rows) and c.column == 0 and is_section(c.text) for c in grid.cells):
        return None
    full = [columns for row, columns in rows.items() if row != max(rows) and len(columns) > 2]
    last = rows[max(rows)]
    if len(full) < 3 or len(last) < 2:
        return None
    usual = {c for c in range(grid.width) if sum(c in columns for columns in full) >= 0.9 * len(full)}
    ending = [c for c in usual if c > max(last)]
    return stream[-1].line if ending else None
