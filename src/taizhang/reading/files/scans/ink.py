"""What is dark on a page, and the straight pieces of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AROUND = 45
"""Ink is darker than what is around it as far as the page's long side divided by this."""
_DARKER, _BLACK = 21, 35
"""By how much, of 255: where noise is smoothed away, and without.  Smoothed, a thin line beside text is lost."""
_PIECE = 60
"""The shortest piece of a ruling line that is looked for: the page's long side (842 points) divided by this."""
_FEW_PIECES = 4_000
"""A page no longer than this, in pixels, has fewer than 65,536 straight pieces: each takes 4 rows and a 60th of one."""
_THICK = 0.005
"""A ruling line is no thicker than this share of the page's long side: 4 points."""


class Run(NamedTuple):
    """A straight piece of ink that runs nearly level, in pixels; `middle` is its height on the page."""

    left: int
    top: int
    width: int
    height: int
    middle: float


class Inks(NamedTuple):
    """255 where a page is clearly darker than its surroundings, so that shading and shadows do not count.

    `lines` has what is very dark without smoothing too: ruling lines a pixel wide.
    """

    text: NDArray[np.uint8]
    lines: NDArray[np.uint8]


def inks_of(grey: NDArray[np.uint8]) -> Inks:
    """The ink of a grey page."""
    size = max(grey.shape) // _AROUND | 1
    around = cv2.blur(grey, (size, size))
    dark = _over(cv2.subtract(around, cv2.GaussianBlur(grey, (3, 3), 0)), _DARKER)
    return Inks(dark, cv2.bitwise_or(dark, _over(cv2.subtract(around, grey), _BLACK)).astype(np.uint8, copy=False))


def _over(values: cv2.typing.MatLike, least: int) -> NDArray[np.uint8]:
    """255 where values are larger than the least."""
    return cv2.threshold(values, least, 255, cv2.THRESH_BINARY)[1].astype(np.uint8, copy=False)


def level_pieces(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The ink that belongs to straight pieces running nearly level."""
    length = max(ink.shape) // _PIECE
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    return cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)).astype(np.uint8, copy=False)


def runs(ink: NDArray[np.uint8]) -> list[Run]:
    """The straight pieces that run nearly level; what is as thick as a character is none."""
    kind = cv2.CV_16U if max(ink.shape) <= _FEW_PIECES else cv2.CV_32S
    _, _, stats, centres = cv2.connectedComponentsWithStatsWithAlgorithm(level_pieces(ink), 8, kind, cv2.CCL_DEFAULT)
    whole = zip(stats[1:].tolist(), centres[1:, 1].tolist(), strict=True)
    return [
        Run(left, top, width, height, middle)
        for (left, top, width, height, area), middle in whole
        if area <= _THICK * max(ink.shape) * width
    ]


def slope_of(ink: NDArray[np.uint8], run: Run) -> float:
    """How far a piece falls for each pixel to the right."""
    part = ink[run.top : run.top + run.height, run.left : run.left + run.width] > 0
    depth = part.sum(axis=0)
    columns = np.flatnonzero(depth)
    rows = (part * np.arange(run.height)[:, None]).sum(axis=0)[columns] / depth[columns]
    return float(np.polyfit(columns, rows, 1)[0]) if len(columns) > 2 else 0.0
