"""Merged cells on a page where rows and columns may be hidden: what is drawn, and over how many rows and columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from msgspec import Struct


class Placed(Protocol):
    """Anything that stands in a grid and may cover several places."""

    @property
    def column(self) -> int:
        """Its leftmost column."""

    @property
    def rows(self) -> int:
        """How many rows it covers."""

    @property
    def columns(self) -> int:
        """How many columns it covers."""


T = TypeVar("T", bound=Placed)


class Drawn(Struct, Generic[T], frozen=True):
    """One cell to draw.  `cell` is None where the row has none.

    `again` marks the lower part of a merged cell: a table leaves it out, a card repeats the text.
    """

    cell: T | None
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    again: bool = False


class Cover(Generic[T]):
    """Which cell lies over each place."""

    def __init__(self, placed: Iterable[tuple[int, T]]) -> None:
        self._over: dict[tuple[int, int], tuple[int, T]] = {}
        for row, cell in placed:
            entry = (row, cell)
            if cell.rows == cell.columns == 1:
                self._over.setdefault((row, cell.column), entry)
                continue
            for r in range(row, row + cell.rows):
                for c in range(cell.column, cell.column + cell.columns):
                    self._over.setdefault((r, c), entry)

    def at(self, row: int, column: int) -> tuple[int, T] | None:
        """The cell over a place and the row it begins in."""
        return self._over.get((row, column))

    def draw(self, row: int, rows: Sequence[int], columns: Sequence[int]) -> Iterator[Drawn[T]]:
        """The cells of one visible row; `rows` and `columns` are all visible ones, in order."""
        for column in columns:
            found = self.at(row, column)
            if found is None:
                yield Drawn(None, row, column)
                continue
            top, cell = found
            if cell.rows == cell.columns == 1:
                yield Drawn(cell, row, column)
                continue
            over = [c for c in columns if self.at(row, c) is found]
            if column != over[0]:
                continue
            under = rows[bisect_left(rows, top) : bisect_left(rows, top + cell.rows)]
            yield Drawn(cell, row, column, len(under), len(over), again=row != under[0])
