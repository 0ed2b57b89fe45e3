"""Sheet -> a Word document."""

from __future__ import annotations

from ..sheet import Sheet
from .body import body
from .parts import package

__all__ = ["to_docx"]


def to_docx(sheet: Sheet) -> bytes:
    """A .docx that Word, WPS and LibreOffice open alike; the same sheet gives the same bytes."""
    return package(body(sheet), sheet.look, sheet.size, sheet.title)
