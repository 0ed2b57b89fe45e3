"""The characters of a document, and the text of a stretch of them as printed."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from sys import byteorder

from .binary import Piece, Word97Error

_MARKS = str.maketrans({
    "\x0b": "\n",
    "\x0e": "\n",
    "\x1e": "-",
    **dict.fromkeys(map(chr, (0, 1, 2, 3, 4, 5, 7, 8, 0xC, 0xD, 0x13, 0x14, 0x15, 0x1F)), None),
})  # fmt: skip
_FIELD = re.compile("[\x13-\x15]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MADE = re.compile(r"\s*(?:AUTONUM|LISTNUM|EQ\b)", re.IGNORECASE)


class Characters:
    """All characters of a file; a character outside the basic plane counts as two, as Word counts."""

    def __init__(self, main: bytes, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._firsts = [piece.first for piece in pieces]
        self.text = "".join(_decoded(main, piece) for piece in pieces)
        if len(self.text) != (pieces[-1].last if pieces else 0):
            raise Word97Error("the text is shorter than told")

    def place(self, character: int) -> int:
        """Where a character lies in the main stream."""
        piece = self._pieces[bisect_right(self._firsts, character) - 1]
        return piece.start + (character - piece.first) * piece.width


def _decoded(main: bytes, piece: Piece) -> str:
    raw = main[piece.start : piece.start + (piece.last - piece.first) * piece.width]
    if piece.width == 1:
        return raw.decode("cp1252", "replace")
    units = array("H", raw[: len(raw) // 2 * 2])
    if byteorder == "big":
        units.byteswap()
    return "".join(map(chr, units))


def without_codes(text: str) -> str:
    """The text with the codes of fields, which aren't printed, blotted out; as many characters as before."""
    if "\x13" not in text:
        return text
    found: list[str] = []
    code: list[bool] = []  # of each open field, whether its code is still going on
    last = 0
    for mark in _FIELD.finditer(text):
        stretch = text[last : mark.start()]
        found.append(_blotted(stretch) if any(code) else stretch)
        found.append("\0")
        if mark[0] == "\x13":
            code.append(True)
        elif code and mark[0] == "\x14":
            code[-1] = False
        elif code:
            code.pop()
        last = mark.end()
    return "".join([*found, text[last:]])


def _blotted(text: str) -> str:
    return re.sub("[^\r\x07\x0c]", "\0", text)


def makes_words(text: str) -> bool:
    """Whether a field of the text makes what it prints from its code alone, as automatic numbers do."""
    return any(_MADE.match(code) for code in text.split("\x13")[1:])


def printed(stretch: str) -> str:
    """A stretch as printed: breaks as line ends, marks left out, pairs of surrogates as one character."""
    words = stretch.translate(_MARKS)
    if _SURROGATE.search(words):
        return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return words
