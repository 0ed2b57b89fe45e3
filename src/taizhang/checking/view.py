"""One row of a ledger with the facts that language finds in it: its texts, its goals and results, how it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from taizhang import language
from taizhang.language.facts import Aspect, Clause, DateMention
from taizhang.language.headings import EARLIER, ONE_MONTH, SO_FAR
from taizhang.ledger import Project, Quantity, Role, Status, Task
from taizhang.measuring import AnyCurve, year_curve

from .cells import Place, Text
from .figures import Figure, figures
from .legend import Charted, charted
from .pairs import pair_figures, told_of
from .plans import due_by_parts, printed_plan
from .steps import Step, WordedPlan, steps_in_columns, worded_plan
from .turns import turn_of

if TYPE_CHECKING:
    from .case import Case

GOAL_ROLES = (Role.TARGET, Role.CONTENT)
NAME_ROLES = (Role.SUBPROJECT, Role.PROJECT)


PLANNING = frozenset({Role.DEADLINE, *GOAL_ROLES, Role.EXTRA, Role.NEXT_STEPS})
"""Columns that may tell a plan step after step."""
TICKS = frozenset("√✓✔☑●◉★▲■〇○")
"""Marks that are put into the one column of several that holds."""


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
        found = found or self._goal_in_deadline or self.having(*NAME_ROLES)[:1]
        return tuple(t.kept(0, at) if (at := self._turns.get(t.column)) else t for t in found)

    @cached_property
    def _goal_in_deadline(self) -> tuple[Text, ...]:
        """The deadline's cell where it alone counts what is due (12月底前建成40个) of a name that counts nothing."""
        names, due = self.having(*NAME_ROLES)[:1], self.having(Role.DEADLINE)
        if len(due) != 1 or (self.worded_plan and self.worded_plan.text == due[0]):
            return ()
        counted = [p for p in language.promises(due[0].text, year=self.case.year) if p.quantity]
        named = any(p.quantity for t in names for p in language.promises(t.text, year=self.case.year))
        return due if len(counted) == 1 and not named else ()

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
        found = tuple(t for t in found if not EARLIER.search(t.heading.split("·")[-1])) or found
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
