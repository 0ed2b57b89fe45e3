"""How many rows a document's tables have: the second opinion on LibreOffice's conversion."""

from __future__ import annotations

import struct
from bisect import bisect_right

from .binary import Word97, Word97Error

_ROW_ENDS = 0x2417


def table_rows(word: Word97) -> int:
    """How many table rows the main text has, those of tables inside cells not counted.

    Raises Word97Error for a damaged file.
    """
    try:
        return _count(word)
    except (struct.error, IndexError) as error:
        raise Word97Error(str(error)) from error


def _count(word: Word97) -> int:
    known: dict[bytes, bool] = {}
    ends = []
    for run in word.paragraphs:
        if run.sprms not in known:
            known[run.sprms] = _ends_row(word, run.sprms)
        if known[run.sprms]:
            ends.append(run.end)
    length = word.lengths()[0]
    rows = 0
    for piece in word.pieces():
        last = piece.start + (min(piece.last, length) - piece.first) * piece.width
        if piece.first < length:
            rows += bisect_right(ends, last) - bisect_right(ends, piece.start)
    return rows


def _ends_row(word: Word97, properties: bytes) -> bool:
    ends = False
    for code, operand in word.sprms(properties):
        if code == _ROW_ENDS:
            ends = operand[:1] == b"\x01"
    return ends
