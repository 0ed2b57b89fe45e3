"""Web pages (.html, .htm, and .xls or .doc files that are web pages inside): no scripts, no network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taizhang.ledger import Bilingual

from ..errors import ReadError
from ..grid import Source
from .base import LIKELY, SURE, WHOLE_FILE, refuse_large

if TYPE_CHECKING:
    from .web.page import Page

MAX_PAGE_BYTES = 20_000_000
"""Largest page accepted, in bytes.  A saved page of a hundred items is under 1 MB."""

_OPENS = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|title|style|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_TABLE = re.compile(rb"<table\b[^>]*>.{0,4000}?<t[dh]\b", re.IGNORECASE | re.DOTALL)


class HtmlReader:
    """Reads a page's tables and texts; spans, hidden parts and layout tables as a browser understands them."""

    name = "html"

    def score(self, data: bytes, name: str) -> int | None:
        """SURE for a file that opens with tags of a page, LIKELY for one with a table somewhere."""
        head = _ascii(data[:20_000])
        if _OPENS.match(head):
            return SURE
        return LIKELY if b"<" in head and _TABLE.search(_ascii(data[:2_000_000])) else None

    def read(self, data: bytes, name: str) -> Source:
        """The page's paragraphs and tables in reading order; raises ReadError when too large or a mere frame."""
        page = new_page()
        if "<frameset" in add_page(page, data).lower() and not page.blocks:
            raise _only_frames()
        return Source(tuple(page.blocks), name, leftovers=tuple(page.leftovers), notices=notices_of(page))


def new_page() -> Page:
    """An empty page, so that importing this module costs nothing."""
    from .web.page import Page

    return Page()


def add_page(page: Page, data: bytes, declared: str = "") -> str:
    """Walk the page in `data` into `page`; gives its text.  `declared` is the encoding told from outside."""
    from .web.charset import page_text
    from .web.tree import tree_of

    refuse_large(data, MAX_PAGE_BYTES)
    text = page_text(data, declared)
    root = tree_of(text)
    if root is not None:
        page.walk(root)
    return text


def notices_of(page: Page) -> tuple[Bilingual, ...]:
    """What a person should know of a page: that it hides something."""
    from .build import hidden_notice

    hidden = sum(1 for leftover in page.leftovers if leftover.reason == "debris")
    return (hidden_notice(hidden),) if hidden else ()


def _ascii(data: bytes) -> bytes:
    """The bytes of a page in UTF-16 without their zeros, others as they are."""
    return (
        data.replace(b"\0", b"")[2:]
        if data.startswith((b"\xff\xfe", b"\xfe\xff"))
        else data.removeprefix(b"\xef\xbb\xbf")
    )


def _only_frames() -> ReadError:
    return ReadError(
        Bilingual("这只是框架页，表格在另外的文件里", "this page only holds frames; the table is in other files"),
        WHOLE_FILE,
        Bilingual(
            "请导入同名文件夹里的网页（如 sheet001.htm），或另存为单个文件（.mht、.xlsx）。",
            "Import the page in the folder of the same name (such as sheet001.htm), or save it as one file.",
        ),
    )
