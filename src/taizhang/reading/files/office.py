"""Older and other word processors' documents (.doc, .wps, .rtf, .odt).

A plain .doc is read by our own hand (`word97`), in milliseconds and without LibreOffice.  All else is converted by
LibreOffice, which takes a second, and read as .docx.  LibreOffice may lose a table without a word (a .doc that ends
with one).  So the rows of the file's tables are counted by our own hand before and after, and a file that comes out
with fewer is refused.  Macros never run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from taizhang.ledger import Bilingual

from ..errors import ReadError
from ..grid import Grid, Source
from .base import SURE, WHOLE_FILE, damaged, refuse_large
from .docx import DocxReader

if TYPE_CHECKING:
    from .word97.binary import Word97

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "WordDocument".encode("utf-16-le")
_WORD_97 = b"\xec\xa5"  # where the main stream of most files begins; the names of the streams may be cut off
_RTF = b"{\\rtf"
_ODT = tuple(b"application/vnd.oasis.opendocument.text" + end for end in (b"PK", b"-templatePK"))  # stored, not packed


class Kind(Struct, frozen=True):
    """A kind of document: its file name ending, and LibreOffice's name of the reader for it."""

    suffix: str
    import_filter: str


DOC = Kind("doc", "MS Word 97")
RTF = Kind("rtf", "Rich Text Format")
ODT = Kind("odt", "writer8")


class OfficeReader:
    """Reads a plain .doc itself, and else what LibreOffice can turn into a Word package without losing a row."""

    name = "office"

    def score(self, data: bytes, name: str) -> int | None:
        """SURE for a Word 97 document, RTF and an OpenDocument text."""
        return SURE if kind_of(data) else None

    def read(self, data: bytes, name: str) -> Source:
        """The document's paragraphs and tables.

        Raises ReadError for a file that is locked, damaged, too large or older than Word 97, when LibreOffice is
        missing, fails or takes too long, and when table rows are lost on the way.
        """
        refuse_large(data)
        kind = kind_of(data) or DOC
        return _doc(data, name) if kind is DOC else _converted(data, kind, name, _rows_told(data, kind))


def kind_of(data: bytes) -> Kind | None:
    """The kind of a document by its content; None for what this reader does not take."""
    if data.startswith(_OLE):
        return DOC if (_WORD in data or data[512:514] == _WORD_97) and _is_word(data) else None
    if data[:20].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_RTF):
        return RTF
    return ODT if data.startswith(b"PK") and any(mark in data[:200] for mark in _ODT) else None


def _is_word(data: bytes) -> bool:
    """Whether the file itself, not an object in it, is a Word document; a damaged file counts as one."""
    from .word97.binary import MAIN_STREAM, root_streams

    streams = root_streams(data)
    return MAIN_STREAM in streams or not streams


def _doc(data: bytes, name: str) -> Source:
    """A .doc read by our own reader where that knows all that is in it, and else by LibreOffice."""
    from .package import locked
    from .word97.binary import LockedWordError, OlderWordError, Word97, Word97Error
    from .word97.counting import table_rows

    try:
        word = Word97(data)
        told = table_rows(word)
    except LockedWordError as error:
        raise locked() from error
    except OlderWordError as error:
        raise _too_old() from error
    except Word97Error as error:
        raise damaged("Word", ".docx") from error
    return _plain(word, name, told) or _converted(data, DOC, name, told)


def _plain(word: Word97, name: str, told: int) -> Source | None:
    """What our own reader makes of a .doc; None where it meets what it doesn't know, or other rows than are told."""
    from .word97.binary import Word97Error
    from .word97.document import take_apart
    from .word97.rows import UncommonError

    try:
        source = take_apart(word, name)
    except (UncommonError, Word97Error):
        return None
    rows = sum(block.height for block in source.blocks if isinstance(block, Grid))
    return source if source.blocks and rows == told else None


def _converted(data: bytes, kind: Kind, name: str, told: int) -> Source:
    """What LibreOffice makes of the document, whose tables have `told` rows by our own count."""
    from .office_rows import rows_in_docx
    from .soffice import to_docx

    made = to_docx(data, kind.suffix, kind.import_filter)
    found = rows_in_docx(made)
    if found < told:
        raise _lost(told, found)
    return DocxReader().read(made, name)


def _rows_told(data: bytes, kind: Kind) -> int:
    """The table rows that an RTF or OpenDocument file itself holds."""
    from . import office_rows

    if kind is RTF:
        rows = office_rows.rows_in_rtf(data)
        if rows is None:
            raise damaged("Word", ".docx")
        return rows
    from .package import Package, locked

    with Package(data) as package:
        if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
            raise locked()
        return office_rows.rows_in_odt(package)


def _lost(told: int, found: int) -> ReadError:
    return ReadError(
        Bilingual(
            f"转换会丢失表格：原文件的表格共 {told} 行，LibreOffice 转换后只有 {found} 行，已拒绝读取",
            f"converting loses tables: the file's tables have {told} rows, LibreOffice gives {found}; "
            "the file is refused",
        ),
        WHOLE_FILE,
        Bilingual(
            "请用 Word 或 WPS 打开，在最后一个表格后面加一个空行，另存为 .docx 后再导入。",
            "Open it in Word or WPS, add an empty line after the last table, save it as .docx and import that.",
        ),
    )


def _too_old() -> ReadError:
    return ReadError(
        Bilingual("文件是 Word 95 或更早的格式", "the file is of Word 95 or older"),
        WHOLE_FILE,
        Bilingual(
            "请用 Word 或 WPS 打开，另存为 .docx 后再导入。",
            "Open it in Word or WPS, save it as .docx and import that.",
        ),
    )
