"""One cell's words with the facts that language finds in them, and where words stand for a finding to point at."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from taizhang import language
from taizhang.language.facts import Facts
from taizhang.ledger import Span


class Place(Struct, frozen=True):
    """Where words stand: a row's cell or, with `row` None, a passage of the document."""

    text: str
    row: int | None = None
    column: str | None = None
    span: Span | None = None

    def words(self) -> str:
        """The words pointed at, the whole text when nothing is."""
        return self.text[self.span.start : self.span.end] if self.span else self.text

    def at(self, span: Span | None) -> Place:
        """The same text, pointing at `span`."""
        return Place(self.text, self.row, self.column, span)


class Text(Struct, frozen=True, dict=True):
    """One cell's text with its column and the facts in it."""

    row: int
    column: int
    heading: str
    text: str
    year: int | None

    @cached_property
    def facts(self) -> Facts:
        """What language reads in it; computed once."""
        return language.read(self.text, year=self.year)

    def kept(self, start: int, end: int) -> Text:
        """The same cell with blanks for all but a part of it, so that places stay true."""
        part = " " * start + self.text[start:end] + " " * (len(self.text) - end)
        return Text(self.row, self.column, self.heading, part, self.year)

    def place(self, span: Span | None = None) -> Place:
        """The cell as a place, or `span` in it."""
        return Place(self.text, self.row, self.heading, span)
