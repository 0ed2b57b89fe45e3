"""How texts flatten tables, one module a layout.

A layout is an object with a `name` and `read(page) -> Draft | None`: None when the text does not show the
layout's marks.  The draft with the best score wins (`taizhang.reading.text`).  To add a layout, copy the
file of the nearest one and add it to `LAYOUTS`.
"""

from __future__ import annotations

from . import boxes, leading_tab, paragraphs, pipe_cells, pipe_rows, records, sentences, spaced, tab_rows, telling
from .base import Draft, Layout

LAYOUTS: tuple[Layout, ...] = (
    boxes.LAYOUT,
    tab_rows.LAYOUT,
    leading_tab.LAYOUT,
    pipe_rows.LAYOUT,
    pipe_cells.LAYOUT,
    spaced.LAYOUT,
    records.LAYOUT,
    sentences.LAYOUT,
    telling.LAYOUT,
    paragraphs.LAYOUT,
)

__all__ = ["LAYOUTS", "Draft", "Layout"]
