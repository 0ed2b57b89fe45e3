"""Tables drawn with lines: `┌──┬──┐` `│序号│…│`, or `+---+---+` `| … | … |`; a cell may take several lines.

Where a column ends is told by how far right its bars stand, counted in the widths that characters have on a
screen.  A rule that is broken over a column shows that the cell above it goes on below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from msgspec import Struct, field

from taizhang.language.patterns import Pattern
from taizhang.ledger import Span

from ..grid import Grid, GridCell, Paragraph
from ..patterns import ends_sentence
from ..pieces import Page, Piece, joined
from .base import Draft

_RULES = "─━═┄┅┈┉-="
_JOINTS = "┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╭╮╰╯+"
_BARS = "│┃║|｜"
_RULED = Pattern(r"[─━═┄┅┈┉]{2}|^\s*\+(?:[-=]{2,}\+)+\s*$")
_EDGED = Pattern(rf"^\s*[{_BARS}{_JOINTS}].*[{_BARS}{_JOINTS}]\s*$")
_LISTED = Pattern(r"^(?:\d{1,2}[.、．]|[(（]\d{1,2}[)）]|[①-⑳])")


class _Mark(Struct, frozen=True):
    """A bar or joint of a line: its place on the screen and its offset in the line."""

    place: int
    offset: int


class _Cell(Struct):
    """A cell while its lines are gathered."""

    row: int
    column: int
    columns: int
    rows: int = 1
    pieces: list[Piece] = field(default_factory=list)


class Boxes:
    """Tables drawn with lines."""

    name = "boxes"

    def read(self, page: Page) -> Draft | None:
        """The text's blocks when rules with joints and rows with bars at both ends follow each other."""
        drawn = [bool(_EDGED.match(line)) for line in page.lines]
        if sum(1 for k, line in enumerate(page.lines) if drawn[k] and _RULED.search(line)) < 2:
            return None
        blocks: list[Paragraph | Grid] = []
        marks: list[Span] = []
        at = 0
        while at < len(page.lines):
            end = at
            while end < len(page.lines) and drawn[end]:
                end += 1
            if end - at > 2:
                blocks.append(_Drawing(page, range(at, end), marks).grid())
                at = end
            else:
                piece = page.line(at)
                blocks += [Paragraph(piece.text, piece.origin)] if piece.text else []
                at += 1
        if not any(isinstance(b, Grid) for b in blocks):
            return None
        return Draft(self.name, tuple(blocks), tuple(marks), plain=0.95)


class _Drawing:
    """One drawn table: lines `numbers` of the page; what only draws is added to `marks`."""

    def __init__(self, page: Page, numbers: range, marks: list[Span]) -> None:
        self.page, self.numbers, self.marks = page, numbers, marks
        lines = [page.lines[n] for n in numbers]
        ways = [[_marks_of(line, width) for line in lines] for width in (2, 1)]
        self.found = min(ways, key=lambda way: len({m.place for line in way for m in line}))
        self.edges = _edges(self.found)
        self.tight = _is_tight(lines)
        self.open: dict[int, _Cell] = {}
        self.cells: list[_Cell] = []
        self.row, self.written = 0, False

    def grid(self) -> Grid:
        """The cells of all lines as a grid."""
        for number, marks in zip(self.numbers, self.found, strict=True):
            self._line(number, marks)
        cells = []
        for cell in self.cells:
            filled = [p for p in cell.pieces if p.text]
            if filled:
                piece = _together(filled)
                cells.append(GridCell(piece.text, cell.row, cell.column, cell.rows, cell.columns, piece.origin))
        return Grid(tuple(cells), self.row + self.written, max(1, len(self.edges) - 1), spans_known=True)

    def _line(self, number: int, marks: Sequence[_Mark]) -> None:
        """Add a line: a rule closes the cells it runs under, between bars stands text."""
        line, start = self.page.lines[number], self.page.starts[number]
        self.marks += [Span(start + m.offset, start + m.offset + 1) for m in marks]
        parts = list(self._parts(line, marks))
        ruled = [part for part in parts if _is_rule(line[part[2] : part[3]])]
        if ruled and self.written:
            self.row, self.written = self.row + 1, False
            closed = {k for first, last, *_ in ruled for k in range(first, last)}
            self.open = {k: cell for k, cell in self.open.items() if k not in closed}
            for cell in self.open.values():
                cell.rows += 1
        elif self.tight and self.row and self.written and not ruled and line[parts[0][2] : parts[0][3]].strip():
            self.row, self.open = self.row + 1, {}
        for first, last, begin, end in parts:
            if (first, last, begin, end) in ruled:
                self._rule(line, start, begin, end)
            else:
                self._text(first, last, self.page.piece(start + begin, start + end))

    def _parts(self, line: str, marks: Sequence[_Mark]) -> Iterator[tuple[int, int, int, int]]:
        """Between each two marks: the columns (first, behind the last) and the offsets of what stands there."""
        even = len(marks) == len(self.edges)
        for k, (left, right) in enumerate(pairwise(marks)):
            first = k if even else _nearest(self.edges, left.place)
            last = k + 1 if even else _nearest(self.edges, right.place)
            yield first, max(last, first + 1), left.offset + 1, right.offset

    def _rule(self, line: str, start: int, begin: int, end: int) -> None:
        drawn = line[begin:end]
        at = start + begin + len(drawn) - len(drawn.lstrip())
        self.marks.append(Span(at, at + len(drawn.strip())))

    def _text(self, first: int, last: int, piece: Piece) -> None:
        cell = self.open.get(first)
        if cell is None or cell.columns != last - first:
            cell = _Cell(self.row, first, last - first)
            self.open[first] = cell
            self.cells.append(cell)
        cell.pieces.append(piece)
        self.written = True


def _is_tight(lines: Sequence[str]) -> bool:
    """True when no rules stand between rows, only under the header and around the table."""
    return sum(1 for line in lines if _RULED.search(line)) <= 3


def _marks_of(line: str, width: int) -> list[_Mark]:
    """The bars and joints of a line; `width` is how wide the characters are that some screens draw wide."""
    found, place = [], 0
    for offset, char in enumerate(line):
        if char in _BARS or (char in _JOINTS and (char != "+" or _RULED.search(line))):
            found.append(_Mark(place, offset))
        kind = east_asian_width(char)
        place += 2 if kind in "WF" else width if kind == "A" else 1
    return found


def _edges(lines: Sequence[Sequence[_Mark]]) -> list[int]:
    """Where columns begin and end: the places of the line with the most marks."""
    return [m.place for m in max(lines, key=len)]


def _nearest(edges: Sequence[int], place: int) -> int:
    return min(range(len(edges)), key=lambda k: abs(edges[k] - place))


def _is_rule(text: str) -> bool:
    return bool(text.strip()) and all(c in _RULES or c in _JOINTS for c in text.strip()) and len(text.strip()) > 1


def _together(pieces: list[Piece]) -> Piece:
    """A cell's lines as one text: a line goes on in the next but behind a stop or before a numbered item."""
    whole = pieces[0]
    for piece in pieces[1:]:
        paragraph = ends_sentence(whole.text) or _LISTED.match(piece.text)
        whole = joined([whole, piece], "\n" if paragraph else "")
    return whole


LAYOUT = Boxes()
