"""A workbook to a source: which sheets are the ledger, and what becomes of the others.

The sheets under the same header as the one with most rows are one ledger when they list different items (a sheet
for each town), and states of one list when they list the same ones (a sheet for each month); of states the active
sheet is read.  Hidden sheets are read only where no visible one holds a table.  What is not read is a leftover, and
a notice says so.  Hidden rows and columns are read like others, with a notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from taizhang.ledger import Bilingual, Leftover, LeftoverReason, Role

from ...errors import ReadError
from ...grid import Grid, GridCell, Paragraph, Source
from ...header import by_rows
from ...patterns import NOTE, is_section
from ...table import Part, choose, parts_of
from .layout import Layout, lay_out, origin
from .sheet import Sheet, place

_SAME = 0.5  # share of items in common from which two sheets are states of one list
_NAMING = (Role.PROJECT, Role.CONTENT, Role.TARGET, Role.REGION)
_SHOWN = 8  # places listed in a notice


def source_of(sheets: Sequence[Sheet], name: str, *, spans_known: bool = True) -> Source:
    """The source of a workbook; raises ReadError when no sheet holds anything.

    `spans_known` is false for files that cannot say which cells are merged.
    """
    layouts = [lay_out(sheet, name, spans_known) for sheet in sheets]
    filled = [layout for layout in layouts if layout.grid or layout.above]
    if not filled:
        raise ReadError(
            Bilingual("表格文件里没有内容", "the workbook is empty"),
            Bilingual("所有工作表", "all sheets"),
            Bilingual("请确认选对了文件。", "Make sure that it is the right file."),
        )
    ledger, states = _ledger_sheets(filled)
    others = [layout for layout in filled if layout not in ledger]
    blocks, leftovers = _in_order(ledger)
    for layout in others:
        leftovers += _leftover(layout.texts(), "unplaced")
    for layout in layouts:
        leftovers += [*layout.covered, *_errors(layout.sheet, name), *_asides(layout.sheet, name)]
    notices = [n for layout in ledger for n in _notices(layout.sheet)]
    return Source(tuple(blocks), name, leftovers=tuple(leftovers), notices=(*notices, *_left_out(others, states)))


def _ledger_sheets(layouts: list[Layout]) -> tuple[list[Layout], list[Layout]]:
    """The sheets of the ledger in order, and those that hold other states of the same list."""
    if len(layouts) == 1:
        return layouts, []
    for hidden in (False, True):
        candidates = [layout for layout in layouts if layout.grid and layout.sheet.hidden is hidden]
        grids = [layout.grid for layout in candidates if layout.grid]
        chosen = choose(parts_of(grids))
        if chosen:
            parts: dict[int, list[Part]] = {}
            for part, _ in chosen[1]:
                parts.setdefault(part.block, []).append(part)
            named = {k: _items(parts[k]) for k in parts}
            kept = _without_states(named, [candidates[k].sheet.active for k in range(len(candidates))])
            return [candidates[k] for k in kept], [candidates[k] for k in parts if k not in kept]
    return [layouts[0]], []


def _items(parts: Sequence[Part]) -> frozenset[str]:
    """What the rows under a header list, by the first column that names items."""
    items: set[str] = set()
    column = None
    for part in parts:
        if part.header:
            roles = [c.role for c in part.header.columns]
            column = next((roles.index(role) for role in _NAMING if role in roles), None)
        rows = by_rows(part.grid)
        cells = [rows[row].get(column) for row in part.rows if column is not None]
        items |= {"".join(cell.text.split()) for cell in cells if cell}
    return frozenset(items)


def _without_states(named: dict[int, frozenset[str]], active: Sequence[bool]) -> list[int]:
    """The sheets to read, in order: of each list's states the active one, or else the fullest."""
    kept: list[int] = []
    for k in sorted(named, key=lambda k: (not active[k], -len(named[k]), k)):
        if not any(_same_list(named[k], named[other]) for other in kept):
            kept.append(k)
    return sorted(kept)


def _same_list(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and len(a & b) >= _SAME * min(len(a), len(b))


def _in_order(ledger: Sequence[Layout]) -> tuple[list[Paragraph | Grid], list[Leftover]]:
    """The blocks of the ledger's sheets, a title that comes again set aside, all closing words at the end."""
    blocks: list[Paragraph | Grid] = []
    closing: list[Paragraph] = []
    leftovers: list[Leftover] = []
    for index, layout in enumerate(ledger):
        for paragraph in layout.above:
            if index == 0 or is_section(paragraph.text):
                blocks.append(paragraph)
            elif NOTE.match(paragraph.text) and paragraph.text not in [p.text for p in closing]:
                closing.append(paragraph)
            else:
                leftovers += _leftover([paragraph], "repeated_header")
        if layout.grid:
            blocks.append(layout.grid)
        for paragraph in layout.below:
            if paragraph.text in [p.text for p in closing]:
                leftovers += _leftover([paragraph], "repeated_header")
            else:
                closing.append(paragraph)
    return [*blocks, *closing], leftovers


def _leftover(texts: Iterable[Paragraph | GridCell], reason: LeftoverReason) -> list[Leftover]:
    kept = list(texts)
    return [Leftover(" ".join(t.text for t in kept), reason, kept[0].origin)] if kept else []


def _errors(sheet: Sheet, name: str) -> list[Leftover]:
    return [Leftover(cell.text, "debris", origin(cell, sheet, name)) for cell in sheet.errors]


def _asides(sheet: Sheet, name: str) -> list[Leftover]:
    return [Leftover(cell.text, "unplaced", origin(cell, sheet, name)) for cell in sheet.asides]


def _notices(sheet: Sheet) -> list[Bilingual]:
    notices = []
    filled = {cell.row for cell in sheet.cells}
    if rows := sorted(row + 1 for row in sheet.hidden_rows & filled):
        notices.append(_notice(sheet, ("行被隐藏，已一并读取", "hidden rows, read like the others"), _ranges(rows)))
    columns = {cell.column for cell in sheet.cells}
    if hidden := [c for c in sorted(columns) if any(a <= c <= b for a, b in sheet.hidden_columns)]:
        letters = [place(0, column)[:-1] for column in hidden]
        notices.append(_notice(sheet, ("列被隐藏，已一并读取", "hidden columns, read like the others"), letters))
    if sheet.errors:
        places = [f"{place(c.row, c.column)} {c.text}" for c in sheet.errors]
        notices.append(_notice(sheet, ("公式出错，该格按空处理", "formula errors, taken as empty cells"), places))
    if sheet.uncomputed:
        places = [place(*at) for at in sheet.uncomputed]
        words = (
            "公式没有保存结果，请用表格软件打开并保存后再导入",
            "formulas without a saved result; open and save the file first",
        )
        notices.append(_notice(sheet, words, places))
    if sheet.hidden:
        notices.append(_notice(sheet, ("是隐藏的工作表", "is a hidden sheet"), []))
    return notices


def _notice(sheet: Sheet, words: tuple[str, str], places: Sequence[str]) -> Bilingual:
    zh = "、".join(places[:_SHOWN]) + (f"等{len(places)}处" if len(places) > _SHOWN else "")
    en = ", ".join(places[:_SHOWN]) + (f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else "")
    return Bilingual(
        f"工作表“{sheet.name}”{words[0]}" + (f"：{zh}。" if zh else "。"),
        f"sheet “{sheet.name}”: {words[1]}" + (f": {en}." if en else "."),
    )


def _ranges(numbers: Sequence[int]) -> list[str]:
    """Row numbers with runs drawn together: 5-7, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [str(a) if a == b else f"{a}-{b}" for a, b in runs]


def _left_out(others: Sequence[Layout], states: Sequence[Layout]) -> list[Bilingual]:
    notices = []
    if names := [layout.sheet.name for layout in states]:
        notices.append(
            Bilingual(
                f"工作表{_named(names)}与已读取的工作表是同一清单的不同状态，未并入；需要时请另存为单独的文件。",
                f"sheets {', '.join(names)} hold other states of the same list and were left out; save each as a file.",
            )
        )
    if names := [layout.sheet.name for layout in others if layout not in states and layout.grid]:
        notices.append(
            Bilingual(
                f"工作表{_named(names)}不是同一台账，未并入，内容在未归入部分。",
                f"sheets {', '.join(names)} are not of this ledger; their text is among the leftovers.",
            )
        )
    return notices


def _named(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
