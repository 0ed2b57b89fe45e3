"""A PDF's pages to a Source: tables that go on over pages as one grid, page numbers and running heads aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from msgspec import Struct, field, structs
from msgspec.structs import replace

from taizhang.ledger import Leftover, Origin

from ...grid import Grid, GridCell, Paragraph, Source
from ..build import grid, tidy
from .furniture import is_page_number, running
from .joins import whole_of
from .lines import Line, doubts_of, joined, new_paragraph, sure_of
from .marks import Marks
from .page import Page, PageTable, page_of

_SAME, _SHRUNK = 4.0, 0.008
"""Borders nearer than this, in points or for the table's width, are the same on two pages; a scanner shifts pages."""


class _Long(Struct):
    """A table with its parts on following pages."""

    parts: list[tuple[int, PageTable]] = field(default_factory=list)


def put_together(drawn: Iterable[Marks], name: str) -> Source:
    """Paragraphs and tables in reading order, from what is drawn on each page."""
    pages: list[Page] = []
    leftovers: list[Leftover] = []
    for number, marks in enumerate(drawn, 1):
        pages.append(page_of(number, marks, _open_end(pages)))
        if marks.slanting:
            leftovers.append(Leftover(marks.slanting, "debris", Origin(page=number)))
    pages, aside = _without_furniture(pages)
    leftovers += aside
    blocks = [_block(k, item, leftovers) for k, item in enumerate(_in_order(pages))]
    return Source(tuple(blocks), name, leftovers=tuple(leftovers))


def _open_end(pages: Sequence[Page]) -> tuple[float, ...]:
    """The borders of a table without lines that goes down to the last page's end."""
    tables = [block for block in pages[-1].blocks if isinstance(block, PageTable)] if pages else []
    return tables[-1].lattice.xs if tables and tables[-1].guessed else ()


def _without_furniture(pages: Sequence[Page]) -> tuple[list[Page], list[Leftover]]:
    again = running(pages)
    kept: list[Page] = []
    aside: list[Leftover] = []
    for page in pages:
        blocks: list[Line | PageTable] = []
        for k, block in enumerate(page.blocks):
            if isinstance(block, Line) and is_page_number(page, k):
                aside.append(Leftover(block.text.strip(), "page_number", Origin(page=page.number)))
            elif isinstance(block, Line) and (page.number, k) in again:
                aside.append(Leftover(block.text.strip(), "repeated_header", Origin(page=page.number)))
            else:
                blocks.append(block)
        kept.append(Page(page.number, tuple(blocks), page.left, page.width))
    return kept, aside


def _in_order(pages: Sequence[Page]) -> Iterator[Paragraph | _Long]:
    """Paragraphs and tables; a page's table that goes on the one before it is put to it."""
    table: _Long | None = None
    for page in pages:
        lines: list[Line] = []
        for block in page.blocks:
            if isinstance(block, Line):
                lines.append(block)
                continue
            if lines and table:
                yield table
                table = None
            yield from _paragraphs(page, lines)
            lines = []
            if table and not _goes_on(table, page.number, block):
                yield table
                table = None
            table = table or _Long()
            table.parts.append((page.number, block))
        if lines and table:
            yield table
            table = None
        yield from _paragraphs(page, lines)
    if table:
        yield table


def _goes_on(table: _Long, number: int, part: PageTable) -> bool:
    last_page, last = table.parts[-1]
    ours, theirs = last.lattice.xs, part.lattice.xs
    same = max(_SAME, _SHRUNK * (ours[-1] - ours[0]))
    return (
        number == last_page + 1
        and len(ours) == len(theirs)
        and all(abs((a - ours[0]) - (b - theirs[0])) <= same for a, b in zip(ours, theirs, strict=True))
    )


def _paragraphs(page: Page, lines: Sequence[Line]) -> Iterator[Paragraph]:
    parts: list[list[Line]] = []
    for line in lines:
        before = parts[-1][-1] if parts else None
        if (
            before is None
            or line.base - before.base > 2.5 * line.em
            or new_paragraph(before, line, page.left, page.width)
        ):
            parts.append([line])
        else:
            parts[-1].append(line)
    for part in parts:
        text = reduce(joined, (line.text for line in part))
        yield Paragraph(tidy(text), Origin(page=page.number, confidence=sure_of(part), doubts=doubts_of(part)))


def _block(index: int, item: Paragraph | _Long, leftovers: list[Leftover]) -> Paragraph | Grid:
    if isinstance(item, Paragraph):
        return item
    whole = whole_of(item.parts)
    leftovers += whole.leftovers
    made = grid([c.raw() for c in whole.cells], whole.height, index, page_starts=whole.starts)
    cells = tuple(_on_page(c, whole.pages[c.row]) for c in made.cells)
    return replace(made, cells=cells, spans_known=not any(part.guessed for _, part in item.parts))


def _on_page(cell: GridCell, page: int) -> GridCell:
    return structs.replace(cell, origin=structs.replace(cell.origin, page=page))
