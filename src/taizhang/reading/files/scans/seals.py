"""Red seals stamped over text: taken off, for under them the black text is whole in the red light alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_REDDER = 50
"""How much more red than green and blue, of 255, a seal's ink has."""
_BRIGHT = 140
"""A seal's ink on paper is brighter in red light than this, of 255; black text is darker."""
_LEAST = 70.0
"""A seal is at least so wide and high, in points: 2.5 cm.  Red characters, which are text, are smaller."""


def without_seals(picture: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """The picture, RGB or grey, without its red seals; `scale` is points for a pixel.  Other red ink stays."""
    if picture.ndim == 2:
        return picture
    red, green, blue = (picture[:, :, k].astype(np.int16) for k in range(3))
    reddish = (red - np.maximum(green, blue) > _REDDER).astype(np.uint8)
    if not reddish.any():
        return picture
    joined = cv2.morphologyEx(reddish, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    seals = [box for box in boxes[1:].tolist() if min(box[2], box[3]) * scale >= _LEAST]
    if not seals:
        return picture
    cleared = picture.copy()
    for left, top, width, height, _ in seals:
        part = cleared[top : top + height, left : left + width]
        light = part[:, :, 0].copy()
        near = cv2.dilate(reddish[top : top + height, left : left + width], np.ones((5, 5), np.uint8)) > 0
        light[near & (light > _BRIGHT)] = np.percentile(light, 90)
        part[:] = light[:, :, None]
    return cleared
