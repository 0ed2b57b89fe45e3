"""Tables with a delimiter: .csv and .tsv, in any encoding that `decode` knows, quoted cells with line breaks too.

Text with tabs and bars is also pasted from pages and documents, where rows are cut and merged; the layouts of
`taizhang.reading.layouts` read that.  This reader takes only what a program wrote: rows of one width.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from ...column_names import names_columns
from ...decode import decode
from ...errors import ReadError, no_table
from ...grid import Source
from ..base import LIKELY
from ..build import tidy
from .blocks import source_of
from .sheet import Sheet, SheetCell, refuse_cells

_DELIMITERS = ",;\t|"
_FIRST = 300  # rows looked at to know the delimiter
_REGULAR = 0.9  # share of rows that must have the same width
_BINARY = (b"PK", b"%PDF", b"\xd0\xcf", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")

Record = list[tuple[str, bool]]
"""The cells of a row: the text, and whether it was quoted."""


class DelimitedReader:
    """Tables with commas, semicolons, tabs or bars between their cells."""

    name = "csv"

    def score(self, data: bytes, name: str) -> int | None:
        """LIKELY for rows of one width under a header; with tabs and bars only where cells are quoted."""
        if data.startswith(_BINARY) or not any(data.count(mark.encode()) > 3 for mark in _DELIMITERS):
            return None
        try:
            text = decode(data).text
        except ReadError:
            return None
        return LIKELY if delimiter_of(text) else None

    def read(self, data: bytes, name: str) -> Source:
        """The rows as a source; raises ReadError as `decode` does."""
        decoded = decode(data)
        delimiter = delimiter_of(decoded.text)
        if not delimiter:
            raise no_table(decoded.text)
        sheet = Sheet("")
        for row, record in enumerate(records(decoded.text, delimiter)):
            texts = [tidy(text) for text, _ in record]
            sheet.cells += [SheetCell(row, column, text) for column, text in enumerate(texts) if text]
            refuse_cells(len(sheet.cells), name)
        return source_of([sheet], name, spans_known=False)


@lru_cache(maxsize=8)
def delimiter_of(text: str) -> str:
    """The delimiter of a table that a program wrote, empty when the text is none."""
    for delimiter in _DELIMITERS:
        if delimiter in "\t|" and '"' not in text:
            continue  # pasted text has these too, but no quoted cells
        if text.count(delimiter) > 3 and _is_table(records(text, delimiter, _FIRST), delimiter):
            return delimiter
    return ""


def _is_table(rows: list[Record], delimiter: str) -> bool:
    several = [row for row in rows if len(row) > 1]
    widths = Counter(len(row) for row in several)
    if len(several) < 2:
        return False
    width, count = widths.most_common(1)[0]
    if width < 3 or count < _REGULAR * len(several):
        return False
    quoted = any(was_quoted and len(text) > 1 for row in several for text, was_quoted in row)
    if delimiter in "\t|" and not quoted:
        return False
    return any(names_columns([tidy(text) for text, _ in row if text.strip()]) for row in several[:30])


@lru_cache(maxsize=8)
def _cells(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(rf'[ \u3000]*"((?:[^"]|"")*+)"[ \u3000]*({mark}|\n|\Z)|([^{mark}\n]*)({mark}|\n|\Z)')


def records(text: str, delimiter: str, most: int = 0) -> list[Record]:
    """The rows of a table; the first `most` of them when that is given."""
    rows: list[Record] = []
    row: Record = []
    at, match_at = 0, _cells(delimiter).match
    while at < len(text) and not (most and len(rows) >= most):
        match = match_at(text, at)
        if match is None:
            break
        quoted, end, plain, plain_end = match.groups()
        row.append((plain, False) if quoted is None else (quoted.replace('""', '"'), True))
        if (end if quoted is not None else plain_end) != delimiter:
            rows.append(row)
            row = []
        at = match.end()
    if row:
        rows.append([*row, ("", False)])
    return rows
