"""One row a line with blanks between cells, as pdf copies give; a blank may also stand inside a cell."""

from __future__ import annotations

from taizhang.language.patterns import HAN, Pattern

from ..column_names import sure
from ..costs import Habits
from ..kinds import SURNAMES
from ..patterns import is_aside
from ..pieces import Page, Piece
from ..stream import build
from .base import Draft

_WORD = Pattern(rf"(?<!\S)[{SURNAMES}] {{1,3}}(?![无是否]\s){HAN}{{1,2}}(?!\S)|\S+")


_WIDE = Pattern(r"[^\s\u3000]+(?:[ ][^\s\u3000]+)*")


class Spaced:
    """Rows with blanks."""

    name = "spaced"

    def read(self, page: Page) -> Draft | None:
        """The text's blocks when a line holds at least three header names parted by blanks."""
        header = next((k for k, line in enumerate(page.lines) if _is_header(line)), None)
        if header is None:
            return None
        word, even = _habit(page.lines[header:])
        pieces: list[Piece] = []
        for number, line in enumerate(page.lines):
            start = page.starts[number]
            if number < header or is_aside(line):
                pieces.append(page.piece(start, start + len(line)))
                continue
            for k, match in enumerate(word.finditer(line)):
                pieces.append(page.piece(start + match.start(), start + match.end(), first=k == 0))
        habits = Habits(stay=2.5 if even else 1.0, skip=1.0, lines=True, loose=not even)
        flow = build([p for p in pieces if p.text], habits, separator=" ")
        if flow is None:
            return None
        return Draft(self.name, tuple(flow.blocks), plain=0.5)


def _habit(lines: list[str]) -> tuple[Pattern, bool]:
    """What parts the cells, single blanks or wide ones, and whether most rows have as many as the header."""
    shares = []
    for word in (_WORD, _WIDE):
        width = len(word.findall(lines[0]))
        counts = [len(word.findall(line)) for line in lines[1:] if line.strip()]
        rows = [n for n in counts if n > 1]
        shares.append(sum(1 for n in rows if n == width) / len(rows) if rows and width > 2 else 0.0)
    best = 1 if shares[1] > shares[0] else 0
    return (_WORD, _WIDE)[best], shares[best] >= 0.4


def _is_header(line: str) -> bool:
    words = _WORD.findall(line) if "\t" not in line and len(line) < 200 else []
    if len(words) < 3:
        return False
    names = {w for w in words if sure(w) >= 0.8}
    return len(names) >= 3 and len(names) * 2 >= len(words)


LAYOUT = Spaced()
