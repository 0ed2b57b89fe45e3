"""The ledger's table as a page draws it: header, rows, cells with their marks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from taizhang.ledger import REPORTED, Cell, HeaderCell, Ledger, Section, Task
from taizhang.reading.sureness import UNSURE

from .explained import Noted, by_row
from .grid import Cover, Drawn
from .labels import SEVERITIES, STATUSES, Label
from .marks import Piece, pieces

NARROW, MIDDLE = 7, 24
"""The longest text, in characters, of a narrow and of a middling column."""

USUAL = 10
"""The usual text, in characters, of a middling column with a few long ones."""


class TableCell(Struct, frozen=True):
    """One cell to draw; `key` (row-column of its first place) ties it to the source pane.

    A person should hold the `unsure` cells of a scan against the paper; `doubts` as in Origin.  `struck`: the list's
    own words of a task that left it.
    """

    key: str
    label: str
    width: str
    pieces: tuple[Piece, ...]
    rows: int = 1
    columns: int = 1
    again: bool = False
    unsure: bool = False
    doubts: tuple[str, ...] = ()
    struck: bool = False


class TableRow(Struct, frozen=True):
    """One row: `kind` is task, tier, category or total."""

    row: int
    kind: str
    cells: tuple[TableCell, ...]
    name: str = ""
    label: Label | None = None
    severities: tuple[tuple[str, int], ...] = ()


class HeadCell(Struct, frozen=True):
    """One header cell; `column` is set over a single column."""

    text: str
    width: str
    rows: int
    columns: int
    column: int | None = None


class Table(Struct, frozen=True):
    """What the template needs."""

    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[TableRow, ...]
    width: int


def build(
    ledger: Ledger,
    findings: Sequence[Noted],
    standings: Mapping[int, str],
    rows: Sequence[int] | None = None,
    hidden: Collection[int] = (),
) -> Table:
    """The table with the visible `rows` (None: all) and without the `hidden` columns."""
    columns = [i for i in range(len(ledger.columns)) if i not in hidden] or list(range(len(ledger.columns)))
    shown = range(len(ledger.rows)) if rows is None else rows
    drawing = _Drawing(ledger, findings, standings, list(shown), columns)
    return Table(_head(ledger, columns, drawing.widths), tuple(drawing.row(row) for row in shown), len(columns))


class _Drawing:
    """What drawing each row needs, gathered once."""

    def __init__(
        self,
        ledger: Ledger,
        findings: Sequence[Noted],
        standings: Mapping[int, str],
        rows: list[int],
        columns: list[int],
    ) -> None:
        self.columns, self.visible, self.rows = ledger.columns, columns, rows
        self.standings = standings
        self.all = {r.row: r for r in ledger.rows}
        self.names = {t.row: t.name or p.name or t.content for p in ledger.projects for t in p.tasks}
        self.widths = widths(ledger)
        self.cover = Cover((r.row, c) for r in ledger.rows for c in _cells(r, len(ledger.columns)))
        self.by_row = by_row(findings)
        self.marks = self._marks(findings)

    def _marks(self, findings: Sequence[Noted]) -> dict[tuple[int, int], list[Noted]]:
        """Findings by the place their cell begins at, for a merged cell is drawn once."""
        index = {column.name: i for i, column in enumerate(self.columns)}
        marks: dict[tuple[int, int], list[Noted]] = {}
        for one in findings:
            finding = one.finding
            if finding.row is None or finding.column not in index:
                continue
            column = index[finding.column]
            found = self.cover.at(finding.row, column)
            place = (found[0], found[1].column) if found else (finding.row, column)
            marks.setdefault(place, []).append(one)
        return marks

    def row(self, row: int) -> TableRow:
        """One row with its cells."""
        item = self.all[row]
        struck = isinstance(item, Task) and item.withdrawn
        cells = tuple(self._cell(drawn, struck) for drawn in self.cover.draw(row, self.rows, self.visible))
        if isinstance(item, Section):
            return TableRow(row, item.kind, cells, item.text)
        found = self.by_row.get(row, [])
        states = [one.state for one in found]
        counted = tuple((s, states.count(s)) for s in SEVERITIES if s in states)
        return TableRow(row, "task", cells, self.names.get(row, ""), STATUSES[self.standings.get(row, "")], counted)

    def _cell(self, drawn: Drawn[Cell], struck: bool) -> TableCell:
        column = self.columns[drawn.column]
        text, first = "", (drawn.row, drawn.column)
        if drawn.cell is not None:
            found = self.cover.at(drawn.row, drawn.column)
            text, first = drawn.cell.text, (found[0] if found else drawn.row, drawn.cell.column)
        return TableCell(
            key=f"{first[0]}-{first[1]}",
            label=column.name,
            width=self.widths[drawn.column],
            pieces=pieces(text, self.marks.get(first, ())),
            rows=drawn.rows,
            columns=drawn.columns,
            again=drawn.again,
            unsure=drawn.cell is not None and drawn.cell.origin.confidence < UNSURE,
            doubts=drawn.cell.origin.doubts if drawn.cell is not None else (),
            struck=struck and drawn.rows == 1 and column.role not in REPORTED,
        )


def widths(ledger: Ledger) -> list[str]:
    """Each column's width by its texts: narrow, middle or wide; the style sheet gives the measures."""
    lengths: list[list[int]] = [[0] for _ in ledger.columns]
    for task in ledger.tasks:
        for cell in task.cells:
            lengths[cell.column].append(len(cell.text))
    return [_width(max(found), sum(found) / len(found)) for found in lengths]


def _width(longest: int, usual: float) -> str:
    """A column that mostly says 无 needs no room for its one long text."""
    if longest <= NARROW:
        return "narrow"
    return "middle" if longest <= MIDDLE or usual <= USUAL else "wide"


def _cells(item: Section | Task, width: int) -> list[Cell]:
    """The row's cells; a section's text runs on over the empty cells to its right, as on paper."""
    if isinstance(item, Task):
        return list(item.cells)
    filled = sorted((c for c in item.cells if c.text.strip()), key=lambda c: c.column)
    if not filled:
        return [Cell(item.text, 0, columns=width)]
    first, *others = filled
    end = others[0].column if others else width
    return [Cell(first.text, 0, first.origin, 1, end), *others]


def _head(ledger: Ledger, columns: list[int], sizes: list[str]) -> tuple[tuple[HeadCell, ...], ...]:
    """The header as printed; one row of the columns' names when the source had none."""
    printed = ledger.header or tuple(HeaderCell(c.name, 0, i) for i, c in enumerate(ledger.columns))
    height = max(cell.row + cell.rows for cell in printed)
    cover = Cover((cell.row, cell) for cell in printed)
    return tuple(_head_row(sizes, cover, row, height, columns) for row in range(height))


def _head_row(
    sizes: list[str], cover: Cover[HeaderCell], row: int, height: int, columns: list[int]
) -> tuple[HeadCell, ...]:
    drawn = [d for d in cover.draw(row, range(height), columns) if not d.again]
    return tuple(
        HeadCell(
            text=d.cell.text if d.cell else "",
            width=sizes[d.column],
            rows=d.rows,
            columns=d.columns,
            column=d.column if d.columns == 1 else None,
        )
        for d in drawn
    )
