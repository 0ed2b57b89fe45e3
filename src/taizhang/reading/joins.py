"""Rows cut by a page: whether a page's first row is the rest of the row before, or one of a merged item.

A further row has its own unit and progress from the start of a sentence; the rest of a cut row has text only
in columns that had text above, and the text above ends without a stop.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from taizhang.language.patterns import Pattern
from taizhang.ledger import Column, Origin, Role

from .grid import GridCell
from .kinds import is_people, is_unit_list, traits
from .patterns import ends_sentence, is_section
from .table import Line

_PROSE = frozenset({
    Role.CONTENT, Role.TARGET, Role.PROGRESS, Role.PROBLEMS, Role.NEXT_STEPS, Role.DEADLINE, Role.EXTRA, Role.REMARKS,
    Role.PROJECT, Role.SUBPROJECT, Role.STAGE, Role.ACHIEVED,
})  # fmt: skip
_UNITS = frozenset({
    Role.LEAD_UNIT, Role.RESPONSIBLE_UNIT, Role.COOPERATING_UNIT, Role.SUPERVISING_UNIT, Role.LEAD_LEADER, Role.CONTACT,
})  # fmt: skip
_OWN = (Role.RESPONSIBLE_UNIT, Role.LEAD_UNIT, Role.PROGRESS)
_GOES_ON = Pattern(r"^[，、；。：,;:)）”’》】]")
_LISTED = Pattern(r"^(\d{1,2})[.、．]")


def join_cut_rows(lines: Sequence[Line], columns: Sequence[Column]) -> list[Line]:
    """The lines with each row that a page cut in two put together again."""
    joined: list[Line] = []
    for line in lines:
        if joined and line.opens_page and _is_rest(joined[-1], line, columns):
            last = joined[-1]
            joined[-1] = Line(_merged(last.cells, line.cells), last.opens_page, last.table, last.spans_known)
        else:
            joined.append(line)
    return joined


def _is_rest(above: Line, line: Line, columns: Sequence[Column]) -> bool:
    if not line.cells or not above.cells:
        return False
    first = line.cells.get(0)
    if first and (columns[0].role is Role.NUMBER or is_section(first.text)):
        return False
    if len(above.cells) == 1 and 0 in above.cells:
        return False
    score = sum(_evidence(above.cells.get(k), cell, columns[k].role) for k, cell in line.cells.items())
    bare = [role for role in _OWN if any(c.role is role for c in columns)]
    missing = [r for r in bare if not any(columns[k].role is r for k in line.cells)]
    score += 1.0 if len(missing) == len(bare) > 0 else 0.0
    own = any(columns[k].role in _PROSE for k in line.cells)
    score += 0.0 if own else 3.0  # a row of its own says what it is about
    return score > 0


def _evidence(above: GridCell | None, cell: GridCell, role: Role) -> float:
    """Above 0 when a cell reads as the rest of the one above it, below 0 when as a cell of its own."""
    if above is None:
        return -2.0 if role in _OWN else -1.0
    text, before = cell.text, above.text
    if _GOES_ON.match(text):
        return 3.0
    if role in _UNITS:
        whole = is_unit_list(before) or is_people(before)
        return -2.5 if whole and (is_unit_list(text) or is_people(text)) else 1.5
    if role not in _PROSE:
        return -2.0
    number, last = _LISTED.match(text), re.findall(r"(?:^|\n|。)(\d{1,2})[.、．]", before)
    if number:
        return 2.0 if last and int(number[1]) == int(last[-1]) + 1 else -1.5
    if before[-1] in "，、；,;（(“《：:" or (len(before) > 25 and not ends_sentence(before)):
        return 2.0
    if ends_sentence(before):
        return -1.0
    return 0.3 if len(before) > 8 and "name_tail" not in traits(before) else -0.5


def _merged(above: dict[int, GridCell], rest: dict[int, GridCell]) -> dict[int, GridCell]:
    cells = dict(above)
    for column, cell in rest.items():
        cells[column] = _together(above[column], cell) if column in above else cell
    return cells


def _together(above: GridCell, cell: GridCell) -> GridCell:
    paragraph = ends_sentence(above.text) and bool(_LISTED.match(cell.text))
    text = above.text + ("\n" if paragraph else "") + cell.text
    origin = Origin(
        file=above.origin.file,
        page=above.origin.page,
        sheet=above.origin.sheet,
        box=above.origin.box,
        confidence=min(above.origin.confidence, cell.origin.confidence),
        doubts=(*above.origin.doubts, *cell.origin.doubts),
        spans=(*above.origin.spans, *cell.origin.spans),
    )
    return GridCell(text, above.row, above.column, above.rows, above.columns, origin)
