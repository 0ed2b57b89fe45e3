"""A task's drawer: its facts, indicators against the expected progress, findings and place in the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from taizhang.ledger import Cell, Finding, Ledger, Project, Role, Task
from taizhang.measuring.standing import answer_of, expected_of, rate_of

from .labels import STATUSES, Label
from .marks import Piece, pieces
from .models import LedgerVersion

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


def drawer(version: LedgerVersion, row: int) -> Drawer | None:
    """The drawer of the task in that row; None when there is no such task."""
    ledger, findings = version.ledger, version.findings
    found = next(((p, t) for p in ledger.projects for t in p.tasks if t.row == row), None)
    if found is None:
        return None
    project, task = found
    mine = tuple((n, f) for n, f in enumerate(findings) if f.row == row)
    texts = [(ledger.columns[c.column].role, _text(ledger, c, mine)) for c in task.cells if c.text.strip()]
    return Drawer(
        task=task,
        project=project,
        label=STATUSES[version.standings[row]],
        facts=tuple(text for role, text in texts if role not in LONG),
        texts=tuple(text for role, text in texts if role in LONG),
        gauges=tuple(gauges(task, ledger.document.year, version.as_of)),
        findings=mine,
        origins=tuple((ledger.columns[c.column].name, c) for c in task.cells if c.text.strip()),
    )


def _text(ledger: Ledger, cell: Cell, findings: Sequence[tuple[int, Finding]]) -> Text:
    name = ledger.columns[cell.column].name
    return Text(name, pieces(cell.text, [(n, f) for n, f in findings if f.column == name]))


def gauges(task: Task, year: int | None, as_of: date | None) -> list[Gauge]:
    """One gauge an indicator, against the linear curve of its year (domain.md 2.1)."""
    expected = expected_of(task, year, as_of)
    return [_gauge(task, index, expected if i.target else None) for index, i in enumerate(task.indicators)]


def _gauge(task: Task, index: int, expected: Decimal | None) -> Gauge:
    indicator, answer = task.indicators[index], answer_of(task, index)
    rate = rate_of(task, index)
    return Gauge(
        name=indicator.name,
        target=indicator.target.quantity.text if indicator.target else "",
        done=answer.quantity.text if answer and answer.quantity else "",
        stated=answer.rate.text if answer and answer.rate else "",
        rate=rate.quantize(TENTH, ROUND_HALF_UP) if rate is not None else None,
        expected=expected.quantize(TENTH, ROUND_HALF_UP) if expected is not None else None,
        part=indicator.part_of is not None,
    )
