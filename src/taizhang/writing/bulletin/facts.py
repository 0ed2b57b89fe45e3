"""A ledger's tasks with how each stands at a period's cut-off, and in the period before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from taizhang.ledger import Ledger, Project, Status, Task

LONGEST_NAME = 40

FINISHED = frozenset({"done", "closed"})
GOOD = frozenset({"done", "closed", "ahead", "on_schedule"})
SLOW = frozenset({"behind", "not_started", "overdue"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task stands at the cut-off: status ("under_way" where no figure compares), done and expected in percent."""

    status: Status | str = ""
    done: Decimal | None = None
    expected: Decimal | None = None

    @property
    def gap(self) -> Decimal | None:
        """Percentage points ahead of the curve, below 0 behind it."""
        return None if self.done is None or self.expected is None else self.done - self.expected


@dataclass(frozen=True, slots=True)
class Item:
    """A task with what it stands under and how it stands, now and in the period before (None: not in that list)."""

    project: Project
    task: Task
    now: Standing
    before: Standing | None = None

    @property
    def row(self) -> int:
        """Its row in the ledger."""
        return self.task.row

    @property
    def name(self) -> str:
        """What a sentence calls it: the task's name, else the project's, with the task's words where it has several.

        Quotation marks in it are single, for it stands within double ones (GB/T 15834-2011, 4.9.3).
        """
        head = self.task.content.split("。")[0].split("；")[0]
        name = self.task.name or self.project.name or head
        if name == self.project.name and len(self.project.tasks) > 1 and head:
            name = f"{name}：{_shortened(head, LONGEST_NAME // 2)}"
        return _shortened(" ".join(name.split()), LONGEST_NAME).replace("“", "‘").replace("”", "’")

    @property
    def units(self) -> tuple[str, ...]:
        """The units that answer for it: those that lead, else the responsible ones."""
        return tuple(unit.name for unit in self.task.lead_units or self.task.responsible_units)


@dataclass(frozen=True)
class Told:
    """The items of a ledger at a day; `compared`: the period before is known too."""

    ledger: Ledger
    items: tuple[Item, ...]
    as_of: date | None
    compared: bool = False

    def having(self, statuses: Iterable[str]) -> tuple[Item, ...]:
        """The items of these statuses, in the order of the list."""
        wanted = frozenset(statuses)
        return tuple(item for item in self.items if item.now.status in wanted)

    @cached_property
    def slow(self) -> tuple[Item, ...]:
        """Behind, not started, overdue: the furthest behind first, those without a figure last."""
        return tuple(sorted(self.having(SLOW), key=lambda item: (item.now.gap is None, item.now.gap or 0, item.row)))

    @cached_property
    def quick(self) -> tuple[Item, ...]:
        """Ahead of the curve, the furthest first."""
        return tuple(sorted(self.having({"ahead"}), key=lambda item: (-(item.now.gap or 0), item.row)))


def tell(
    ledger: Ledger,
    standings: Mapping[int, Standing],
    *,
    as_of: date | None = None,
    before: Mapping[int, Standing] | None = None,
) -> Told:
    """Count the ledger: `standings` and `before` (the period before) by row of this ledger.

    A row without a standing reports nothing.
    """
    items = tuple(
        Item(project, task, standings.get(task.row, Standing()), (before or {}).get(task.row))
        for project in ledger.projects
        for task in project.tasks
    )
    day = as_of or ledger.document.cut_off
    return Told(ledger, items, day, compared=before is not None)


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}……"
