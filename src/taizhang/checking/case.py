"""What a rule looks at: a ledger, the earlier one of the same list, and the day that it is checked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from taizhang.ledger import Ledger, Role, Section, Span, Task
from taizhang.measuring import AnyCurve, match_rows, year_curve

from .cells import Place
from .columns import Numbers, Ratio, numbers, ratios
from .legend import Legend, legend, marked_column, month_columns
from .letters import letter_of
from .pairs import pairs, period_columns, periods_hold
from .plans import plan_columns
from .turns import told_together
from .view import TaskView

TOLD = frozenset({Role.PROGRESS, Role.ACHIEVED, Role.RATE, Role.STAGE, Role.REMARKS})
"""Columns that may tell of a task's results, or why there are none."""


class Case(Struct, frozen=True, dict=True):
    """A ledger under check, the earlier one of the same list, and the day that it is checked for.

    `curves` are the schedules of rows that have one of their own; None for a row whose figures no schedule judges.
    """

    ledger: Ledger
    previous: Ledger | None = None
    stated_as_of: date | None = None
    curves: Mapping[int, AnyCurve | None] = field(default_factory=dict)

    @cached_property
    def year(self) -> int | None:
        """The ledger's year; that of the day it is checked for where it names none."""
        return self.ledger.document.year or (self.stated_as_of.year if self.stated_as_of else None)

    @cached_property
    def as_of(self) -> date | None:
        """The cut-off: as given, else as the document states it, else the last day of its period."""
        document = self.ledger.document
        return self.stated_as_of or document.cut_off or (document.period.end if document.period else None)

    @cached_property
    def elapsed(self) -> Decimal:
        """Share of the ledger's year gone by at the cut-off, in percent; 0 when it cannot be told."""
        if self.year is None or self.as_of is None:
            return Decimal(0)
        return year_curve(self.year).expected(self.as_of)

    @cached_property
    def views(self) -> tuple[TaskView, ...]:
        """One view a task."""
        return tuple(TaskView(self, task, project) for project in self.ledger.projects for task in project.tasks)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The ledger's tasks in the order of their rows; gathered once, for a ledger may have thousands."""
        return self.ledger.tasks

    @cached_property
    def letter(self) -> Case:
        """What the paragraphs around the table tell of its items."""
        return letter_of(self)

    @cached_property
    def signed_columns(self) -> frozenset[int]:
        """The columns of which at least one cell closes with a percent sign."""
        return frozenset(c.column for t in self.tasks for c in t.cells if c.text.strip().endswith(("%", "％")))

    @cached_property
    def told_together(self) -> tuple[Role, ...]:
        """The roles of the columns whose cells tell goal and progress both."""
        return told_together(self.ledger)

    @cached_property
    def plan_columns(self) -> dict[int, int]:
        """The columns that print a plan by quarters or months, with the month at whose end each is due."""
        columns = self.ledger.columns
        return plan_columns([c.heading or (c.name,) for c in columns], [c.role for c in columns])

    @cached_property
    def pairs(self) -> Mapping[int, int]:
        """The rows of what was done, each with the row of what was planned above it."""
        return pairs(self)

    @cached_property
    def plan_rows(self) -> frozenset[int]:
        """The rows that say what was planned, above those that say what was done of it."""
        return frozenset(self.pairs.values())

    @cached_property
    def period_columns(self) -> Mapping[int, date]:
        """The columns named after a part of the year, with its last day."""
        return period_columns(self)

    @cached_property
    def periods_hold(self) -> Literal["sums", "parts", ""]:
        """Whether these columns hold the year's sums or each period's part; empty where it can't be told."""
        return periods_hold(self)

    @cached_property
    def lists_problems(self) -> bool:
        """Whether the table's items are problems to be put right and not goals of the year."""
        return any(c.role is Role.PROJECT and "问题" in c.name for c in self.ledger.columns)

    @cached_property
    def ticked_columns(self) -> frozenset[int]:
        """Columns in which one mark or another stands throughout; ●, ◐ and ○ in one tell each a thing of its own."""
        marks = defaultdict[int, set[str]](set)
        for task in self.tasks:
            for cell in task.cells:
                if cell.text.strip():
                    marks[cell.column].add(cell.text.strip() if len(cell.text) < 4 else "")
        return frozenset(column for column, kinds in marks.items() if len(kinds) == 1)

    @cached_property
    def legend(self) -> Legend:
        """What the table's marks mean by its own words."""
        return legend(self)

    @cached_property
    def marked_column(self) -> int | None:
        """The one column whose cells are marks of the legend."""
        return marked_column(self, self.legend)

    @cached_property
    def months(self) -> dict[int, int]:
        """The columns named after months."""
        return month_columns(self)

    @cached_property
    def columns_of_numbers(self) -> tuple[Numbers, Numbers]:
        """The columns of amounts and those of rates, by row."""
        return numbers(self)

    @cached_property
    def shares(self) -> Mapping[int, Ratio]:
        """What each column of rates is the share of by most of its rows, by column."""
        return {found.rate: found for found in ratios(*self.columns_of_numbers)}

    def cell_place(self, row: int, column: int) -> Place:
        """A cell of a row as a place, pointing at all of it."""
        cell = next(c for t in self.tasks if t.row == row for c in t.cells if c.column == column)
        return Place(cell.text, row, self.ledger.columns[column].name, Span(0, len(cell.text)))

    @cached_property
    def reports(self) -> bool:
        """Whether the ledger reports progress at all (a list of goals does not)."""
        return any(view.progress or view.having(Role.ACHIEVED, Role.RATE) for view in self.views)

    @cached_property
    def silent(self) -> frozenset[int]:
        """Rows that begin an item and tell nothing of it, though most do; a place under a merged cell is no blank."""
        told: set[int] = set()
        for view in self.views:
            for cell in view.task.cells:
                if self.ledger.columns[cell.column].role in TOLD:
                    told.update(range(view.task.row, view.task.row + cell.rows))
        if len(told) * 2 <= len(self.views):
            return frozenset()
        return frozenset(project.tasks[0].row for project in self.ledger.projects if project.tasks) - told

    @cached_property
    def before(self) -> Mapping[int, TaskView]:
        """For each row of this ledger the view of the same task in the earlier ledger."""
        if self.previous is None:
            return {}
        earlier = {view.task.row: view for view in Case(self.previous).views}
        pairs = match_rows(self.previous, self.ledger)
        return {row: earlier[old] for row, old in pairs.items() if old in earlier}

    def section_place(self, section: Section) -> Place:
        """A section's heading as a place."""
        column = self.ledger.columns[section.cells[0].column].name if section.cells else None
        return Place(section.cells[0].text if section.cells else section.text, section.row, column)
