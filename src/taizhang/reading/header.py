"""The header of a grid: where it is, which cell stands over which columns, what each column is for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from taizhang.language.chars import unspaced
from taizhang.language.patterns import Pattern
from taizhang.ledger import Column, HeaderCell, Role

from .column_names import (
    OF_WORKS,
    by_place,
    is_lower_tier,
    matrix_role,
    names_columns,
    settled,
    side_of,
    under_group,
)
from .grid import Grid, GridCell
from .kinds import traits
from .lexicon import halves, role_of

MAX_TIERS = 4
_AMOUNT = Pattern(r"^(?:数量|数|量|数值|值|总数)(?:[(（].*[)）])?$")


class Header(Struct, frozen=True):
    """A header in a grid: rows `top` to `bottom` (inclusive), its cells, and the columns under it."""

    top: int
    bottom: int
    cells: tuple[HeaderCell, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(c.name for c in self.columns)


def by_rows(grid: Grid) -> dict[int, dict[int, GridCell]]:
    """The grid's filled cells by row and column of their top left place."""
    rows: dict[int, dict[int, GridCell]] = {}
    for cell in grid.cells:
        if cell.text:
            rows.setdefault(cell.row, {})[cell.column] = cell
    return {row: rows[row] for row in sorted(rows)}


def find_headers(grid: Grid, *, loose: bool = False) -> list[Header]:
    """All headers of a grid from the top down, repeated ones too.

    `loose` takes a row of short words over rows of figures for one where none has names enough that are known.
    """
    rows = by_rows(grid)
    numbers = list(rows)
    headers: list[tuple[int, int]] = []
    at = 0
    if grid.header_rows:
        at = sum(1 for row in numbers if row < grid.header_rows)
        headers.append((0, grid.header_rows - 1))
    if loose and not headers and (first := by_place([[c.text for c in rows[k].values()] for k in numbers])) is not None:
        headers.append((numbers[first], numbers[_bottom(rows, numbers, first, numbers[first])]))
        at = len(numbers)
    while at < len(numbers):
        row = numbers[at]
        if not names_columns([c.text for c in rows[row].values()]):
            at += 1
            continue
        top = _top(rows, numbers, at, headers[-1][1] if headers else -1)
        bottom = _bottom(rows, numbers, at, numbers[top])
        headers.append((numbers[top], numbers[bottom]))
        at = bottom + 1
    ends = [top for top, _ in headers[1:]] + [grid.height][: len(headers)]
    return [_header(rows, top, bottom, end) for (top, bottom), end in zip(headers, ends, strict=True)]


def _top(rows: Mapping[int, dict[int, GridCell]], numbers: list[int], at: int, above: int) -> int:
    """The header's first row: rows over the names that hold several short texts are its upper tiers."""
    top = at
    while top and at - top < MAX_TIERS - 1 and numbers[top - 1] > above:
        cells = list(rows[numbers[top - 1]].values())
        lower = rows[numbers[top]]
        open_left = min(lower) > 0 or len(lower) < len(cells) or any(c.rows > 1 or c.columns > 1 for c in cells)
        if len(cells) < 2 or not open_left or not all(_short(c.text) for c in cells):
            break
        top -= 1
    return top


def _short(text: str) -> bool:
    return len(text) <= 30 and not re.search(r"[。；;]", text) and not traits(text) & {"number", "amount", "percent"}


def _bottom(rows: Mapping[int, dict[int, GridCell]], numbers: list[int], at: int, top: int) -> int:
    """The header's last row: rows that cells of it reach down to, or that hold names under open places."""
    reach = max(c.row + c.rows - 1 for r in numbers[: at + 1] if r >= top for c in rows[r].values())
    bottom = at
    width = 1 + max(max(rows[r]) for r in numbers[at : at + 6])
    while bottom + 1 < len(numbers) and bottom - at < MAX_TIERS:
        row = numbers[bottom + 1]
        lower = {c.column: c.text for c in rows[row].values()}
        if row <= reach or is_lower_tier(lower, sorted(rows[numbers[bottom]]), width) or _numbering(rows[row]):
            bottom += 1
        else:
            break
    return bottom


_ONLY_NUMBERS = Pattern(r"[(（]?\d{1,2}[)）]?(?:=[\d\s()（）+\-*/×÷%％]+)?|[甲乙丙丁]")
"""What numbers a column, and may say of which others it is worked out: 6=5/4."""
_FRONT = frozenset("甲乙丙丁")
"""What stands for numbers over the columns that name the items."""


def _numbering(row: Mapping[int, GridCell]) -> bool:
    """True for a row that only numbers the columns: 1 2 3 4, or 甲 乙 1 2."""
    texts = [re.sub(r"[()（）栏\s]", "", c.text) for c in row.values()]
    counted = [t.partition("=")[0] for t in texts if t not in _FRONT]  # 6=5/4
    if len(counted) < 3 or not all(t.isdigit() and len(t) < 3 for t in counted):
        return False
    digits = [int(t) for t in counted]
    return digits == list(range(1, len(digits) + 1))


def _header(rows: Mapping[int, dict[int, GridCell]], top: int, bottom: int, end: int) -> Header:
    """The header in rows `top` to `bottom`; its table reaches to the row before `end`."""
    width = _width(rows, top, bottom, end)
    cells = [c for r in range(top, bottom + 1) for c in rows.get(r, {}).values()]
    spread = _spread(cells, top, bottom, width)
    heads = tuple(
        HeaderCell(c.text, c.row - top, c.column, span[0], span[1], c.origin)
        for c, span in zip(cells, spread, strict=True)
    )
    return Header(top, bottom, heads, _columns(heads, bottom - top + 1, width))


def _width(rows: Mapping[int, dict[int, GridCell]], top: int, bottom: int, end: int) -> int:
    """How many columns a table has; a lone word beside one of several rows, with no heading over it, makes none."""
    reach = [max(c.column + c.columns for c in rows[r].values()) for r in range(top, end) if rows.get(r)]
    named = max(c.column + c.columns for r in range(top, bottom + 1) for c in rows.get(r, {}).values())
    beyond = [wide for wide in reach if wide > named]
    return named if len(beyond) == 1 and len(reach) > 4 else max(reach)


def _spread(cells: Sequence[GridCell], top: int, bottom: int, width: int) -> list[tuple[int, int]]:
    """Rows and columns that each header cell covers; where the file does not say, empty places tell."""
    taken = {(r, k) for c in cells for r in range(c.row, c.row + c.rows) for k in range(c.column, c.column + c.columns)}
    spans = []
    for cell in cells:
        columns = cell.columns
        if columns == 1:
            while _open_right(taken, cells, cell, columns, bottom, width):
                columns += 1
        rows = cell.rows
        while cell.row + rows <= bottom and not any(
            (cell.row + rows, k) in taken for k in range(cell.column, cell.column + columns)
        ):
            rows += 1
        spans.append((rows, columns))
    return spans


def _open_right(
    taken: set[tuple[int, int]], cells: Sequence[GridCell], cell: GridCell, columns: int, bottom: int, width: int
) -> bool:
    """True when the place to the right is empty and belongs under this cell."""
    column = cell.column + columns
    if column >= width or (cell.row, column) in taken:
        return False
    below = [r for r in range(cell.row + 1, bottom + 1) if (r, column) in taken]
    above = [r for r in range(min(c.row for c in cells), cell.row) if (r, column) in taken]
    if above and not any(
        c.row < cell.row and c.column <= cell.column and column < c.column + max(c.columns, 99) for c in cells
    ):
        return False
    if above:
        return False
    under_self = any((r, cell.column) in taken for r in range(cell.row + 1, bottom + 1))
    return (bool(below) and under_self) or not below


def _columns(heads: Sequence[HeaderCell], tiers: int, width: int) -> tuple[Column, ...]:
    paths = [_path(heads, column) for column in range(width)]
    leaves = [path[-1].text if path else "" for path in paths]
    flat = [unspaced(leaf).rstrip("：:") for leaf in leaves]
    keys = [(name, path[-1].column if path else -1) for name, path in zip(flat, paths, strict=True)]
    shared = Counter(name for name, column in set(keys) if name)
    names: list[str] = []
    indicators: list[str] = []
    for column, path in enumerate(paths):
        name, indicator = flat[column], ""
        if path and path[-1].columns > 1 and path[-1].row + path[-1].rows == tiers:
            name = _part(path[-1], column)
        if len(path) > 1 and shared[name] > 1:
            upper = unspaced(path[-2].text)
            indicator = upper if side_of(upper) is None else "" if _AMOUNT.match(name) else name
            name = f"{upper}·{name}"
        names.append(name)
        indicators.append(indicator)
    groups = [path[-2].text if len(path) > 1 else "" for path in paths]
    indicators = _paired(groups, leaves, indicators)
    roles = list(settled([_role(names[k], leaves[k], indicators[k], groups[k]) for k in range(width)]))
    if any(indicators) and Role.REGION not in roles and (corner := _corner(leaves, roles, indicators)) is not None:
        roles[corner] = Role.REGION
    unique = _unique(names)
    of_days = [bool(OF_WORKS.search(group)) for group in groups]
    kept = ["" if day else indicator for day, indicator in zip(of_days, indicators, strict=True)]
    return tuple(Column(unique[k], roles[k], tuple(h.text for h in paths[k]), kept[k]) for k in range(width))


def _paired(groups: Sequence[str], leaves: Sequence[str], indicators: Sequence[str]) -> list[str]:
    """The indicators, with those of groups that each have a goal and a result under names of their own.

    管网改造（公里） over 年度任务 and 完成 beside 受益人口（人） over 计划 and 实际: a matrix, whatever the words.
    """
    sides: dict[str, set[Role]] = {}
    for group, leaf in zip(groups, leaves, strict=True):
        if group and role_of(group)[0] in (None, Role.EXTRA):
            sides.setdefault(unspaced(group), set()).add(matrix_role(leaf))
    whole = {group for group, roles in sides.items() if {Role.TARGET, Role.ACHIEVED} <= roles}
    if any(indicators) or len(whole) < 2:
        return list(indicators)
    return [unspaced(group) if unspaced(group) in whole else "" for group in groups]


def _path(heads: Sequence[HeaderCell], column: int) -> list[HeaderCell]:
    """The header cells over a column from the top down."""
    over = [h for h in heads if h.column <= column < h.column + h.columns and not _ONLY_NUMBERS.fullmatch(h.text)]
    return sorted(over, key=lambda h: h.row)


def _part(head: HeaderCell, column: int) -> str:
    """The name of one of several columns under one cell: 项目名称及指标任务, or a project's sub-items."""
    index = column - head.column
    text = unspaced(head.text)
    pair = halves(text)
    if pair and head.columns == 2:
        return pair[index]
    if index == 0:
        return text
    if role_of(text)[0] in (Role.PROJECT, Role.CONTENT) and index == 1:
        return "子项目"
    return f"{text}({index + 1})"


def _role(name: str, leaf: str, indicator: str, group: str) -> Role:
    side = side_of(unspaced(group)) if group and (indicator or _AMOUNT.match(unspaced(leaf))) else None
    if side:
        return side
    if indicator:
        return matrix_role(leaf, group)
    if group:
        return under_group(leaf, group)
    role = role_of(name)[0] or role_of(leaf)[0]
    return role or (Role.NUMBER if not name else Role.EXTRA)


def _corner(leaves: Sequence[str], roles: Sequence[Role], indicators: Sequence[str]) -> int | None:
    """The column that names a matrix's rows: unknown words, or a corner cut in two (项目 / 镇街)."""
    for column, indicator in enumerate(indicators):
        if indicator or roles[column] is Role.NUMBER:
            continue
        halved = [role_of(word)[0] for word in re.split(r"[\s/\\|、]+", leaves[column])]
        return column if column < 2 and (roles[column] is Role.EXTRA or Role.REGION in halved[:3]) else None
    return None


def _unique(names: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    unique = []
    for k, name in enumerate(names):
        name = name or (f"第{k + 1}列" if k else "序号")
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name}({seen[name]})")
    return unique
