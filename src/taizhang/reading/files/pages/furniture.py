"""What a printed page has beside its contents: numbers of pages, running heads and feet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...patterns import PAGE_NUMBER
from .lines import Line
from .page import Page

_BARE = re.compile(r"[-—–－\s]*(\d{1,3})(?:\s*/\s*\d{1,3})?[-—–－\s]*")
_DEEP = 2
"""How many lines from a page's top or bottom a running head or foot may stand."""


def is_page_number(page: Page, index: int) -> bool:
    """True for a page's first or last line that only numbers it."""
    line = page.blocks[index]
    if not isinstance(line, Line) or index not in (0, len(page.blocks) - 1):
        return False
    text = line.text.strip()
    return bool(PAGE_NUMBER.match(text) or _BARE.fullmatch(text))


def running(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """The lines, as page's number and place, that stand at the same edge of several pages; the first one is kept."""
    seen: dict[tuple[str, bool], int] = {}
    found: set[tuple[int, int]] = set()
    for page in pages:
        for k, block in _edges(page):
            if not isinstance(block, Line):
                continue
            key = (re.sub(r"\d+|\s+", "", block.text), k < _DEEP)
            if key in seen and key[0]:
                found.add((page.number, k))
            seen.setdefault(key, page.number)
    return found


def _edges(page: Page) -> list[tuple[int, Line | object]]:
    """Lines above the first table and below the last one, as far as `_DEEP` from the page's edge."""
    blocks = list(enumerate(page.blocks))
    top = []
    for k, block in blocks[:_DEEP]:
        if not isinstance(block, Line):
            break
        top.append((k, block))
    bottom = []
    for k, block in reversed(blocks[max(_DEEP, len(blocks) - _DEEP) :]):
        if not isinstance(block, Line):
            break
        bottom.append((k, block))
    return [*top, *bottom]
