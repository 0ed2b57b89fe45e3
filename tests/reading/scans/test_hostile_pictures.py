"""Broken and oversized pictures: a clear message in both languages, before much time or memory is spent."""

from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image

from taizhang.reading import ReadError, read
from taizhang.reading.files.scans import extra, limits

from ..files.pdfs import pdf
from .drawn import FIRST, HEADER, file, page


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data)
    error = caught.value
    assert all(part.zh and part.en for part in (error.what, error.where, error.hint))
    return error


def declared(width: int, height: int) -> bytes:
    """A PNG that says that it is so large and holds hardly anything."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")


def test_a_picture_of_too_many_pixels_is_refused_by_what_it_says_of_itself() -> None:
    error = refusal(declared(30_000, 30_000))
    assert "30000×30000" in error.what.zh
    assert str(limits.MAX_PIXELS // 1_000_000) in error.what.zh


def test_so_is_one_inside_a_pdf() -> None:
    image = "q 600 0 0 400 0 0 cm BI /W 30000 /H 30000 /CS /G /BPC 1 /F /AHx ID 80> EI Q\n"
    error = refusal(pdf(image))
    assert "30000×30000" in error.what.zh
    assert error.where.en == "page 1"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
@pytest.mark.parametrize("share", [0.02, 0.5])
def test_a_picture_that_is_cut_off_is_told(kind: str, share: float) -> None:
    data = file(kind, page(HEADER, FIRST))
    assert "不完整" in refusal(data[: int(len(data) * share)]).what.zh


def test_a_tif_of_too_many_pages_is_refused() -> None:
    error = refusal(file("TIFF", *[Image.new("1", (8, 8))] * (limits.MAX_SCANS + 1)))
    assert str(limits.MAX_SCANS) in error.what.zh


def test_a_picture_without_any_text_is_told() -> None:
    assert "没有找到文字" in refusal(file("PNG", Image.new("L", (1200, 900), 245))).what.zh


def test_a_picture_without_a_table_is_told() -> None:
    assert "没有" in refusal(file("PNG", page(title="关于召开全县民生实事推进会的通知"))).what.zh


@pytest.mark.parametrize("kind", ["PNG", "PDF"])
def test_without_the_extra_it_is_said_what_to_install(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra, "PACKAGES", ("a_package_that_is_not_there",))
    error = refusal(file(kind, page(HEADER, FIRST)))
    assert "pip install taizhang[ocr]" in error.hint.zh
