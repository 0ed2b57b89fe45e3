"""How far a page is turned is found whatever its rows look like."""

from __future__ import annotations

from math import atan2, degrees

import numpy as np
import pytest
from PIL import Image, ImageDraw

from taizhang.reading.files.scans.straight import straightening


@pytest.mark.parametrize("turned", [-5.4, -1.55, -0.6, 0.0, 0.6, 0.65, 2.45])
def test_many_low_rows_of_one_height_are_made_level(turned: float) -> None:
    drawn = Image.new("L", (1754, 1242), 250)
    pen = ImageDraw.Draw(drawn)
    for y in range(150, 1100, 28):
        pen.line((100, y, 1650, y), 30, 2)
        for x in range(120, 1500, 40):
            pen.rectangle((x, y + 8, x + 12, y + 20), fill=30)
    picture = drawn.rotate(turned, resample=Image.Resampling.BICUBIC, fillcolor=250)
    turn = straightening(np.asarray(picture))
    assert degrees(atan2(turn[0, 1] - turn[1, 0], turn[0, 0] + turn[1, 1])) == pytest.approx(-turned, abs=0.1)
