"""Which tables of a document are one ledger: pages and sections under one header, and what stands by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from taizhang.language.chars import unspaced
from taizhang.ledger import Column, Role

from .grid import Grid, GridCell, Paragraph
from .header import Header, by_rows, find_headers
from .titles import opening

SAME = 0.5
"""The share of items in common from which two tables are states of one list."""
_NAMING = (Role.PROJECT, Role.CONTENT, Role.TARGET, Role.REGION)


class Part(Struct, frozen=True, eq=False):
    """The rows of one grid under one header; `header` is None for a grid that has none.

    `cells` are all cells of the grid by row and column.
    """

    grid: Grid
    block: int
    header: Header | None
    rows: tuple[int, ...]
    cells: Mapping[int, Mapping[int, GridCell]]


def parts_of(blocks: Sequence[Paragraph | Grid], *, loose: bool = False) -> list[Part]:
    """All tables of the document, cut where a header comes again; `loose` as `find_headers` takes it."""
    parts: list[Part] = []
    for index, grid in enumerate(blocks):
        if not isinstance(grid, Grid):
            continue
        cells = by_rows(grid)
        headers = find_headers(grid, loose=loose)
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


Member = tuple[Part, dict[int, int]]
"""A part, and the master's column for each of its own."""


class Group(Struct, frozen=True, eq=False):
    """Parts that are one ledger, under the header that has most columns; never without parts."""

    header: Header
    members: tuple[Member, ...]

    @property
    def rows(self) -> int:
        """How many rows its parts have."""
        return sum(len(part.rows) for part, _ in self.members)

    @property
    def first(self) -> int:
        """The block that it begins in."""
        return self.members[0][0].block

    @property
    def last(self) -> int:
        """The block that it ends in."""
        return self.members[-1][0].block


class Grouping(Struct, frozen=True):
    """The ledgers of a document in its order, and the one that is read where nobody chooses."""

    parts: list[Part]
    groups: list[Group] = field(default_factory=list)
    default: Group | None = None


def grouped(blocks: Sequence[Paragraph | Grid]) -> Grouping:
    """All ledgers of a document: under the header with most rows, and under the headers that remain.

    Tables under one header are several ledgers where each has its title and they list the same items.
    """
    parts = parts_of(blocks)
    if not any(part.header for part in parts):
        parts = parts_of(blocks, loose=True)
    first = _largest(parts)
    if first is None:
        return Grouping(parts)
    groups = list(_states(first, blocks))
    default = max(groups, key=lambda group: group.rows)
    taken = {part for part, _ in first.members}
    for other in _remaining([part for part in parts if part not in taken]):
        groups += _states(other, blocks)
    place = {part: k for k, part in enumerate(parts)}
    groups = [group for group in groups if group.rows or group is default]
    return Grouping(parts, sorted(groups, key=lambda group: place[group.members[0][0]]), default)


def _largest(parts: Sequence[Part]) -> Group | None:
    """The parts under the header with most rows."""
    masters = sorted((p.header for p in parts if p.header), key=lambda h: -len(h.columns))
    best: Group | None = None
    seen: set[tuple[str, ...]] = set()
    for master in masters:
        if master.names in seen:
            continue
        seen.add(master.names)
        group = Group(master, tuple(_members(parts, master)))
        if best is None or group.rows > best.rows:
            best = group
    return best


def _remaining(parts: list[Part]) -> Iterator[Group]:
    """Further ledgers, each under the widest header that is left; one header alone is none."""
    for master in sorted((p.header for p in parts if p.header and p.rows), key=lambda h: -len(h.columns)):
        if not any(part.header is master for part in parts):
            continue
        group = Group(master, tuple(_members(parts, master)))
        taken = {part for part, _ in group.members}
        parts = [part for part in parts if part not in taken]
        yield group


def _members(parts: Sequence[Part], master: Header) -> list[Member]:
    chosen: list[Member] = []
    for part in parts:
        if part.header:
            columns = mapping(part.header, master)
            if columns is not None:
                chosen.append((part, columns))
        elif chosen and part.grid.width == len(master.columns):
            chosen.append((part, {k: k for k in range(part.grid.width)}))
    return chosen


def _states(group: Group, blocks: Sequence[Paragraph | Grid]) -> Iterator[Group]:
    """The group, or the states of one list that it holds: tables with titles of their own and the same items."""
    runs: list[list[Member]] = []
    for member in group.members:
        block = member[0].block
        if not runs or (block != runs[-1][-1][0].block and member[0].header and opening(blocks, block) < block):
            runs.append([])
        runs[-1].append(member)
    if len(runs) == 1:
        yield group
        return
    for state in apart([items([part for part, _ in run]) for run in runs]):
        members = [member for k in state for member in runs[k]]
        header = max((part.header for part, _ in members if part.header), key=lambda h: len(h.columns))
        yield Group(header, tuple(members)) if len(members) < len(group.members) else group


def apart(named: Sequence[frozenset[str]], order: Iterable[int] | None = None) -> list[list[int]]:
    """Tables by what they list: those with items of their own together, states of one list apart.

    They are looked at in that order, by default their own.
    """
    lists: list[list[int]] = []
    for k in order if order is not None else range(len(named)):
        fitting = (found for found in lists if not any(_same_list(named[k], named[other]) for other in found))
        into = next(fitting, None)
        if into is None:
            lists.append([k])
        else:
            into.append(k)
    return [sorted(found) for found in lists]


def items(parts: Sequence[Part]) -> frozenset[str]:
    """What the rows under a header list, by the first column that names items."""
    named: set[str] = set()
    column = None
    for part in parts:
        if part.header:
            roles = [c.role for c in part.header.columns]
            column = next((roles.index(role) for role in _NAMING if role in roles), None)
        cells = [part.cells[row].get(column) for row in part.rows if column is not None]
        named |= {"".join(cell.text.split()) for cell in cells if cell}
    return frozenset(named)


def _same_list(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and len(a & b) >= SAME * min(len(a), len(b))
