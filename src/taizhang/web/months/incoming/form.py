"""The month as an Excel form: one row an indicator, yellow cells to fill in, all others fixed.

It carries a hidden sheet with the key of the return it was made for (`key`), and the choices of its lists.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from taizhang.ledger import plain

from ..lines import Entry, Line
from ..models import Cause
from ..reasons import UNCHANGED as REASONS
from ..sheet import Sheet
from .key import Key, Row, mark_of, signed
from .proposals import TEXT, UNCHANGED

MARK = "taizhang-form-1"
KEY_SHEET = "_key"
FIRST = 4
"""The first row with a task, counted from 0."""
VALUE, STAGE, PROGRESS, CAUSE, PROBLEMS, NEXT_STEPS, SAME = 7, 8, 9, 10, 11, 12, 13
CELLS = {STAGE: "stage", PROGRESS: "progress", CAUSE: "cause", PROBLEMS: "problems", NEXT_STEPS: "next_steps"}
CELLS[SAME] = UNCHANGED
"""The columns to fill in that belong to a task, and their cells."""
FIXED = (0, 1, 2)
"""The columns by which a row is known again: number, task, indicator."""
WIDTHS = (6, 26, 20, 7, 11, 11, 9, 12, 12, 44, 11, 30, 30, 20, 36)
LARGEST = 10**15
CHUNK = 30_000
"""Most characters of the key in one cell; Excel takes 32,767."""
CAUSES = {str(label): value for value, label in Cause.choices}


def form_of(sheet: Sheet) -> bytes:
    """The workbook for a return, with what the grid holds now in its yellow cells."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        _Form(book, sheet).write()
    return out.getvalue()


def heads() -> tuple[str, ...]:
    """The names of the columns."""
    fixed = (_("序号"), _("任务"), _("指标"), _("单位"), _("年度目标"), _("上期累计"), _("填报口径"))
    filled = (_("本期数"), _("形象进度"), _("进展情况"), _("问题原因"), _("存在问题"), _("下步打算"))
    return (*fixed, *filled, _("本期无变化（理由）"), _("上期进展"))


def words_of(line: Line, entry: Entry | None) -> tuple[str, str, str]:
    """What stands in the FIXED columns of a row."""
    return line.report.task.number, _task(line), entry.indicator.name if entry else ""


def _task(line: Line) -> str:
    task = line.report.task
    return f"{task}\n{task.content}" if task.name and task.content else str(task)


def given(line: Line, cell: str) -> str:
    """What a task's cell says in the form: a cause by its word."""
    if cell == "cause":
        return str(line.report.get_cause_display()) if line.report.cause else ""
    return str(getattr(line.report, cell))


def key_of(sheet: Sheet) -> Key:
    """The key of a return as it stands now."""
    rows, marks = [], {}
    for line, entry, row in _rows(sheet):
        rows.append(Row(row, line.key, entry.indicator.pk if entry else 0, mark_of(*words_of(line, entry))))
        if entry:
            marks[f"{line.key}:{entry.cell}"] = mark_of("" if entry.entered is None else plain(entry.entered))
        for cell in (*TEXT, UNCHANGED):
            marks[f"{line.key}:{cell}"] = mark_of(given(line, cell))
    found = sheet.found
    versions = {str(line.key): line.report.version for line in _open(sheet)}
    return Key(found.pk, found.unit.name, found.period.label, versions, tuple(rows), marks)


def _open(sheet: Sheet) -> Sequence[Line]:
    """The tasks that may be filled in."""
    return [line for line in sheet.lines if line.editable]


def _rows(sheet: Sheet) -> list[tuple[Line, Entry | None, int]]:
    pairs = [(line, entry) for line in _open(sheet) for entry in line.rows]
    return [(line, entry, FIRST + number) for number, (line, entry) in enumerate(pairs)]


class _Form:
    def __init__(self, book: Any, sheet: Sheet) -> None:
        self.book, self.sheet = book, sheet
        self.page = book.add_worksheet(_("填报表"))
        self.keys = book.add_worksheet(KEY_SHEET)
        base = {"font_name": "SimSun", "font_size": 10, "border": 1, "valign": "vcenter", "text_wrap": True}
        grey = base | {"bg_color": "#EEF0F2", "font_color": "#454F59"}
        self.fixed = book.add_format(grey)
        self.figure = book.add_format(grey | {"align": "right", "num_format": "#,##0.####"})
        self.open = book.add_format(base | {"bg_color": "#FFF8D6", "locked": False})
        open_figure = {"align": "right", "num_format": "0.####", "bg_color": "#FFF8D6", "locked": False}
        self.open_figure = book.add_format(base | open_figure)
        self.head = book.add_format(base | {"bold": True, "bg_color": "#DCE3EA", "align": "center"})
        self.title = book.add_format({"font_name": "SimHei", "font_size": 15, "valign": "vcenter"})
        self.words = book.add_format({"font_name": "SimSun", "font_size": 10, "text_wrap": True, "valign": "vcenter"})
        self.lists: dict[tuple[str, ...], str] = {}

    def write(self) -> None:
        """The form, its key, and how it looks, prints and is protected."""
        self._top()
        for line, entry, row in _rows(self.sheet):
            self._row(line, entry, row)
        for line in _open(self.sheet):
            self._task(line, [row for other, _e, row in _rows(self.sheet) if other is line])
        self._key()
        self.page.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
        self.page.freeze_panes(FIRST, 3)
        self.page.set_landscape()
        self.page.set_paper(8)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(FIRST - 1)
        self.page.set_footer("&C&P / &N")

    def _top(self) -> None:
        found, last = self.sheet.found, len(WIDTHS) - 1
        for column, width in enumerate(WIDTHS):
            self.page.set_column(column, column, width)
        title = f"{found.period.yearly} {found.period.label} {found.unit}"
        about = _("数据截至%(cut_off)s，报送时限%(due)s。") % {"cut_off": found.period.cut_off, "due": found.period.due}
        how = _(
            "只填黄色格，灰色格不能改；不要插入、删除、移动行。本期数填数字，按“填报口径”填累计数或本期新增数。"
            "没有变化的任务，只选一个“本期无变化”的理由即可。填好后在网上原页面上传，核对后才会存入。"
        )
        for row, (text, form, height) in enumerate(((title, self.title, 28), (about, self.words, 18))):
            self.page.merge_range(row, 0, row, last, text, form)
            self.page.set_row(row, height)
        self.page.merge_range(2, 0, 2, last, how, self.words)
        self.page.set_row(2, 32)
        for column, head in enumerate(heads()):
            self.page.write_string(FIRST - 1, column, head, self.head)
        self.page.set_row(FIRST - 1, 24)

    def _row(self, line: Line, entry: Entry | None, row: int) -> None:
        """The cells of an indicator."""
        if entry is None:
            for column in (*range(2, 7), VALUE):
                self.page.write_blank(row, column, None, self.fixed)
            return
        indicator = entry.indicator
        self.page.write_string(row, 2, indicator.name, self.fixed)
        self.page.write_string(row, 3, indicator.unit_word, self.fixed)
        for column, known in ((4, entry.target), (5, entry.before)):
            self._number(row, column, known, self.figure)
        self.page.write_string(row, 6, _("累计数") if indicator.cumulative else _("本期新增"), self.fixed)
        self._number(row, VALUE, entry.entered, self.open_figure)
        self.page.data_validation(row, VALUE, row, VALUE, _figures(indicator.unit_word))

    def _number(self, row: int, column: int, number: Any, form: Any) -> None:
        if number is None:
            self.page.write_blank(row, column, None, form)
        else:
            self.page.write_number(row, column, float(number), form)

    def _task(self, line: Line, rows: Sequence[int]) -> None:
        """The cells that a task's rows share."""
        number, task, _indicator = words_of(line, None)
        before = line.before.progress or line.before.unchanged if line.before else ""
        for column, text in ((0, number), (1, task), (len(WIDTHS) - 1, before)):
            self._over(rows, column, text, self.fixed)
        for column, cell in CELLS.items():
            self._over(rows, column, given(line, cell), self.open)
        self._choice(rows, STAGE, line.stages)
        self._choice(rows, CAUSE, tuple(CAUSES))
        self._choice(rows, SAME, REASONS, strict=False)
        for row in rows:
            self.page.set_row(row, _height(line, before) / len(rows))

    def _over(self, rows: Sequence[int], column: int, text: str, form: Any) -> None:
        if len(rows) > 1:
            self.page.merge_range(rows[0], column, rows[-1], column, "", form)
        self.page.write_string(rows[0], column, text, form)

    def _choice(self, rows: Sequence[int], column: int, words: tuple[str, ...], *, strict: bool = True) -> None:
        """A list to choose from; not `strict`: other words may be written."""
        if not words:
            return
        rule = {
            "validate": "list",
            "source": self._list(words),
            "ignore_blank": True,
            "show_error": strict,
            "error_title": _("请从列表中选"),
            "error_message": _("这一格只能从下拉列表中选择。"),
        }
        self.page.data_validation(rows[0], column, rows[-1], column, rule)

    def _list(self, words: tuple[str, ...]) -> str:
        """The place of a list's words in the hidden sheet."""
        if words not in self.lists:
            column = 2 + len(self.lists)
            for row, word in enumerate(words):
                self.keys.write_string(row, column, word)
            letter = chr(65 + column)
            self.lists[words] = f"={KEY_SHEET}!${letter}$1:${letter}${len(words)}"
        return self.lists[words]

    def _key(self) -> None:
        text = signed(key_of(self.sheet))
        for row, part in enumerate((MARK, *(text[at : at + CHUNK] for at in range(0, len(text), CHUNK)))):
            self.keys.write_string(row, 0, part)
        self.keys.very_hidden()
        self.keys.protect()


def _figures(unit: str) -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -LARGEST,
        "maximum": LARGEST,
        "ignore_blank": True,
        "input_title": _("本期数"),
        "input_message": _("只填数字，单位是%(unit)s") % {"unit": unit or "1"},
        "error_title": _("请填数字"),
        "error_message": _("这一格只能填数字，不要带单位和文字。"),
    }


def _height(line: Line, before: str) -> float:
    """Room for the longest text of a task, in points."""
    texts = [(_task(line), 26), (before, 36)]
    texts += [(given(line, cell), WIDTHS[column]) for column, cell in CELLS.items()]
    lines = max(sum(1 + len(part) * 2 // width for part in text.split("\n")) for text, width in texts)
    return min(400.0, max(40.0 * len(line.rows), 14.0 * (lines + 1)))
