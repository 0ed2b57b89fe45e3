"""Numbered sentences ending in （牵头单位：…）."""

from __future__ import annotations

from ..pieces import Page
from .base import Draft


class Sentences:
    """Numbered sentences."""

    name = "sentences"

    def read(self, page: Page) -> Draft | None:
        """Not read yet."""
        return None


LAYOUT = Sentences()
