"""Lines of text in a part of a page, told by the white between them."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np
from msgspec import Struct

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WHOLE = 1.2
"""Two pieces that are together no higher than this, in characters, are one line (二, 三, a line's own dots)."""
_TWO = 1.7
"""A piece higher than this, in characters, is more than one line."""
_PITCH = 1.3
"""From line to line, in characters, where they stand so close that they touch."""
_RARE = 4
"""So many pieces of a line may reach into the next one."""
_SQUARE = 1.3
"""A character of one piece is no higher than its width times this."""
_APART = 2.5
"""White this wide, in characters, parts a line in two."""
_SPECK = 5
"""Ink of fewer pixels, at 200 dots an inch, is dirt."""


class Part(Struct, frozen=True):
    """A rectangle of a page, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def of(self, page: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The page's pixels in it."""
        return page[self.top : self.bottom, self.left : self.right]


def clean(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The ink without specks."""
    least = max(2, round(_SPECK * (max(ink.shape) / 2339) ** 2))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    specks = np.flatnonzero(stats[:, cv2.CC_STAT_AREA] < least)
    cleaned = ink.copy()
    for speck in specks.tolist():
        left, top, width, height = stats[speck, : cv2.CC_STAT_AREA].tolist()
        around = np.s_[top : top + height, left : left + width]
        cleaned[around][labels[around] == speck] = 0
    return cleaned


def size_of(ink: NDArray[np.uint8], parts: list[Part]) -> float:
    """How high a usual line of text is, in pixels."""
    heights: list[int] = []
    for part in parts:
        inked = part.of(ink)
        for top, bottom in stretches(np.asarray(inked.any(axis=1))):
            width = int(inked[top:bottom].any(axis=0).sum())
            if width > bottom - top > 4:
                heights += [bottom - top] * (width // (bottom - top))
    return float(median(heights)) if heights else 0.0


def strips(ink: NDArray[np.uint8], part: Part, em: float) -> Iterator[Part]:
    """The lines of text in a part of the page, from top to bottom, each cut to its ink."""
    inked = part.of(ink)
    filled = inked.sum(axis=1) // 255
    for top, bottom in _split(_together(stretches(filled > 0), em), inked, filled, em):
        columns = np.asarray(inked[top:bottom].any(axis=0))
        own = max(em, bottom - top)
        for left, right in _joined(stretches(columns), _APART * own):
            rows = np.flatnonzero(inked[top:bottom, left:right].any(axis=1))
            yield Part(
                part.left + left, part.top + top + int(rows[0]), part.left + right, part.top + top + int(rows[-1]) + 1
            )


def stretches(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where true values stand together, as half-open ranges."""
    edges = np.flatnonzero(np.diff(filled.astype(np.int8), prepend=0, append=0))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _joined(stretches: list[tuple[int, int]], gap: float) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in stretches:
        if joined and start - joined[-1][1] <= gap:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _together(stretches: list[tuple[int, int]], em: float) -> list[tuple[int, int]]:
    """Pieces of one line put together."""
    lines: list[tuple[int, int]] = []
    for top, bottom in stretches:
        if lines and bottom - lines[-1][0] <= _WHOLE * em:
            lines[-1] = lines[-1][0], bottom
        else:
            lines.append((top, bottom))
    return lines


def _split(
    lines: list[tuple[int, int]], inked: NDArray[np.uint8], filled: NDArray[np.int64], em: float
) -> Iterator[tuple[int, int]]:
    """Lines that touch one another taken apart where there is least ink; a line of larger characters stays whole."""
    for top, bottom in lines:
        height = bottom - top
        own = max(em, _largest(inked[top:bottom])) if height >= _TWO * em else em
        count = round(height / (_PITCH * own))
        if height < _TWO * own or count < 2:
            yield top, bottom
            continue
        pitch = height / count
        at = top
        for k in range(1, count):
            low, high = round(top + (k - 0.35) * pitch), round(top + (k + 0.35) * pitch)
            cut = low + int(np.argmin(filled[low:high]))
            yield at, cut
            at = cut
        yield at, bottom


def _largest(inked: NDArray[np.uint8]) -> float:
    """How large the larger ones of the connected pieces are, lines that touch here and there apart.

    Two lines that touch make one piece as high as both, but no wider than one.
    """
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(inked), connectivity=8)
    heights = np.sort(np.minimum(stats[1:, cv2.CC_STAT_HEIGHT], _SQUARE * stats[1:, cv2.CC_STAT_WIDTH]))[::-1]
    return float(heights[min(_RARE, len(heights) - 1)]) if len(heights) else 0.0
