"""Kinds of files that an office drops in, told by their first bytes, and which of them can be read today."""

from __future__ import annotations

from pathlib import PurePath

from taizhang.ledger import Bilingual
from taizhang.reading.files import reader_for

SIGNS: tuple[tuple[bytes, Bilingual], ...] = (
    (b"PK\x03\x04", Bilingual("Word、Excel 或 WPS 文件", "a Word, Excel or WPS file")),
    (b"\xd0\xcf\x11\xe0", Bilingual("旧版 Word、Excel 文件", "an old Word or Excel file")),
    (b"%PDF", Bilingual("PDF 文件", "a PDF file")),
    (b"\x89PNG", Bilingual("图片", "a picture")),
    (b"\xff\xd8\xff", Bilingual("图片", "a picture")),
    (b"GIF8", Bilingual("图片", "a picture")),
    (b"Rar!", Bilingual("压缩包", "an archive")),
    (b"7z\xbc\xaf", Bilingual("压缩包", "an archive")),
)


def not_yet(data: bytes, name: str) -> Bilingual | None:
    """The kind of a file that no reader of `taizhang.reading` claims yet; None for text and for those claimed."""
    if reader_for(data, name).name != "text":
        return None
    return next((kind for sign, kind in SIGNS if data.startswith(sign)), None)


def safe_name(name: str) -> str:
    """The file's own name without folders, as some browsers send them."""
    return PurePath(name.replace("\\", "/")).name[:200]
