"""Items that are told in two rows, what was planned above what was done: 计划 | 2 | 4 | 6 over 实际 | 2 | 3 |."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from taizhang import language
from taizhang.language.facts import Promise
from taizhang.ledger import Quantity, Role, Span, Task

from .figures import MONEY, Figure
from .numbers import HUNDRED

if TYPE_CHECKING:
    from .case import Case
    from .cells import Text
    from .view import TaskView

_PLAN_WORDS = "计划 计划数 计划值 目标 目标数 目标值 任务 任务数 年度计划 应完成 计划完成 计划进度 预定"
_DONE_WORDS = "实际 实际数 实际值 完成 完成数 完成值 实际完成 完成情况 实绩 实际进度 累计完成 已完成 进展 实际进展"
PLANNED, DONE = frozenset(_PLAN_WORDS.split()), frozenset(_DONE_WORDS.split())
_TOLD = frozenset({Role.TARGET, Role.CONTENT, Role.INVESTMENT, Role.ACHIEVED, Role.PROGRESS, Role.STAGE, Role.EXTRA})
"""Columns in which things are planned and done."""


class Shortfall(Struct, frozen=True):
    """A sum planned for the end of a period and the smaller one reached; `points` of the year's plan are missing."""

    planned: Decimal
    done: Decimal
    day: date
    place: Text
    points: Decimal


def pairs(case: Case) -> dict[int, int]:
    """The row of what was done to the row of what was planned, where one column says of each row which it is.

    In that column nothing else may stand, and an item has one row of each, or rows of its own.
    """
    for column in range(len(case.ledger.columns)):
        found: dict[int, int] = {}
        for project in case.ledger.projects:
            told = [_said(task, column) for task in project.tasks]
            if told == ["planned", "done"]:
                found[project.tasks[1].row] = project.tasks[0].row
            elif any(told):
                break
        else:
            if len(found) > 1 or (found and len(case.ledger.projects) == 1):
                return found
    return {}


def _said(task: Task, column: int) -> str:
    return _word(next((c.text for c in task.cells if c.column == column), ""))


def _word(text: str) -> str:
    word = text.strip()
    return "planned" if word in PLANNED else "done" if word in DONE else word


def period_columns(case: Case) -> dict[int, date]:
    """The columns named after a part of the year (一季度, 1-9月, 上半年), with its last day."""
    found: dict[int, date] = {}
    for k, column in enumerate(case.ledger.columns):
        leaf = (column.heading or (column.name,))[-1]
        period = language.period(leaf, year=case.year) if len(leaf) <= 10 and case.year else None
        if period is not None and column.role is not Role.DEADLINE:
            found[k] = period.end
    return found


def told_of(view: TaskView, plan: TaskView) -> tuple[Text, ...]:
    """What the row of what was done tells in words where the row above it plans."""
    return tuple(report for _, report in _facing(view, plan) if _amount(report) is None)


def _facing(view: TaskView, plan: TaskView) -> Iterator[tuple[Text, Text]]:
    done, columns = {t.column: t for t in view.texts}, view.case.ledger.columns
    for goal in plan.texts:
        told = columns[goal.column].role in _TOLD and goal.column not in view.case.period_columns
        if told and goal.column in done and _word(goal.text) != "planned":
            yield goal, done[goal.column]


def pair_figures(view: TaskView, plan: TaskView) -> Iterator[Figure]:
    """Each thing that was planned for the year with what was done of it, from the cells below each other."""
    for goal, report in _facing(view, plan):
        target, result = _amount(goal), _amount(report)
        if target is not None and result is not None and _one_kind(target, result):
            promise = Promise(Span(0, len(goal.text)), goal.heading, quantity=target)
            money = MONEY.search(goal.heading) is not None
            span = Span(0, len(report.text))
            yield Figure(goal.heading, goal, promise, "value", report, result, span, is_money=money)
            continue
        promises = language.promises(goal.text, year=view.case.year)
        answers = language.answers(promises, report.text, year=view.case.year)
        for promise, answer in zip(promises, answers, strict=True):
            told = answer.done_mentions[-1].span if answer.done_mentions else None
            yield Figure(promise.object, goal, promise, answer.kind, report, answer.done, told, answer=answer)


def shortfall(view: TaskView) -> Shortfall | None:
    """How far what was done is behind its plan when the last period ended; None where it is not, or nobody can tell."""
    plan, as_of, kind = view.plan, view.case.as_of, view.case.periods_hold
    if plan is None or as_of is None or not kind:
        return None
    done, planned, ends = {t.column: t for t in view.texts}, {t.column: t for t in plan.texts}, view.case.period_columns
    ended = [k for k in sorted(ends, key=lambda k: ends[k]) if ends[k] <= as_of and k in planned]
    told = [k for k in ended if k in done]
    if not told or (kind == "parts" and told != ended):
        return None
    counted = [(_amount(planned[k]), _amount(done[k])) for k in (told if kind == "parts" else told[-1:])]
    known = [(due.value, result.value) for due, result in counted if due and result and _one_kind(due, result)]
    if len(known) < len(counted):
        return None
    due, result = sum((d for d, _ in known), Decimal(0)), sum((r for _, r in known), Decimal(0))
    year = _of_year(plan, due) or (HUNDRED * due / view.case.elapsed if view.case.elapsed else due)
    last = told[-1]
    return Shortfall(due, result, ends[last], done[last], HUNDRED * (due - result) / year) if due > result else None


def periods_hold(case: Case) -> Literal["sums", "parts", ""]:
    """Whether the columns of periods hold the year's sum so far or each period's part, as all pairs of rows tell.

    Parts fall or add up to the goal; sums rise to it.  Empty where no row tells, or rows contradict each other.
    """
    rows = [view for view in case.views if view.is_plan]
    if len(case.period_columns) == 1:
        return "sums"
    told = {kind for view in rows if (kind := _holds(view))}
    return told.pop() if len(told) == 1 else ""


def _holds(plan: TaskView) -> Literal["sums", "parts", ""]:
    values, goal = _planned(plan), _goal(plan)
    if any(a > b for a, b in pairwise(values)):
        return "parts"
    if goal is None or not values or values[-1] == sum(values):
        return ""
    return "sums" if values[-1] == goal.value else "parts" if sum(values) == goal.value else ""


def _goal(plan: TaskView) -> Quantity | None:
    """The one amount that the item's goal promises."""
    goals = [q for t in plan.goals for p in language.promises(t.text, year=plan.case.year) if (q := p.quantity)]
    return goals[0] if len(goals) == 1 else None


def _planned(plan: TaskView) -> list[Decimal]:
    """What the row plans for its periods, in their order."""
    ends = plan.case.period_columns
    told = [(ends[t.column], q.value) for t in plan.texts if t.column in ends and (q := _amount(t)) is not None]
    return [value for _, value in sorted(told)]


def _of_year(plan: TaskView, due: Decimal) -> Decimal | None:
    """What is planned for the year: the goal's amount, else all that periods to December plan; None without these."""
    goal = _goal(plan)
    if goal is not None and goal.value >= due:
        return goal.value
    values = _planned(plan)
    if not values or max(plan.case.period_columns.values()).month < 12:
        return None
    return sum(values, Decimal(0)) if plan.case.periods_hold == "parts" else values[-1]


def _amount(text: Text) -> Quantity | None:
    """The amount that a cell consists of; None for words about one."""
    found = language.parse_quantity(text.text)
    return found if found is not None and len(text.text.strip()) <= len(found.text) + 2 else None


def _one_kind(one: Quantity, other: Quantity) -> bool:
    if not one.unit or not other.unit:
        return "%" not in (one.unit, other.unit) or one.unit == other.unit
    return one.unit == other.unit
