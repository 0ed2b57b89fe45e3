"""The streams of a Word 97 file, where its text lies, and the properties of paragraphs and characters.

[MS-DOC]: Fib (2.5), Clx (2.9.38), PapxFkp and ChpxFkp (2.9.206, 2.9.33), sprms (2.6).
"""

from __future__ import annotations

import io
import struct
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any

from msgspec import Struct

MAIN_STREAM = "WordDocument"

PARAGRAPHS, CHARACTERS, PIECES = 0x102, 0xFA, 0x1A2
"""Where the Fib names the properties of paragraphs, those of characters, and the pieces of the text."""

_WORD_97 = 0xA5EC
_FLAGS, _LENGTHS = 0x0A, 0x4C
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_PAGE = 512
_COMPRESSED = 0x40000000
_OPERAND = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes by the sprm's top three bits; 0 is a length byte and so many
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615
_HUGE = (0x6646, 0x646B)  # more properties lie in the stream `Data`


class Word97Error(ValueError):
    """The file isn't built as the format says."""


class OlderWordError(Word97Error):
    """The document is of Word 95 or older, whose structures are others."""


class LockedWordError(Word97Error):
    """The document is encrypted."""


class Piece(Struct, frozen=True):
    """Characters `first` to `last` of the text, which lie from the byte `start` of the main stream on, `width` each.

    `changed` says that the piece brings properties of its own, as a quickly saved document has them.
    """

    first: int
    last: int
    start: int
    width: int
    changed: bool


class Run(Struct, frozen=True):
    """Characters from the byte `start` to `end` of the main stream, and their sprms; `style` for paragraphs."""

    start: int
    end: int
    sprms: bytes
    style: int = 0


class Word97:
    """A file's streams; raises LockedWordError, OlderWordError, or Word97Error for a damaged one."""

    def __init__(self, data: bytes) -> None:
        folder = _open(data)
        self.main = _stream(folder, MAIN_STREAM)
        try:
            self._table = _table_stream(folder, self.main)
        except struct.error as error:
            raise Word97Error(str(error)) from error
        self.has_macros = "Macros" in _names(folder)
        self._huge = _stream(folder, "Data", needed=False)
        self._left = 4 * (len(self.main) + len(self._huge))

    def lengths(self) -> tuple[int, ...]:
        """The number of characters in text, footnotes, headers, macros, comments, endnotes, boxes, boxes of headers."""
        return struct.unpack_from("<8I", self.main, _LENGTHS)

    def told(self, place: int) -> bytes:
        """The part of the table stream that the Fib names at `place`."""
        start, size = struct.unpack_from("<II", self.main, place)
        return self._table[start : start + size]

    def pieces(self) -> list[Piece]:
        """All pieces of the text in their order."""
        clx = self.told(PIECES)
        at = 0
        while at < len(clx) and clx[at] == 1:  # properties of pieces come first
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        if at >= len(clx) or clx[at] != 2:
            raise Word97Error("no table of pieces")
        count = (struct.unpack_from("<I", clx, at + 1)[0] - 4) // 12
        places = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
        rest = at + 5 + 4 * (count + 1)
        found = []
        for k, (first, last) in enumerate(pairwise(places)):
            where, changes = struct.unpack_from("<IH", clx, rest + 8 * k + 2)
            if first < last:
                start, width = ((where & ~_COMPRESSED) // 2, 1) if where & _COMPRESSED else (where, 2)
                found.append(Piece(first, last, start, width, bool(changes)))
        if sum((piece.last - piece.first) * piece.width for piece in found) > 2 * len(self.main):
            raise Word97Error("pieces overlap")
        return found

    @cached_property
    def paragraphs(self) -> list[Run]:
        """The runs of PARAGRAPHS: one for each, in ascending order."""
        return self.runs(PARAGRAPHS)

    def runs(self, place: int) -> list[Run]:
        """The runs of PARAGRAPHS or of CHARACTERS, in ascending order."""
        told = self.told(place)
        count = (len(told) - 4) // 8
        numbers = struct.unpack_from(f"<{count}I", told, 4 * (count + 1)) if count > 0 else ()
        pages = dict.fromkeys(number & 0x3FFFFF for number in numbers)
        found = [run for number in pages for run in self._page(number * _PAGE, paragraphs=place == PARAGRAPHS)]
        return sorted(found, key=lambda run: run.end)

    def _page(self, page: int, *, paragraphs: bool) -> Iterator[Run]:
        count = self.main[page + _PAGE - 1]
        ends = struct.unpack_from(f"<{count + 1}I", self.main, page)
        step = 13 if paragraphs else 1
        known: dict[int, tuple[int, bytes]] = {0: (0, b"")}  # runs share properties; 0 is for none
        for k in range(count):
            place = self.main[page + 4 * (count + 1) + step * k]
            if place not in known:
                at = page + 2 * place
                known[place] = self._paragraph(at) if paragraphs else (0, self._character(at))
            style, sprms = known[place]
            yield Run(ends[k], ends[k + 1], sprms, style)

    def _paragraph(self, at: int) -> tuple[int, bytes]:
        half = self.main[at]
        start, size = (at + 1, 2 * half - 1) if half else (at + 2, 2 * self.main[at + 1])
        return struct.unpack_from("<H", self.main, start)[0], self._spent(self.main[start + 2 : start + size])

    def _character(self, at: int) -> bytes:
        return self._spent(self.main[at + 1 : at + 1 + self.main[at]])

    def _spent(self, properties: bytes) -> bytes:
        """The same; stops at a file made to have the same bytes read again and again."""
        self._left -= len(properties)
        if self._left < 0:
            raise Word97Error("properties overlap")
        return properties

    def sprms(self, properties: bytes, *, nested: bool = False) -> Iterator[tuple[int, bytes]]:
        """The properties' codes and operands, with those that lie elsewhere in their place."""
        for code, operand in sprms(properties):
            if code in _HUGE and not nested:
                at = int.from_bytes(operand, "little")
                size = int.from_bytes(self._huge[at : at + 2], "little")
                yield from self.sprms(self._spent(self._huge[at + 2 : at + 2 + size]), nested=True)
            else:
                yield code, operand


def sprms(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """The codes and operands of properties; an operand of many bytes without what tells its length."""
    at = 0
    while at + 2 < len(properties):
        code = int.from_bytes(properties[at : at + 2], "little")
        at += 2
        size, head = _OPERAND[code >> 13], 0
        if code == _TABLE_DEFINITION:
            size, head = int.from_bytes(properties[at : at + 2], "little") + 1, 2
        elif not size:
            if code == _TABS and properties[at] == 255:
                return  # its length isn't told; such long lists of tabs stand in no row's end
            size, head = properties[at] + 1, 1
        yield code, properties[at + head : at + size]
        at += size


def run_at(runs: list[Run], ends: list[int], place: int) -> Run | None:
    """The run over a byte of the main stream; `ends` are the runs' ends."""
    k = bisect_right(ends, place)
    return runs[k] if k < len(runs) and runs[k].start <= place else None


def root_streams(data: bytes) -> frozenset[str]:
    """The names of what lies at the top of an OLE file; empty when it is damaged.  Embedded objects lie deeper."""
    try:
        return _names(_open(data))
    except Word97Error:
        return frozenset()


def _names(folder: Any) -> frozenset[str]:
    return frozenset(folder.dirlist[k].name for k in folder.dirlist[0].children)


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
