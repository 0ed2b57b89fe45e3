"""Grids to one table: repeated headers away, pages joined, rows told apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from taizhang.ledger import Column, HeaderCell, Leftover, LeftoverReason, Origin, Role, Span

from .grid import Grid, GridCell, Paragraph
from .groups import Group, Grouping, Member, Part
from .header import Header
from .patterns import BEFORE_TITLE, CONTINUED, NOTE, PAGE_NUMBER, SECTION, TITLE_WORD, is_aside, is_section
from .titles import opening


class Line(Struct):
    """One row of the table: its cells by the table's columns; `opens_page` when a page begins with it.

    `spans_known` is true when the source itself says which cells cover several rows.
    """

    cells: dict[int, GridCell]
    opens_page: bool = False
    table: int = 0
    spans_known: bool = False


class Table(Struct):
    """The ledger's table taken from all its pages."""

    columns: tuple[Column, ...] = ()
    header: tuple[HeaderCell, ...] = ()
    lines: list[Line] = field(default_factory=list)
    above: list[Paragraph] = field(default_factory=list)
    below: list[Paragraph] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)


def gather(blocks: Sequence[Paragraph | Grid], grouping: Grouping, number: int) -> Table:
    """The `number`-th ledger of a document with all its pages."""
    parts, group = grouping.parts, grouping.groups[number]
    members = [part for part, _ in group.members]
    table = Table(group.header.columns, group.header.cells)
    _set_aside(table, parts, members)
    begin, last = _opening(blocks, members), group.last
    end = _annex(blocks, last, {p.block for p in parts if p.header})
    before, elsewhere = _before(blocks, grouping, group), _elsewhere(grouping, group)
    following = min((other.first for other in grouping.groups if other.first > last), default=len(blocks))
    first, inside = {p.block: p for p in reversed(parts)}, _by_block(group.members)
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            over = _over_header(first[index])
            if index in elsewhere:
                table.leftovers += leftover(over, "unplaced")
            else:
                table.above += over
            for part, columns in inside.get(index, ()):
                _take(table, part, columns, group.header)
        elif index in before or (index >= end and _of_another(block, index > following)):
            table.leftovers += leftover([block], "unplaced")
        elif index < begin:
            table.above.append(block)
        elif index > last:
            table.below.append(block)
        else:
            _between(table, block)
    return table


def _before(blocks: Sequence[Paragraph | Grid], grouping: Grouping, group: Group) -> range:
    """What stands with the ledgers before this one; the words above them all are said of this one too."""
    others = [other.first for other in grouping.groups if other.last < group.first]
    return range(opening(blocks, min(others)), opening(blocks, group.first)) if others else range(0)


def _of_another(block: Paragraph, behind: bool) -> bool:
    """Whether a paragraph that follows in another annex, `behind` its table, is of that."""
    return not is_aside(block.text) or (behind and bool(NOTE.match(block.text)))


def _elsewhere(grouping: Grouping, group: Group) -> set[int]:
    """The blocks that only other ledgers stand in."""
    ours = {part.block for part, _ in group.members}
    return {part.block for other in grouping.groups for part, _ in other.members} - ours


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


def _by_block(members: Sequence[Member]) -> dict[int, list[Member]]:
    found: dict[int, list[Member]] = {}
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
        if len(cells) == 1 and CONTINUED.match(cells[0].text):
            table.leftovers += leftover(cells, "repeated_header")
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
    elif CONTINUED.match(block.text):
        table.leftovers += leftover([block], "repeated_header")
    elif is_section(block.text):
        table.lines.append(Line({0: GridCell(block.text, 0, 0, origin=block.origin)}))
    elif NOTE.match(block.text):
        table.below.append(block)
    else:
        table.above.append(block)


def numbered(table: Table) -> bool:
    """True when the first column numbers the items."""
    return bool(table.columns) and table.columns[0].role is Role.NUMBER
