"""What a rule looks at: a ledger and each of its rows with the facts that language finds in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from taizhang import language
from taizhang.language.facts import Aspect, Clause, DateMention
from taizhang.language.headings import ONE_MONTH, SO_FAR
from taizhang.ledger import Ledger, Project, Quantity, Role, Section, Span, Status, Task
from taizhang.measuring import AnyCurve, match_rows, year_curve

from .cells import Place, Text
from .columns import Numbers, Ratio, numbers, ratios
from .figures import Figure, figures
from .legend import Charted, Legend, charted, legend, marked_column, month_columns
from .pairs import pair_figures, pairs, period_columns, periods_hold, told_of
from .plans import due_by_parts, plan_columns, printed_plan
from .steps import Step, WordedPlan, steps_in_columns, worded_plan
from .turns import told_together, turn_of

GOAL_ROLES = (Role.TARGET, Role.CONTENT)
NAME_ROLES = (Role.SUBPROJECT, Role.PROJECT)


PLANNING = frozenset({Role.DEADLINE, *GOAL_ROLES, Role.EXTRA, Role.NEXT_STEPS})
"""Columns that may tell a plan step after step."""
TICKS = frozenset("√✓✔☑●◉★▲■〇○")
"""Marks that are put into the one column of several that holds."""

TOLD = frozenset({Role.PROGRESS, Role.ACHIEVED, Role.RATE, Role.STAGE, Role.REMARKS})
"""Columns that may tell of a task's results, or why there are none."""


class TaskView(Struct, frozen=True, dict=True):
    """One row: its texts by role, its goals paired with what is reported, and where the year stands."""

    case: Case
    task: Task
    project: Project

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """All filled cells of the row."""
        year, columns = self.case.year, self.case.ledger.columns
        return tuple(
            Text(self.task.row, c.column, columns[c.column].name, c.text, year)
            for c in self.task.cells
            if c.text.strip()
        )

    @cached_property
    def by_role(self) -> Mapping[Role, tuple[Text, ...]]:
        """The filled cells under the role of their column; the rules ask for them some forty times a row."""
        columns, found = self.case.ledger.columns, defaultdict[Role, list[Text]](list)
        for text in self.texts:
            found[columns[text.column].role].append(text)
        return {role: tuple(texts) for role, texts in found.items()}

    def having(self, *roles: Role) -> tuple[Text, ...]:
        """The filled cells whose column has one of the roles, in the order of the roles."""
        if len(roles) == 1:  # as most ask
            return self.by_role.get(roles[0], ())
        return tuple(text for role in roles for text in self.by_role.get(role, ()))

    @cached_property
    def goals(self) -> tuple[Text, ...]:
        """The cells that say what is promised; the project's name where no other cell does.

        Where a cell goes on to tell of the progress (…600个。截至9月底，已建成480个), the words before that.
        """
        if self.plan:
            return self.plan.goals
        found = self._without_steps(self.having(*GOAL_ROLES))
        if not found and Role.PROGRESS in self.case.told_together:
            found = tuple(t for t in self.having(Role.PROGRESS) if t.column in self._turns)
        found = found or self.having(*NAME_ROLES)[:1]
        return tuple(t.kept(0, at) if (at := self._turns.get(t.column)) else t for t in found)

    def _without_steps(self, goals: tuple[Text, ...]) -> tuple[Text, ...]:
        """The goals without the plan that a cell tells of them, which promises the same a second time."""
        plan = self.worded_plan
        if plan is None or plan.text not in goals:
            return goals
        if plan.text.text[: plan.start].strip():
            return tuple(t.kept(0, plan.start) if t == plan.text else t for t in goals)
        others = tuple(t for t in goals if t != plan.text)
        last = plan.steps[-1].words
        return others or (plan.text.kept(last.start, last.end),)

    @cached_property
    def worded_plan(self) -> WordedPlan | None:
        """The plan that one of the row's cells tells step after step; of several the one in most steps."""
        columns = self.case.ledger.columns
        found = (worded_plan(t, columns[t.column].role) for t in self.texts if columns[t.column].role in PLANNING)
        return max((p for p in found if p), key=lambda p: len(p.steps), default=None)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What the row's own plan, in one cell's words or in columns, wants by which day."""
        return steps_in_columns(self) or (self.worded_plan.steps if self.worded_plan else ())

    @cached_property
    def _turns(self) -> Mapping[int, int]:
        """Where cells that tell both goal and progress turn to the progress, by column."""
        both = self.having(*self.case.told_together) if self.case.told_together else ()
        return {text.column: at for text in both if (at := turn_of(text.text))}

    @cached_property
    def progress(self) -> tuple[Text, ...]:
        """The cells that say in words what was done in the year so far; a month's own only where no other is.

        Of columns that tell it quarter after quarter the last filled one.
        """
        if self.is_plan:
            return ()
        if self.plan and (facing := told_of(self, self.plan)):
            return facing
        if turns := self._turns:
            return tuple(t.kept(turns[t.column], len(t.text)) for t in self.texts if t.column in turns)
        found = self.having(Role.PROGRESS, Role.STAGE)
        told = [t for t in found if SO_FAR.search(t.heading.split("·")[-1])] if len(found) > 1 else []
        found = tuple(t for t in found if t not in told[:-1])
        return tuple(t for t in found if not ONE_MONTH.search(t.heading)) or found

    @cached_property
    def problems(self) -> Text | None:
        """The cell of problems, None when it is blank."""
        return next(iter(self.having(Role.PROBLEMS)), None)

    @cached_property
    def next_steps(self) -> Text | None:
        """The cell of next steps, None when it is blank."""
        return next(iter(self.having(Role.NEXT_STEPS)), None)

    @cached_property
    def says_no_problem(self) -> bool:
        """Whether the ledger asks for problems and this row names none (无, or left blank)."""
        if self.case.ledger.column_of(Role.PROBLEMS) is None:
            return False
        return self.problems is None or language.is_none(self.problems.text)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every promise with what the row reports of it."""
        if self.is_plan:
            return ()
        return (tuple(pair_figures(self, self.plan)) if self.plan else ()) or figures(self)

    @cached_property
    def plan(self) -> TaskView | None:
        """The row above, where it says what was planned and this one what was done of it."""
        row = self.case.pairs.get(self.task.row)
        return next((v for v in self.case.views if v.task.row == row), None) if row is not None else None

    @property
    def is_plan(self) -> bool:
        """Whether the row says what was planned, and the one below it what was done."""
        return self.task.row in self.case.plan_rows

    @cached_property
    def status(self) -> tuple[Status, str, Text | None]:
        """Canonical status, the word, and its cell, from a status column or a remark that is a status word."""
        for text in self.having(Role.STATUS, Role.REMARKS):
            status, word = language.status(text.text, text.heading)
            if status and len(text.text.strip()) <= len(word) + 4:
                return status, word, text
        for text in self.texts:
            if text.column == self.case.marked_column and (told := self.case.legend.status(text.text))[0]:
                return *told, text
        return self._ticked

    @property
    def _ticked(self) -> tuple[Status, str, Text | None]:
        """The status whose column is ticked, where each has its own (已办结, 正在办理, 未启动); none where two are."""
        columns = self.case.ledger.columns
        marked = [t for t in self.texts if t.text.strip() in TICKS and t.column in self.case.ticked_columns]
        told = [(t, *language.status("".join(columns[t.column].heading[-1:]) or t.heading)) for t in marked]
        known = [(status, word, t) for t, status, word in told if status]
        return known[0] if len(known) == 1 and len(known) == len(told) else ("", "", None)

    @cached_property
    def deadlines(self) -> tuple[date, ...]:
        """All days that the row's deadline cell names, but for those by which only a part is due (9月底完成9个)."""
        stated = self.task.deadline or (self.plan.task.deadline if self.plan else None)
        days = stated.dates if stated else ()
        parts = {mention.end for _, mention, _ in self.parts_due}
        chart = (self.charted.due,) if self.charted else ()
        last = (self.worded_plan.steps[-1].day,) if self.worded_plan and not days else ()
        return (*(day for day in days if day not in parts), *chart, *last)

    @cached_property
    def charted(self) -> Charted | None:
        """The finish that the row marks along columns of months."""
        return charted(self)

    @cached_property
    def parts_due(self) -> tuple[tuple[Text, DateMention, Quantity], ...]:
        """The days by which the row's deadline cell wants a part of its goal, and how much of it."""
        return due_by_parts(self)

    @cached_property
    def curve(self) -> AnyCurve | None:
        """The row's own curve where one is given or printed, else the linear one to its last deadline.

        None without a year.
        """
        if self.task.row in self.case.curves:
            return self.case.curves[self.task.row]
        if self.case.year is None:
            return None
        if plan := printed_plan(self):
            return plan
        if self.case.lists_problems:  # found in the course of the year, and begun then
            return None
        return year_curve(self.case.year, max(self.deadlines, default=None), self._begin)

    @property
    def _begin(self) -> date | None:
        """The day on which the time of works begins that the deadline's cell gives: 2025年3月—11月."""
        days = [d for t in self.having(Role.DEADLINE) for d in t.facts.dates]
        span = days[0] if len(days) == 1 and days[0].precision in ("month", "day") else None
        return span.start if span and (span.start.year, span.start.month) != (span.end.year, span.end.month) else None

    @cached_property
    def expected(self) -> Decimal | None:
        """Percentage expected at the cut-off, None when there is no cut-off or no year."""
        if self.curve is None or self.case.as_of is None:
            return None
        return self.curve.expected(self.case.as_of)

    def clauses(self, *aspects: Aspect) -> Iterator[tuple[Text, Clause]]:
        """The clauses of the progress that have one of the aspects."""
        for text in self.progress:
            for clause in text.facts.clauses:
                if clause.aspect in aspects:
                    yield text, clause

    @cached_property
    def row_place(self) -> Place:
        """The progress, the goal, or the row itself, for a finding about all of it."""
        for text in (*self.progress, *self.goals, *self.texts):
            return Place(text.text, self.task.row, text.heading)
        return Place("", self.task.row)


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
