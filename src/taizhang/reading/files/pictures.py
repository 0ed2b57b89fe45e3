"""Pages of a document as pictures, for a person to look at beside what was read."""

from __future__ import annotations

import struct
import zlib
from itertools import islice

from taizhang.ledger import Bilingual

from ..errors import ReadError
from .registry import reader_for

MAX_PIXELS = 12_000_000
"""Largest picture of a page; an A3 page 3,000 pixels wide has 12 million."""


def page_sizes(data: bytes, name: str = "", width: int = 1_400) -> tuple[tuple[int, int], ...]:
    """Width and height in pixels of each page's picture `width` pixels wide; none for what has no pages.

    Raises ReadError as the reader of the file does.
    """
    kind = reader_for(data, name).name
    if kind == "image":
        from .scans.pictures import frames

        return tuple(_fitted((frame.shape[1], frame.shape[0]), width) for frame in frames(data))
    if kind != "pdf":
        return ()
    from .pdf import PDFIUM, opened

    with PDFIUM:
        document = opened(data)
        try:
            return tuple(_fitted(document.get_page_size(k), width) for k in range(len(document)))
        finally:
            document.close()


def page_picture(data: bytes, number: int, name: str = "", width: int = 1_400) -> bytes:
    """Page `number` (from 1) as PNG, `width` pixels wide, less for a page longer than the limit allows.

    A picture is decoded and drawn anew, and of a PDF scripts, links and forms are not drawn.  Raises ReadError for
    a page that is not there, and as `page_sizes` does.
    """
    if reader_for(data, name).name == "image":
        return _of_picture(data, number, width)
    from .pdf import PDFIUM, opened

    with PDFIUM:
        document = opened(data)
        try:
            if not 0 < number <= len(document):
                raise _no_page(number)
            page = document[number - 1]
            wide, _ = _fitted(page.get_size(), width)
            bitmap = page.render(scale=wide / page.get_width(), rev_byteorder=True, may_draw_forms=False)
            return png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
        finally:
            document.close()


def _of_picture(data: bytes, number: int, width: int) -> bytes:
    """A frame of a picture's file, upright and no wider than asked."""
    from PIL import Image

    from .scans.pictures import frames

    frame = next(islice(frames(data), number - 1, None), None) if number > 0 else None
    if frame is None:
        raise _no_page(number)
    shown = Image.fromarray(frame).convert("RGB")
    shown = shown.resize(_fitted(shown.size, width))
    return png(shown.tobytes(), shown.width, shown.height, 3 * shown.width, 3)


def _no_page(number: int) -> ReadError:
    return ReadError(
        Bilingual("文件没有这一页", "the file has no such page"),
        Bilingual(f"第{number}页", f"page {number}"),
        Bilingual("请核对页码。", "Check the page's number."),
    )


def _fitted(size: tuple[float, float], width: int) -> tuple[int, int]:
    """A page's picture: as wide as asked, unless that is too many pixels."""
    ratio = max(size[1], 1.0) / max(size[0], 1.0)
    fitting = min(width, int((MAX_PIXELS / ratio) ** 0.5))
    return max(fitting, 1), max(round(fitting * ratio), 1)


def png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """A PNG of rows of `stride` bytes with one, three or four bytes a pixel (PNG specification, 3rd edition, 11.2)."""
    colour = {1: 0, 3: 2, 4: 6}[channels]
    used = width * channels
    rows = b"".join(b"\0" + pixels[k * stride : k * stride + used] for k in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">2I5B", width, height, 8, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 4)) + chunk(b"IEND", b"")
