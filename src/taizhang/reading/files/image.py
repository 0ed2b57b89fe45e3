"""Pictures of pages: .png, .jpg and .tif, each frame of a .tif a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from taizhang.ledger import Bilingual

from ..errors import ReadError
from ..grid import Source
from .base import SURE, WHOLE_FILE, refuse_large

if TYPE_CHECKING:
    from .pages.marks import Marks

_A4 = 842.0
"""A page's long side in points; what a picture says of its size is seldom true, and text is measured by itself."""


class ImageReader:
    """Reads scans and photographs with the extra `ocr`."""

    name = "image"

    def score(self, data: bytes, name: str) -> int | None:
        """SURE for a file that begins as PNG, JPEG and TIFF files do."""
        starts = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
        return SURE if data.startswith(starts) else None

    def read(self, data: bytes, name: str) -> Source:
        """The pages' paragraphs and tables in reading order.

        Raises ReadError where the extra is not installed, for a damaged file, for one larger than 50 MB,
        `limits.MAX_PIXELS` a picture or `limits.MAX_SCANS` pages, and where no text is found.
        """
        from .pages.document import put_together
        from .scans.extra import require
        from .scans.notices import with_notices

        refuse_large(data)
        require(WHOLE_FILE)
        source = put_together(_pages(data), name)
        if not source.blocks:
            raise ReadError(
                Bilingual("图片里没有找到文字", "no text was found in the picture"),
                WHOLE_FILE,
                Bilingual(
                    "请检查是否选错了文件，或重新扫描。", "Check whether this is the right file, or scan it again."
                ),
            )
        return with_notices(source)


def _pages(data: bytes) -> Iterator[Marks]:
    from .scans.page import marks_of_picture
    from .scans.pictures import frames

    known: set[str] = set()
    return (marks_of_picture(picture, _A4, known) for picture in frames(data))
