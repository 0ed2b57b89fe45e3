"""The page on which a person looks at what a file says, beside what the grid holds, and takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from ..cells import shown
from ..lines import Entry, Line
from ..models import Cause
from ..sheet import Sheet
from .laying import Laid, LaidRow, Left, decided, left, proposals
from .proposals import TEXT, UNCHANGED, Proposal

LONG = frozenset({"progress", "problems", "next_steps"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with what is proposed: its label, what the grid holds now, and what may be chosen ((value, word), …)."""

    one: Proposal
    label: str
    unit: str
    now: str
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        """How it is shown: `figure`, `choice`, `long` or `short`."""
        if self.choices:
            return "choice"
        return "long" if self.one.cell in LONG else "figure" if self.unit or self.one.cell not in TEXT else "short"


@dataclass(frozen=True, slots=True)
class Card:
    """A task with the cells that a file speaks of."""

    line: Line
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A task that a row may be of; `row` is its row in the list, `likeness` in percent or None."""

    row: int
    name: str
    likeness: float | None


@dataclass(frozen=True, slots=True)
class Question:
    """A row that a person must lay to a task, with the likely ones first and those that are chosen already."""

    row: LaidRow
    options: tuple[Option, ...]
    words: str
    chosen: int | None
    answered: bool


@dataclass(frozen=True, slots=True)
class Board:
    """All of it.  `laid` is None for a form of ours, which asks about no rows.

    `other_day` is the day of a file that seems to be of another period.
    """

    name: str
    cards: tuple[Card, ...]
    questions: tuple[Question, ...] = ()
    left: tuple[Left, ...] = ()
    others: int = 0
    laid: Laid | None = None
    other_day: date | None = None

    def of(self, state: str) -> int:
        """How many cells are in that state."""
        return sum(cell.one.state == state for card in self.cards for cell in card.cells)

    @property
    def sure(self) -> int:
        """Cells that need a look and no more."""
        return self.of("sure")

    @property
    def asked(self) -> int:
        """Cells that a person must decide."""
        return self.of("ask")

    @property
    def wrong(self) -> int:
        """Cells that cannot be taken as they stand."""
        return self.of("wrong")

    @property
    def open_questions(self) -> int:
        """Rows that nobody has laid to a task."""
        return sum(not question.answered for question in self.questions)


def board_of(sheet: Sheet, name: str, found: Iterable[Proposal]) -> Board:
    """The page for the proposals of a form, or for those that could not be taken."""
    return Board(name, _cards(sheet, found))


def board_of_file(sheet: Sheet, laid: Laid, choices: Mapping[int, int | None]) -> Board:
    """The page for a file, with what was chosen for its unsure rows so far."""
    chosen = decided(laid, choices)
    tasks = {line.report.task.row: line for line in sheet.lines}
    unsure = [row for row in laid.rows if not row.sure]
    questions = tuple(_question(row, tasks, chosen) for row in unsure)
    found = _cards(sheet, proposals(sheet, laid, chosen))
    period, until = sheet.found.period, laid.until
    other = until if until and not period.first <= until <= period.closes else None
    return Board(PurePosixPath(laid.name).name, found, questions, left(laid, chosen), laid.others, laid, other)


def _question(row: LaidRow, tasks: Mapping[int, Line], chosen: Mapping[int, int | None]) -> Question:
    likely = [Option(task, _named(tasks[task]), score) for task, score in row.likely if task in tasks]
    known = {option.row for option in likely}
    rest = [Option(task, _named(line), None) for task, line in tasks.items() if task not in known]
    words = "；".join(f"{said.column}：{said.text}" for said in row.cells)
    return Question(row, (*likely, *rest), words[:300], chosen.get(row.row), row.row in chosen)


def _named(line: Line) -> str:
    task = line.report.task
    return " ".join(filter(None, (task.number, str(task))))[:60]


def _cards(sheet: Sheet, found: Iterable[Proposal]) -> tuple[Card, ...]:
    by_task: dict[int, list[Proposal]] = {}
    for one in found:
        by_task.setdefault(one.task, []).append(one)
    lines = [line for line in sheet.lines if line.key in by_task]
    return tuple(Card(line, tuple(_cell(line, one) for one in by_task[line.key])) for line in lines)


def _cell(line: Line, one: Proposal) -> Cell:
    entry = next((entry for entry in line.entries if entry.cell == one.cell), None)
    if entry is not None:
        return Cell(one, _figure_label(entry), entry.indicator.unit_word, shown(line.report, one.cell))
    now = line.report.get_cause_display() if one.cell == "cause" and line.report.cause else ""
    now = now or (shown(line.report, one.cell) if one.cell != "cause" else "")
    return Cell(one, _labels().get(one.cell, one.cell), "", now, _choices(line, one))


def _figure_label(entry: Entry) -> str:
    if entry.indicator.unit_word == "%":
        return entry.indicator.name
    kind = _("累计数") if entry.indicator.cumulative else _("本期新增")
    return f"{entry.indicator.name} · {kind}"


def _labels() -> dict[str, str]:
    return {
        "stage": _("形象进度"),
        "progress": _("进展情况"),
        "cause": _("问题原因"),
        "problems": _("存在问题"),
        "next_steps": _("下步打算"),
        UNCHANGED: _("本期无变化（理由）"),
    }


def _choices(line: Line, one: Proposal) -> tuple[tuple[str, str], ...]:
    if one.cell == "cause":
        return (("", "—"), *((str(value), str(word)) for value, word in Cause.choices))
    if one.cell != "stage" or not line.stages:
        return ()
    known: Sequence[str] = line.stages if one.text in line.stages else (one.text, *line.stages)
    return tuple((stage, stage or "—") for stage in dict.fromkeys(("", *known)))
