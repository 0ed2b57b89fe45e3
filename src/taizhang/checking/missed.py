"""Steps of a plan in words that were due and that the progress shows not to be reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from taizhang.language import PHYSICAL
from taizhang.language.facts import Aspect, StageMention
from taizhang.language.patterns import Pattern
from taizhang.ledger import Role

from .finished import START, Finished
from .numbers import HUNDRED
from .steps import Step, steps_in_columns

if TYPE_CHECKING:
    from .view import TaskView

_MINOR = Pattern(r"砌筑|[路桥]面")
"""Works that go on beside stages before and after their own."""
_GOES_ON = (Aspect.DONE, Aspect.TOTAL, Aspect.ONGOING, Aspect.STARTED)


def missed_steps(view: TaskView, day: date) -> Iterator[Step]:
    """The steps due by the end of the day that are surely not reached; one of which nothing is told is let pass.

    The last step of a deadline's cell is not among them: that is the deadline of the whole.
    """
    due = [step for step in _steps(view) if step.day <= day]
    if due and view.progress and not Finished(view).finished:
        yield from (step for step in due if not _may_be_reached(view, step))


def _steps(view: TaskView) -> tuple[Step, ...]:
    if columns := steps_in_columns(view):
        return columns
    steps = view.worded_plan.steps if view.worded_plan else ()
    in_deadline = steps and view.case.ledger.columns[steps[0].text.column].role is Role.DEADLINE
    return steps[:-1] if in_deadline else steps


def _may_be_reached(view: TaskView, step: Step) -> bool:
    order = max((stage.order for stage in step.facts.stages), default=None)
    if step.is_whole:
        return not _open(view, Finished(view))
    if START.search(step.said) and (order is None or order < PHYSICAL):
        return Finished(view).begun or not _before_works(view)
    if order is not None:
        return not _still_before(view, order, begins=START.search(step.said) is not None)
    if step.facts.mentions:  # the schedule that they make judges them
        return True
    state = Finished(view, step.subject)
    return not step.subject or not state.names_subject or state.finished or not _open(view, state)


def _open(view: TaskView, state: Finished) -> bool:
    short = any(f.completion is not None and f.completion < HUNDRED and not f.is_cash for f in view.figures)
    return bool(state.open_clauses) or short or state.partly


def _before_works(view: TaskView) -> bool:
    """Whether the progress tells of papers and sites, or that nothing has begun."""
    if any(True for _ in view.clauses(Aspect.NOT_BEGUN, Aspect.PREPARED)):
        return True
    return any(stage.order < PHYSICAL for text in view.progress for stage in text.facts.stages)


def _still_before(view: TaskView, order: int, *, begins: bool) -> bool:
    """Whether the words of the progress stand at a stage before this one, or in the middle of it."""
    told = [(stage, text.text) for text in view.progress for stage in text.facts.stages]
    told = [(s, words) for s, words in told if not _MINOR.search(words[s.span.start : s.span.end])]
    stages = [s for s, _ in told]
    if any(s.order > order and s.aspect in _GOES_ON for s in stages):
        return False
    if any(s.order == order and s.aspect in (Aspect.DONE, Aspect.TOTAL) for s in stages):
        return False
    return any(_is_open(stage, order, begins=begins) for stage in stages)


def _is_open(stage: StageMention, order: int, *, begins: bool) -> bool:
    if stage.order == order and begins:
        return stage.aspect is Aspect.NOT_BEGUN
    return stage.order <= order and stage.aspect in (Aspect.ONGOING, Aspect.NOT_BEGUN)
