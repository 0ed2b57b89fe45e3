"""How many rows the tables of a document have, counted in the file itself for every kind that is converted.

Rows are counted rather than tables: a lost table takes its rows with it, and a conversion may rightly join two
tables that touch.  Counted is the body; headers, footers, notes and tables inside cells are left out.
"""

from __future__ import annotations

import re

from .base import count_in
from .package import Package
from .word.names import MAIN, STRICT
from .xml import parse

_TOKEN = re.compile(
    rb"\\bin(\d{1,9}) ?|\\[\\{}]|([{}])"
    rb"|\\(row|header[lrf]?|footer[lrf]?|footnote|annotation|nonesttables)(?![a-z])"
)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ELSEWHERE = (f"{_TABLE}table-cell", f"{_TEXT}tracked-changes")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def rows_in_rtf(data: bytes) -> int | None:
    """The table rows of an RTF document; None when it breaks off before its end."""
    rows = depth = at = 0
    outside = 0  # the depth of the group that is no part of the body, 0 within the body
    while match := _TOKEN.search(data, at):
        length, brace, word = match.groups()
        at = match.end() + int(length or 0)
        if brace == b"{":
            depth += 1
        elif brace == b"}":
            depth -= 1
            outside = 0 if depth < outside else outside
            if depth <= 0:
                return rows
        elif word == b"row":
            rows += not outside
        elif word:
            outside = outside or depth
    return None


def rows_in_odt(package: Package) -> int:
    """The table rows of an OpenDocument text, in its content and in its text boxes."""
    root = parse(package.read("content.xml") or b"", "content.xml")
    return sum(
        count_in(row.get(f"{_TABLE}number-rows-repeated"), 1)
        for row in root.iter(f"{_TABLE}table-row")
        if next(row.iterancestors(*_ELSEWHERE), None) is None
    )


def rows_in_docx(data: bytes) -> int:
    """The table rows of a Word package, in its body and in its text boxes."""
    with Package(data) as package:
        root = parse(package.read("word/document.xml") or b"", "word/document.xml")
    elsewhere = (_FALLBACK, f"{{{MAIN}}}tc", f"{{{STRICT}}}tc")
    rows = root.iter(f"{{{MAIN}}}tr", f"{{{STRICT}}}tr")
    return sum(next(row.iterancestors(*elsewhere), None) is None for row in rows)
