"""All readers of files, and the one that fits a file best by its content."""

from __future__ import annotations

from .base import FileReader
from .docx import DocxReader
from .locked import LockedReader
from .sheets.xlsx import XlsxReader
from .text import TextReader

READERS: tuple[FileReader, ...] = (LockedReader(), XlsxReader(), DocxReader(), TextReader())
"""In order of preference: of two with the same score the first wins."""


def reader_for(data: bytes, name: str = "") -> FileReader:
    """The reader whose score for the file is highest; text takes what nobody else claims."""
    scored = [(reader.score(data, name) or 0, -place) for place, reader in enumerate(READERS)]
    return READERS[-max(scored)[1]]
