"""Numbered sentences that end in their units: `1.新建…。（牵头单位：…；责任单位：…）`."""

from __future__ import annotations

from ..entries import read_entries
from ..pieces import Page
from .base import Draft
from .records import draft


class Sentences:
    """Numbered sentences."""

    name = "sentences"

    def read(self, page: Page) -> Draft | None:
        """The text's blocks when at least two lines close with labels in a bracket."""
        found = read_entries(page)
        if found is None:
            return None
        book, labels = found
        if len({label.line for label in labels if label.bracket}) < 2:
            return None
        return draft(self.name, page, book)


LAYOUT = Sentences()
