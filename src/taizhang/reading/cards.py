"""Tables that lay out one item each as a form, label beside value, turned into tables of a header and one row.

A page may give every project its own small table (项目名称 | … | 责任单位 | …).  Turned round, the forms are one
table whose header comes again, and are read as such.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from msgspec import Struct, field
from msgspec.structs import replace

from taizhang.ledger import Role

from .column_names import names_like, sure
from .grid import Grid, GridCell, Paragraph, Source
from .kinds import is_amount
from .lexicon import role_of

_LEAST = 3
"""Fewest labels of a form that comes again; one that stands alone needs one more."""

_TALLEST = 40
"""More rows than any form has."""

_WIDEST = 9
"""More cells than any row of a form has."""


class _Card(Struct):
    """One form: its labels, the value beside each where it has one, and the wide cell over them that names it."""

    labels: list[GridCell] = field(default_factory=list)
    values: list[GridCell | None] = field(default_factory=list)
    heading: GridCell | None = None

    def has(self, label: GridCell) -> bool:
        return any(own.text == label.text for own in self.labels)

    @property
    def is_whole(self) -> bool:
        """Whether it is long enough, and most of its labels have values."""
        filled = sum(value is not None for value in self.values)
        return len(self.labels) >= _LEAST and filled * 2 > len(self.labels)


def unfold(source: Source) -> Source:
    """The source with every form turned into a table of two rows; the same when it holds no forms."""
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
    for row in sorted(rows):
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


def _pairs(cells: Sequence[GridCell], again: Set[_At]) -> list[tuple[GridCell, GridCell | None]]:
    """A row's labels with their values; empty when a value has no label, or no label a value."""
    pairs: list[tuple[GridCell, GridCell | None]] = []
    for cell in cells:
        if _is_label(cell) or (pairs and pairs[-1][1] and _comes_again(cell, again)):
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
    cells = [replace(label, row=0, column=k, rows=1, columns=1) for k, label in enumerate(card.labels)]
    cells += [
        replace(value, row=1, column=k, rows=1, columns=1) for k, value in enumerate(card.values) if value is not None
    ]
    return Grid(tuple(cells), 2, len(card.labels), spans_known=True, header_rows=1)
