"""Records of label and value: `责任单位：…`."""

from __future__ import annotations

from ..pieces import Page
from .base import Draft


class Records:
    """Labelled records."""

    name = "records"

    def read(self, page: Page) -> Draft | None:
        """Not read yet."""
        return None


LAYOUT = Records()
