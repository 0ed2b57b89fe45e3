"""Streams of a PDF that grow out of measure when unpacked: pdfium sets no limit, and 100 kB can cost gigabytes."""

from __future__ import annotations

import re
import zlib

from taizhang.ledger import Bilingual

from ..errors import ReadError
from .base import WHOLE_FILE
from .package import MAX_RATIO

MAX_GROWN = 20_000_000
"""Most bytes that streams grown over `MAX_RATIO` times may hold together; what a page draws takes some 50,000."""
MAX_GROWN_PICTURES = 100_000_000
"""The same for pictures: an empty page in colour packs well."""

_STREAM = re.compile(rb"stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_BEFORE = 600
"""So many bytes before a stream its dictionary is looked for."""
_STEP, _MOST = 1 << 16, 1 << 20
"""How much is unpacked at a time, packed and unpacked, in bytes."""
_DEEP = 4
"""A stream inside a stream is looked into so many times."""


def refuse_bombs(data: bytes) -> None:
    """Raise ReadError when streams grow over `MAX_RATIO` times to more than `MAX_GROWN` bytes together."""
    grown = {False: 0, True: 0}
    for match in _STREAM.finditer(data):
        start = match.end()
        if not _is_packed(data[start : start + 2]):
            continue
        picture = _PICTURE.search(data, max(0, start - _BEFORE), start) is not None
        limit = MAX_GROWN_PICTURES if picture else MAX_GROWN
        packed, size = _sizes(data, start, limit)
        if size > MAX_RATIO * packed:
            grown[picture] += size
        if grown[picture] > limit:
            raise _bomb(limit)


def _sizes(data: bytes, start: int, limit: int, depth: int = 1) -> tuple[int, int]:
    """How many bytes a packed stream takes, and how many it holds when unpacked, counted to a little over the limit."""
    unpack = zlib.decompressobj()
    size, at, inner = 0, start, bytearray()
    while not unpack.eof and size <= limit and (piece := unpack.unconsumed_tail or data[at : at + _STEP]):
        at += 0 if unpack.unconsumed_tail else len(piece)
        try:
            out = unpack.decompress(piece, _MOST)
        except zlib.error:
            break
        size += len(out)
        if size == len(out) or inner:
            inner += out if _is_packed(inner or out) else b""
    if size <= limit and inner and depth < _DEEP:
        size = max(size, _sizes(bytes(inner), 0, limit, depth + 1)[1])
    return at - start - len(unpack.unused_data) - len(unpack.unconsumed_tail), size


def _is_packed(data: bytes | bytearray) -> bool:
    """Whether bytes begin as a zlib stream does (RFC 1950, 2.2)."""
    return len(data) > 1 and data[0] & 15 == 8 and (data[0] * 256 + data[1]) % 31 == 0


def _bomb(limit: int) -> ReadError:
    return ReadError(
        Bilingual(
            f"PDF 的内容解压后过大：增长超过 {MAX_RATIO} 倍的部分超过 {limit // 1_000_000} MB",
            f"the PDF grows too much when unpacked: parts that grow over {MAX_RATIO} times hold over "
            f"{limit // 1_000_000} MB",
        ),
        WHOLE_FILE,
        Bilingual(
            "请从原文件重新导出 PDF，或导入 Word 或 Excel 原件。",
            "Export the PDF again from its source, or import the Word or Excel file.",
        ),
    )
