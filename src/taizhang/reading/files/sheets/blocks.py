"""A workbook to a source: which sheets are the ledger, and what becomes of the others.

The sheets under the same header as the one with most rows are one ledger when they list different items (a sheet
for each town), and states of one list when they list the same ones (a sheet for each month); of states the active
sheet is read.  Hidden sheets are read only where no visible one holds a table.  What is not read is a leftover, and
a notice says so.  Hidden rows and columns are read like others, with a notice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from taizhang.ledger import Bilingual, Leftover, LeftoverReason

from ...errors import ReadError
from ...grid import Grid, GridCell, Paragraph, Shelf, Source, Volume
from ...groups import Group, Part, apart, grouped, items
from ...patterns import NOTE, is_section
from .layout import Layout, lay_out, origin
from .sheet import Sheet, place

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
    read, *others = _volumes(filled)
    bare = [filled[k] for k in range(len(filled)) if not any(k in volume for volume in (read, *others))]
    leftovers = [left for layout in bare for left in _leftover(layout.texts(), "unplaced")]
    for layout in layouts:
        leftovers += [*layout.covered, *_errors(layout.sheet, name), *_asides(layout.sheet, name)]
    order = sorted((read, *others))
    volumes = tuple(_volume([filled[k] for k in volume]) for volume in order)
    return Shelf(name, volumes, tuple(leftovers), _left_out(bare)).opened(order.index(read))


def _volumes(layouts: Sequence[Layout]) -> list[list[int]]:
    """The sheets that together are a ledger, the one to read first: then states of its list, other ledgers, hidden.

    A workbook without any header is its first sheet.
    """
    if len(layouts) == 1:
        return [[0]]
    found: list[list[int]] = []
    for hidden in (False, True):
        sheets = [k for k, layout in enumerate(layouts) if layout.grid and layout.sheet.hidden is hidden]
        grouping = grouped([grid for k in sheets if (grid := layouts[k].grid)])
        for group in sorted(grouping.groups, key=lambda group: group is not grouping.default):
            found += _of_group(group, sheets, layouts, {k for volume in found for k in volume})
    return found or [[0]]


def _of_group(
    group: Group, sheets: Sequence[int], layouts: Sequence[Layout], taken: Collection[int]
) -> Iterator[list[int]]:
    """The sheets under one header, states of one list apart: the active one first, or else the fullest."""
    parts: dict[int, list[Part]] = {}
    for part, _ in group.members:
        if sheets[part.block] not in taken:
            parts.setdefault(sheets[part.block], []).append(part)
    numbers = list(parts)
    named = [items(parts[k]) for k in numbers]
    order = sorted(range(len(numbers)), key=lambda k: (not layouts[numbers[k]].sheet.active, -len(named[k])))
    for state in apart(named, order):
        yield [numbers[k] for k in state]


def _volume(layouts: Sequence[Layout]) -> Volume:
    blocks, leftovers = _in_order(layouts)
    names = [layout.sheet.name for layout in layouts]
    name = "、".join(names[:2]) + (f"等{len(names)}张" if len(names) > 2 else "")
    notices = tuple(notice for layout in layouts for notice in _notices(layout.sheet))
    return Volume(name, tuple(blocks), tuple(leftovers), notices)


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


def _left_out(bare: Sequence[Layout]) -> tuple[Bilingual, ...]:
    """What to say of sheets with a table and no header."""
    names = [layout.sheet.name for layout in bare if layout.grid]
    if not names:
        return ()
    return (
        Bilingual(
            f"工作表{_named(names)}里没有认出表头，没有并入，内容在未归入部分。",
            f"sheets {', '.join(names)} have no header that is known; their text is among the leftovers.",
        ),
    )


def _named(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
