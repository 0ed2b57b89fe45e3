"""Grids to one table: repeated headers away, pages joined, rows told apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from taizhang.language.chars import unspaced
from taizhang.ledger import Column, HeaderCell, Leftover, LeftoverReason, Origin, Role, Span

from .grid import Grid, GridCell, Paragraph
from .header import Header, by_rows, find_headers
from .patterns import BEFORE_TITLE, NOTE, PAGE_NUMBER, SECTION, TITLE_WORD, is_aside, is_section


@dataclass(slots=True)
class Line:
    """One row of the table: its cells by the table's columns; `opens_page` when a page begins with it.

    `spans_known` is true when the source itself says which cells cover several rows.
    """

    cells: dict[int, GridCell]
    opens_page: bool = False
    table: int = 0
    spans_known: bool = False


@dataclass(slots=True)
class Table:
    """The ledger's table taken from all its pages; `others` names the tables that are not the ledger's."""

    columns: tuple[Column, ...] = ()
    header: tuple[HeaderCell, ...] = ()
    lines: list[Line] = field(default_factory=list)
    above: list[Paragraph] = field(default_factory=list)
    below: list[Paragraph] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The rows of one grid under one header; `header` is None for a grid that has none.

    `cells` are all cells of the grid by row and column.
    """

    grid: Grid
    block: int
    header: Header | None
    rows: tuple[int, ...]
    cells: Mapping[int, Mapping[int, GridCell]]


def parts_of(blocks: Sequence[Paragraph | Grid]) -> list[Part]:
    """All tables of the document, cut where a header comes again."""
    parts: list[Part] = []
    for index, grid in enumerate(blocks):
        if not isinstance(grid, Grid):
            continue
        cells = by_rows(grid)
        headers = find_headers(grid)
        if not headers:
            parts.append(Part(grid, index, None, tuple(cells), cells))
        ends = [h.top for h in headers[1:]] + [grid.height][: len(headers)]
        for header, end in zip(headers, ends, strict=True):
            rows = tuple(r for r in range(header.bottom + 1, end) if r in cells)
            parts.append(Part(grid, index, header, rows, cells))
    return parts


def mapping(part: Header, master: Header) -> dict[int, int] | None:
    """Where each column of a header stands in the master's, None when they are different tables."""
    found: dict[int, int] = {}
    at = 0
    for k, column in enumerate(part.columns):
        options = [j for j in range(at, len(master.columns)) if _same(column, master.columns[j])]
        if options:
            found[k] = options[0]
            at = options[0] + 1
    need = min(len(part.columns), len(master.columns))
    return found if len(found) * 10 >= need * 7 and len(found) == len(part.columns) else None


def _same(a: Column, b: Column) -> bool:
    if a.name == b.name:
        return True
    return bool(a.heading) and tuple(map(unspaced, a.heading)) == tuple(map(unspaced, b.heading))


def choose(parts: Sequence[Part]) -> tuple[Header, list[tuple[Part, dict[int, int]]]] | None:
    """The header of the table with the most rows, and the parts that belong under it with their columns."""
    masters = sorted((p.header for p in parts if p.header), key=lambda h: -len(h.columns))
    best: tuple[int, Header, list[tuple[Part, dict[int, int]]]] | None = None
    seen: set[tuple[str, ...]] = set()
    for master in masters:
        if master.names in seen:
            continue
        seen.add(master.names)
        chosen = _members(parts, master)
        size = sum(len(p.rows) for p, _ in chosen)
        if best is None or size > best[0]:
            best = (size, master, chosen)
    return (best[1], best[2]) if best else None


def _members(parts: Sequence[Part], master: Header) -> list[tuple[Part, dict[int, int]]]:
    chosen: list[tuple[Part, dict[int, int]]] = []
    for part in parts:
        if part.header:
            columns = mapping(part.header, master)
            if columns is not None:
                chosen.append((part, columns))
        elif chosen and part.grid.width == len(master.columns):
            chosen.append((part, {k: k for k in range(part.grid.width)}))
    return chosen


def gather(blocks: Sequence[Paragraph | Grid]) -> Table | None:
    """The ledger's table with all its pages, None when no grid has a header."""
    parts = parts_of(blocks)
    chosen = choose(parts)
    if chosen is None:
        return None
    master, members = chosen
    table = Table(master.columns, master.cells)
    member_parts = [p for p, _ in members]
    _set_aside(table, parts, member_parts)
    begin, last = _opening(blocks, member_parts), member_parts[-1].block
    end = _annex(blocks, last, {p.block for p in parts if p.header})
    first, inside = {p.block: p for p in reversed(parts)}, _by_block(members)
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            table.above += _over_header(first[index])
            for part, columns in inside.get(index, ()):
                _take(table, part, columns, master)
        elif index < begin:
            table.above.append(block)
        elif index >= end and not is_aside(block.text):
            table.leftovers += leftover([block], "unplaced")
        elif index > last:
            table.below.append(block)
        else:
            _between(table, block)
    return table


def _opening(blocks: Sequence[Paragraph | Grid], members: Sequence[Part]) -> int:
    """Where the ledger begins: its first table, or the section over it when sections part its tables."""
    first, last = members[0].block, members[-1].block
    above = blocks[first - 1] if first else None
    if not isinstance(above, Paragraph) or not (is_section(above.text) and SECTION.match(above.text)):
        return first
    between = [b.text for b in blocks[first:last] if isinstance(b, Paragraph) and SECTION.match(b.text)]
    ends = [part.rows[-1] for part in members[:-1] if part.rows]
    lone = [
        (row, next(iter(part.cells[row].values())).text)
        for part in members
        for row in part.rows
        if len(part.cells[row]) == 1
    ]
    begun = {text.strip()[:1] for text in (*between, *(text for _, text in lone))}
    parted = between or any(row in ends and SECTION.match(text) for row, text in lone)
    return first - 1 if parted and above.text.strip()[:1] not in begun else first


def _annex(blocks: Sequence[Paragraph | Grid], last: int, headed: Collection[int]) -> int:
    """Where what follows the ledger is another annex: at the words 附件2, or at the title of another table."""
    for index in range(last + 1, len(blocks)):
        block = blocks[index]
        if isinstance(block, Paragraph):
            if BEFORE_TITLE.match(block.text):
                return index
        elif index in headed:
            above = blocks[index - 1]
            titled = isinstance(above, Paragraph) and not NOTE.match(above.text) and TITLE_WORD.search(above.text)
            return index - 1 if titled and index - 1 > last else index
    return len(blocks)


_Member = tuple[Part, dict[int, int]]


def _by_block(members: Sequence[_Member]) -> dict[int, list[_Member]]:
    found: dict[int, list[_Member]] = {}
    for member in members:
        found.setdefault(member[0].block, []).append(member)
    return found


def _set_aside(table: Table, parts: Sequence[Part], members: Sequence[Part]) -> None:
    """Tables that are not the ledger's."""
    ours = set(members)
    for part in parts:
        if part in ours:
            continue
        cells = [c for r in part.rows for c in part.cells[r].values()]
        heads = list(part.header.cells) if part.header else []
        if part.header and part.rows:
            table.others.append("、".join(part.header.names[:4]))
        table.leftovers += leftover([*heads, *cells], "unplaced")


def _over_header(part: Part) -> list[Paragraph]:
    """What stands above the first header inside a grid: the title and what belongs to it."""
    if part.header is None:
        return []
    over = [r for r in range(part.header.top) if r in part.cells]
    return [Paragraph(c.text, c.origin) for r in over for c in part.cells[r].values()]


def leftover(cells: Iterable[HeaderCell | GridCell | Paragraph], reason: LeftoverReason) -> list[Leftover]:
    """The texts of cells as one leftover, empty when there are none."""
    filled = [c for c in cells if c.text]
    if not filled:
        return []
    spans: list[Span] = [s for c in filled for s in c.origin.spans]
    at = filled[0].origin
    origin = Origin(at.file, at.page, at.sheet, at.table, at.row, at.column, tuple(spans))
    return [Leftover(" ".join(c.text for c in filled), reason, origin)]


def _take(table: Table, part: Part, columns: Mapping[int, int], master: Header) -> None:
    """Add a part's rows to the table; its header is a repeated one unless it is the master's."""
    if part.header and part.header is not master:
        table.leftovers += leftover(part.header.cells, "repeated_header")
    first = bool(table.lines)
    for number in part.rows:
        cells = list(part.cells[number].values())
        if len(cells) == 1 and PAGE_NUMBER.match(cells[0].text):
            table.leftovers += leftover(cells, "page_number")
            first = True
            continue
        if note := _note(cells):
            table.below.append(note)
            continue
        opens = first or number in part.grid.page_starts
        placed: dict[int, GridCell] = {}
        for c in cells:
            target = columns.get(c.column)
            if target is None or target in placed:
                table.leftovers += leftover([c], "unplaced")
            else:
                placed[target] = c
        table.lines.append(Line(placed, opens, part.block, part.grid.spans_known))
        first = False


def _note(cells: Sequence[GridCell]) -> Paragraph | None:
    """The note that a row is: a lone cell, or 注： with its words in the cell beside it."""
    first, *rest = sorted(cells, key=lambda c: c.column)
    if not NOTE.match(first.text) or len(rest) > 1 or (rest and first.text.strip()[-1] not in "：:"):
        return None
    spans = tuple(s for c in (first, *rest) for s in c.origin.spans)
    return Paragraph("".join(c.text for c in (first, *rest)), replace(first.origin, spans=spans))


def _between(table: Table, block: Paragraph) -> None:
    """A paragraph between the pages of the table: a section, a page's number, or the title of the next page."""
    if PAGE_NUMBER.match(block.text):
        table.leftovers += leftover([block], "page_number")
    elif is_section(block.text):
        table.lines.append(Line({0: GridCell(block.text, 0, 0, origin=block.origin)}))
    elif NOTE.match(block.text):
        table.below.append(block)
    else:
        table.above.append(block)


def numbered(table: Table) -> bool:
    """True when the first column numbers the items."""
    return bool(table.columns) and table.columns[0].role is Role.NUMBER
