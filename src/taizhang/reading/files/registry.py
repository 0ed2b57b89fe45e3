"""All readers of files, and the one that fits a file best by its content."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import cast

from .base import SURE, FileReader

_READERS = (
    "docx.DocxReader",
    "sheets.xlsx.XlsxReader",
    "pdf.PdfReader",
    "locked.LockedReader",
    "office.OfficeReader",  # before the older workbooks: a document may hold one
    "sheets.xls.XlsReader",
    "sheets.ods.OdsReader",
    "sheets.xlsb.XlsbReader",
    "image.ImageReader",
    "html.HtmlReader",
    "mht.MhtReader",
    "archives.ArchiveReader",
    "sheets.delimited.DelimitedReader",
    "text.TextReader",
)
"""In order of preference: of two with the same score the first wins.  Who reads a Word file loads no other."""


def readers() -> Iterator[FileReader]:
    """All readers, each imported when its turn comes."""
    return map(_reader, _READERS)


@cache
def _reader(place: str) -> FileReader:
    module, _, name = place.rpartition(".")
    return cast("FileReader", getattr(import_module(f".{module}", __package__), name)())


def reader_for(data: bytes, name: str = "") -> FileReader:
    """The reader whose score for the file is highest; text takes what nobody else claims."""
    best: FileReader | None = None
    highest = 0
    for reader in readers():
        score = reader.score(data, name) or 0
        if score > highest:
            best, highest = reader, score
        if score >= SURE:  # nobody can be surer, and of equals the first wins
            break
    return best or _reader(_READERS[-1])
