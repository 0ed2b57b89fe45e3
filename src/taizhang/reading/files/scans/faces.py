"""Typefaces with Chinese characters on this machine, and what a character looks like in each.

They are only compared with a scan's ink (`likeness`).  Where none is installed, nothing is compared.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    "/usr/share/texmf/fonts/opentype/public/fandol",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_FILES = (
    *("simfang.ttf", "simsun.ttc", "simkai.ttf", "simhei.ttf", "stfangso.ttf", "stsong.ttf", "stkaiti.ttf"),
    *("fandolfang-regular.otf", "fandolsong-regular.otf", "fandolkai-regular.otf", "fandolhei-regular.otf"),
    *("notoserifcjk-regular.ttc", "notoserifcjk-bold.ttc", "notosanscjk-regular.ttc", "notosanscjk-bold.ttc"),
    *("uming.ttc", "ukai.ttc", "gbsn00lp.ttf", "gkai00mp.ttf", "wqy-zenhei.ttc", "wqy-microhei.ttc"),
)
"""Faces that ledgers are printed in, and those that stand in for them, by their files' names in small letters."""
_MOST = 12
"""Faces of one file that are looked through."""
_SIZE = 64
"""Pixels of a character as drawn."""
_INKED = 72
"""A shape begins where something is as dark as this, of 255."""
_SIDE, _SOFT, _RIM = 32, 1.0, 3
"""A character's ink is brought to a square of so many pixels, with so many white ones around, and blurred."""
_MOVE = 2
"""By so many of these pixels a character may lie beside the other."""
_UNKNOWN = "\U0010fffd"
"""A code without a character: it gives what a face draws for those that it has not."""


class Face:
    """One typeface."""

    def __init__(self, font: ImageFont.FreeTypeFont) -> None:
        self._font = font
        self._known: dict[str, NDArray[np.float32] | None] = {}
        self._none = self._ink(_UNKNOWN)

    def shape(self, letter: str) -> NDArray[np.float32] | None:
        """A character's shape (`normal`), None for one that the face has not."""
        if letter not in self._known:
            ink = self._ink(letter)
            has = ink.max() >= _INKED and not np.array_equal(ink, self._none)
            self._known[letter] = normal(ink) if has else None
        return self._known[letter]

    def _ink(self, letter: str) -> NDArray[np.float32]:
        sheet = Image.new("L", (2 * _SIZE, 2 * _SIZE))
        ImageDraw.Draw(sheet).text((_SIZE, _SIZE), letter, 255, self._font, anchor="mm")
        return np.asarray(sheet, np.float32)


def normal(drawn: NDArray[np.float32]) -> NDArray[np.float32]:
    """The shape of a character, dark values high up to 255: its ink brought to one size."""
    rows, columns = (np.flatnonzero((drawn >= _INKED).any(axis=axis)) for axis in (1, 0))
    ink = drawn[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    square = cv2.resize(
        ink, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA if min(ink.shape) > _SIDE else cv2.INTER_LINEAR
    )
    framed = cv2.copyMakeBorder(square, _RIM, _RIM, _RIM, _RIM, cv2.BORDER_CONSTANT)
    return np.asarray(cv2.GaussianBlur(framed, (0, 0), _SOFT), np.float32)


def alike(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """How alike two shapes are, at most 1."""
    around = cv2.copyMakeBorder(one, _MOVE, _MOVE, _MOVE, _MOVE, cv2.BORDER_CONSTANT)
    return float(cv2.matchTemplate(around, other, cv2.TM_CCOEFF_NORMED).max())


@cache
def faces() -> tuple[Face, ...]:
    """The faces that are installed here."""
    folders = (Path(folder).expanduser() for folder in _FOLDERS)
    found = {path.name.lower(): path for folder in folders if folder.is_dir() for path in folder.rglob("*.[ot]t[fc]")}
    return tuple(Face(font) for name in _FILES if name in found and (font := _opened(found[name])))


def _opened(path: Path) -> ImageFont.FreeTypeFont | None:
    """The mainland's face of a file that has several, else its first; None for a file that is broken."""
    fonts: list[ImageFont.FreeTypeFont] = []
    for index in range(_MOST if path.suffix.lower() == ".ttc" else 1):
        try:
            fonts.append(ImageFont.truetype(str(path), _SIZE, index=index))
        except OSError:
            break
    return next((font for font in fonts if (font.getname()[0] or "").endswith(" SC")), fonts[0] if fonts else None)
