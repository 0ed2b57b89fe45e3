"""Rows whose cells are marked but may be too few or too many: put under the header's columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from taizhang.ledger import Role

from .align import align
from .column_names import by_place, is_lower_tier, names_columns
from .costs import Habits
from .fitting import fits
from .grid import Grid, GridCell
from .lexicon import halves, role_of
from .patterns import is_section
from .pieces import Piece

Row = list[Piece]
_ALIGN = Habits(stay=None, skip=1.0, lines=True)


def header_like(row: Sequence[Piece]) -> bool:
    """True for a row of header names."""
    return names_columns([p.text for p in row if p.text])


def grid_of(rows: Sequence[Row]) -> Grid | None:
    """The grid of rows of cells, None when there is no header among them."""
    printed = [len(row) for row in rows]
    rows = [_trimmed(row) for row in rows]
    heads = [top_of(rows, k) for k, row in enumerate(rows) if header_like(row)]
    heads = sorted(set(heads)) or list(headed_by_place(rows))
    if not heads:
        return None
    cells: list[GridCell] = []
    width = 0
    heads = [k for i, k in enumerate(heads) if not i or not _within(rows, heads[i - 1], k)]
    bounds = [*heads, len(rows)]
    for k, row in enumerate(rows[: heads[0]]):
        cells += _plain(row, k)
    for begin, end in pairwise(bounds):
        part, wide = _segment(rows[begin:end], printed[begin:end], begin)
        cells += part
        width = max(width, wide)
    return Grid(tuple(c for c in cells if c.text), len(rows), max(width, *(c.column + 1 for c in cells)))


def headed_by_place(rows: Sequence[Row]) -> Iterator[int]:
    """The row that heads the others by its place, where the words of none say so."""
    lines = [k for k, row in enumerate(rows) if len(filled(row)) > 1]
    at = by_place([list(filled(rows[k]).values()) for k in lines])
    if at is not None and all(len(rows[k]) == len(rows[lines[at]]) for k in lines[at:]):
        yield lines[at]


def _within(rows: Sequence[Row], head: int, row: int) -> bool:
    """True when a header-like row is only a lower tier of the header that begins at `head`."""
    return row - head < 4 and not rows[row][0].text and all(len(filled(r)) > 1 for r in rows[head:row])


def _trimmed(row: Row) -> Row:
    end = len(row)
    while end > 1 and not row[end - 1].text:
        end -= 1
    return row[:end]


def _plain(row: Row, number: int) -> list[GridCell]:
    return [GridCell(p.text, number, column, origin=p.origin) for column, p in enumerate(row)]


def _segment(rows: Sequence[Row], printed: Sequence[int], offset: int) -> tuple[list[GridCell], int]:
    """The cells from one header to the next, and how many columns there are.

    `printed` is how many cells each row prints, empty ones at its end too.
    """
    header, tiers = rows[0], 1
    widest = max(len(row) for row in rows[:6])
    while (
        tiers < len(rows) and tiers < 4 and is_lower_tier(filled(rows[tiers]), sorted(filled(rows[tiers - 1])), widest)
    ):
        tiers += 1
    width = max(len(row) for row in rows[:tiers])
    body = rows[tiers:]
    if tiers > 1:
        return _tiered(rows, tiers, offset), max(width, max((len(r) for r in body), default=0))
    widest = _usual_width(body)
    hidden = _hidden(header, body) if widest == width + 1 else None
    roles = [role_of(p.text)[0] or Role.EXTRA for p in header] + [Role.EXTRA] * (width - len(header))
    cells = []
    for column, piece in enumerate(header):
        at = column + (1 if hidden is not None and column > hidden else 0)
        cells.append(GridCell(piece.text, offset, at, columns=2 if column == hidden else 1, origin=piece.origin))
    if hidden is not None:
        roles.insert(hidden + 1, Role.SUBPROJECT)
        width += 1
    for k, row in enumerate(body):
        whole = printed[tiers + k] == len(roles)
        cells += _plain(row, offset + tiers + k) if whole else _placed(row, roles, offset + tiers + k)
    return cells, width


def filled(row: Sequence[Piece]) -> dict[int, str]:
    """The row's texts by column."""
    return {column: p.text for column, p in enumerate(row) if p.text}


def top_of(rows: Sequence[Row], header: int) -> int:
    """The first row of the header that row `header` belongs to: rows above it that reach over its columns."""
    top = header
    while top and header - top < 3 and len(filled(rows[top - 1])) > 1:
        width = max(len(rows[top - 1]), len(rows[top]))
        if rows[top][0].text or not is_lower_tier(filled(rows[top]), sorted(filled(rows[top - 1])), width):
            break
        top -= 1
    return top


def _tiered(rows: Sequence[Row], tiers: int, offset: int) -> list[GridCell]:
    """A header of several tiers whose rows print every place, empty ones too."""
    cells = []
    for k, row in enumerate(rows):
        cells += _plain(row, offset + k)
    return cells


def _usual_width(rows: Sequence[Row]) -> int:
    counts = Counter(len(row) for row in rows if len(row) > 2)
    return max((w for w, n in counts.items() if n >= 2 or len(rows) < 4), default=0)


def _hidden(header: Row, body: Sequence[Row]) -> int | None:
    """The header cell that stands over two columns, found by which one lets the rows fit."""
    roles = [role_of(p.text)[0] or Role.EXTRA for p in header]
    best, best_score = None, -1e9
    for k, piece in enumerate(header):
        pair = halves(piece.text)
        second = (role_of(pair[1])[0] or Role.EXTRA) if pair else Role.SUBPROJECT
        trial = [*roles[: k + 1], second, *roles[k + 1 :]]
        score = sum(_fit(row, trial) for row in body[:40] if len(row) == len(trial))
        score += 3.0 if roles[k] is Role.PROJECT or pair else 0.0
        if score > best_score:
            best, best_score = k, score
    return best


def _fit(row: Sequence[Piece], roles: Sequence[Role]) -> float:
    return sum(fits(p.text, role) for p, role in zip(row, roles, strict=False))


def _placed(row: Row, roles: Sequence[Role], number: int) -> list[GridCell]:
    """A row's cells under their columns; one that has fewer cells than columns is laid where it fits best."""
    many = sum(1 for p in row if p.text) > 1
    short = len(row) < len(roles)
    if not short or not row[0].text or not many or is_section(row[0].text) or _fits_as_is(row, roles):
        return _plain(row, number)
    shift = len(roles) - len(row)  # the first cells are merged with those above and left out
    if all(fits(p.text, role) > -2.5 for p, role in zip(row, roles[shift:], strict=True) if p.text):
        return [GridCell(p.text, number, k + shift, origin=p.origin) for k, p in enumerate(row)]
    _, places = align(row, roles, _ALIGN)
    columns = [p.column for p in places if p.kind == "cell" and p.row == 0]
    if len(columns) != len(row):
        return _plain(row, number)
    return [GridCell(p.text, number, c, origin=p.origin) for p, c in zip(row, columns, strict=True)]


def _fits_as_is(row: Row, roles: Sequence[Role]) -> bool:
    """True when the row's cells fit the first columns: only empty cells at its end were left out."""
    return all(fits(p.text, role) > -2.5 for p, role in zip(row, roles, strict=False) if p.text)
