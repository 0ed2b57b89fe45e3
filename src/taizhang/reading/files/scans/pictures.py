"""Files of pictures to pixels; a picture's size is looked at before it is decoded."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import ImageOps, UnidentifiedImageError
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile

from taizhang.ledger import Bilingual

from ...errors import ReadError
from .limits import refuse_many, refuse_wide

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KINDS: dict[bytes, type[ImageFile]] = {b"\x89P": PngImageFile, b"\xff\xd8": JpegImageFile}
"""The decoders, by a file's first bytes; all else is TIFF.  Pillow's other decoders are never called."""


def frames(data: bytes) -> Iterator[NDArray[np.uint8]]:
    """Each page's picture, upright as its camera says, grey or RGB; raises ReadError for a damaged or too large one."""
    number = 0
    try:
        picture = _KINDS.get(data[:2], TiffImageFile)(BytesIO(data))
        while True:
            number += 1
            where = Bilingual(f"第{number}页", f"page {number}")
            refuse_many(number, where)
            refuse_wide(*picture.size, where)
            yield _pixels(picture)
            if not isinstance(picture, TiffImageFile):
                return
            picture.seek(number)
    except EOFError:
        return
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
        if isinstance(error, ReadError):
            raise
        raise _damaged(max(1, number)) from error


def _pixels(picture: ImageFile) -> NDArray[np.uint8]:
    upright = ImageOps.exif_transpose(picture)
    grey = upright.mode in ("1", "L", "I;16", "I", "F")
    if upright.mode == "I;16":
        return (np.asarray(upright) >> 8).astype(np.uint8)
    if "A" in upright.getbands() or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        white = upright.copy()
        white.paste((255, 255, 255, 255), (0, 0, *upright.size))
        white.alpha_composite(upright)
        upright = white
    return np.asarray(upright.convert("L" if grey else "RGB"))


def _damaged(number: int) -> ReadError:
    return ReadError(
        Bilingual("图片文件不完整或已损坏", "the picture is cut off or damaged"),
        Bilingual(f"第{number}页", f"page {number}"),
        Bilingual("请重新获取完整的文件，或重新扫描。", "Get the whole file again, or scan it again."),
    )
