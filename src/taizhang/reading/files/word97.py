"""The binary format of Word 97 to 2003 (.doc, and the .wps of WPS), as far as counting a document's table rows takes.

It is the second opinion on LibreOffice's conversion, so nothing here depends on that.  Structures and offsets
follow Microsoft's [MS-DOC]: Fib (2.5), PlcBtePapx and PapxFkp (2.8.6, 2.9.206), Clx (2.9.38), sprms (2.6.2).
"""

from __future__ import annotations

import io
import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

MAIN_STREAM = "WordDocument"

_WORD_97 = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_FLAGS, _MAIN_LENGTH, _PARAGRAPH_PAGES, _PIECES = 0x0A, 0x4C, 0x102, 0x1A2
_PAGE = 512
_ROW_ENDS, _HUGE, _TABLE_DEFINITION, _TABS = 0x2417, 0x6646, 0xD608, 0xC615
_OPERAND = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes by the sprm's top three bits; 0 is a length byte and so many
_COMPRESSED = 0x40000000


class Word97Error(ValueError):
    """The file isn't built as the format says."""


class OlderWordError(Word97Error):
    """The document is of Word 95 or older, whose structures are others."""


class LockedWordError(Word97Error):
    """The document is encrypted."""


def root_streams(data: bytes) -> frozenset[str]:
    """The names of what lies at the top of an OLE file; empty when it is damaged.  Embedded objects lie deeper."""
    try:
        folder = _open(data)
        return frozenset(folder.dirlist[k].name for k in folder.dirlist[0].children)
    except Word97Error:
        return frozenset()


def table_rows(data: bytes) -> int:
    """How many table rows the main text has, those of tables inside cells not counted.

    Raises LockedWordError, OlderWordError, or Word97Error for a damaged file.
    """
    folder = _open(data)
    main = _stream(folder, MAIN_STREAM)
    try:
        table = _table_stream(folder, main)
        ends = _row_ends(main, table, folder)
        return sum(_ends_within(first, last, ends) for first, last in _main_pieces(main, table))
    except (struct.error, IndexError) as error:
        raise Word97Error(str(error)) from error


def _open(data: bytes) -> Any:
    from xlrd import compdoc

    try:
        return compdoc.CompDoc(data, logfile=io.StringIO())
    except Exception as error:  # a damaged container fails there in as many ways as there are bytes
        raise Word97Error(str(error)) from error


def _stream(folder: Any, name: str, *, needed: bool = True) -> bytes:
    try:
        content = folder.get_named_stream(name)
    except Exception as error:  # see _open
        raise Word97Error(str(error)) from error
    if content is None and needed:
        raise Word97Error(f"no stream {name}")
    return bytes(content or b"")


def _table_stream(folder: Any, main: bytes) -> bytes:
    if struct.unpack_from("<H", main)[0] != _WORD_97:
        raise OlderWordError
    flags = struct.unpack_from("<H", main, _FLAGS)[0]
    if flags & _ENCRYPTED:
        raise LockedWordError
    return _stream(folder, "1Table" if flags & _SECOND_TABLE else "0Table")


def _row_ends(main: bytes, table: bytes, folder: Any) -> list[int]:
    """The places in the main stream, in ascending order, where a paragraph that ends a table row ends."""
    start, size = struct.unpack_from("<II", main, _PARAGRAPH_PAGES)
    count = (size - 4) // 8
    numbers = struct.unpack_from(f"<{count}I", table, start + 4 * (count + 1)) if count > 0 else ()
    pages = _Pages(main, _stream(folder, "Data", needed=False))
    return sorted({end for number in {n & 0x3FFFFF for n in numbers} for end in pages.row_ends(number * _PAGE)})


class _Pages:
    """The pages of paragraph properties; stops at a file made to have the same bytes read again and again."""

    def __init__(self, main: bytes, huge: bytes) -> None:
        self._main, self._huge = main, huge
        self._left = 2 * (len(main) + len(huge))

    def row_ends(self, page: int) -> Iterator[int]:
        """The ends of those paragraphs on the page at `page` that end a table row."""
        count = self._main[page + _PAGE - 1]
        known: dict[int, bool] = {0: False}  # paragraphs share properties; 0 is for none
        for k, end in enumerate(struct.unpack_from(f"<{count}I", self._main, page + 4)):
            place = self._main[page + 4 * (count + 1) + 13 * k]
            if place not in known:
                known[place] = self._ends_row(self._properties(page + 2 * place))
            if known[place]:
                yield end

    def _properties(self, at: int) -> bytes:
        """The sprms of a paragraph, without the style in front of them."""
        half = self._main[at]
        start, size = (at + 1, 2 * half - 1) if half else (at + 2, 2 * self._main[at + 1])
        return self._main[start + 2 : start + size]

    def _ends_row(self, properties: bytes, *, nested: bool = False) -> bool:
        self._left -= len(properties)
        if self._left < 0:
            raise Word97Error("properties overlap")
        ends = False
        for code, operand in _sprms(properties):
            if code == _ROW_ENDS:
                ends = operand[:1] == b"\x01"
            elif code == _HUGE and not nested:
                at = int.from_bytes(operand, "little")
                size = int.from_bytes(self._huge[at : at + 2], "little")
                ends = self._ends_row(self._huge[at + 2 : at + 2 + size], nested=True) or ends
        return ends


def _sprms(properties: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 < len(properties):
        code = int.from_bytes(properties[at : at + 2], "little")
        at += 2
        size = _OPERAND[code >> 13]
        if code == _TABLE_DEFINITION:
            size = int.from_bytes(properties[at : at + 2], "little") + 1
        elif not size:
            if code == _TABS and properties[at] == 255:
                return  # its length isn't told; such long lists of tabs stand in no row's end
            size = properties[at] + 1
        yield code, properties[at : at + size]
        at += size


def _main_pieces(main: bytes, table: bytes) -> Iterator[tuple[int, int]]:
    """Where the pieces of the main text lie in the main stream, from and to; headers and notes come after it."""
    length = struct.unpack_from("<I", main, _MAIN_LENGTH)[0]
    at, size = struct.unpack_from("<II", main, _PIECES)
    end = at + size
    while at < end and table[at] == 1:  # properties of pieces come first
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    if at >= end or table[at] != 2:
        raise Word97Error("no table of pieces")
    count = (struct.unpack_from("<I", table, at + 1)[0] - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", table, at + 5)
    for k in range(count):
        first, last = places[k], min(places[k + 1], length)
        if first < last:
            where = struct.unpack_from("<I", table, at + 5 + 4 * (count + 1) + 8 * k + 2)[0]
            yield _reach(where, last - first)


def _reach(where: int, characters: int) -> tuple[int, int]:
    if where & _COMPRESSED:
        start = (where & ~_COMPRESSED) // 2
        return start, start + characters
    return where, where + 2 * characters


def _ends_within(first: int, last: int, ends: list[int]) -> int:
    return bisect_right(ends, last) - bisect_right(ends, first)
