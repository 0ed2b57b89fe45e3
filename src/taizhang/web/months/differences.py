"""What differs between two submissions: "changed since acceptance", and this period against the last accepted one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from taizhang.ledger import plain

from .content import Sent, SentFile, SentReport
from .models import Cause

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TextCell = Literal["progress", "stage", "cause", "problems", "next_steps", "unchanged"]
CELLS: tuple[TextCell, ...] = ("progress", "stage", "cause", "problems", "next_steps", "unchanged")
Cell = TextCell | Literal["file"]

NAMES: dict[Cell, _StrPromise] = {
    "progress": gettext_lazy("进展情况"),
    "stage": gettext_lazy("形象进度"),
    "cause": gettext_lazy("问题原因"),
    "problems": gettext_lazy("存在问题"),
    "next_steps": gettext_lazy("下步打算"),
    "unchanged": gettext_lazy("本期无变化的理由"),
    "file": gettext_lazy("附件"),
}
"""What the cells are called, but those of figures: they have their indicators' names."""


class Difference(Struct, frozen=True):
    """One cell of a task before and after: a text's name, or an indicator with its sums; None where there was none.

    A file that came has no `old`, one that was taken away no `new`; the two are the same for another content under
    the same name.
    """

    task: int
    cell: Cell | int
    old: str | Decimal | None
    new: str | Decimal | None

    @property
    def was(self) -> str:
        """What the cell said, as people read it; "" for nothing."""
        return self._said(self.old)

    @property
    def now(self) -> str:
        """What the cell says."""
        if self.cell == "file" and self.old == self.new:
            return _("%(name)s（内容已更换）") % {"name": self.new}
        return self._said(self.new)

    def _said(self, value: str | Decimal | None) -> str:
        if isinstance(value, Decimal):
            return plain(value)
        return str(Cause(value).label) if self.cell == "cause" and value else value or ""


def differences(old: Sent, new: Sent) -> tuple[Difference, ...]:
    """Every cell that differs, by the tasks of the newer one; one that the older lacks differs in all it says."""
    before = {report.task: report for report in old.reports}
    return tuple(d for report in new.reports for d in _of_task(before.get(report.task, _nothing(report)), report))


def _nothing(report: SentReport) -> SentReport:
    return SentReport(report.task, report.row)


def _of_task(old: SentReport, new: SentReport) -> Iterator[Difference]:
    for cell in CELLS:
        if getattr(old, cell) != getattr(new, cell):
            yield Difference(new.task, cell, getattr(old, cell), getattr(new, cell))
    before = {value.indicator: value.total for value in old.values}
    for value in new.values:
        said = value.entered is not None or value.indicator in before  # what is only carried on was not said
        if said and before.get(value.indicator) != value.total:
            yield Difference(new.task, value.indicator, before.get(value.indicator), value.total)
    for gone, come in _of_files(old.files, new.files):
        yield Difference(new.task, "file", gone, come)


def _of_files(old: Sequence[SentFile], new: Sequence[SentFile]) -> Iterator[tuple[str | None, str | None]]:
    """The files that differ, by name: what is the same in name and content stays, what is so in one of them is changed.

    A file taken away and added again unchanged is no difference.
    """
    gone, come = list(old), list(new)
    for same in (_same_file, _same_name, _same_content):
        for file in tuple(gone):
            twin = next((one for one in come if same(file, one)), None)
            if twin is None:
                continue
            gone.remove(file)
            come.remove(twin)
            if not _same_file(file, twin):
                yield file.name, twin.name
    yield from ((file.name, None) for file in gone)
    yield from ((None, file.name) for file in come)


def _same_file(one: SentFile, other: SentFile) -> bool:
    return _same_name(one, other) and _same_content(one, other)


def _same_name(one: SentFile, other: SentFile) -> bool:
    return one.name == other.name


def _same_content(one: SentFile, other: SentFile) -> bool:
    return one.digest == other.digest
