"""One row a line with blanks between cells, as pdf copies give; a blank may also stand inside a cell."""

from __future__ import annotations

import re

from ..align import Habits
from ..headline import sure
from ..pieces import Page, Piece
from ..stream import build
from .base import Draft

_WORD = re.compile(r"\S+")


class Spaced:
    """Rows with blanks."""

    name = "spaced"

    def read(self, page: Page) -> Draft | None:
        """The text's blocks when a line holds at least three header names parted by blanks."""
        if not any(_is_header(line) for line in page.lines):
            return None
        header = next(k for k, line in enumerate(page.lines) if _is_header(line))
        pieces: list[Piece] = []
        for number, line in enumerate(page.lines):
            start = page.starts[number]
            if number < header:
                pieces.append(page.piece(start, start + len(line)))
                continue
            for k, match in enumerate(_WORD.finditer(line)):
                pieces.append(page.piece(start + match.start(), start + match.end(), first=k == 0))
        flow = build([p for p in pieces if p.text], Habits(stay=1.0, skip=1.0, lines=True), separator=" ")
        if flow is None:
            return None
        return Draft(self.name, tuple(flow.blocks), plain=0.5)


def _is_header(line: str) -> bool:
    words = _WORD.findall(line) if "\t" not in line and len(line) < 200 else []
    names = {w for w in words if sure(w) >= 0.8}
    return len(names) >= 3 and len(names) * 2 >= len(words)


LAYOUT = Spaced()
