"""Records of label and value, a line or several a value: `责任单位：…` `完成情况：…`, or `【责任单位】…`."""

from __future__ import annotations

from ..entries import Book, grid_of, paragraphs, read_entries
from ..pieces import Page
from .base import Draft


class Records:
    """Labelled records."""

    name = "records"

    def read(self, page: Page) -> Draft | None:
        """The text's blocks when labels begin lines and come again in each record."""
        found = read_entries(page)
        if found is None:
            return None
        book, labels = found
        if sum(1 for label in labels if label.bracket) * 2 > len(labels):
            return None
        return draft(self.name, page, book)


def draft(name: str, page: Page, book: Book) -> Draft | None:
    """Blocks from a book of entries, None when it holds fewer than two."""
    if sum(1 for e in book.entries if e.values) < 2:
        return None
    grid, leftovers = grid_of(book)
    first = min(s.start for c in grid.cells for s in c.origin.spans)
    outside = paragraphs(book.outside)
    above = [p for p in outside if p.origin.spans[0].start < first]
    below = [p for p in outside if p.origin.spans[0].start >= first]
    return Draft(name, (*above, grid, *below), tuple(book.marks), tuple(leftovers), plain=0.6)


LAYOUT = Records()
