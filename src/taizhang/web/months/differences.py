"""What differs between two submissions: "changed since acceptance", and this period against the last accepted one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from .content import Sent, SentReport

Cell = Literal["progress", "stage", "cause", "problems", "next_steps", "unchanged"]
CELLS: tuple[Cell, ...] = ("progress", "stage", "cause", "problems", "next_steps", "unchanged")


class Difference(Struct, frozen=True):
    """One cell of a task before and after: a text's name, or an indicator with its sums; None where there was none."""

    task: int
    cell: Cell | int
    old: str | Decimal | None
    new: str | Decimal | None


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
        if before.get(value.indicator) != value.total:
            yield Difference(new.task, value.indicator, before.get(value.indicator), value.total)
