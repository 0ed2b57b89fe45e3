"""Printed rows: what stands at one height of a page, in runs without wide gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median

from msgspec import Struct

from taizhang.language.numerals import numeral
from taizhang.language.patterns import Pattern

from .lines import LEVEL
from .shapes import Char

_NUMBER = Pattern(r"[(（]?(?:\d{1,3}(?:[.．-]\d{1,2})?|[一二三四五六七八九十]{1,3})[)）]?[.、．]?")
_GAP = 0.7
"""A gap this wide, in characters, parts two runs."""
_LINES = 3
"""So many printed rows further on the next line of a cell may stand, where others are set in their middles."""
_TIGHT = 0.25
"""Narrower room than this, in characters, lies inside a text."""

Run = tuple[float, float, str]
"""From where to where a text is printed on its line."""


class Strip(Struct, frozen=True):
    """What is printed at one height: its characters from left to right and its runs without wide gaps."""

    base: float
    chars: tuple[Char, ...]
    runs: tuple[Run, ...]
    em: float

    @property
    def text(self) -> str:
        """All of its characters."""
        return "".join(c.text for c in self.chars)

    def crosses(self, x: float) -> bool:
        """Whether a text reaches over a border at `x`."""
        return any(left < x - 0.5 and right > x + 0.5 for left, right in self.inked(x - self.em, x + self.em))

    def inked(self, low: float, high: float) -> list[tuple[float, float]]:
        """The parts of a stretch on which there are texts."""
        parts: list[tuple[float, float]] = []
        for char in self.chars:
            if char.right <= low or char.left >= high:
                continue
            left, right = max(char.left, low), min(char.right, high)
            if parts and left - parts[-1][1] < _TIGHT * self.em:
                parts[-1] = (parts[-1][0], max(right, parts[-1][1]))
            else:
                parts.append((left, right))
        return parts


def is_number(text: str) -> bool:
    """Whether a text is an item's number and no more."""
    return bool(_NUMBER.fullmatch(text.strip()))


def numbered(firsts: Mapping[int, str]) -> list[int]:
    """The printed rows that begin an item by its number, given what each has in its first column.

    十一 may be wrapped to 十 and 一, and 10 to 1 and 0: the lower part begins none where both together count on.
    """
    found: list[int] = []
    before, value, above = Decimal(0), Decimal(0), ""
    for k, text in ((k, _bare(text)) for k, text in firsts.items() if is_number(text)):
        whole = numeral(above + text)
        if found and k <= found[-1] + _LINES and whole is not None and whole == before + 1:
            value = whole
            continue
        found.append(k)
        before, value, above = value, numeral(text) or Decimal(0), text
    return found


def _bare(text: str) -> str:
    return text.strip("()（）.、． ")


def count_up(texts: Iterable[str]) -> bool:
    """Whether two of these texts are the numbers of items that follow each other; 10 may be wrapped to 1 and 0."""
    values = [numeral(_bare(text)) for text in texts if is_number(text)]
    return any(a is not None and b == a + 1 for a, b in pairwise(values))


def whole_numbers(cells: Sequence[Sequence[str]]) -> list[bool]:
    """For the lines of each cell of a first column, False where they are one number that its column's width broke.

    1 over 2 is 12 where the cell above is 11 or the one below 13.
    """
    values = [numeral("".join(_bare(line) for line in lines)) for lines in cells]
    beside = zip([None, *values[:-1]], values, [*values[1:], None], strict=True)
    return [value is None or value not in (_next(above, 1), _next(below, -1)) for above, value, below in beside]


def _next(value: Decimal | None, step: int) -> Decimal | None:
    return None if value is None else value + step


def strips_of(chars: Iterable[Char], em: float) -> list[Strip]:
    """The printed rows from top to bottom."""
    rows: list[list[Char]] = []
    for char in sorted((c for c in chars if not c.text.isspace()), key=lambda c: c.base):
        if rows and char.base - rows[-1][-1].base <= em * LEVEL:
            rows[-1].append(char)
        else:
            rows.append([char])
    return [_strip(sorted(row, key=lambda c: c.left), em) for row in rows]


def _strip(chars: Sequence[Char], em: float) -> Strip:
    runs: list[Run] = []
    for char in chars:
        if runs and char.left - runs[-1][1] <= _GAP * em:
            left, right, text = runs[-1]
            runs[-1] = (left, max(right, char.right), text + char.text)
        else:
            runs.append((char.left, char.right, char.text))
    return Strip(median(c.base for c in chars), tuple(chars), tuple(runs), em)
