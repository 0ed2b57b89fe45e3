"""One row a line, a tab between cells, as copied from Word or Excel; a cell may go on over lines."""

from __future__ import annotations

import re
from itertools import pairwise

from taizhang.ledger import Span

from ..fields import is_fields
from ..grid import Grid, Paragraph
from ..kinds import is_number
from ..patterns import NOTE, ORDINAL, PAGE_NUMBER, SIGNATURE, is_aside, is_furniture, is_section
from ..pieces import Page, Piece, joined
from ..ragged import Row, grid_of, headed_by_place, header_like, top_of
from ..titles import opening
from .base import Draft


class TabRows:
    """Tab rows."""

    name = "tab_rows"
    mark = "\t"

    def read(self, page: Page) -> Draft | None:
        """The text's blocks when lines hold tabs between words."""
        marked = [k for k, line in enumerate(page.lines) if self.is_row(line)]
        if not marked:
            return None
        lines, marks = self.lines(page)
        return assemble(self.name, page, lines, marks, plain=0.9)

    def is_row(self, line: str) -> bool:
        """True for a line with a tab that parts cells, not only one in front."""
        return self.mark in line.strip(" ")[1:] and bool(line.strip())

    def lines(self, page: Page) -> tuple[list[Row], list[Span]]:
        """Each line's cells; quoted cells of a spreadsheet may hold line ends."""
        rows: list[Row] = []
        marks: list[Span] = []
        at, size = 0, len(page.lines)
        while at < size:
            end = _quoted_end(page, at)
            start = page.starts[at]
            text = page.text[start : page.starts[end] + len(page.lines[end])]
            row = []
            for cell in _split(text):
                row.append(_unquoted(page, start + cell[0], start + cell[1], marks))
            rows.append(row)
            at = end + 1
        return rows, marks


def _quoted_end(page: Page, at: int) -> int:
    """The line where a quoted cell that opens on this line is closed, the line itself when none is open."""
    line = page.lines[at]
    if line.count('"') % 2 == 0 or not re.search(r'(?:^|\t)"', line):
        return at
    for end in range(at + 1, min(at + 60, len(page.lines))):
        if page.lines[end].count('"') % 2:
            return end if re.search(r'"(?:\t|$)', page.lines[end]) else at
    return at


def _split(text: str) -> list[tuple[int, int]]:
    """Start and end of each cell; a tab inside quotes parts nothing."""
    cells, start, quoted = [], 0, False
    for k, char in enumerate(text):
        if char == '"' and (quoted or k == start) and _closes(text, start):
            quoted = not quoted
        elif char == "\t" and not quoted:
            cells.append((start, k))
            start = k + 1
    cells.append((start, len(text)))
    return cells


def _closes(text: str, start: int) -> bool:
    return text[start : start + 1] == '"' and re.search(r'"(?:\t|$)', text[start + 1 :]) is not None


def _unquoted(page: Page, start: int, end: int, marks: list[Span]) -> Piece:
    raw = page.text[start:end]
    if len(raw) > 1 and raw[0] == raw[-1] == '"' and '"' not in raw[1:-1].replace('""', ""):
        marks += [Span(start, start + 1), Span(end - 1, end)]
        return page.piece(start + 1, end - 1) if '"' not in raw[1:-1] else _halved(page, start + 1, end - 1, marks)
    return page.piece(start, end)


def _halved(page: Page, start: int, end: int, marks: list[Span]) -> Piece:
    """A quoted cell's piece with each doubled quote taken as one."""
    parts, at = [], start
    for match in re.finditer('""', page.text[start:end]):
        parts.append((at, start + match.start() + 1))
        at = start + match.end()
        marks.append(Span(at - 1, at))
    parts.append((at, end))
    pieces = [page.piece(a, b) for a, b in parts]
    return joined(pieces, "")


def assemble(name: str, page: Page, lines: list[Row], marks: list[Span], plain: float) -> Draft | None:
    """Blocks from lines of cells: rows gathered to one grid, other lines to paragraphs."""
    header = next((k for k, row in enumerate(lines) if len(row) > 1 and header_like(row)), None)
    if header is None:
        header = next(headed_by_place(lines), None)
    if header is None:
        return None
    header = top_of(lines, header)
    cuts = [header, *_further(lines, header), len(lines)]
    tables = [table for begin, end in pairwise(cuts) if (table := _table(lines[begin:end]))]
    if len(tables) < len(cuts) - 1:
        return None
    blocks: list[Paragraph | Grid] = [p for row in lines[:header] for p in _paragraphs(row)]
    blocks += [block for table in tables for block in table[0]]
    return Draft(name, tuple(blocks), tuple(marks), plain=plain, cut_short=_cut_short(page, *tables[-1][1:]))


def _further(lines: list[Row], header: int) -> list[int]:
    """Where another table begins: at the title or the words 附件2 above a further header."""
    found = []
    for k in range(header + 1, len(lines)):
        if len(lines[k]) < 2 or not header_like(lines[k]):
            continue
        begin = k
        while begin > header and len(lines[begin - 1]) == 1:
            begin -= 1
        above = [Paragraph(row[0].text, row[0].origin) for row in lines[begin:k]]
        opens = opening(above, len(above))
        if opens < len(above):
            found.append(begin + opens)
    return found


def _table(lines: list[Row]) -> tuple[list[Paragraph | Grid], list[Row], list[Row]] | None:
    """The blocks of one table from its own title on, its rows, and the lines behind the last of them."""
    header = next((k for k, row in enumerate(lines) if len(row) > 1 and header_like(row)), 0)
    header = top_of(lines, header)
    width = max(len(line) for line in lines[header : header + 3])
    last = max(k for k, row in enumerate(lines) if len(row) > 1)
    rows, notes = _rows(lines[header : last + 1], width)
    tail = _tail(lines[last + 1 :], rows)
    grid = grid_of(rows)
    if grid is None:
        return None
    above = [p for row in lines[:header] for p in _paragraphs(row)]
    return [*above, grid, *(p for row in (*notes, *tail) for p in _paragraphs(row))], rows, tail


def _paragraphs(row: Row) -> list[Paragraph]:
    filled = [p for p in row if p.text]
    if len(filled) > 1 and is_fields(filled[0].text):  # 索引号: | 1137 | 成文日期: | 2025-10-08
        filled = [joined(filled, " ")]
    return [Paragraph(p.text, p.origin) for p in filled]


def _rows(lines: list[Row], width: int) -> tuple[list[Row], list[Row]]:
    """The table's rows, lines that go on in a cell joined to it, and the lines between them that are no row."""
    rows: list[Row] = []
    asides: list[Row] = []
    for number, line in enumerate(lines):
        if not any(p.text for p in line):
            continue
        if _is_aside(line, width):
            asides.append(line)
        elif not rows or _opens(line, rows[-1], width, lines[number + 1 : number + 4]):
            rows.append(list(line))
        else:
            rows[-1] = [*rows[-1][:-1], joined([rows[-1][-1], line[0]], "\n"), *line[1:]]
    return rows, asides


def _is_aside(line: Row, width: int) -> bool:
    """True for a line of page furniture or of labelled fields, whatever bars or tabs it holds."""
    text = line[0].text
    if len(line) == 1:
        return is_aside(text)
    whole = " ".join(p.text for p in line)
    return len(line) < width and not is_number(text) and (is_fields(text) or (len(whole) < 80 and is_furniture(whole)))


def _opens(line: Row, last: Row, width: int, following: list[Row]) -> bool:
    """True when a line is a row of its own, not the rest of the row before."""
    text = line[0].text
    if not text and len(line) > 1:
        return True
    if is_number(text) or ORDINAL.match(text) or is_section(text) or header_like(line):
        return len(line) > 1 or is_section(text) or not last[-1].text or len(last) >= width
    if len(line) == 1:
        return header_like(last) or (len(last) == 1) or (len(last) >= width and not last[-1].text)
    heads = len(last) == 1 and len(line) >= width and is_section(last[0].text)  # 一、城区 over a full row
    return heads or len(last) + len(line) - 1 > width


def _tail(lines: list[Row], rows: list[Row]) -> list[Row]:
    """Lines behind the last row with a tab, those without that go on in its last cell joined to it."""
    for number, line in enumerate(lines):
        text = line[0].text
        blank = not text
        if blank or is_section(text) or is_aside(text) or any(p.match(text) for p in (NOTE, PAGE_NUMBER, SIGNATURE)):
            return lines[number:]
        if not rows[-1][-1].text or len(text) < 4:
            return lines[number:]
        rows[-1] = [*rows[-1][:-1], joined([rows[-1][-1], line[0]], "\n")]
    return []


def _cut_short(page: Page, rows: list[Row], tail: list[Row]) -> int | None:
    """The line of the last row when the text ends in it and it lacks cells that all other rows have."""
    body = [row for row in rows if not header_like(row)]
    if len(body) < 3 or any(p.text for row in tail for p in row):
        return None
    last = body[-1]
    filled = [row for row in body[:-1] if len([p for p in row if p.text]) > 1]
    missing = range(len(last), max(len(r) for r in body))
    needed = [c for c in missing if sum(1 for r in filled if len(r) > c and r[c].text) >= 0.9 * len(filled) > 1]
    return last[0].line if needed and len(last) > 1 and not is_section(last[0].text) else None


LAYOUT = TabRows()
