"""All readers of files, and the one that fits a file best by its content."""

from __future__ import annotations

from .archives import ArchiveReader
from .base import SURE, FileReader
from .docx import DocxReader
from .html import HtmlReader
from .image import ImageReader
from .locked import LockedReader
from .mht import MhtReader
from .office import OfficeReader
from .pdf import PdfReader
from .sheets.delimited import DelimitedReader
from .sheets.ods import OdsReader
from .sheets.xls import XlsReader
from .sheets.xlsb import XlsbReader
from .sheets.xlsx import XlsxReader
from .text import TextReader

READERS: tuple[FileReader, ...] = (
    LockedReader(),
    OfficeReader(),  # before the workbooks: a document may hold one
    XlsxReader(),
    XlsReader(),
    OdsReader(),
    XlsbReader(),
    DocxReader(),
    PdfReader(),
    ImageReader(),
    HtmlReader(),
    MhtReader(),
    ArchiveReader(),
    DelimitedReader(),
    TextReader(),
)
"""In order of preference: of two with the same score the first wins."""


def reader_for(data: bytes, name: str = "") -> FileReader:
    """The reader whose score for the file is highest; text takes what nobody else claims."""
    best, highest = READERS[-1], 0
    for reader in READERS:
        score = reader.score(data, name) or 0
        if score > highest:
            best, highest = reader, score
        if score >= SURE:  # nobody can be surer, and of equals the first wins
            break
    return best
