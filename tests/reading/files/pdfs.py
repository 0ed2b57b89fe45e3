"""Small PDFs written by hand: text and ruling lines where a test puts them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UTF16-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
    "/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000"
    "/FontDescriptor<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
    "/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>]>>"
)
SIZE = 10
PITCH = 14
PAD = 5


def text(x: float, y: float, words: str, *, matrix: str = "1 0 0 1") -> str:
    """Words that begin at a point, every character 10 points wide."""
    return f"BT /F1 {SIZE} Tf {matrix} {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"


def line(x: float, y: float, u: float, v: float) -> str:
    return f"{x} {y} m {u} {v} l S\n"


def bar(x: float, y: float, wide: float, high: float) -> str:
    """A filled rectangle."""
    return f"{x} {y} {wide} {high} re f\n"


def table(xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], *, heights: Sequence[int] = ()) -> str:
    """A table with all its lines; the lines of a cell are parted by line breaks."""
    drawn, y = line(xs[0], top, xs[-1], top), top
    for k, row in enumerate(rows):
        lines = heights[k] if heights else max(len(cell.split("\n")) for cell in row)
        for x, cell in zip(xs, row, strict=False):
            drawn += "".join(
                text(x + PAD, y - (n + 1) * PITCH + 2, words) for n, words in enumerate(cell.split("\n")) if words
            )
        y -= lines * PITCH + 4
        drawn += line(xs[0], y, xs[-1], y)
    return drawn + "".join(line(x, top, x, y) for x in xs)


def packed(content: bytes, *, times: int = 1) -> bytes:
    """A PDF of one page with its contents packed, more than once when asked."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    stream = f"<</Length {len(content)}/Filter[{'/FlateDecode' * times}]>>\nstream\n"
    return pdf("@").replace(b"<</Length 1>>\nstream\n@", stream.encode() + content)


def pdf(*pages: str, more: str = "", trailer: str = "") -> bytes:
    """A PDF with these pages' contents; `more` goes into every page, `trailer` into the trailer."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", FONT]
    kids = []
    for page in pages:
        objects.append(f"<</Length {len(page)}>>\nstream\n{page}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        fonts = "/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]{fonts}/Contents {len(objects)} 0 R{more}>>")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    out, places = "%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("ascii")
