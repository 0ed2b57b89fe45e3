"""Older and other word processors' documents (.doc, .wps, .rtf, .odt), converted by LibreOffice and read as .docx.

LibreOffice may lose a table without a word (a .doc that ends with one).  So the rows of the file's tables are
counted by our own hand before and after, and a file that comes out with fewer is refused.  Macros never run.
"""

from __future__ import annotations

from dataclasses import dataclass

from taizhang.ledger import Bilingual

from ..errors import ReadError
from ..grid import Source
from .base import SURE, WHOLE_FILE, refuse_large
from .docx import DocxReader

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "WordDocument".encode("utf-16-le")
_RTF = b"{\\rtf"
_ODT = tuple(b"application/vnd.oasis.opendocument.text" + end for end in (b"PK", b"-templatePK"))  # stored, not packed


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its file name ending, and LibreOffice's name of the reader for it."""

    suffix: str
    import_filter: str


DOC = Kind("doc", "MS Word 97")
RTF = Kind("rtf", "Rich Text Format")
ODT = Kind("odt", "writer8")


class OfficeReader:
    """Reads what LibreOffice can turn into a Word package without losing a row."""

    name = "office"

    def score(self, data: bytes, name: str) -> int | None:
        """SURE for a Word 97 document, RTF and an OpenDocument text."""
        return SURE if kind_of(data) else None

    def read(self, data: bytes, name: str) -> Source:
        """The converted document's paragraphs and tables.

        Raises ReadError for a file that is locked, damaged, too large or older than Word 97, when LibreOffice is
        missing, fails or takes too long, and when table rows are lost on the way.
        """
        from .office_rows import rows_in_docx
        from .soffice import to_docx

        refuse_large(data)
        kind = kind_of(data) or DOC
        told = _rows_told(data, kind)
        made = to_docx(data, kind.suffix, kind.import_filter)
        found = rows_in_docx(made)
        if found < told:
            raise _lost(told, found)
        return DocxReader().read(made, name)


def kind_of(data: bytes) -> Kind | None:
    """The kind of a document by its content; None for what this reader does not take."""
    if data.startswith(_OLE):
        return DOC if _WORD in data and _is_word(data) else None
    if data[:20].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_RTF):
        return RTF
    return ODT if data.startswith(b"PK") and any(mark in data[:200] for mark in _ODT) else None


def _is_word(data: bytes) -> bool:
    """Whether the file itself, not an object in it, is a Word document; a damaged file counts as one."""
    from .word97 import MAIN_STREAM, root_streams

    streams = root_streams(data)
    return MAIN_STREAM in streams or not streams


def _rows_told(data: bytes, kind: Kind) -> int:
    """The table rows that the file itself holds."""
    if kind is DOC:
        return _rows_in_doc(data)
    from . import office_rows

    if kind is RTF:
        rows = office_rows.rows_in_rtf(data)
        if rows is None:
            raise _broken()
        return rows
    from .package import Package, locked

    with Package(data) as package:
        if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
            raise locked()
        return office_rows.rows_in_odt(package)


def _rows_in_doc(data: bytes) -> int:
    from . import word97
    from .package import locked

    try:
        return word97.table_rows(data)
    except word97.LockedWordError as error:
        raise locked() from error
    except word97.OlderWordError as error:
        raise _too_old() from error
    except word97.Word97Error as error:
        raise _broken() from error


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


def _broken() -> ReadError:
    return ReadError(
        Bilingual("文件不完整或已损坏", "the file is cut off or damaged"),
        WHOLE_FILE,
        Bilingual(
            "请重新获取完整的文件，或用 Word 或 WPS 打开后另存为 .docx 再试。",
            "Get the whole file again, or open it in Word or WPS and save it as .docx.",
        ),
    )
