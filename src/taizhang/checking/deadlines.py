"""Family schedule: what was due, by deadline or by the end of the year, and is not finished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from taizhang.language.facts import DateMention
from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Finding, Role, Span

from .cells import Text
from .dates import FACT_DAY, FINISH, day_in_words
from .finished import START, Finished, works_or_money
from .missed import missed_steps
from .numbers import HUNDRED, percent
from .rule import Rule
from .view import TaskView

OF_ANSWER = Pattern(r"[答办回]复")
"""A day by which a proposal must be answered, or was: its works have none."""


class Overdue(Rule):
    """A deadline, or a part of it, has passed and the thing is not done."""

    slug = "overdue"
    family = "schedule"
    name = Bilingual("逾期未完成", "Overdue")
    explanation = Bilingual(
        "完成时限（或其中一项的时限）在截至日之前，任务仍未完成。",
        "A deadline, or a part of it, passed at the cut-off and the thing is not done.",
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a row, at its first deadline missed."""
        as_of = view.case.as_of
        if as_of is None:
            return
        steps = ((step.text, step.day, step.span) for step in missed_steps(view, as_of) if step.day < as_of)
        passed = ((t, m) for t, m in _deadlines(view) if m.end < as_of or (m.end == as_of and _put_off(view, m.end)))
        days = ((text, m.end, m.span) for text, m in passed if not _met(view, text, m))
        missed = next(steps, None) or next(days, None)
        if missed is None:
            yield from self._charted(view)
            return
        text, day, span = missed
        late = (as_of - day).days
        zh = f"逾期{late}天。" if late else "计划在此之后完成。"
        en = f"{late} days late." if late else "planned for a later day."
        yield self.finding(
            text.place(span),
            f"时限为{day_in_words(day)}，截至{day_in_words(as_of)}仍未完成，{zh}",
            f"Due {day:%Y-%m-%d}, not done at {as_of:%Y-%m-%d}: {en}",
            computation=f"{as_of:%Y-%m-%d} - {day:%Y-%m-%d} = {late}",
            suggestion=("说明逾期原因和新的完成时间。", "Say why, and give the new date."),
        )

    def _charted(self, view: TaskView) -> Iterator[Finding]:
        """A finish planned in a month of a chart that no mark and no word says was reached."""
        chart, as_of = view.charted, view.case.as_of
        if chart is None or as_of is None or chart.due >= as_of or chart.finished or Finished(view).finished:
            return
        days = (as_of - chart.due).days
        yield self.finding(
            chart.cell.place(Span(0, len(chart.cell.text))),
            f"图上计划{day_in_words(chart.due)}前完成，截至{day_in_words(as_of)}没有完成标记，逾期{days}天。",
            f"Planned for {chart.due:%Y-%m-%d} on the chart, not marked as done at {as_of:%Y-%m-%d}.",
            computation=f"{as_of:%Y-%m-%d} - {chart.due:%Y-%m-%d} = {days}",
            suggestion=("补上完成标记，或说明逾期原因。", "Mark it as done, or say why it is late."),
        )


def _put_off(view: TaskView, due: date) -> bool:
    """Whether the row plans to finish after the day it is due: 9月底 is due, 下步 10月底前完成."""
    texts = (*view.progress, *((view.next_steps,) if view.next_steps else ()))
    days = (m for t in texts for m in t.facts.dates if m.kind in ("plan", "deadline") and m.end > due)
    return any(FINISH.search(m.event) for m in days)


def _deadlines(view: TaskView) -> Iterator[tuple[Text, DateMention]]:
    """Days that the deadline cell names, and those by which the goal says something must be done."""
    plan = view.worded_plan
    on_the_way = {(step.text.column, step.span) for step in plan.steps[:-1]} if plan else set()
    for text in view.having(Role.DEADLINE):
        for mention in text.facts.dates:
            if mention.kind != "year" and (text.column, mention.span) not in on_the_way:
                yield text, mention
    for text in view.goals:
        for mention in text.facts.dates:
            if mention.kind == "deadline":
                yield text, mention


def _met(view: TaskView, text: Text, mention: DateMention) -> bool:
    for _, day, part in view.parts_due:
        if day.span == mention.span and text.heading in {t.heading for t, _, _ in view.parts_due}:
            return any(f.done is not None and f.done.value >= part.value for f in view.figures)
    if OF_ANSWER.search(text.heading) and text.heading not in {t.heading for t in view.goals}:
        answers = [
            k for k, c in enumerate(view.case.ledger.columns) if FACT_DAY.search(c.name) and OF_ANSWER.search(c.name)
        ]
        if answers:
            return any(t.column in answers for t in view.texts)
    if (reached := _step_reached(view, text, mention)) is not None:
        return reached
    clause = text.facts.clauses[mention.clause] if text.facts.clauses else None
    words = clause.text if clause else mention.event
    state = Finished(view, _subject(text, mention))
    if START.search(mention.event or words) and not FINISH.search(mention.event):
        return state.begun or state.finished
    if not (view.progress or view.figures):
        return True
    short = any(f.completion is not None and f.completion < HUNDRED for f in works_or_money(view))
    return state.finished or not (state.open_clauses or short or state.partly)


def _step_reached(view: TaskView, text: Text, mention: DateMention) -> bool | None:
    """Whether the amount that a goal wants by a day of its clause is reached; None where there is none."""
    if text not in view.goals:
        return None
    for amount in text.facts.mentions:
        if amount.clause != mention.clause or amount.span.start < mention.span.end:
            continue
        for figure in view.figures:
            done, target = figure.done, figure.target
            if done and target and done.unit == amount.quantity.unit and target.value > amount.quantity.value:
                return done.value >= amount.quantity.value
    return None


def _subject(text: Text, mention: DateMention) -> str:
    """The thing a deadline speaks of: the words before the day in its clause, if they name one."""
    if not text.facts.clauses:
        return ""
    clause = text.facts.clauses[mention.clause]
    before = re.sub(r"[，、：:应于在\s]+$", "", text.text[clause.span.start : mention.span.start])
    if before.strip():
        return before
    after = text.text[mention.span.end : clause.span.end]
    return re.sub(
        r"^(?:之?前|内|底|全面|全部|基本)*(?:完成|建成|实现|启用|投用)?|(?:工程|工作|任务)?(?:[（(].*)?$", "", after
    )


class NotFinished(Rule):
    """The year is over and the target not reached."""

    slug = "not-finished"
    family = "schedule"
    name = Bilingual("年终未完成", "Not finished at the year's end")
    explanation = Bilingual("年度已结束，目标没有完成。", "The year is over and the target was not reached.")

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a row with figures below target, or with works still open."""
        year, as_of = view.case.year, view.case.as_of
        if year is None or as_of is None or as_of < date(year, 12, 31):
            return
        if max(view.deadlines, default=as_of) > as_of:
            return
        short = [f for f in view.figures if f.completion is not None and f.completion < HUNDRED and not f.is_money]
        if short and short[0].completion is not None:
            yield self.finding(
                short[0].done_place,
                f"年度已结束，只完成{percent(short[0].completion, 1)}。",
                f"The year is over; {percent(short[0].completion, 1)} is done.",
                suggestion=("说明未完成的原因和后续安排。", "Say why, and what will follow."),
            )
            return
        state = Finished(view)
        if not state.finished and state.open_clauses:
            text, span = state.open_clauses[0]
            yield self.finding(
                text.place(span),
                "年度已结束，任务仍在进行。",
                "The year is over and the work still goes on.",
                suggestion=("说明未完成的原因和后续安排。", "Say why, and what will follow."),
            )
