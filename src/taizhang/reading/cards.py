"""Tables that lay out one item each as a form, label beside value, turned into tables of a header and one row.

A page may give every project its own small table (项目名称 | … | 责任单位 | …).  Turned round, the forms are one
table whose header comes again, and are read as such.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set

from msgspec import Struct, field
from msgspec.structs import replace

from taizhang.ledger import Role

from .banded import joined_bands
from .column_names import names_like, sure
from .folded import unfolded
from .grid import Grid, GridCell, Paragraph, Source
from .kinds import is_amount
from .lexicon import role_of
from .turned import upright

_LEAST = 3
"""Fewest labels of a form that comes again; one that stands alone needs one more."""

_TALLEST = 40
"""More rows than any form has."""

_WIDEST = 9
"""More cells than any row of a form has."""


_Inner = list[tuple[GridCell, GridCell | None, tuple[GridCell, ...]]]
"""Columns of a table inside a form: label, value, and the cells over the label from the top down."""


class _Card(Struct):
    """One form: its labels, the value beside each where it has one, and the wide cell over them that names it.

    `over` are the cells over a label that stands in a table of its own inside the form (季度节点, 计划 over 一季度).
    """

    labels: list[GridCell] = field(default_factory=list)
    values: list[GridCell | None] = field(default_factory=list)
    heading: GridCell | None = None
    over: dict[int, tuple[GridCell, ...]] = field(default_factory=dict)

    def has(self, label: GridCell) -> bool:
        return any(own.text == label.text and k not in self.over for k, own in enumerate(self.labels))

    def take(self, inner: _Inner) -> None:
        """Add the columns of a table inside the form."""
        for label, value, over in inner:
            self.over[len(self.labels)] = over
            self.labels.append(label)
            self.values.append(value)

    @property
    def is_whole(self) -> bool:
        """Whether it is long enough, and most of its labels have values."""
        own = [value for k, value in enumerate(self.values) if k not in self.over]
        return len(own) >= _LEAST and sum(value is not None for value in own) * 2 > len(own)


def unfold(source: Source) -> Source:
    """The source with forms turned into tables of two rows, what lies on its side upright, what is folded laid open."""
    source = _each(_with_bands(_each(source, upright)), unfolded)
    blocks = source.blocks
    again = _again([block for block in blocks if isinstance(block, Grid)])
    found = {k: cards for k, block in enumerate(blocks) if isinstance(block, Grid) and (cards := _cards(block, again))}
    cards = [card for k in found for card in found[k]]
    alone = len(cards) == 1 and sum(isinstance(block, Grid) for block in blocks) == 1
    if len(cards) < 2 and not (alone and len(cards[0].labels) > _LEAST):
        return source
    turned: list[Paragraph | Grid] = []
    for k, block in enumerate(blocks):
        turned += [_turned(card) for card in found[k]] if k in found else [block]
    return replace(source, blocks=tuple(turned))


def _each(source: Source, laid: Callable[[Grid], list[Paragraph | Grid]]) -> Source:
    """The same source where all its tables stand as they are read, as nearly all do."""
    made = [laid(block) if isinstance(block, Grid) else [block] for block in source.blocks]
    if all(len(parts) == 1 and parts[0] is block for parts, block in zip(made, source.blocks, strict=True)):
        return source
    return replace(source, blocks=tuple(part for parts in made for part in parts))


def _with_bands(source: Source) -> Source:
    """The same source with items that go on in rows across their table told in one row each."""
    made = {
        k: found for k, block in enumerate(source.blocks) if isinstance(block, Grid) and (found := joined_bands(block))
    }
    if not made:
        return source
    blocks = tuple(made[k][0] if k in made else block for k, block in enumerate(source.blocks))
    return replace(
        source, blocks=blocks, leftovers=(*source.leftovers, *(x for _, left in made.values() for x in left))
    )


_At = tuple[int, int, str]


def _again(grids: Sequence[Grid]) -> frozenset[_At]:
    """Words that stand in the same place of most tables; of forms these are the labels."""
    if len(grids) < 2:
        return frozenset()
    seen = Counter((c.row, c.column, c.text) for grid in grids if grid.height <= _TALLEST for c in grid.cells)
    return frozenset(place for place, times in seen.items() if times > 1 and times * 2 > len(grids))


def _cards(grid: Grid, again: Set[_At]) -> list[_Card]:
    """The forms that a table consists of, none when it is anything else."""
    rows: dict[int, list[GridCell]] = {}
    begin = grid.cells[1:] if grid.cells and _is_heading(grid.cells[0], grid) else grid.cells
    top = [cell for cell in begin[:_WIDEST] if cell.row == begin[0].row]
    if not _pairs(top, again):  # a header: most tables are done with here
        return []
    for cell in grid.cells:
        if cell.text:
            rows.setdefault(cell.row, []).append(cell)
    cards = [_Card()]
    again = again | _inside(grid)
    inner: dict[int, _Inner] = _inner_tables(rows)
    for row in sorted(rows):
        if row in inner:
            cards[-1].take(inner[row])
            continue
        if any(row > top and row <= top + found[0][2][0].rows - 1 for top, found in inner.items()):
            continue
        if len(rows[row]) == 1 and _is_heading(rows[row][0], grid):
            if cards[-1].labels:
                cards.append(_Card())
            cards[-1].heading = rows[row][0]
            continue
        pairs = _pairs(sorted(rows[row], key=lambda cell: cell.column), again)
        if not pairs:
            return []
        for label, value in pairs:
            if cards[-1].has(label):
                cards.append(_Card())
            cards[-1].labels.append(label)
            cards[-1].values.append(value)
    return cards if all(card.is_whole for card in cards) else []


def _inside(grid: Grid) -> frozenset[_At]:
    """Words that come again in a column of one table as often as its first label: labels of forms below each other."""
    seen = Counter((cell.column, cell.text) for cell in grid.cells)
    lead = next((cell for cell in grid.cells if _is_label(cell)), None)
    times = seen[lead.column, lead.text] if lead else 0
    if times < 2:
        return frozenset()
    return frozenset((c.row, c.column, c.text) for c in grid.cells if seen[c.column, c.text] == times)


def _inner_tables(rows: Mapping[int, Sequence[GridCell]]) -> dict[int, _Inner]:
    """Tables inside a form by their first row: a label that reaches down over names, and rows named at their left.

    季度节点 |      | 一季度 | 二季度 …
             | 计划 | …
             | 实际 | …
    """
    found: dict[int, _Inner] = {}
    for top, cells in rows.items():
        label, *heads = sorted(cells, key=lambda cell: cell.column)
        below = [sorted(rows.get(r, ()), key=lambda cell: cell.column) for r in range(top + 1, top + label.rows)]
        if label.rows < 2 or len(heads) < 2 or not all(below) or not all(names_like(h.text) for h in heads):
            continue
        named = [line[0] for line in below]
        if any(line.column <= label.column or line.column >= heads[0].column for line in named):
            continue
        found[top] = [
            (head, next((c for c in line[1:] if c.column == head.column), None), (label, line[0]))
            for line in below
            for head in heads
        ]
    return found


def _pairs(cells: Sequence[GridCell], again: Set[_At]) -> list[tuple[GridCell, GridCell | None]]:
    """A row's labels with their values; empty when a value has no label, or no label a value."""
    pairs: list[tuple[GridCell, GridCell | None]] = []
    for cell in cells:
        if _is_label(cell) or ((not pairs or pairs[-1][1]) and _comes_again(cell, again)):
            pairs.append((cell, None))
        elif pairs and pairs[-1][1] is None:
            pairs[-1] = (pairs[-1][0], cell)
        else:
            return []
    return pairs if len(cells) < 3 or any(value for _, value in pairs) else []


def _is_heading(cell: GridCell, grid: Grid) -> bool:
    """A cell over the whole width that isn't a label: 项目一：农贸市场改造."""
    return cell.columns > 1 and cell.columns >= grid.width and len(cell.text) <= 40 and not _is_label(cell)


def _is_label(cell: GridCell) -> bool:
    return len(cell.text) <= 12 and not is_amount(cell.text) and sure(cell.text.rstrip("：: ")) >= 0.8


def _comes_again(cell: GridCell, again: Set[_At]) -> bool:
    """Whether a text in a label's place is one although no lexicon has it: it stands there in the other forms too."""
    return (cell.row, cell.column, cell.text) in again and names_like(cell.text)


def _turned(card: _Card) -> Grid:
    if card.heading is not None and not any(role_of(label.text)[0] is Role.PROJECT for label in card.labels):
        card.labels.insert(0, GridCell("项目名称", 0, 0))
        card.values.insert(0, card.heading)
        card.over = {k + 1: over for k, over in card.over.items()}
    tiers = 1 + max((len(over) for over in card.over.values()), default=0)
    cells: list[GridCell] = []
    for k, label in enumerate(card.labels):
        over = card.over.get(k, ())
        cells += [_over(cell, row, k, card) for row, cell in enumerate(over) if not _stands(cell, row, k - 1, card)]
        cells.append(replace(label, row=len(over), column=k, rows=tiers - len(over), columns=1))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    cells += [
        replace(value, row=tiers, column=k, rows=1, columns=1)
        for k, value in enumerate(card.values)
        if value is not None
    ]
    return Grid(tuple(cells), tiers + 1, len(card.labels), spans_known=True, header_rows=tiers)


def _stands(cell: GridCell, row: int, column: int, card: _Card) -> bool:
    """Whether a cell stands over the label of that column."""
    over = card.over.get(column, ())
    return row < len(over) and over[row] is cell


def _over(cell: GridCell, row: int, column: int, card: _Card) -> GridCell:
    width = 1
    while _stands(cell, row, column + width, card):
        width += 1
    return replace(cell, row=row, column=column, rows=1, columns=width)
