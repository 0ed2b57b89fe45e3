"""Large words that a watermark or a stamp lays over a page, as upright as its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from .shapes import Char, Rule

LARGE = 2.0
"""How many times as high as the page's usual characters those of a watermark are, at least."""
_OVER = 2
"""Fewest characters that a watermark lies over; a title lies over none."""


def without_stamps(
    sized: Sequence[tuple[Char, float]], across: Sequence[Rule], down: Sequence[Rule]
) -> tuple[tuple[Char, ...], str]:
    """The characters, given with their heights, without those laid over others; and what these say."""
    chars = tuple(char for char, _ in sized)
    heights = [height for char, height in sized if not char.made]
    if not heights or max(heights) < LARGE * (usual := median(heights)):
        return chars, ""
    lines: dict[int, list[int]] = defaultdict(list)
    for k, (char, height) in enumerate(sized):
        if height >= LARGE * usual and not char.made:
            lines[round(char.base)].append(k)
    small = [char for char, height in sized if height < LARGE * usual and not char.made]
    stamps = [
        line for line in lines.values() if _lies_over([chars[k] for k in line], sized[line[0]][1], small, across, down)
    ]
    gone = {k for line in stamps for k in line}
    return tuple(c for k, c in enumerate(chars) if k not in gone), "".join(chars[k].text for k in sorted(gone))


def _lies_over(
    line: Sequence[Char], height: float, small: Sequence[Char], across: Sequence[Rule], down: Sequence[Rule]
) -> bool:
    """Whether a line of large characters covers small ones, or the lines of a table run through it."""
    left, right, base = line[0].left, line[-1].right, line[0].base
    top = base - 0.8 * height
    inside = sum(left < (c.left + c.right) / 2 < right and top < c.base - 2 < base for c in small)
    through = any(top + 4 < r.at < base - 4 and r.start < left and r.end > right for r in across) or any(
        c.left + 4 < r.at < c.right - 4 and r.start < top and r.end > base for r in down for c in line
    )
    return inside >= _OVER or through
