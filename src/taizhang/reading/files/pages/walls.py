"""Tables with lines between their columns alone: where such a line is left out, a cell reaches over its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from taizhang.language.patterns import Pattern

from ...patterns import is_section
from .columns import Columns
from .headings import Tier, heading_at
from .lattice import GAP, NEAR
from .shapes import Rule
from .strips import Run, Strip, is_number

_LINE = 0.8
"""Lines of one cell are at least so many characters apart; less parts those of cells set in their middles."""
_SAME = 1.1
"""A step this many times that of a cell's lines is still one of them."""
_SHORT = 8
"""Most characters in a line of a wrapped name."""
_FEW = 0.7
"""Where rows stand as close as lines, a row with more of the columns filled than this is no rest of names."""
_FIGURE = Pattern(r"[-+]?[\d.,]+[%％]?$")
_FIRST = 3
"""A header's names begin in one of so many printed rows; upper tiers stand above them."""


def header_within(strips: Sequence[Strip], xs: Sequence[float], down: Sequence[Rule]) -> int:
    """How many of a table's printed rows are its header, 0 where none is known."""
    parted = [_parted(strip, _walls_at(strip, xs, down)) for strip in strips]
    heading = next((h for k in range(min(_FIRST, len(parted))) if (h := heading_at(parted, k))), None)
    if heading is None:
        return 0
    steps = sorted(b.base - a.base for a, b in pairwise(strips) if b.base - a.base > _LINE * a.em)
    pitch = steps[len(steps) // 5] if steps else 0.0
    told = bool(steps) and steps[-1] > _SAME * pitch  # rows stand further apart than the lines of a cell
    last = heading.last
    while last + 1 < len(parted) and _goes_on(parted[last], parted[last + 1], pitch):
        if not told and len(parted[last + 1].runs) > _FEW * len(heading.names):
            break
        last += 1
    return last + 1


def _goes_on(above: Strip, below: Strip, pitch: float) -> bool:
    """Whether a printed row holds further lines of a header's names: close, short, and no item's number before them."""
    runs = [text for _, _, text in below.runs]
    near = below.base - above.base <= _SAME * pitch
    return (
        near
        and not is_number(runs[0])
        and all(len(t) <= _SHORT and not _FIGURE.match(t) and not is_section(t) for t in runs)
    )


def walled(columns: Columns, down: Sequence[Rule]) -> Columns:
    """The columns with cells that reach over borders, and upper tiers, as the lines between columns tell.

    Unchanged where a border has no line at all: then the text alone can tell.
    """
    inner = columns.xs[1:-1]
    if not all(any(abs(r.at - x) <= NEAR for r in down) for x in inner):
        return columns
    open_at = [
        frozenset(k for k, x in enumerate(inner) if x not in _walls_at(s, columns.xs, down)) for s in columns.strips
    ]
    over = [
        tuple(span for span in _spans(gone) if _has_text(strip, columns.xs, span))
        for strip, gone in zip(columns.strips, open_at, strict=True)
    ]
    tiers = [Tier(row, *span) for row in range(columns.header) for span in over[row] if row + 1 < columns.header]
    crossing = [frozenset(k for first, last in spans for k in range(first, last)) for spans in over]
    return replace(columns, tiers=tuple(tiers), crossing=tuple(crossing))


def _walls_at(strip: Strip, xs: Sequence[float], down: Sequence[Rule]) -> list[float]:
    """The inner borders that a line marks at the height of a printed row."""
    y = strip.base - 0.35 * strip.em
    near = [r.at for r in down if r.start - GAP / 2 <= y <= r.end + GAP / 2]
    return [x for x in xs[1:-1] if any(abs(at - x) <= NEAR for at in near)]


def _parted(strip: Strip, walls: Sequence[float]) -> Strip:
    """The printed row with its runs parted where lines stand between their characters."""
    runs: list[Run] = []
    for left, right, _ in strip.runs:
        chars = [c for c in strip.chars if left <= c.left < right]
        for k, char in enumerate(chars):
            middle, before = (char.left + char.right) / 2, (chars[k - 1].left + chars[k - 1].right) / 2
            if k and not any(before < x < middle for x in walls):
                runs[-1] = (runs[-1][0], char.right, runs[-1][2] + char.text)
            else:
                runs.append((char.left, char.right, char.text))
    return replace(strip, runs=tuple(runs))


def _spans(gone: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The first and last column of each stretch of columns that no line parts."""
    for k in sorted(gone):
        if k - 1 not in gone:
            end = k
            while end + 1 in gone:
                end += 1
            yield k, end + 1


def _has_text(strip: Strip, xs: Sequence[float], span: tuple[int, int]) -> bool:
    return any(xs[span[0]] < (c.left + c.right) / 2 < xs[span[1] + 1] for c in strip.chars)
