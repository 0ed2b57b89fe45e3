"""Pages of a PDF that are scans: told from pages of text, and drawn as the pictures that they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from msgspec import Struct

from taizhang.ledger import Bilingual

from .limits import refuse_many, refuse_wide

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..pages.marks import Marks

_FEW = 40
"""A page with more characters than this has its text; a scanner's or an office's stamp on each page has fewer."""
_MOST = 0.5
"""A scan's pictures cover at least this share of the page."""
_PAPER = (500.0, 1300.0)
"""Lengths of a page's long side, in points, that are paper's (A5 to A3); scanners' programs give others."""
_A4 = 842.0
_DENSEST = 4_960
"""Pixels of the long side, at most, that a page is drawn with: A3 at 300 dots an inch."""


class ScannedPage(Struct, frozen=True):
    """A page's picture, the length of its long side in points, and the document's sure texts (`doubts`)."""

    picture: NDArray[np.uint8]
    length: float
    known: set[str]

    def marks(self) -> Marks:
        """The characters and ruling lines that are recognised on it."""
        from .page import marks_of_picture

        return marks_of_picture(self.picture, self.length, self.known)


class Sheets:
    """The scanned pages of one PDF, counted."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self._count = 0
        self._known: set[str] = set()

    def scanned(self, number: int, marks: Marks) -> ScannedPage | None:
        """Page `number` (from 0) as a picture when it is a scan.

        Raises ReadError where the recogniser is not installed, for a picture of too many pixels, and for too
        many scanned pages.
        """
        if not marks.pictures or len(marks.chars) > _FEW:
            return None
        page = self._document[number]
        try:
            width = _pixels(page, number)
            if not width:
                return None
            from .extra import require

            where = Bilingual(f"第{number + 1}页", f"page {number + 1}")
            require(where)
            self._count += 1
            refuse_many(self._count, where)
            return ScannedPage(*_drawn(page, width), self._known)
        finally:
            page.close()


def _pixels(page: pdfium.PdfPage, number: int) -> int:
    """How many pixels wide a scanned page's largest picture would be drawn whole; 0 for a page that is no scan."""
    wide, high = page.get_size()
    covered, densest = 0.0, 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=8):
        left, bottom, right, top = item.get_bounds()
        across, down = item.get_px_size()
        refuse_wide(across, down, Bilingual(f"第{number + 1}页", f"page {number + 1}"))
        covered += (right - left) * (top - bottom) / (wide * high)
        densest = max(densest, (across * down / max(1.0, (right - left) * (top - bottom))) ** 0.5)
    return round(wide * densest) if covered >= _MOST else 0


def _drawn(page: pdfium.PdfPage, width: int) -> tuple[NDArray[np.uint8], float]:
    """The page as a picture with as many pixels as its own pictures have, and its length in points."""
    import numpy as np

    wide, high = page.get_size()
    long = max(wide, high)
    scale = min(width / wide, _DENSEST / long)
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False, draw_annots=False)
    pixels = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
    return pixels, (long if _PAPER[0] <= long <= _PAPER[1] else _A4)
