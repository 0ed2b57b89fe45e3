"""A table while its rows are gathered, from whichever of Word's formats."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from ..build import RawCell

Merge = Literal["begins", "goes on"] | None
"""What a cell is of one merged downwards."""


class Rows(Struct):
    """The cells gathered, the texts under merged cells (`covered`), rows that open a page, header rows on top."""

    cells: list[RawCell] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)
    page_starts: list[int] = field(default_factory=list)
    headers: int = 0
    height: int = 0
    _open: dict[int, RawCell] = field(default_factory=dict)

    def cell(self, text: str, column: int, columns: int, merge: Merge = None) -> None:
        """Add a cell to the row that is under way."""
        above = self._open.get(column) if merge else None
        if merge == "goes on" and above is not None:
            above.rows = self.height - above.row + 1
            if text:
                self.covered.append(text)
            return
        made = RawCell(text, self.height, column, 1, columns)
        self.cells.append(made)
        if self._open:
            for covered in range(column, column + columns):
                self._open.pop(covered, None)
        if merge:
            self._open[column] = made

    def opens_page(self) -> None:
        """A page begins in the row that is under way."""
        if self.page_starts[-1:] != [self.height]:
            self.page_starts.append(self.height)

    def end(self, *, header: bool = False) -> None:
        """The row is complete; `header` when the file marks it as one that is printed on every page."""
        if header and self.headers == self.height:
            self.headers += 1
        self.height += 1
