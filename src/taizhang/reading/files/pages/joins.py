"""A table's parts on following pages put together: repeated headers away, cut rows and merged cells joined.

What the page tells decides here: the rest of a cut row stands only under cells that are full down to the
page's bottom line and whose last line has no room left.  Where the page does not tell, the row is marked as
one that opens a page, and the words decide (`reading.joins`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct, field, structs

from taizhang.language.chars import unspaced
from taizhang.language.patterns import Pattern
from taizhang.language.spelling import edit_ratio
from taizhang.ledger import Leftover, Origin

from ...patterns import ends_sentence, is_section
from ..build import RawCell, tidy
from .lines import Line, doubts_of, sure_of, text_of
from .page import Cell, PageTable, Shown

_NUMBER = Pattern(r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]?[.、．]?")
_PITCH = 1.4
"""From line to line, in characters, where a table has no cell of two lines to measure."""
_SLACK = 0.6
"""A line is full when less than this many characters would still have fitted after the next one's beginning."""
_RECOGNISED = 0.85
"""How like its first time a repeated header of a scan is, in characters: some may be recognised wrongly."""
_HEADER = 4
"""Deepest row, from 0, at which a table's header may begin (a title stands above it)."""


class _Joined(Struct):
    """A cell of the whole table: its lines from one page or several, one under the other."""

    row: int
    column: int
    rows: int
    columns: int
    width: float
    lines: list[Line]
    bottom: float
    shown: Shown

    def raw(self) -> RawCell:
        text = tidy(text_of(self.lines, self.width))
        sure, doubts = sure_of(self.lines), doubts_of(self.lines)
        return RawCell(text, self.row, self.column, self.rows, self.columns, self.shown, sure, doubts)


class Whole(Struct):
    """The table of all pages; `starts` are rows that may be rests of cut ones, `pages` each row's page."""

    cells: list[_Joined] = field(default_factory=list)
    height: int = 0
    starts: list[int] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)


def whole_of(parts: Sequence[tuple[int, PageTable]]) -> Whole:
    """The parts of a table, each with its page's number, as one."""
    whole = Whole()
    ends_in_header = False
    for number, part in parts:
        top = _repeated(parts[0][1], part) if whole.height else 0
        part, over = _without_overflow(parts[0][1], part, top)
        again = [c.text for c in part.cells if c.box.row < top and c.lines]
        if again:
            whole.leftovers.append(Leftover(" ".join([*again, *over]), "repeated_header", Origin(page=number)))
        _add(whole, part, top, after_header=ends_in_header)
        ends_in_header = part is not parts[0][1] and _ends_in_header(parts[0][1], part)
        whole.pages += [number] * (whole.height - len(whole.pages))
    return whole


def _repeated(first: PageTable, part: PageTable) -> int:
    """How many rows at the top of a part are the table's header again."""
    heads, rows = _row_texts(first), _row_texts(part)
    least = 1.0 if all(line.sure == 1 for cell in part.cells for line in cell.lines) else _RECOGNISED
    best = 0
    for begin in range(_HEADER + 1):
        count = 0
        while count < len(rows) and begin + count < len(heads) and _alike(rows[count], heads[begin + count], least):
            count += 1
        filled = sum(len(r) for r in rows[:count])
        best = max(best, count if filled > 2 else 0)
    reach = [c.box.row + c.box.rows for c in part.cells if c.box.row < best]
    return best if max(reach, default=0) == best else 0


def _ends_in_header(first: PageTable, part: PageTable) -> bool:
    """Whether a part ends with the header again, which nothing on the next page can be the rest of."""
    heads, rows = _row_texts(first), _row_texts(part)
    return len(rows[-1]) > 2 and rows[-1] in heads[: _HEADER + 1]


def _alike(row: Sequence[tuple[int, str]], head: Sequence[tuple[int, str]], least: float) -> bool:
    """Whether two rows fill the same columns with texts that are at least so like one another."""
    if least == 1:
        return row == head or _is_cut_short(row, head)
    ours, theirs = ("".join(text for _, text in some) for some in (row, head))
    return [c for c, _ in row] == [c for c, _ in head] and edit_ratio(ours, theirs) >= least


def _is_cut_short(row: Sequence[tuple[int, str]], head: Sequence[tuple[int, str]]) -> bool:
    """Whether a row is the header's with the last lines of some names cut off.

    LibreOffice makes a header of several tiers that comes again no higher than its shortest names.
    """
    if [c for c, _ in row] != [c for c, _ in head]:
        return False
    whole = sum(ours == theirs for (_, ours), (_, theirs) in zip(row, head, strict=True))
    begun = all(theirs.startswith(ours) for (_, ours), (_, theirs) in zip(row, head, strict=True))
    return begun and 2 * whole > len(row)


def _without_overflow(first: PageTable, part: PageTable, top: int) -> tuple[PageTable, list[str]]:
    """The part without the ends of names that a header cut short lays unseen over the row below it, and those ends."""
    names = [unspaced(c.text) for c in first.cells if c.lines and c.box.row <= _HEADER]
    rests: dict[int, str] = {}
    for cell in part.cells:
        shown = unspaced(cell.text)
        if cell.box.row < top and shown and shown not in names:
            rests[cell.box.column] = next((name[len(shown) :] for name in names if name.startswith(shown)), "")
    kept, over = [], []
    for cell in part.cells:
        lines, rest = cell.lines, rests.get(cell.box.column, "") if cell.box.row == top else ""
        while lines and (laid := _common(lines[0].text, rest)):
            over.append(laid)
            left = lines[0].text[len(laid) :]
            lines = (structs.replace(lines[0], text=left), *lines[1:]) if left else lines[1:]
            rest = "" if left else rest[len(laid) :]
        kept.append(structs.replace(cell, lines=lines))
    return (structs.replace(part, cells=tuple(kept)) if over else part), over


def _common(text: str, rest: str) -> str:
    """With what both begin."""
    return text[
        : next((k for k, (a, b) in enumerate(zip(text, rest, strict=False)) if a != b), min(len(text), len(rest)))
    ]


def _row_texts(table: PageTable) -> list[list[tuple[int, str]]]:
    rows: list[list[tuple[int, str]]] = [[] for _ in table.lattice.ys[1:]]
    for cell in table.cells:
        if cell.lines:
            rows[cell.box.row].append((cell.box.column, "".join(cell.text.split())))
    return rows


def _add(whole: Whole, part: PageTable, top: int, *, after_header: bool) -> None:
    """Put a part's rows from `top` on to the table; `after_header` when it ends with the header again."""
    rows = len(part.lattice.ys) - 1 - top
    if rows < 1:
        return
    above = {(c.column, c.columns): c for c in whole.cells if c.row + c.rows == whole.height}
    opening = [c for c in part.cells if c.box.row == top] if whole.height else []
    pitch = _pitch(part)
    cut = _is_cut(opening, above, pitch) if opening and not after_header else False
    numbered = _is_numbered(opening)
    begins = min((c.box.column for c in opening if c.lines), default=0)
    if cut is None:
        whole.starts.append(whole.height)
    at = whole.height - (1 if cut else 0)
    for cell in part.cells:
        if cell.box.row < top:
            continue
        upper = above.get((cell.box.column, cell.box.columns)) if cell in opening and not after_header else None
        row = at + cell.box.row - top
        one = cut is False or not cell.lines  # what stands empty under a merged cell is one with it in either case
        if upper and (cut or (one and _is_one(cell, upper, pitch, begins, numbered=numbered))):
            upper.rows = row + cell.box.rows - upper.row
            upper.lines += cell.lines
            upper.bottom = cell.box.bottom
        else:
            whole.cells.append(_joined(cell, row))
    whole.height = at + rows


def _joined(cell: Cell, row: int) -> _Joined:
    box = cell.box
    return _Joined(row, box.column, box.rows, box.columns, cell.width, list(cell.lines), box.bottom, cell.shown)


def _is_cut(opening: Sequence[Cell], above: Mapping[tuple[int, int], _Joined], pitch: float) -> bool | None:
    """Whether a page's first row is the rest of the row before it; None when the page does not tell."""
    filled = [c for c in opening if c.lines]
    if not filled:
        return True
    first = next((c for c in filled if c.box.column == 0), None)
    if _is_numbered(opening):
        return False
    voters = [c for c in filled if c.box.rows == 1] or filled
    votes = [_vote(c, above.get((c.box.column, c.box.columns)), pitch) for c in voters]
    if None in votes:
        return False
    score = sum(v for v in votes if v is not None)
    if len(filled) == 1 and first is None:
        score += 1.0  # a row of its own says more than one thing
    if max((len(c.lines) for c in above.values()), default=0) > 2:
        score += 0.6  # that several cells are full by chance is rare in a high row
    return True if score > 0 else None


def _is_numbered(opening: Sequence[Cell]) -> bool:
    """Whether a page's first row begins with a number or a section's heading of its own."""
    first = next((c for c in opening if c.box.column == 0 and c.lines), None)
    return first is not None and bool(_NUMBER.fullmatch(first.text) or is_section(first.text))


def _vote(cell: Cell, above: _Joined | None, pitch: float) -> float | None:
    """Above 0 when a cell reads as the rest of the one above the page's end, None when it cannot be."""
    if above is None or not above.lines:
        return -1.5
    last = above.lines[-1]
    stops, full = ends_sentence(last.text.rstrip()), _is_full(above, cell.lines[0])
    room = above.bottom - last.base
    if room > (2.5 if full and not stops else 1.0) * pitch:  # printers keep two lines of a paragraph together
        return None
    if full:
        return 0.0 if stops else 2.0
    return -0.5 if stops else -1.0


def _is_full(above: _Joined, following: Line) -> bool:
    """Whether what follows would not have fitted on a cell's last line."""
    last = above.lines[-1]
    return above.width - (last.right - last.left) <= following.first + _SLACK * last.em


def _is_one(cell: Cell, above: _Joined, pitch: float, begins: int, *, numbered: bool) -> bool:
    """Whether a cell of a page's first row is a merged one from the page before, that row being one of its own.

    In a row with a number of its own words are that item's; only what stands empty there may reach down to it.
    What is empty before the row's first words, in the column `begins`, is the number and name of the item it goes on.
    """
    if not cell.lines:
        return cell.box.column < max(begins, 1) or above.rows > 1 or cell.box.rows > 1
    if numbered:
        return False
    merged = above.rows > 1 or cell.box.rows > 1
    return merged and bool(above.lines) and (_vote(cell, above, pitch) or 0.0) > 0


def _pitch(table: PageTable) -> float:
    """From one line to the next, in points."""
    steps = [b.base - a.base for c in table.cells for a, b in pairwise(c.lines)]
    ems = [x.em for c in table.cells for x in c.lines]
    return median(steps) if steps else _PITCH * (median(ems) if ems else 10.0)
