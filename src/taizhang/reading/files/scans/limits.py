"""How large a scan may be: named in the message that refuses it."""

from __future__ import annotations

from taizhang.ledger import Bilingual

from ...errors import ReadError

MAX_PIXELS = 80_000_000
"""Most pixels of one picture, told before it is decoded.  A3 at 600 dots an inch has 70 million."""
MAX_SCANS = 200
"""Most scanned pages of one file; each takes about two seconds."""


def refuse_wide(width: int, height: int, where: Bilingual) -> None:
    """Raise ReadError for a picture of more than `MAX_PIXELS`."""
    if width * height <= MAX_PIXELS:
        return
    raise ReadError(
        Bilingual(
            f"图片过大：{width}×{height}像素，上限为{MAX_PIXELS // 1_000_000}百万像素",
            f"the picture is too large: {width} x {height} pixels, the limit is {MAX_PIXELS // 1_000_000} million",
        ),
        where,
        Bilingual("请按每英寸200至300点重新扫描。", "Scan it again at 200 to 300 dots an inch."),
    )


def refuse_many(pages: int, where: Bilingual) -> None:
    """Raise ReadError for more than `MAX_SCANS` scanned pages."""
    if pages <= MAX_SCANS:
        return
    raise ReadError(
        Bilingual(f"扫描页过多，上限为{MAX_SCANS}页", f"too many scanned pages, the limit is {MAX_SCANS}"),
        where,
        Bilingual("请只保留台账所在的各页，或分成几个文件。", "Keep only the ledger's pages, or split the file."),
    )
