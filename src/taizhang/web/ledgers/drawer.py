"""A task's drawer: its facts, indicators against the expected progress, findings and place in the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from taizhang.checking.case import Case
from taizhang.checking.figures import Figure
from taizhang.checking.standing import reached
from taizhang.checking.view import TaskView
from taizhang.ledger import Cell, Ledger, Project, Role, Task

from .explained import Noted, noted
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
    words: str = ""

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
    findings: tuple[Noted, ...]
    origins: tuple[tuple[str, Cell], ...]


def drawer(version: LedgerVersion, row: int) -> Drawer | None:
    """The drawer of the task in that row; None when there is no such task."""
    ledger = version.ledger
    view = next((v for v in Case(ledger, None, version.as_of).views if v.task.row == row), None)
    if view is None:
        return None
    task = view.task
    mine = tuple(one for one in noted(version.findings, version.explanations.all()) if one.finding.row == row)
    texts = [(ledger.columns[c.column].role, _text(ledger, c, mine)) for c in task.cells if c.text.strip()]
    return Drawer(
        task=task,
        project=view.project,
        label=STATUSES[version.standings.get(row, "")],
        facts=tuple(text for role, text in texts if role not in LONG),
        texts=tuple(text for role, text in texts if role in LONG),
        gauges=tuple(gauges(view)),
        findings=mine,
        origins=tuple((ledger.columns[c.column].name, c) for c in task.cells if c.text.strip()),
    )


def _text(ledger: Ledger, cell: Cell, findings: Sequence[Noted]) -> Text:
    name = ledger.columns[cell.column].name
    return Text(name, pieces(cell.text, [one for one in findings if one.finding.column == name]))


def gauges(view: TaskView) -> Iterator[Gauge]:
    """One gauge a promise, against the linear curve of its year (domain.md 2.1)."""
    for figure in view.figures:
        comparable = figure.target is not None and not figure.is_rate
        yield _gauge(figure, view.expected if comparable else None)


def _gauge(figure: Figure, expected: Decimal | None) -> Gauge:
    rate = reached(figure)
    return Gauge(
        name=figure.name or figure.goal.heading,
        target=figure.target.text if figure.target else "",
        done=figure.done.text if figure.done else "",
        stated=figure.rates[-1].quantity.text if figure.rates else "",
        rate=_tenth(rate),
        expected=_tenth(expected),
        part=figure.promise.part_of is not None,
        words=figure.kind,
    )


def _tenth(rate: Decimal | None) -> Decimal | None:
    return None if rate is None else rate.quantize(TENTH, ROUND_HALF_UP)
