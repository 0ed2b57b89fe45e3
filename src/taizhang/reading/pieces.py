"""Pieces of the source text: a cleaned text and the span it was taken from."""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from taizhang.language.patterns import Pattern
from taizhang.ledger import Origin, Span

_BLANK_LINES = Pattern(r"\s*\n\s*")


class Piece(Struct, frozen=True):
    """A text as it will be shown and its spans in the source; they hold the same non-space characters."""

    text: str
    spans: tuple[Span, ...] = ()
    line: int = 0
    gap: int = 0
    first: bool = True

    @property
    def start(self) -> int:
        """Offset of the first character in the source."""
        return self.spans[0].start if self.spans else 0

    @property
    def end(self) -> int:
        """Offset behind the last character in the source."""
        return self.spans[-1].end if self.spans else 0

    @property
    def origin(self) -> Origin:
        """The piece's place as a ledger keeps it."""
        return Origin(spans=self.spans)


def tidy(text: str) -> str:
    """The text without blanks at its ends and at its lines' ends, and without empty lines."""
    return _BLANK_LINES.sub("\n", text.strip())


class Page:
    """The source text with its lines: `starts[i]` is the offset of line i, `lines[i]` its text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def piece(self, start: int, end: int, *, gap: int = 0, first: bool = True) -> Piece:
        """The piece between two offsets, trimmed."""
        raw = self.text[start:end]
        text = tidy(raw)
        if not text:
            return Piece("", (), self.line_at(start), gap, first)
        begin = start + len(raw) - len(raw.lstrip())
        return Piece(text, (Span(begin, start + len(raw.rstrip())),), self.line_at(begin), gap, first)

    def line(self, number: int) -> Piece:
        """Line `number` (from 0) as a piece."""
        return self.piece(self.starts[number], self.starts[number] + len(self.lines[number]))

    def line_at(self, offset: int) -> int:
        """The number of the line (from 0) that holds the offset."""
        return bisect_right(self.starts, offset) - 1


def joined(pieces: list[Piece], separator: str) -> Piece:
    """Several pieces as one, texts joined by `separator` (white space only), spans kept in order."""
    filled = [p for p in pieces if p.text]
    if not filled:
        return pieces[0]
    spans: list[Span] = []
    for piece in filled:
        spans.extend(piece.spans)
    text = separator.join(p.text for p in filled)
    return Piece(text, tuple(spans), filled[0].line, filled[0].gap, filled[0].first)


def without(piece: Piece, source: str, pattern: Pattern) -> tuple[Piece, list[Piece]]:
    """The piece with every match of `pattern` cut out, and the parts cut out, each with its span."""
    kept: list[Piece] = []
    cut: list[Piece] = []
    for span in piece.spans:
        at = span.start
        raw = source[span.start : span.end]
        for match in pattern.finditer(raw):
            kept.append(_part(source, at, span.start + match.start()))
            at = span.start + match.end()
            cut.append(_part(source, span.start + match.start(), at))
        kept.append(_part(source, at, span.end))
    if not cut:
        return piece, []
    spans = tuple(s for p in kept for s in p.spans)
    return Piece(tidy(pattern.sub("", piece.text)), spans, piece.line, piece.gap, piece.first), cut


def _part(source: str, start: int, end: int) -> Piece:
    raw = source[start:end]
    if not raw.strip():
        return Piece("")
    begin = start + len(raw) - len(raw.lstrip())
    stop = start + len(raw.rstrip())
    return Piece(tidy(raw), (Span(begin, stop),))
