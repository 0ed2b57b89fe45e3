"""PDF files, of text or of scanned pages; scripts and attachments in them are never looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from threading import Lock
from typing import TYPE_CHECKING

from taizhang.ledger import Bilingual

from ..errors import ReadError
from ..grid import Source
from .base import SURE, WHOLE_FILE, refuse_large

if TYPE_CHECKING:
    import pypdfium2

    from .pages.marks import Marks

MAX_PAGES = 1_000
"""Most pages of a PDF.  A ledger of a hundred items has 20 to 60."""

_TAIL = 4096
"""How many bytes from its end a whole file has its end mark; a mail or a web server may add a few."""
_HEAD = re.compile(rb"%PDF-\d")
PDFIUM = Lock()
"""Held while pdfium works: it may run in one thread at a time only."""


class PdfReader:
    """Reads text and ruling lines with pdfium, and has the text of scanned pages recognised."""

    name = "pdf"

    def score(self, data: bytes, name: str) -> int | None:
        """SURE for a file that says so in its first 1,024 bytes, as PDF readers have it."""
        return SURE if _HEAD.search(data[:1024]) else None

    def read(self, data: bytes, name: str) -> Source:
        """The document's paragraphs and tables in reading order.

        Raises ReadError for a file that is cut off, damaged, locked by a password, larger than 50 MB or
        `MAX_PAGES`, that grows out of measure when unpacked, or with a scanned page where the recogniser of
        scans is not installed.
        """
        refuse_large(data)
        if b"%%EOF" not in data[-_TAIL:]:  # pdfium would mend it, and silently leave pages out
            raise _damaged()
        from .inflated import refuse_bombs
        from .pages.document import put_together
        from .scans.notices import with_notices

        refuse_bombs(data)
        source = put_together(_pages(data), name)
        if not source.blocks:
            raise _empty()
        return with_notices(source)


def _pages(data: bytes) -> Iterator[Marks]:
    """What is drawn on each page; pdfium is free for others while a scanned page is recognised."""
    import pypdfium2

    from .pages.marks import marks_of
    from .scans.sheets import Sheets

    with PDFIUM:
        document = opened(data)
    sheets = Sheets(document)
    try:
        _refuse_long(len(document))
        for number in range(len(document)):
            with PDFIUM:
                marks = marks_of(document, number)
                sheet = sheets.scanned(number, marks)
            yield marks if sheet is None else sheet.marks()
    except pypdfium2.PdfiumError as error:
        raise _damaged() from error
    finally:
        with PDFIUM:
            document.close()


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """The document, to be closed; raises ReadError for a damaged or locked one.  Hold `PDFIUM` while using it."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(data)
        if not len(document):
            raise _damaged()
        return document
    except pypdfium2.PdfiumError as error:
        raise (_locked() if error.err_code == raw.FPDF_ERR_PASSWORD else _damaged()) from error


def _refuse_long(pages: int) -> None:
    if pages > MAX_PAGES:
        raise ReadError(
            Bilingual(
                f"页数过多：{pages}页，上限为{MAX_PAGES}页",
                f"the file has too many pages: {pages}, the limit is {MAX_PAGES}",
            ),
            WHOLE_FILE,
            Bilingual("请只保留台账所在的各页。", "Keep only the pages that hold the ledger."),
        )


def _locked() -> ReadError:
    return ReadError(
        Bilingual("文件已加密，需要密码才能打开", "the file is encrypted and needs its password"),
        WHOLE_FILE,
        Bilingual("请打开后另存为不加密码的文件再导入。", "Open it and save it without a password, then import it."),
    )


def _damaged() -> ReadError:
    return ReadError(
        Bilingual("PDF 文件不完整或已损坏", "the PDF file is cut off or damaged"),
        WHOLE_FILE,
        Bilingual("请重新获取完整的文件。", "Get the whole file again."),
    )


def _empty() -> ReadError:
    return ReadError(
        Bilingual("PDF 文件里没有文字", "the PDF file holds no text"),
        WHOLE_FILE,
        Bilingual("请检查是否选错了文件。", "Check whether this is the right file."),
    )
