"""The matching page: rows that a person must decide, those that are clear, rows of no task, tasks without a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from taizhang.ledger import Ledger

from .filters import units_of
from .models import Intake, LedgerVersion
from .services.collecting import Proposal, base_of, conflicts, decided, proposals

SECTIONS = {"asked": ("asked", "conflict"), "left": ("left",), "matched": ("matched",)}
"""The parts of the page, and the states of the cards in them."""
SHOWN = 40
"""Cards of a section that are shown at once."""

Order = tuple[int, int, int]
"""Where a card stands in its section: its task's row in the list, its file, its row there."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task of the list in a few words; `label` is what one types to find it."""

    row: int
    label: str
    content: str
    units: str


@dataclass(frozen=True, slots=True)
class Option:
    """A task that a row may report, with the likeness in percent, None where nobody asked for it."""

    task: TaskLine
    likeness: float | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A row of a file and what is decided for it.

    `state` is asked (a person must look), conflict (another row claims the same task), matched, or left.
    """

    one: Proposal
    file: str
    state: str
    options: tuple[Option, ...]
    task: TaskLine | None
    by_hand: bool
    instead: str
    rivals: tuple[str, ...]

    @property
    def section(self) -> str:
        """The part of the page that it stands in."""
        return next(name for name, states in SECTIONS.items() if self.state in states)

    @property
    def order(self) -> Order:
        """Its place there, so that rivals stand together; one that is like no task comes last."""
        likeliest = self.one.likely[0][0] if self.one.likely else 9_999
        return (self.task.row if self.task else likeliest, self.one.file, self.one.row)

    @property
    def place(self) -> str:
        """Its place in an address."""
        return ".".join(map(str, self.order))

    @property
    def other(self) -> str:
        """What stands in the search field: the task chosen where it is none of the likely ones."""
        known = {option.task.row for option in self.options}
        return self.task.label if self.task and self.task.row not in known else ""


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Some cards of a section in order, how many come after them, and how many there are in all."""

    name: str
    cards: tuple[Card, ...]
    rest: int
    total: int


@dataclass(frozen=True, slots=True)
class Board:
    """All cards by state, the tasks without a report, and how many rows said nothing."""

    base: LedgerVersion
    cards: tuple[Card, ...]
    tasks: tuple[TaskLine, ...]
    missing: tuple[TaskLine, ...]
    silent: int

    def of(self, section: str) -> list[Card]:
        """The cards of a section in the order of the list's tasks."""
        return sorted((card for card in self.cards if card.section == section), key=lambda card: card.order)

    @property
    def asked(self) -> list[Card]:
        """What a person must decide."""
        return self.of("asked")

    @property
    def matched(self) -> list[Card]:
        """What is clear or decided."""
        return self.of("matched")

    @property
    def left(self) -> list[Card]:
        """Rows of no task."""
        return self.of("left")

    def sheaf(self, section: str, after: Order | None = None, shown: int = SHOWN) -> Sheaf:
        """The first cards of a section, or the first after a place."""
        every = self.of(section)
        cards = [card for card in every if after is None or card.order > after]
        return Sheaf(section, tuple(cards[:shown]), len(cards) - len(cards[:shown]), len(every))

    @property
    def sheaves(self) -> dict[str, Sheaf]:
        """The first cards of each section."""
        return {name: self.sheaf(name) for name in SECTIONS}

    @property
    def reported(self) -> int:
        """How many tasks have a report."""
        return len(self.tasks) - len(self.missing)

    @property
    def ready(self) -> bool:
        """Whether it can be saved: nobody is asked any more, and something was reported."""
        return not self.asked and self.reported > 0


def board(intake: Intake) -> Board:
    """The page for an intake whose files are settled."""
    base = base_of(intake)
    found = proposals(intake)
    chosen = decided(intake, found)
    tasks = lines(base.ledger)
    names = {key: PurePosixPath(name).name for key, name in intake.files.values_list("pk", "name")}
    drawing = _Drawing(intake, tasks, names, chosen, {one.key: one for one in found}, conflicts(chosen))
    cards = tuple(drawing.card(one) for one in found if not (one.silent and one.key not in intake.choices))
    reported = {task for task in chosen.values() if task is not None}
    missing = tuple(line for line in tasks.values() if line.row not in reported)
    return Board(base, cards, tuple(tasks.values()), missing, len(found) - len(cards))


def lines(ledger: Ledger) -> dict[int, TaskLine]:
    """The list's tasks by their rows; labels that would be the same are told apart by a number."""
    result: dict[int, TaskLine] = {}
    seen: Counter[str] = Counter()
    for project in ledger.projects:
        for task in project.tasks:
            name = " ".join(filter(None, (task.number or project.number, project.name)))
            rest = task.content if task.content != project.name else ""
            label = " · ".join(part for part in (name, rest) if part)[:120]
            seen[label] += 1
            label = label if seen[label] == 1 else f"{label} ({seen[label]})"
            result[task.row] = TaskLine(task.row, label, task.content, "、".join(units_of(task)))
    return result


@dataclass(frozen=True)
class _Drawing:
    intake: Intake
    tasks: Mapping[int, TaskLine]
    names: Mapping[int, str]
    chosen: Mapping[str, int | None]
    rows: Mapping[str, Proposal]
    claims: Mapping[int, list[str]]

    def card(self, one: Proposal) -> Card:
        task = self.chosen.get(one.key)
        rivals = [key for key in self.claims.get(task, ()) if key != one.key] if task is not None else []
        options = tuple(
            Option(self.tasks[row], likeness, row == task) for row, likeness in one.likely if row in self.tasks
        )
        return Card(
            one,
            self.names.get(one.file, ""),
            self._state(one, task, rivals),
            options,
            self.tasks.get(task) if task is not None else None,
            one.key in self.intake.choices,
            self.names.get(one.instead or 0, ""),
            self._rivals(one, rivals),
        )

    def _rivals(self, one: Proposal, rivals: list[str]) -> tuple[str, ...]:
        """The files that claim the task too: by what was decided, else by what is proposed."""
        files = [self.rows[key].file for key in rivals] if one.key in self.chosen else one.rivals
        return tuple(self.names.get(file, "") for file in files)

    def _state(self, one: Proposal, task: int | None, rivals: list[str]) -> str:
        if one.key not in self.chosen:
            return "asked"
        return "conflict" if rivals else "left" if task is None else "matched"
