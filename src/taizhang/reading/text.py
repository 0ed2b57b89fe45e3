"""Text to a source: every layout tries, the one whose cells fit their columns best wins."""

from __future__ import annotations

from collections.abc import Sequence

from .fitting import fits
from .grid import Grid, Paragraph
from .header import by_rows, find_headers
from .layouts import LAYOUTS, Draft, narrated
from .pieces import Page

_SURE = 0.8  # a layout shown by its marks this plainly is taken when its cells fit


def best_draft(text: str) -> Draft | None:
    """The text under the layout that fits it best, None when no layout finds a table.

    Items told in sentences alone are read where no layout finds labels or a header.
    """
    page = Page(text)
    best: Draft | None = None
    best_score = float("-inf")
    for layout in LAYOUTS:
        draft = layout.read(page)
        if draft is None:
            continue
        score, cells = quality(draft.blocks)
        if draft.plain >= _SURE and cells and score > 0.8 * cells:
            return draft
        if score * (0.5 + draft.plain) > best_score:
            best, best_score = draft, score * (0.5 + draft.plain)
    return best or narrated.LAYOUT.read(page)


def quality(blocks: Sequence[Paragraph | Grid]) -> tuple[float, int]:
    """How well the cells of all grids fit their columns, summed, and how many cells there are."""
    score, count = 0.0, 0
    for block in blocks:
        if not isinstance(block, Grid):
            continue
        headers = find_headers(block)
        for header in headers[:1]:
            for row, cells in by_rows(block).items():
                if row > header.bottom:
                    count += len(cells)
                    score += sum(
                        fits(c.text, header.columns[k].role) for k, c in cells.items() if k < len(header.columns)
                    )
            score += len(header.columns)
    return score, count
