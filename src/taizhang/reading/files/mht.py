"""Web archives (.mht, .mhtml, and .doc or .xls files that are such inside): the pages in one MIME message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taizhang.ledger import Bilingual, Leftover

from ..errors import ReadError
from ..grid import Grid, Paragraph, Source
from .base import SURE, WHOLE_FILE, refuse_large
from .html import add_page, new_page, notices_of

if TYPE_CHECKING:
    from email.message import Message

    from .web.page import Page

MAX_PAGES = 200
"""Most pages in one archive; a workbook saved as a web archive has one for each sheet."""

_BLANK = b"\xef\xbb\xbf\r\n \t"
_HEAD = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_KIND = re.compile(rb"^content-type:\s*(?:multipart/related|text/html)\b", re.IGNORECASE | re.MULTILINE)


class MhtReader:
    """Reads the main page of a web archive, and the pages in its frames when the table is in those."""

    name = "mht"

    def score(self, data: bytes, name: str) -> int | None:
        """SURE for a message whose head says that it holds a page and what belongs to it."""
        head = _HEAD.match(data[:20_000].lstrip(_BLANK))
        return SURE if head and _KIND.search(head[0]) else None

    def read(self, data: bytes, name: str) -> Source:
        """The page in reading order; raises ReadError when the archive holds no page or is too large."""
        refuse_large(data)
        parts = _pages(data)
        if not parts:
            raise _no_page()
        main, *others = parts
        page = new_page()
        _add(page, main)
        in_frames = not _has_grid(page)
        aside: list[Leftover] = []
        for part in others:
            if in_frames:
                _add(page, part)
            else:
                aside += _aside(part)
        return Source(tuple(page.blocks), name, leftovers=(*page.leftovers, *aside), notices=notices_of(page))


def _pages(data: bytes) -> list[Message]:
    """The message's pages, the main one first."""
    from email import message_from_bytes

    message = message_from_bytes(data.lstrip(_BLANK))
    parts = [part for part in message.walk() if part.get_content_type() == "text/html"][:MAX_PAGES]
    main = str(message.get_param("start") or "")
    return sorted(parts, key=lambda part: bool(main) and part.get("Content-ID", "") != main)


def _add(page: Page, part: Message) -> None:
    content = part.get_payload(decode=True)
    add_page(page, content if isinstance(content, bytes) else b"", str(part.get_content_charset() or ""))


def _has_grid(page: Page) -> bool:
    return any(isinstance(block, Grid) for block in page.blocks)


def _aside(part: Message) -> list[Leftover]:
    """The texts of a page that only surrounds the main one (an advertisement, a counter)."""
    page = new_page()
    _add(page, part)
    texts: list[str] = []
    for block in page.blocks:
        texts += [block.text] if isinstance(block, Paragraph) else [c.text for c in block.cells]
    return [*page.leftovers, *([Leftover(" ".join(texts), "navigation")] if texts else [])]


def _no_page() -> ReadError:
    return ReadError(
        Bilingual("网页存档里没有网页内容", "the web archive holds no page"),
        WHOLE_FILE,
        Bilingual("请重新保存网页，或复制其中的表格后粘贴。", "Save the page again, or copy its table and paste that."),
    )
