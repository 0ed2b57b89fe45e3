"""A task's drawer: its facts, indicators against the expected progress, findings and place in the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from taizhang.language import convert
from taizhang.ledger import Achieved, Cell, Finding, Indicator, Ledger, Project, Quantity, Role, Task
from taizhang.measuring import completion, year_curve

from .labels import STATUSES, Label
from .marks import Piece, pieces
from .services.summary import standing

LONG = (Role.CONTENT, Role.TARGET, Role.PROGRESS, Role.PROBLEMS, Role.NEXT_STEPS, Role.REMARKS)
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Text:
    """A column's text with its marks."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Gauge:
    """One indicator: target and result as printed, and both rates in percent (None where they cannot be told)."""

    name: str
    target: str
    done: str
    stated: str
    rate: Decimal | None
    expected: Decimal | None
    part: bool = False

    @property
    def bar(self) -> Decimal:
        """The rate, cut to the bar's length."""
        return min(self.rate or Decimal(0), Decimal(100))

    @property
    def behind(self) -> bool:
        """Whether the result lags the expected progress."""
        return self.rate is not None and self.expected is not None and self.rate < self.expected


@dataclass(frozen=True, slots=True)
class Drawer:
    """What the drawer shows."""

    task: Task
    project: Project
    label: Label
    facts: tuple[Text, ...]
    texts: tuple[Text, ...]
    gauges: tuple[Gauge, ...]
    findings: tuple[tuple[int, Finding], ...]
    origins: tuple[tuple[str, Cell], ...]


def drawer(ledger: Ledger, findings: Sequence[Finding], row: int, as_of: date | None) -> Drawer | None:
    """The drawer of the task in that row; None when there is no such task."""
    found = next(((p, t) for p in ledger.projects for t in p.tasks if t.row == row), None)
    if found is None:
        return None
    project, task = found
    mine = tuple((n, f) for n, f in enumerate(findings) if f.row == row)
    texts = [(ledger.columns[c.column].role, _text(ledger, c, mine)) for c in task.cells if c.text.strip()]
    return Drawer(
        task=task,
        project=project,
        label=STATUSES[standing(task, [f for _, f in mine])],
        facts=tuple(text for role, text in texts if role not in LONG),
        texts=tuple(text for role, text in texts if role in LONG),
        gauges=tuple(gauges(task, ledger.document.year, as_of)),
        findings=mine,
        origins=tuple((ledger.columns[c.column].name, c) for c in task.cells if c.text.strip()),
    )


def _text(ledger: Ledger, cell: Cell, findings: Sequence[tuple[int, Finding]]) -> Text:
    name = ledger.columns[cell.column].name
    return Text(name, pieces(cell.text, [(n, f) for n, f in findings if f.column == name]))


def gauges(task: Task, year: int | None, as_of: date | None) -> list[Gauge]:
    """One gauge an indicator, against the linear curve of its year (domain.md 2.1)."""
    deadline = task.deadline.dates[-1] if task.deadline and task.deadline.dates else None
    expected = year_curve(year, deadline).expected(as_of) if year and as_of and as_of.year >= year else None
    return [
        _gauge(indicator, _answer(task, index), expected if indicator.target else None)
        for index, indicator in enumerate(task.indicators)
    ]


def _answer(task: Task, index: int) -> Achieved | None:
    return next((a for a in task.report.values if a.indicator == index), None)


def _gauge(indicator: Indicator, answer: Achieved | None, expected: Decimal | None) -> Gauge:
    target = indicator.target.quantity if indicator.target else None
    done = answer.quantity if answer else None
    rate = _rate(done, target)
    return Gauge(
        name=indicator.name,
        target=target.text if target else "",
        done=done.text if done else "",
        stated=answer.rate.text if answer and answer.rate else "",
        rate=rate.quantize(TENTH, ROUND_HALF_UP) if rate is not None else None,
        expected=expected.quantize(TENTH, ROUND_HALF_UP) if expected is not None else None,
        part=indicator.part_of is not None,
    )


def _rate(done: Quantity | None, target: Quantity | None) -> Decimal | None:
    """Done in percent of the target, None when one is missing or they are of different kinds."""
    if done is None or target is None:
        return None
    same = done if done.unit == target.unit else convert(done, target.unit)
    return completion(same.value, target.value) if same is not None else None
