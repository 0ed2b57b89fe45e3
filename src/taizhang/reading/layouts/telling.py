"""Numbered lines whose parts say themselves what they are, without a header, as they go round in group chats.

`1. 扶手｜目标900米｜累计765米｜85%｜城建办`
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from taizhang import language
from taizhang.language.patterns import Pattern
from taizhang.ledger import Span

from ..grid import Grid, GridCell, Paragraph
from ..kinds import is_unit_list, traits
from ..labels import NUMBERED
from ..pieces import Page, Piece, joined
from .base import Draft

_BAR = Pattern(r"\s*[｜|]\s*")
_KEYCAP = Pattern(r"^[\s　]*(\d️?⃣)[\s　]*")
_GOAL = Pattern(r"^(?:年度|全年|今年)?(?:目标|任务|计划)")
HEADED = Pattern(r"^[\s　]*【([^【】：:]{5,40})】[\s　]*([(（][^()（）]*[)）])?[\s　]*$")
_LEAST = 3
"""Fewest lines, and fewest parts of each."""
NUMBER, NAME, GOAL, PROGRESS, RATE, STATUS, DUE, UNIT = (
    "序号",
    "项目名称",
    "目标任务",
    "进展情况",
    "完成率",
    "进度评价",
    "完成时限",
    "责任单位",
)


class Telling:
    """Numbered lines of parts."""

    name = "telling"

    def read(self, page: Page) -> Draft | None:
        """The text's blocks when at least three numbered lines have parts that tell goals and units or rates."""
        rows = {k: row for k, line in enumerate(page.lines) if (row := _row(page, k, line))}
        rows = rows or {k: row for k, line in enumerate(page.lines) if (row := _row(page, k, line, bare=True))}
        if len(rows) < _LEAST:
            return None
        told = Counter(kind for kinds, _ in rows.values() for kind in kinds)
        if told[GOAL] * 2 < len(rows) or max(told[RATE], told[UNIT]) * 2 < len(rows):
            return None
        columns = [kind for kind in (NUMBER, NAME, GOAL, PROGRESS, RATE, STATUS, DUE, UNIT) if told[kind]]
        cells = [GridCell(name, 0, k) for k, name in enumerate(columns)]
        marks: list[Span] = []
        for number, (pieces, bars) in enumerate(rows.values(), 1):
            marks += bars
            cells += [
                GridCell(piece.text, number, columns.index(kind), origin=piece.origin) for kind, piece in pieces.items()
            ]
        cells.sort(key=lambda cell: (cell.row, cell.column))
        grid = Grid(tuple(cells), len(rows) + 1, len(columns), made_header=True, header_rows=1)
        return Draft(self.name, _outside(page, rows, grid, marks), tuple(marks), plain=0.5)


def _row(page: Page, number: int, line: str, *, bare: bool = False) -> tuple[dict[str, Piece], list[Span]] | None:
    """A line's parts under what each is, with the bars between them; None for a line that is no row.

    `bare` takes lines without a number, which need one part more.
    """
    start = page.starts[number]
    bars = [Span(start + m.start(), start + m.end()) for m in _BAR.finditer(line)]
    lead = None if bare else _KEYCAP.match(line) or NUMBERED.match(line)
    led = lead.end() if lead else 0
    if (lead is None and not bare) or len(bars) + 1 < _LEAST + bare or led > bars[0].start - start:
        return None
    ends = [*(bar.start for bar in bars), start + len(line)]
    begins = [start + led, *(bar.end for bar in bars)]
    parts = [page.piece(a, b) for a, b in zip(begins, ends, strict=True)]
    found: dict[str, list[Piece]] = {NUMBER: [page.piece(start, start + led)]} if led else {}
    found[NAME] = parts[:1]
    for part in parts[1:]:
        if part.text:
            found.setdefault(_kind(part.text), []).append(part)
    marks = [Span(bar.start + k, bar.start + k + 1) for bar in bars for k in _signs(page.text[bar.start : bar.end])]
    return {kind: joined(pieces, "\n") for kind, pieces in found.items()}, marks


def _signs(text: str) -> list[int]:
    return [m.start() for m in re.finditer(r"[｜|]", text)]


def _kind(text: str) -> str:
    """What a part is by its own words."""
    shown = traits(text)
    if "percent" in shown:
        return RATE
    if _GOAL.match(text):
        return GOAL
    if len(text) <= 12 and language.status(text)[1] == text:
        return STATUS
    if is_unit_list(text):
        return UNIT
    return DUE if "date" in shown and len(text) <= 10 and not shown & {"progress", "counts"} else PROGRESS


def _outside(page: Page, rows: Collection[int], grid: Grid, marks: list[Span]) -> tuple[Paragraph | Grid, ...]:
    """The grid with the lines above and below it as paragraphs; a title in 【】 is taken out of them."""
    blocks: list[Paragraph | Grid] = []
    for number, line in enumerate(page.lines):
        if number == min(rows):
            blocks.append(grid)
        if number in rows or not line.strip():
            continue
        start, headed = page.starts[number], HEADED.match(line)
        if headed is None:
            blocks += [Paragraph(piece.text, piece.origin) for piece in (page.line(number),)]
            continue
        marks += [Span(start + at, start + at + 1) for at in (headed.start(1) - 1, headed.end(1))]
        parts = [page.piece(start + headed.start(k), start + headed.end(k)) for k in (1, 2)]
        blocks += [Paragraph(piece.text, piece.origin) for piece in parts if piece.text]
    return tuple(blocks)


LAYOUT = Telling()
