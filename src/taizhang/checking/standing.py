"""How a task stands: as its unit wrote, else as the findings say, else as its figures say against the curve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from taizhang import language
from taizhang.ledger import Finding, Ledger
from taizhang.measuring import pace

from .case import Case
from .figures import Figure
from .view import TaskView

# Findings that settle a task's standing, the gravest first.
STANDING_OF_RULE = {
    "overdue": "overdue",
    "not-finished": "overdue",
    "not-started": "not_started",
    "behind-schedule": "behind",
}
HUNDRED = Decimal(100)


def standings(ledger: Ledger, findings: Iterable[Finding], as_of: date | None) -> dict[int, str]:
    """The status of each task by its row: a `ledger.Status`, or "under_way" where work is told but no figure compares.

    "" stands for a row that reports nothing.
    """
    by_row = findings_by_row(findings)
    case = Case(ledger, None, as_of)
    return {view.task.row: _standing(view, by_row.get(view.task.row, ())) for view in case.views}


def completions(ledger: Ledger, as_of: date | None) -> dict[int, tuple[Decimal | None, Decimal | None]]:
    """Percent done and percent expected by the curve, of each task by its row; None where it cannot be told.

    Done is the worst of the whole targets, and known only when each of them is.
    """
    case = Case(ledger, None, as_of)
    return {view.task.row: (_worst(view), view.expected) for view in case.views}


def findings_by_row(findings: Iterable[Finding]) -> Mapping[int | None, list[Finding]]:
    """Findings under the row they speak of; None holds those of the whole document."""
    grouped: dict[int | None, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.row, []).append(finding)
    return grouped


def _standing(view: TaskView, findings: Iterable[Finding]) -> str:
    if view.task.report.status:
        return view.task.report.status
    rules = {finding.rule for finding in findings}
    told = next((status for rule, status in STANDING_OF_RULE.items() if rule in rules), "")
    return told or _by_figures(view) or ("under_way" if _reports(view) else "")


def _reports(view: TaskView) -> bool:
    return any(not language.is_none(text.text) for text in view.progress)


def _by_figures(view: TaskView) -> str:
    """The worst of the whole targets counts; behind is told as soon as one is, all else only when each is known."""
    rates, complete = _rates(view)
    if not rates:
        return ""
    worst = min(rates)
    if complete and worst >= HUNDRED:
        return "done"
    if view.expected is None:
        return ""
    known = pace(worst, view.expected)
    return known if complete or known == "behind" else ""


def _rates(view: TaskView) -> tuple[list[Decimal], bool]:
    """The percentages known of the whole targets, and whether that is all of them."""
    whole = [f for f in view.figures if _weighs(f)] or list(view.figures)
    rates = [rate for f in whole if (rate := reached(f)) is not None]
    return rates, len(rates) == len(whole)


def _worst(view: TaskView) -> Decimal | None:
    rates, complete = _rates(view)
    return min(rates) if rates and complete else None


def _weighs(figure: Figure) -> bool:
    """Not a part of another target, nor its money, nor a mere heading over figures (推进网络建设，新增基站35个)."""
    heading = figure.target is None and figure.kind == "none"
    return figure.promise.part_of is None and not figure.is_money and not heading


def reached(figure: Figure) -> Decimal | None:
    """How much of a promise is kept, in percent: by amounts, else by the stated rate, else 100 where words say so."""
    if figure.kind == "all_done":
        return HUNDRED
    known = figure.completion
    if known is not None or figure.target is None or figure.done is None or not figure.converts:
        return known
    return _held(figure)


def _held(figure: Figure) -> Decimal | None:
    """A rate or a level is kept or not (覆盖率达到96%, 降至9%以下): a part of it says nothing of the way to it."""
    target, done = figure.target, figure.done
    if target is None or done is None:
        return None
    kept = done.value <= target.value if target.bound == "at_most" else done.value >= target.value
    return HUNDRED if kept else None
