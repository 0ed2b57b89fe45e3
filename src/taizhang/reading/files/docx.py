"""Word documents (.docx, .docm, .dotx); macros are never looked at.

Kept as text: tracked insertions, results of fields, content controls, text boxes, automatic numbers, notes.
Set aside as leftovers: hidden text, texts under merged cells, headers and footers.  Left out: tracked
deletions, codes of fields, bullets, bookmarks, comments.
"""

from __future__ import annotations

from taizhang.ledger import Bilingual

from ..errors import ReadError
from ..grid import Source
from .base import SURE, WHOLE_FILE


class DocxReader:
    """Reads WordprocessingML packages with a walk of our own (`word`)."""

    name = "docx"

    def score(self, data: bytes, name: str) -> int | None:
        """SURE for a zip package with a folder `word`."""
        if not data.startswith(b"PK"):
            return None
        from .package import names_in

        return SURE if any(entry.startswith("word/") for entry in names_in(data)) else None

    def read(self, data: bytes, name: str) -> Source:
        """The document's paragraphs and tables in reading order.

        Raises ReadError for a file that is cut off, locked, damaged, too large, nested too deep, or holds
        only pictures.
        """
        from .package import Package
        from .word.document import take_apart
        from .word.parts import WordParts

        with Package(data) as package:
            parts = WordParts(package)
            source = take_apart(parts, name)
        if not source.blocks and parts.has_pictures:
            raise _only_pictures()
        return source


def _only_pictures() -> ReadError:
    return ReadError(
        Bilingual("文档里只有图片，没有文字", "the document holds only pictures, no text"),
        WHOLE_FILE,
        Bilingual(
            "请向报送单位索取文字版，或先做文字识别。",
            "Ask for the document as text, or have its text recognised first.",
        ),
    )
