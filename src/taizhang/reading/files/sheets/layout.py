"""One sheet to blocks: paragraphs above the table, the table, paragraphs below it."""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct, field

from taizhang.language.patterns import Pattern
from taizhang.ledger import Leftover, Origin

from ...grid import Grid, GridCell, Paragraph
from ...patterns import BEFORE_TITLE, TITLE_WORD, TOTAL
from .sheet import MAX_MERGED, Merge, Sheet, SheetCell, refuse_merges

_SCRIBBLES = 3  # most cells beside a table that are taken for scribbles rather than for another table
_LABELLED = Pattern(r"^\s*[\u4e00-\u9fff][\u4e00-\u9fff（）()\s]{0,11}[:：]")


class Layout(Struct):
    """A sheet in blocks.  `covered` holds texts that stand under a merged cell, where nobody sees them."""

    sheet: Sheet
    above: list[Paragraph] = field(default_factory=list)
    grid: Grid | None = None
    below: list[Paragraph] = field(default_factory=list)
    covered: list[Leftover] = field(default_factory=list)

    def texts(self) -> list[Paragraph | GridCell]:
        """All texts of the sheet in reading order."""
        return [*self.above, *(self.grid.cells if self.grid else ()), *self.below]


def lay_out(sheet: Sheet, file: str, spans_known: bool = True) -> Layout:
    """The blocks of a sheet; rows of the grid count as in the sheet, columns that nothing uses are left out."""
    layout = Layout(sheet)
    spans = {(m[0], m[1]): m for m in sheet.merges}
    rows = _visible_rows(sheet, layout, file)
    if not rows:
        return layout
    numbers = list(rows)
    first, last = _table_rows(rows, numbers, spans)
    if last > first:
        _beside(rows, numbers[first:last], spans, layout, file)
    used = _used_columns(rows, numbers[first:last] or numbers, spans)
    for number in numbers[:first]:
        layout.above += [_paragraph(cell, sheet, file) for cell in rows[number]]
    for number in numbers[last:]:
        layout.below += [_paragraph(cell, sheet, file) for cell in rows[number]]
    end = numbers[last - 1] + 1 if last else 0
    cells = [
        _grid_cell(cell, spans.get((cell.row, cell.column)), used, end, sheet, file)
        for number in numbers[first:last]
        for cell in rows[number]
    ]
    if cells:
        layout.grid = Grid(tuple(cells), end, len(used), spans_known=spans_known)
    return layout


def origin(cell: SheetCell, sheet: Sheet, file: str) -> Origin:
    """Where a cell stands in its sheet."""
    return Origin(file=file, sheet=sheet.name, row=cell.row, column=cell.column, exact=cell.exact)


def _paragraph(cell: SheetCell, sheet: Sheet, file: str) -> Paragraph:
    return Paragraph(cell.text, origin(cell, sheet, file))


def _grid_cell(cell: SheetCell, merge: Merge | None, used: list[int], end: int, sheet: Sheet, file: str) -> GridCell:
    column = min(bisect_right(used, cell.column - 1), len(used) - 1)
    rows = columns = 1
    if merge:
        rows = max(1, min(merge[2] + 1, end) - cell.row)
        columns = max(1, bisect_right(used, merge[3]) - column)
    return GridCell(cell.text, cell.row, column, rows, columns, origin(cell, sheet, file))


def _visible_rows(sheet: Sheet, layout: Layout, file: str) -> dict[int, list[SheetCell]]:
    """The sheet's cells by row, those that a merged cell covers set aside."""
    covers = _covers(sheet)
    rows: dict[int, list[SheetCell]] = {}
    for cell in sheet.cells:
        over = covers.get(cell.row)
        if over and any(a <= cell.column <= b and (top, a) != (cell.row, cell.column) for top, a, b in over):
            layout.covered.append(Leftover(cell.text, "unplaced", origin(cell, sheet, file)))
        else:
            rows.setdefault(cell.row, []).append(cell)
    return {row: sorted(rows[row], key=lambda cell: cell.column) for row in sorted(rows)}


def _beside(
    rows: dict[int, list[SheetCell]], numbers: list[int], spans: dict[tuple[int, int], Merge], layout: Layout, file: str
) -> None:
    """Set aside a few words scribbled beside the table: right of a column that is empty from the header down."""
    reach = [_reach(cell, spans) for number in numbers for cell in rows[number]]
    filled = {column for left, right in reach for column in range(left, right + 1)}
    head = _reach(rows[numbers[0]][-1], spans)[1]
    gap = next((column for column in range(head + 1, max(filled)) if column not in filled), None)
    if gap is None:
        return
    far = [(number, cell) for number in numbers for cell in rows[number] if cell.column > gap]
    if len(far) > _SCRIBBLES or any(number in numbers[:2] for number, _ in far):
        return
    for number, cell in far:
        layout.covered.append(Leftover(cell.text, "unplaced", origin(cell, layout.sheet, file)))
        rows[number].remove(cell)


def _reach(cell: SheetCell, spans: dict[tuple[int, int], Merge]) -> tuple[int, int]:
    merge = spans.get((cell.row, cell.column))
    return cell.column, merge[3] if merge else cell.column


def _covers(sheet: Sheet) -> dict[int, list[tuple[int, int, int]]]:
    """For each row with cells the merged ranges over it: first row, first and last column."""
    filled = sorted({cell.row for cell in sheet.cells})
    covers: dict[int, list[tuple[int, int, int]]] = {}
    total = 0
    for top, left, bottom, right in sheet.merges:
        reached = filled[bisect_right(filled, top - 1) : bisect_right(filled, bottom)]
        total += len(reached)
        if total > MAX_MERGED:
            raise refuse_merges(sheet.name)
        for row in reached:
            covers.setdefault(row, []).append((top, left, right))
    return covers


def _table_rows(
    rows: dict[int, list[SheetCell]], numbers: list[int], spans: dict[tuple[int, int], Merge]
) -> tuple[int, int]:
    """Where the table begins and ends among the filled rows: lone and labelled rows at both ends are text."""
    first, last = 0, len(numbers)
    while first < last and _is_text_above(rows[numbers[first]]):
        first += 1
    if first == last:
        return 0, last
    left = min(cell.column for number in numbers[first:last] for cell in rows[number])
    width = max(len(rows[number]) for number in numbers[first:last])
    while last > first + 1 and _is_text_below(rows[numbers[last - 1]], left, width, spans):
        last -= 1
    return first, last


def _is_text_above(cells: list[SheetCell]) -> bool:
    """True for a lone cell, for labels with their values, and for 附件1 beside the title."""
    texts = [cell.text for cell in cells]
    if len(texts) == 1 or all(_LABELLED.match(text) for text in texts):
        return True
    return len(texts) == 2 and any(BEFORE_TITLE.match(t) or (len(t) > 9 and TITLE_WORD.search(t)) for t in texts)


def _is_text_below(cells: list[SheetCell], left: int, width: int, spans: dict[tuple[int, int], Merge]) -> bool:
    if len(cells) > 1:
        return all(_LABELLED.match(cell.text) for cell in cells)
    cell = cells[0]
    merge = spans.get((cell.row, cell.column))
    wide = merge is not None and (merge[3] - merge[1] + 1) * 2 > width
    return (cell.column == left or wide) and not cell.text.isdigit() and not TOTAL.match(cell.text)


def _used_columns(
    rows: dict[int, list[SheetCell]], numbers: list[int], spans: dict[tuple[int, int], Merge]
) -> list[int]:
    """The columns that rows of several cells fill or reach over; lone cells (sections) use none of their own."""
    several = [number for number in numbers if len(rows[number]) > 1] or numbers
    filled = {cell.column for number in several for cell in rows[number]}
    end = max(filled)
    for number in several:
        for cell in rows[number]:
            merge = spans.get((cell.row, cell.column))
            if merge and merge[3] > merge[1] and len(rows[number]) > 2:
                filled.update(range(merge[1], min(merge[3], end) + 1))
    return sorted(filled)
