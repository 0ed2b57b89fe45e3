"""How a task stands: as its unit wrote, else as the findings say, else as its figures say against the curve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from taizhang.language import convert
from taizhang.ledger import Achieved, Finding, Ledger, Quantity, Task

from .curves import completion, year_curve

# Findings that settle a task's standing, the gravest first.
STANDING_OF_RULE = {
    "overdue": "overdue",
    "not-finished": "overdue",
    "not-started": "not_started",
    "behind-schedule": "behind",
}
SLACK = Decimal(5)
"""Percentage points under the expected progress that still count as on schedule (达到和基本达到, domain.md 2.3)."""

LEAD = Decimal(15)
"""Percentage points over it from which a task is ahead."""


def standings(ledger: Ledger, findings: Iterable[Finding], as_of: date | None) -> dict[int, str]:
    """The canonical status of each task by its row; "" where nothing tells."""
    by_row = findings_by_row(findings)
    year = ledger.document.year
    return {t.row: _standing(t, by_row.get(t.row, ()), expected_of(t, year, as_of)) for t in ledger.tasks}


def findings_by_row(findings: Iterable[Finding]) -> Mapping[int | None, list[Finding]]:
    """Findings under the row they speak of; None holds those of the whole document."""
    grouped: dict[int | None, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.row, []).append(finding)
    return grouped


def _standing(task: Task, findings: Iterable[Finding], expected: Decimal | None) -> str:
    if task.report.status:
        return task.report.status
    rules = {finding.rule for finding in findings}
    told = next((status for rule, status in STANDING_OF_RULE.items() if rule in rules), "")
    return told or _by_figures(task, expected)


def _by_figures(task: Task, expected: Decimal | None) -> str:
    """Told only when every target has its result; the worst one counts."""
    targets = [index for index, indicator in enumerate(task.indicators) if indicator.target]
    rates = [rate for index in targets if (rate := rate_of(task, index)) is not None]
    if not rates or len(rates) < len(targets):
        return ""
    worst = min(rates)
    if worst >= 100:
        return "done"
    if expected is None:
        return ""
    return "behind" if worst < expected - SLACK else "ahead" if worst >= expected + LEAD else "on_schedule"


def expected_of(task: Task, year: int | None, as_of: date | None) -> Decimal | None:
    """Expected progress in percent on the linear curve to the task's deadline (domain.md 2.1); None without a day."""
    if year is None or as_of is None or as_of.year < year:
        return None
    deadline = task.deadline.dates[-1] if task.deadline and task.deadline.dates else None
    return year_curve(year, deadline).expected(as_of)


def answer_of(task: Task, index: int) -> Achieved | None:
    """The result that the latest report gives for an indicator."""
    return next((a for a in task.report.values if a.indicator == index), None)


def rate_of(task: Task, index: int) -> Decimal | None:
    """Done in percent of the target, unrounded; None when one is missing or they are of different kinds."""
    indicator, answer = task.indicators[index], answer_of(task, index)
    if indicator.target is None or answer is None or answer.quantity is None:
        return None
    target: Quantity = indicator.target.quantity
    done = answer.quantity if answer.quantity.unit == target.unit else convert(answer.quantity, target.unit)
    return completion(done.value, target.value) if done is not None else None
