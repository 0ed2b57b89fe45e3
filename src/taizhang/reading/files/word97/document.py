"""A plain Word 97 document read by our own hand; one with anything uncommon in it is left to LibreOffice."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from msgspec import Struct, field

from taizhang.ledger import Leftover, Origin

from ...grid import Source
from ..word.document import MACROS, aside
from ..word.paragraphs import Told
from ..word.walk import Walk
from .binary import CHARACTERS, Run, Word97, Word97Error, run_at
from .rows import Definition, Row, UncommonError, definition, table_grid
from .styles import lists, uncommon_styles
from .text import Characters, makes_words, printed, without_codes

_IN_TABLE, _ROW_ENDS, _DEPTH = 0x2416, 0x2417, 0x6649
_OLD_NUMBERS = 0xC63E
_DELETED, _HIDDEN, _SYMBOL, _STYLE = 0x0800, (0x083C, 0x0811), 0x6A09, 0x4A30
_HEADERS = 0xF2
_STORIES, _SEPARATORS = 6, 6
_FOOTERS = (2, 3, 5)  # of the six stories of a section; the others are headers
_MAX_PIECES = 2_000
_ENDS = re.compile("[\r\x07\x0c]")


class _Paragraph(Struct, frozen=True):
    """What the end of a paragraph says of it."""

    in_table: bool
    row_ends: bool
    properties: bytes


def take_apart(word: Word97, name: str) -> Source:
    """The document's paragraphs and tables.

    Raises UncommonError for what is left to LibreOffice, Word97Error for a damaged file.
    """
    try:
        return _Document(word, name).source()
    except (struct.error, IndexError) as error:
        raise Word97Error(str(error)) from error


class _Table(Struct):
    """A table while its rows are gathered."""

    rows: list[Row] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


class _Document:
    def __init__(self, word: Word97, name: str) -> None:
        self._word, self._name = word, name
        self._styles = uncommon_styles(word)
        self._pieces = word.pieces()
        self._characters = Characters(word.main, self._pieces)
        self._runs = word.paragraphs
        self._run_ends = [run.end for run in self._runs]
        self._known: dict[tuple[int, bytes], _Paragraph] = {}
        self._shapes: dict[bytes, Definition] = {}
        self._walk = Walk(Told())
        self._table = _Table()

    def source(self) -> Source:
        """The whole document; raises UncommonError."""
        self._refuse_uncommon()
        above, below = self._margins
        if self._begins_with_table():  # then the title can only stand in the page's head
            for line in above:
                self._walk.add(line)
            above = []
        for text, mark, paragraph in self._paragraphs():
            self._take(text, mark, paragraph)
        if self._table.cells or self._table.lines:
            raise UncommonError("a row without an end")
        self._close_table()
        margins = [*above, *(line for line in below if line not in above)]
        leftovers = (*self._walk.leftovers, *map(aside, margins))
        notices = (MACROS,) if self._word.has_macros else ()
        return Source(tuple(self._walk.blocks), self._name, leftovers=leftovers, notices=notices)

    def _refuse_uncommon(self) -> None:
        _, footnotes, _, _, _, endnotes, boxes, _ = self._word.lengths()
        if footnotes or endnotes or boxes:
            raise UncommonError("notes or text boxes")
        if len(self._pieces) > _MAX_PIECES or any(piece.changed for piece in self._pieces):
            raise UncommonError("too many pieces, or with properties of their own")
        if makes_words(self._characters.text):
            raise UncommonError("fields that make words")
        seen: set[bytes] = set()
        for run in self._word.runs(CHARACTERS):
            if run.sprms not in seen and self._is_text(run):
                seen.add(run.sprms)
                self._refuse_characters(run.sprms)

    def _is_text(self, run: Run) -> bool:
        return any(
            run.start < piece.start + (piece.last - piece.first) * piece.width and piece.start < run.end
            for piece in self._pieces
        )

    def _refuse_characters(self, properties: bytes) -> None:
        for code, operand in self._word.sprms(properties):
            if (code in _HIDDEN or code == _DELETED) and any(operand):
                raise UncommonError("hidden or deleted text")
            if code == _SYMBOL:
                raise UncommonError("a symbol")
            if code == _STYLE and int.from_bytes(operand, "little") in self._styles:
                raise UncommonError("text of a hidden style")

    def _begins_with_table(self) -> bool:
        return next((p.in_table for text, _, p in self._paragraphs() if p.in_table or text.strip()), False)

    def _paragraphs(self) -> Iterator[tuple[str, str, _Paragraph]]:
        """The text of each paragraph of the body, the character that ends it, and what it is."""
        text = without_codes(self._characters.text)[: self._word.lengths()[0]]
        start = 0
        for end in _ENDS.finditer(text):
            run = self._run_over(end.start())
            if end[0] == "\x0c" and run.end > self._characters.place(end.start()) + 2:
                continue  # a page break within a paragraph
            yield printed(text[start : end.start()]), end[0], self._told(run)
            start = end.end()
        if printed(text[start:]).strip():
            raise UncommonError("text after the last paragraph")

    def _run_over(self, character: int) -> Run:
        run = run_at(self._runs, self._run_ends, self._characters.place(character))
        if run is None:
            raise Word97Error("a paragraph without properties")
        return run

    def _told(self, run: Run) -> _Paragraph:
        key = run.style, run.sprms
        if key not in self._known:
            if run.style in self._styles:
                raise UncommonError("a numbered or hidden style")
            self._known[key] = self._judged(run.sprms)
        return self._known[key]

    def _judged(self, properties: bytes) -> _Paragraph:
        in_table = row_ends = False
        for code, operand in self._word.sprms(properties):
            if code == _IN_TABLE:
                in_table = operand[:1] == b"\x01"
            elif code == _ROW_ENDS:
                row_ends = operand[:1] == b"\x01"
            elif code == _DEPTH and int.from_bytes(operand, "little") > 1:
                raise UncommonError("a table inside a cell")
            elif lists(code, operand) or code == _OLD_NUMBERS:
                raise UncommonError("automatic numbers")
        return _Paragraph(in_table, row_ends, properties)

    def _take(self, text: str, mark: str, paragraph: _Paragraph) -> None:
        table = self._table
        if not paragraph.in_table:
            if table.cells or table.lines:
                raise UncommonError("a row without an end")
            self._close_table()
            self._walk.add(text)
        elif paragraph.row_ends:
            shape = self._shape(paragraph.properties)
            if text or table.lines or len(table.cells) != len(shape.across):
                raise UncommonError("a row with other cells than it defines")
            table.rows.append(Row(tuple(table.cells), shape))
            table.cells = []
        else:
            table.lines.append(text)
            if mark == "\x07":
                table.cells.append("\n".join(table.lines))
                table.lines = []

    def _shape(self, properties: bytes) -> Definition:
        if properties not in self._shapes:
            self._shapes[properties] = definition(self._word.sprms(properties))
        return self._shapes[properties]

    def _close_table(self) -> None:
        if not self._table.rows:
            return
        block = len(self._walk.blocks)
        made, covered = table_grid(self._table.rows, block)
        self._walk.blocks.append(made)
        self._walk.paragraphs += 1
        self._walk.leftovers += [Leftover(text, "debris", Origin(table=block)) for text in covered]
        self._table = _Table()

    @cached_property
    def _margins(self) -> tuple[list[str], list[str]]:
        """The different lines of all headers, and of all footers and text boxes in either."""
        lengths = self._word.lengths()
        start, last = sum(lengths[:2]), sum(lengths[:7])
        text = without_codes(self._characters.text)
        told = self._word.told(_HEADERS)
        places = struct.unpack_from(f"<{len(told) // 4}I", told) if lengths[2] else ()
        headers: dict[str, None] = {}
        footers: dict[str, None] = {}
        for k, (first, end) in enumerate(pairwise(places)):
            if k >= _SEPARATORS:
                lines = footers if (k - _SEPARATORS) % _STORIES in _FOOTERS else headers
                lines.update(dict.fromkeys(_lines(text[start + first : start + end])))
        footers.update(dict.fromkeys(_lines(text[last : last + lengths[7]])))
        return list(headers), list(footers)


def _lines(text: str) -> list[str]:
    return [line for part in _ENDS.split(text) if (line := " ".join(printed(part).split()))]
