"""A PDF's pages to a Source: tables that go on over pages as one grid, page numbers and running heads aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium

from taizhang.ledger import Leftover, Origin

from ...grid import Grid, GridCell, Paragraph, Source
from ..build import grid, tidy
from .furniture import is_page_number, running
from .joins import whole_of
from .lines import Line, joined, new_paragraph
from .marks import marks_of
from .page import Page, PageTable, page_of

_SAME = 4.0
"""Borders nearer than this, in points, are the same on two pages."""


@dataclass(slots=True)
class _Long:
    """A table with its parts on following pages."""

    parts: list[tuple[int, PageTable]] = field(default_factory=list)


def take_apart(document: pdfium.PdfDocument, name: str) -> tuple[Source, bool]:
    """The document's paragraphs and tables in reading order, and whether it has pictures."""
    pages: list[Page] = []
    leftovers: list[Leftover] = []
    pictures = False
    for number in range(len(document)):
        marks = marks_of(document, number)
        pictures = pictures or marks.pictures
        pages.append(page_of(number + 1, marks, _open_end(pages)))
        if marks.slanting:
            leftovers.append(Leftover(marks.slanting, "debris", Origin(page=number + 1)))
    pages, aside = _without_furniture(pages)
    leftovers += aside
    blocks = [_block(k, item, leftovers) for k, item in enumerate(_in_order(pages))]
    return Source(tuple(blocks), name, leftovers=tuple(leftovers)), pictures


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
    return (
        number == last_page + 1
        and len(ours) == len(theirs)
        and all(abs(a - b) <= _SAME for a, b in zip(ours, theirs, strict=True))
    )


def _paragraphs(page: Page, lines: Sequence[Line]) -> Iterator[Paragraph]:
    text = ""
    before: Line | None = None
    for line in lines:
        if before is None:
            text = line.text
        elif line.base - before.base > 2.5 * line.em or new_paragraph(before, line, page.left, page.width):
            yield Paragraph(tidy(text), Origin(page=page.number))
            text = line.text
        else:
            text = joined(text, line.text)
        before = line
    if text:
        yield Paragraph(tidy(text), Origin(page=page.number))


def _block(index: int, item: Paragraph | _Long, leftovers: list[Leftover]) -> Paragraph | Grid:
    if isinstance(item, Paragraph):
        return item
    whole = whole_of(item.parts)
    leftovers += whole.leftovers
    made = grid([c.raw() for c in whole.cells], whole.height, index, page_starts=whole.starts)
    cells = tuple(_on_page(c, whole.pages[c.row]) for c in made.cells)
    return replace(made, cells=cells, spans_known=not any(part.guessed for _, part in item.parts))


def _on_page(cell: GridCell, page: int) -> GridCell:
    at = cell.origin
    origin = Origin(page=page, table=at.table, row=at.row, column=at.column, box=at.box)
    return GridCell(cell.text, cell.row, cell.column, cell.rows, cell.columns, origin)
