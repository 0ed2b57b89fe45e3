"""Ledger -> Sheet: which text stands where, how it stands, and how much room it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from taizhang.ledger import Cell, Column, Ledger, Passage, Role, Section

from . import widths as measure
from .model import Align, Box, BoxKind, Line, Look, Paper, Row, Sheet
from .places import settled
from .reach import is_figure, reaching

FIGURES = frozenset({Role.NUMBER, Role.INVESTMENT, Role.TARGET, Role.ACHIEVED, Role.RATE, Role.RANK, Role.EXTRA})
"""Columns whose cells may be numbers."""
_NAMING = (Role.PROJECT, Role.REGION, Role.CONTENT, Role.TARGET)
"""Columns that name a row, the first that there is."""
_NAMES = frozenset({
    Role.LEAD_LEADER, Role.LEAD_UNIT, Role.RESPONSIBLE_UNIT, Role.COOPERATING_UNIT, Role.SUPERVISING_UNIT,
    Role.CONTACT, Role.REGION, Role.STATUS, Role.TIER,
})  # fmt: skip
_WHOLE = _NAMES | {Role.DEADLINE}
"""Columns whose words are better not broken."""
_PROSE = frozenset({Role.CONTENT, Role.TARGET, Role.PROGRESS, Role.PROBLEMS, Role.NEXT_STEPS})
_CENTERED = 14
"""A column whose texts are shorter than this on average, in ems, stands in the middle."""
_WORD = 5
"""The same for columns of sentences: one of figures, or of 无, stands in the middle."""
_LONE = 2
_TOGETHER = 0.35
"""Rows of one item stay together while they take no more than this share of a page."""


def draw(
    ledger: Ledger,
    paper: Paper | None = None,
    look: Look | None = None,
    *,
    shares: Mapping[int, float] | None = None,
    aligns: Mapping[int, Align] | None = None,
) -> Sheet:
    """The ledger's own table with all that stands around it.

    `shares` and `aligns` give widths (as shares of each other, those not given by content) and alignment by column.
    """
    paper, look = paper or Paper(), look or Look()
    ledger = reaching(ledger)
    texts = _texts(ledger)
    ways = {k: _way(ledger.columns[k], texts[k]) for k in range(len(ledger.columns))} | dict(aligns or {})
    header = _header(ledger)
    top = max((b.row + b.rows for b in header), default=0)
    body = _body(ledger, top, ways)
    size, wide = _widths(ledger, texts, paper, look, shares or {})
    rows = _rows(ledger, header, body, top, wide, size, paper)
    cover, above, below = _around(ledger)
    figures = frozenset(k for k, c in enumerate(ledger.columns) if c.role in FIGURES or c.indicator)
    return Sheet(
        title=ledger.document.title,
        names=tuple(c.name for c in ledger.columns),
        header=top,
        rows=rows,
        widths=tuple(wide),
        size=size,
        paper=paper,
        look=look,
        cover=cover,
        above=above,
        below=below,
        region=ledger.document.region,
        figures=figures,
        named=next((k for role in _NAMING if (k := ledger.column_of(role)) is not None), None),
    )


def _texts(ledger: Ledger) -> list[list[str]]:
    """The texts of each column."""
    found: list[list[str]] = [[] for _ in ledger.columns]
    for task in ledger.tasks:
        for cell in task.cells:
            if cell.columns == 1:
                found[cell.column].append(cell.text)
    return found


def _way(column: Column, texts: Sequence[str]) -> Align:
    if column.role in (Role.NUMBER, *_NAMES) or column.indicator or not texts:
        return "center"
    mean = sum(measure.ems(text) for text in texts) / len(texts)
    return "center" if mean < (_WORD if column.role in _PROSE else _CENTERED) else "left"


def _header(ledger: Ledger) -> list[Box]:
    """The header's cells; the columns' names where the source had none over some of them."""
    heads = ledger.header
    if not heads or max(h.column + h.columns for h in heads) < len(ledger.columns):
        return [Box(c.name, 0, k, kind="head", align="center") for k, c in enumerate(ledger.columns)]
    return [Box(h.text, h.row, h.column, h.rows, h.columns, "head", "center") for h in heads]


def _body(ledger: Ledger, top: int, ways: Mapping[int, Align]) -> list[Box]:
    boxes: list[Box] = []
    for line, row in enumerate(ledger.rows, top):
        if isinstance(row, Section):
            boxes += _section(row, line)
        else:
            boxes += [_box(c, line, ways[c.column], ledger.columns[c.column].role) for c in row.cells]
    return boxes


def _box(cell: Cell, line: int, way: Align, role: Role) -> Box:
    """A task's cell; a long text among short ones begins at the left, a lone word (无) stands in the middle."""
    wide = measure.ems(cell.text)
    if way == "center" and role not in _NAMES and (wide > 2 * _CENTERED or cell.text.count("\n") > 1):
        way = "left"
    elif way == "left" and wide <= _LONE:
        way = "center"
    return Box(cell.text, line, cell.column, cell.rows, cell.columns, "text", way)


def _section(section: Section, line: int) -> list[Box]:
    kind: BoxKind = section.kind
    boxes = []
    for cell in section.cells:
        middle = is_figure(section, cell) or (cell.column == 0 and cell.columns == 1)
        align: Align = "center" if middle else "left"
        boxes.append(Box(cell.text, line, cell.column, cell.rows, cell.columns, kind, align))
    return boxes


def _widths(
    ledger: Ledger, texts: Sequence[Sequence[str]], paper: Paper, look: Look, shares: Mapping[int, float]
) -> tuple[float, list[float]]:
    """The type's size and the columns' widths in mm."""
    room = paper.room[0]
    if not ledger.columns:
        return look.size, []
    needs = []
    for column, found in zip(ledger.columns, texts, strict=True):
        heads = column.heading[-1:] or (column.name,)
        needs.append(measure.needs_of(heads, found, names=column.role in _WHOLE))
    size = measure.fitting_size(needs, room, look.size)
    em = size * measure.MM
    inner = room - 2 * measure.PADDING * len(needs)
    wide = [w * em + 2 * measure.PADDING for w in measure.shared(needs, inner / em)]
    return size, _as_given(wide, shares, room)


def _as_given(widths: list[float], shares: Mapping[int, float], room: float) -> list[float]:
    """The widths with those given by hand in mm, the others sharing what is left."""
    given = {k: v for k, v in shares.items() if v > 0 and k < len(widths)}
    if not given:
        return widths
    rest = sum(w for k, w in enumerate(widths) if k not in given)
    left = max(room - sum(given.values()), 0.25 * room if rest else 0.0)
    wide = [given[k] if k in given else w * left / rest for k, w in enumerate(widths)]
    return [w * room / sum(wide) for w in wide]


def _rows(
    ledger: Ledger, header: Sequence[Box], body: Sequence[Box], top: int, wide: list[float], size: float, paper: Paper
) -> tuple[Row, ...]:
    width, count = len(ledger.columns), len(ledger.rows)
    placed = settled(header, 0, top, width, Box("", 0, 0, kind="head", align="center"))
    placed += settled(body, top, count, width, Box("", 0, 0))
    heights = [measure.height_of(boxes, wide, size) for boxes in placed]
    joined = {top + k for k, row in enumerate(ledger.rows) if isinstance(row, Section) and row.kind != "total"}
    joined |= set(range(top)) | _together(placed, heights, paper.room[1] * _TOGETHER)
    last = len(placed) - 1
    return tuple(Row(tuple(_of_section(b)), heights[k], k in joined and k < last) for k, b in enumerate(placed))


def _of_section(boxes: Sequence[Box]) -> Sequence[Box]:
    """The boxes of a row; the empty ones of a section's row are the section's too."""
    kind = next((b.kind for b in boxes if b.kind in ("tier", "category", "total")), None)
    return [replace(b, kind=kind) if b.kind == "text" and not b.text else b for b in boxes] if kind else boxes


def _together(rows: Sequence[Sequence[Box]], heights: Sequence[float], room: float) -> set[int]:
    """Rows to keep with the next one: all but the last under one merged cell, where those take up little."""
    found: set[int] = set()
    for number, boxes in enumerate(rows):
        deep = max((b.rows for b in boxes if b.kind == "text"), default=1)
        if deep > 1 and sum(heights[number : number + deep]) <= room:
            found |= set(range(number, number + deep - 1))
    return found


def _around(ledger: Ledger) -> tuple[tuple[Line, ...], tuple[Line, ...], tuple[Line, ...]]:
    """The covering letter, what stands above the table, and what stands below it."""
    above: list[Passage] = []
    below: list[Passage] = []
    table = _table_place(ledger)
    for passage in ledger.document.passages or _told(ledger):
        place = _place(passage)
        under = passage.kind == "note" if table is None or place is None else place > table
        (below if under else above).append(passage)
    heads = [k for k, p in enumerate(above) if p.kind in ("before_title", "title")]
    letters = [k for k, p in enumerate(above[: heads[0]]) if p.kind == "notice"] if heads else []
    cut = heads[0] if letters else 0
    return _lines(above[:cut]), _lines(above[cut:]), _lines(below)


def _told(ledger: Ledger) -> tuple[Passage, ...]:
    """Passages for a ledger made by hand or by the site, which has the document's facts only."""
    document = ledger.document
    made = [
        *(("notice", line) for line in document.notice.split("\n")),
        ("before_title", document.before_title),
        ("title", document.title),
        ("subtitle", document.subtitle),
        *(("note", note) for note in document.notes),
    ]
    return tuple(Passage(kind, text) for kind, text in made if text)  # type: ignore[arg-type]  # kinds are literals


def _lines(passages: Sequence[Passage]) -> tuple[Line, ...]:
    return tuple(Line(p.kind, p.text) for p in passages)


def _place(passage: Passage | Cell) -> int | None:
    origin = passage.origin
    if origin.spans:
        return origin.spans[0].start
    return origin.paragraph


def _table_place(ledger: Ledger) -> int | None:
    """Where the table's first row stands in the source, in the measure that passages have."""
    cells = [c for row in ledger.rows[:1] for c in row.cells]
    if not cells:
        return None
    first = cells[0].origin
    return first.spans[0].start if first.spans else first.table
