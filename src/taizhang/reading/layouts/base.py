"""What a layout is and what it gives."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from taizhang.ledger import Leftover, Span

from ..grid import Grid, Paragraph
from ..pieces import Page


class Draft(Struct, frozen=True):
    """A text read under one layout; `plain` is how surely its marks (tabs, bars) show it, 0 to 1."""

    layout: str
    blocks: tuple[Paragraph | Grid, ...]
    marks: tuple[Span, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    plain: float = 0.5
    cut_short: int | None = None  # line (from 0) of a last row that breaks off


class Layout(Protocol):
    """One way of flattening a table."""

    name: str

    def read(self, page: Page) -> Draft | None:
        """The text's blocks under this layout, None when it doesn't show it."""
        ...
