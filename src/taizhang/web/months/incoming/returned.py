"""A form that came back: is it this return's, which of its yellow cells were filled in, and with what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from taizhang.ledger import plain

from ..lines import Entry, Line
from ..refusals import NotAFigure, Refused
from ..sheet import Sheet
from ..typed import entered
from .form import CAUSES, CELLS, FIXED, KEY_SHEET, MARK, SAME, VALUE, given
from .key import Key, KeyBroken, Row, mark_of, unsigned
from .proposals import UNCHANGED, Proposal, State
from .workbook import Cells, place


class FormRefused(Refused):
    """The form cannot be taken: what is wrong, and where."""


def form_in(sheets: Sequence[Cells]) -> tuple[Cells, Cells] | None:
    """The filled sheet and the hidden one of a form of ours; None for any other workbook."""
    hidden = next((s for s in sheets if s.name == KEY_SHEET and s.texts.get((0, 0)) == MARK), None)
    filled = next((s for s in sheets if s is not hidden), None)
    return (filled, hidden) if hidden and filled else None


def returned(sheet: Sheet, filled: Cells, hidden: Cells) -> tuple[Proposal, ...]:
    """What was filled in and differs from the grid; FormRefused for a form of another return or an altered one."""
    key = _key(hidden)
    if key.found != sheet.found.pk:
        raise FormRefused(
            _("这是%(unit)s%(period)s的填报表，不能用于%(own)s%(this)s。请下载本期的表。")
            % {"unit": key.unit, "period": key.period, "own": sheet.found.unit, "this": sheet.found.period.label}
        )
    lines = {line.key: line for line in sheet.lines}
    _ask_rows(key, filled, lines)
    found: list[Proposal] = []
    for task in dict.fromkeys(row.task for row in key.rows):
        rows = [row for row in key.rows if row.task == task]
        if task in lines:
            found += _Task(lines[task], rows, key, filled).proposals()
    return tuple(found)


def _key(hidden: Cells) -> Key:
    rows = max((row for row, column in hidden.texts if column == 0), default=0)
    try:
        return unsigned("".join(hidden.texts.get((row, 0), "") for row in range(1, rows + 1)))
    except KeyBroken as broken:
        raise FormRefused(
            _("表里的隐藏信息被改动过，或者不是本系统生成的，不能认定属于哪一期。请重新下载。")
        ) from broken


def _ask_rows(key: Key, filled: Cells, lines: dict[int, Line]) -> None:
    """Every row still stands where it stood: a sorted or shifted form would put figures beside other tasks."""
    first: dict[int, int] = {}
    for row in key.rows:
        top = first.setdefault(row.task, row.row)
        words = [filled.texts.get((row.row if column == 2 else top, column), "") for column in FIXED]
        if mark_of(*words) != row.mark:
            line = lines.get(row.task)
            raise FormRefused(
                _("第%(row)s行与下载时不同，应该是“%(task)s”。请不要插入、删除、移动行或改灰色格；请重新下载后填写。")
                % {"row": row.row + 1, "task": line.report.task if line else row.task}
            )


@dataclass(frozen=True)
class _Task:
    line: Line
    rows: Sequence[Row]
    key: Key
    filled: Cells

    def proposals(self) -> Iterator[Proposal]:
        """The cells that were filled in; a reason for no change only where nothing else was."""
        found = [*self._figures(), *self._texts()]
        same = [one for one in found if one.cell == UNCHANGED]
        others = [one for one in found if one.cell != UNCHANGED]
        if same and others:
            yield from others
            yield _asked(same[0], "wrong", _("既填了内容又写了“本期无变化”，只采用填的内容。"))
        else:
            yield from found

    def _figures(self) -> Iterator[Proposal]:
        entries = {entry.indicator.pk: entry for entry in self.line.entries}
        for row in self.rows:
            entry = entries.get(row.indicator)
            if entry is not None:
                yield from self._figure(row.row, entry)

    def _figure(self, row: int, entry: Entry) -> Iterator[Proposal]:
        text, where = self.filled.texts.get((row, VALUE), "").strip(), place(row, VALUE)
        one = Proposal(self.line.key, entry.cell, text, place=where)
        if (row, VALUE) in self.filled.broken:
            yield _asked(one, "wrong", _("公式没有结果或者出错，请填数字。"))
            return
        try:
            wanted = entered(text, entry.indicator)
        except NotAFigure as refused:
            yield _asked(one, "wrong", str(refused))
            return
        words = "" if wanted is None else plain(wanted)
        kept = "" if entry.entered is None else plain(entry.entered)
        if self._is_given(entry.cell, words) or words == kept:
            return
        changed = Proposal(self.line.key, entry.cell, words, place=where)
        yield self._looked_at(changed, emptied=not words)

    def _texts(self) -> Iterator[Proposal]:
        row = self.rows[0].row
        for column, cell in CELLS.items():
            text, where = self.filled.texts.get((row, column), "").strip(), place(row, column)
            one = Proposal(self.line.key, cell, text, place=where)
            if (row, column) in self.filled.broken:
                yield _asked(one, "wrong", _("公式没有结果或者出错，请填文字。"))
            elif not self._is_given(cell, text) and mark_of(text) != mark_of(given(self.line, cell)):
                yield from self._text(one, column)

    def _text(self, one: Proposal, column: int) -> Iterator[Proposal]:
        if column == SAME and not one.text:
            return
        if one.cell == "cause":
            yield from self._cause(one)
        elif one.cell == "stage" and one.text and one.text not in self.line.stages:
            yield _asked(one, "ask", _("不在形象进度的列表中。"))
        else:
            yield self._looked_at(one, emptied=not one.text)

    def _cause(self, one: Proposal) -> Iterator[Proposal]:
        if one.text and one.text not in CAUSES:
            yield _asked(one, "wrong", _("问题原因只能从列表中选：%(causes)s。") % {"causes": "、".join(CAUSES)})
        else:
            value = CAUSES.get(one.text, "")
            made = Proposal(one.task, one.cell, value, place=one.place)
            yield self._looked_at(made, emptied=not value)

    def _looked_at(self, one: Proposal, *, emptied: bool) -> Proposal:
        """Asked about where somebody saved the cell after the download, or where it was emptied."""
        report = self.line.report
        since = self.key.versions.get(str(self.line.key), 0)
        if not self.line.editable:
            return _asked(one, "wrong", _("这项任务现在不能修改。"))
        if report.changed.get(one.cell, 0) > since:
            name = report.by.name if report.by else ""
            return _asked(one, "ask", _("下载之后，%(name)s在网上改过这一格。") % {"name": name})
        return _asked(one, "ask", _("表中把这一格清空了。")) if emptied else one

    def _is_given(self, cell: str, text: str) -> bool:
        """Whether it still says what it said when it was downloaded."""
        return self.key.given.get(f"{self.line.key}:{cell}") == mark_of(text)


def _asked(one: Proposal, state: State, note: str) -> Proposal:
    return Proposal(one.task, one.cell, one.text, state, (*one.notes, note), one.source, one.place)
