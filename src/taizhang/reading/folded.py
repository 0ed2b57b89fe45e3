"""Long tables folded into two or three beside each other, as notice boards print them, laid one below the other.

序号 | 项目 | 完成 | 序号 | 项目 | 完成: the header comes again on one line, and the list goes on in the second half.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from taizhang.ledger import Role

from .column_names import names_like, sure
from .grid import Grid, GridCell, Paragraph
from .lexicon import role_of

_HIGHEST = 5
"""Rows of titles over a header, and the header itself."""
_NAMING = frozenset({Role.NUMBER, Role.PROJECT, Role.SUBPROJECT, Role.CONTENT, Role.REGION})


def unfolded(grid: Grid) -> list[Paragraph | Grid]:
    """The parts of a folded table from the left, each under its own header; the grid alone where it is not folded."""
    rows: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        if cell.row < _HIGHEST and cell.text:
            rows.setdefault(cell.row, []).append(cell)
    for number in sorted(rows):
        heads = sorted(rows[number], key=lambda cell: cell.column)
        if heads[0].column == 0 and (times := _folds([cell.text for cell in heads])):  # a matrix names its rows first
            cuts = [head.column for head in heads[:: len(heads) // times]]
            return _parts(grid, number, cuts)
    return [grid]


def _folds(names: Sequence[str]) -> int:
    """How many times a row of headings prints the same ones, 0 for once."""
    for times in (2, 3):
        size = len(names) // times  # 目标 完成 目标 完成 names no rows
        if size < 2 or size * times < len(names) or list(names[:size]) * times != list(names):
            continue
        known = [name for name in names[:size] if sure(name) >= 0.8]
        if len(known) >= 2 and all(map(names_like, names)) and any(role_of(name)[0] in _NAMING for name in known):
            return times
    return 0


def _parts(grid: Grid, header: int, cuts: Sequence[int]) -> list[Paragraph | Grid]:
    """A grid for each part; what stands over all of them goes to the first, what stands below them behind."""
    ends = [*cuts[1:], grid.width]
    held: list[list[GridCell]] = [[] for _ in cuts]
    behind: list[Paragraph] = []
    for cell in grid.cells:
        at = max((k for k, cut in enumerate(cuts) if cut <= cell.column), default=0)
        if cell.row < header:
            held[0].append(cell)
        elif cell.column + cell.columns > ends[at]:
            behind.append(Paragraph(cell.text, cell.origin))
        else:
            held[at].append(replace(cell, column=cell.column - (cuts[at] if at else 0)))
    first, *others = (
        Grid(tuple(cells), grid.height, end - (cut if k else 0), grid.spans_known, grid.page_starts)
        for k, (cells, cut, end) in enumerate(zip(held, cuts, ends, strict=True))
    )
    return [first, *others, *behind]
