"""A picture of a page made straight: turned back, and its ruling lines made parallel where a camera saw them aslant."""

from __future__ import annotations

from math import radians, tan
from typing import TYPE_CHECKING

import cv2
import numpy as np
from msgspec import Struct

from .ink import inks_of, runs, slope_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .textlines import Part

_WIDEST = 10.0
"""The most, in degrees, that a page lies aslant."""
_SMALL, _CLEAR = 400, 1200
"""Pixels of the page's long side that are enough to see how far it is turned, and how its lines run."""


def straightening(grey: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The transformation that makes a grey page straight: a turn, or more where a camera saw it aslant."""
    scale = min(1.0, _CLEAR / max(grey.shape))
    shrunk = cv2.resize(inks_of(grey).lines, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = ((shrunk > 0) * np.uint8(255)).astype(np.uint8, copy=False)
    height, width = ink.shape
    turned = cv2.getRotationMatrix2D((width / 2, height / 2), _slant(ink), 1.0)
    upright = cv2.warpAffine(ink, turned, (width, height), flags=cv2.INTER_NEAREST).astype(np.uint8, copy=False)
    seen = np.diag([scale, scale, 1.0])
    return np.asarray(np.linalg.inv(seen) @ _levelling(upright) @ np.vstack([turned, [0.0, 0.0, 1.0]]) @ seen)


class Sheet(Struct, frozen=True):
    """A page's picture as it came, RGB or grey, and the transformation that makes it straight."""

    picture: NDArray[np.uint8]
    turn: NDArray[np.float64]

    def cut(self, part: Part, width: int, height: int) -> NDArray[np.uint8]:
        """A part of the straight page in the size asked for, taken from the untouched picture in one step."""
        across, down = width / (part.right - part.left), height / (part.bottom - part.top)
        placed = np.array([[across, 0.0, -across * part.left], [0.0, down, -down * part.top], [0.0, 0.0, 1.0]])
        return _warped(self.picture, placed @ self.turn, (width, height), cv2.INTER_CUBIC)

    def level(self, grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The whole page straight, from its grey picture."""
        return _warped(grey, self.turn, (grey.shape[1], grey.shape[0]), cv2.INTER_LINEAR)


def _warped(
    picture: NDArray[np.uint8], way: NDArray[np.float64], size: tuple[int, int], flags: int
) -> NDArray[np.uint8]:
    moved = cv2.warpPerspective(picture, way, size, flags=flags, borderValue=(255, 255, 255))
    return moved.astype(np.uint8, copy=False)


def _slant(ink: NDArray[np.uint8]) -> float:
    """Degrees by which lines of text and ruling lines fall to the right."""
    scale = _SMALL / max(ink.shape)
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)
    best = 0.0
    for step, reach in ((0.25, _WIDEST), (0.05, 0.2)):
        angles = [best + k * step for k in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=lambda angle: (_sharpness(small, angle), -abs(angle)))
    return best


def _sharpness(small: NDArray[np.float32], angle: float) -> float:
    """How much the rows of a page differ from one another after it was turned: most when its lines are level."""
    height, width = small.shape
    slope = tan(radians(angle))
    shear = np.array([[1.0, 0.0, 0.0], [-slope, 1.0, slope * width / 2]])
    rows = cv2.warpAffine(small, shear, (width, height)).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def _levelling(ink: NDArray[np.uint8]) -> NDArray[np.float64]:
    """What makes ruling lines that run nearly level, or nearly upright, run exactly so."""
    height, width = ink.shape
    top, bottom = _slopes(ink)
    left, right = _slopes(cv2.transpose(ink).astype(np.uint8, copy=False))
    # Four lines, one along each edge of the page, and where they meet.
    seen = [
        _meet((0.0, -top * width / 2, top), (-left * height / 2, 0.0, left)),
        _meet((0.0, -top * width / 2, top), (width - right * height / 2, 0.0, right)),
        _meet((0.0, height - bottom * width / 2, bottom), (-left * height / 2, 0.0, left)),
        _meet((0.0, height - bottom * width / 2, bottom), (width - right * height / 2, 0.0, right)),
    ]
    meant = [(0, 0), (width, 0), (0, height), (width, height)]
    return cv2.getPerspectiveTransform(np.array(seen, np.float32), np.array(meant, np.float32)).astype(np.float64)


def _meet(level: tuple[float, float, float], upright: tuple[float, float, float]) -> tuple[float, float]:
    """Where y = c + m x meets x = d + n y."""
    c, m = level[1], level[2]
    d, n = upright[0], upright[2]
    y = (c + m * d) / (1 - m * n)
    return d + n * y, y


def _slopes(ink: NDArray[np.uint8]) -> tuple[float, float]:
    """How ruling lines that run nearly level fall, at the top and at the bottom of a page."""
    height, width = ink.shape
    lines = []
    for run in runs(ink):
        if run.width >= width / 8:
            lines.append((run.middle / height, slope_of(ink, run), run.width))
    if not lines:
        return 0.0, 0.0
    at, slope, weight = np.array(lines).T
    if np.ptp(at) < 0.3 or len(lines) < 4:
        mean = float(np.average(slope, weights=weight))
        return mean, mean
    rise, base = np.polyfit(at, slope, 1, w=weight)
    off = np.abs(slope - (base + rise * at))
    near = off <= 2 * np.median(off) + 1e-4
    rise, base = np.polyfit(at[near], slope[near], 1, w=weight[near])
    return float(base), float(base + rise)
