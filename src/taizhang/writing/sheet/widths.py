"""How wide the columns are, how large the type, and how high the rows will be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .model import Box

MM = 25.4 / 72
"""One point in mm."""
SIZES = (12.0, 10.5, 9.0, 7.5, 6.5, 5.5)
"""Type that a table may be set in: 小四, 五号, 小五, 六号, 小六, 七号."""
PADDING = 2.0
"""Blank at the left and at the right of a cell's text, mm."""
LEADING = 1.4
"""A line's height over its type."""
_SAMPLED = 200
_SPARED = 0.6
"""Names stay whole as long as that takes no more than this share of the page."""
_PAIR = re.compile(r"[\x21-\x7e]+")


def ems(text: str) -> float:
    """The width of a line in ems: a Chinese character is one, a Latin one half."""
    return len(text) / 2 if text.isascii() else len(text.encode("gbk", "replace")) / 2


def lines(text: str, room: float) -> int:
    """How many lines a text of several paragraphs takes where a line holds `room` ems."""
    if not text:
        return 1
    room = max(1.0, room)
    return sum(max(1, -int(-ems(part) // room)) for part in text.split("\n"))


@dataclass(frozen=True, slots=True)
class Needs:
    """What a column needs, in ems: `least`, `better` to keep names whole, `most` of any use; and its texts' weight."""

    least: float
    better: float
    most: float
    weight: float


def needs_of(heads: Sequence[str], texts: Sequence[str], *, names: bool) -> Needs:
    """The needs of a column with these words in its header and these texts below it.

    A name or number isn't broken; of names (`names`) no word of up to five characters is.
    """
    sample = texts[:: max(1, len(texts) // _SAMPLED)]
    paragraphs = [part for text in sample for part in text.split("\n")]
    widest = max((ems(part) for part in paragraphs), default=0)
    heading = max((ems(part) for head in heads for part in head.split("\n")), default=0)
    word = max((ems(m) for part in paragraphs for m in _PAIR.findall(part) if len(m) < 24), default=0)
    whole = min(widest, 5.0 if names else 4.0)
    least = max(2.0, word, whole, heading / 2 if heading > 4 else heading)
    better = max(least, min(widest, 7.0)) if names else least
    weight = sum(ems(text) ** 2 for text in sample) ** (1 / 3)
    return Needs(least, better, max(widest, heading, least), weight)


def shared(needs: Sequence[Needs], room: float) -> list[float]:
    """The columns' widths in ems that fill `room`, so that the table is about as low as can be.

    The sum of squared heights is least where widths are as the cube roots of squared lengths; a column gets no
    less than it needs, and no more than it can use while another one can.
    """
    least = [n.better for n in needs]
    if sum(least) > _SPARED * room:
        least = [n.least for n in needs]
    if sum(least) >= room:
        return _stretched(least, room)
    fixed: dict[int, float] = {}
    while True:
        open_ones = [k for k in range(len(needs)) if k not in fixed]
        weight = sum(needs[k].weight for k in open_ones) or 1.0
        left = room - sum(fixed.values())
        wanted = {k: left * (needs[k].weight or 0.0) / weight for k in open_ones}
        low = {k: least[k] for k in open_ones if wanted[k] < least[k]}
        high = {} if low else {k: needs[k].most for k in open_ones if wanted[k] > needs[k].most}
        if not low and not high:
            break
        fixed |= low or high
        if len(fixed) == len(needs):
            return _stretched([fixed[k] for k in range(len(needs))], room)
    return [fixed.get(k, wanted.get(k, 0.0)) for k in range(len(needs))]


def _stretched(widths: Sequence[float], room: float) -> list[float]:
    return [w * room / sum(widths) for w in widths]


def fitting_size(needs: Sequence[Needs], room: float, wanted: float) -> float:
    """The largest type up to `wanted` at which every column has what it needs in `room` mm."""
    for size in (wanted, *(s for s in SIZES if s < wanted)):
        if sum(n.least * size * MM + 2 * PADDING for n in needs) <= room:
            return size
    return min(wanted, SIZES[-1])


def height_of(boxes: Sequence[Box], widths: Sequence[float], size: float) -> float:
    """The height of a row in mm, by the boxes in it that reach over one row only."""
    most = 1
    for box in boxes:
        if box.rows == 1 and box.text:
            room = (sum(widths[box.column : box.column + box.columns]) - 2 * PADDING) / (size * MM)
            most = max(most, lines(box.text, room))
    return most * size * MM * LEADING + 1.5
