"""Places that a table gives its rows, against the column of figures by which it gives them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from taizhang import language
from taizhang.language.headings import EARLIER
from taizhang.language.patterns import Pattern
from taizhang.ledger import Role

if TYPE_CHECKING:
    from .case import Case

_RANKED_BY = Pattern(
    r"按照?[“\"]?([^，。；：“”\"\s]{2,10}?)[”\"]?(?:由高到低|从高到低|由低到高|高低)?(?:进行)?排[名序列]"
)
_LEAST = 5
"""Fewest rows that tell by which column they are ranked."""
_RARE = 5
"""One row in so many may stand out of order; where more do, the table is ranked by something else."""


def out_of_order(case: Case) -> Iterator[tuple[int, int, int]]:
    """Rows whose place is not the one that their figure gives them: column of places, row, column of figures.

    Nothing where some column explains all places, or none explains most.
    """
    for column, heading in enumerate(case.ledger.columns):
        if heading.role is not Role.RANK or EARLIER.search(heading.name):
            continue
        places = _places(case, column)
        if len(places) < _LEAST or len(set(places.values())) < len(places) or max(places.values()) > len(places):
            continue  # or they are places among others than these rows
        order = sorted(places, key=lambda row: places[row])
        said = _said(case)
        found = [(len(out), by, out) for by, out in _explained(case, order) if said in (None, by)]
        if found and (best := min(found))[0] * _RARE <= len(order):
            yield from ((column, row, best[1]) for row in best[2])


def _said(case: Case) -> int | None:
    """The column by which a note or the title says that the table is ranked: 按办结率由高到低排序."""
    document = case.ledger.document
    for note in (*document.notes, document.subtitle, document.title):
        if found := _RANKED_BY.search(note):
            named = [k for k, c in enumerate(case.ledger.columns) if found[1] == re.sub(r"[(（].*", "", c.name)]
            if named:
                return named[0]
    return None


def _places(case: Case, column: int) -> dict[int, int]:
    cells = ((task.row, cell) for task in case.tasks if (cell := task.cell(column)))
    return {row: rank.place for row, cell in cells if (rank := language.parse_rank(cell.text)) is not None}


def _explained(case: Case, order: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Each column of figures that all ranked rows fill, with the rows that break its order from the most down."""
    amounts, rates = case.columns_of_numbers
    for by, figures in {**amounts, **rates}.items():
        if all(row in figures for row in order) and not EARLIER.search(case.ledger.columns[by].name):
            yield by, _breaking([figures[row].value for row in order], order)


def _breaking(values: Sequence[Decimal], rows: Sequence[int]) -> list[int]:
    """The fewest rows without which the values never rise: of two that changed places the lower one.

    They are those outside the longest run that never falls from the last to the first.
    """
    ends: list[Decimal] = []  # of runs by their length
    tails: list[int] = []
    below: dict[int, int] = {}
    for k in reversed(range(len(values))):
        at = bisect_right(ends, values[k])
        below[k] = tails[at - 1] if at else -1
        ends[at : at + 1] = [values[k]]
        tails[at : at + 1] = [k]
    kept, k = set(), tails[-1] if tails else -1
    while k >= 0:
        kept.add(k)
        k = below[k]
    return [row for k, row in enumerate(rows) if k not in kept]
