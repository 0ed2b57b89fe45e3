"""Family schedule: what was due, by deadline or by the end of the year, and is not finished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from taizhang.language.facts import Aspect, DateMention
from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Finding, Role, Span

from .case import TaskView
from .cells import Text
from .dates import FACT_DAY, FINISH, day_in_words
from .numbers import HUNDRED, percent
from .rule import Rule

START = Pattern(r"开工|启动|动工|进场|开建|开始")
STILL = Pattern(
    r"正在|正(?![常式])|仍|尚|未|在建|推进中|施工中|建设中|加快|抓紧|预计|计划|将|拟|待|剩余|其余|还|进入|有序|持续|编制|设计|招标|选址|论证"
    r"|推迟|延期|延后|顺延|暂缓|仅|只完成|不具备"
)
"""Words of what is not over; 主体工程封顶 alone may be all that was due."""
OF_ANSWER = Pattern(r"[答办回]复")
"""A day by which a proposal must be answered, or was: its works have none."""
LEFT = Pattern(r"剩余|其余|尚|仍|未|还有")


class Finished:
    """Whether a row, or the part of it that a deadline speaks of, is finished or begun."""

    OPEN = (Aspect.ONGOING, Aspect.NOT_BEGUN, Aspect.REMAINING, Aspect.PREPARED, Aspect.PLANNED)

    def __init__(self, view: TaskView, subject: str = "") -> None:
        self.view = view
        clauses = [(t, c) for t in view.progress for c in t.facts.clauses]
        about = [(t, c) for t, c in clauses if subject and (subject in c.label or subject in c.text)]
        labels = {c.label for _, c in about if c.label}
        if labels:
            about = [(t, c) for t, c in clauses if c.label in labels]
        self.clauses = about or clauses

    @property
    def finished(self) -> bool:
        """Done by status or figures, or done in words with nothing still open."""
        if self.view.status[0] in ("done", "closed"):
            return True
        rates = [f.completion for f in self.view.figures if f.completion is not None and not f.is_cash]
        if rates and all(r >= HUNDRED for r in rates):
            return not any(LEFT.search(text.text[span.start : span.end]) for text, span in self.open_clauses)
        if any(r < HUNDRED for r in rates) or self.partly:
            return False
        return not self.open_clauses and any(c.aspect in (Aspect.DONE, Aspect.TOTAL) for _, c in self.clauses)

    @property
    def partly(self) -> bool:
        """Whether it is said that some of so many are done."""
        return any(_partly(c.text) for _, c in self.clauses)

    @property
    def begun(self) -> bool:
        """Works under way, or done."""
        works = Pattern(r"施工|浇筑|开挖|砌筑|安装|铺设|支护|主体|完工|建成|开工|动工|执行|启动")
        return any(
            c.aspect in (Aspect.DONE, Aspect.TOTAL, Aspect.STARTED, Aspect.ONGOING) and works.search(c.text)
            for _, c in self.clauses
        )

    @property
    def open_clauses(self) -> list[tuple[Text, Span]]:
        """Clauses that say in so many words that something is still to be done."""
        return [(t, c.span) for t, c in self.clauses if c.aspect in self.OPEN and STILL.search(c.text)]


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
        for text, mention in _deadlines(view):
            late = view.case.as_of is not None and mention.end < view.case.as_of and not _met(view, text, mention)
            if late and view.case.as_of is not None:
                days = (view.case.as_of - mention.end).days
                yield self.finding(
                    text.place(mention.span),
                    f"时限为{day_in_words(mention.end)}，截至{day_in_words(view.case.as_of)}仍未完成，逾期{days}天。",
                    f"Due {mention.end:%Y-%m-%d}, not done at {view.case.as_of:%Y-%m-%d}: {days} days late.",
                    computation=f"{view.case.as_of:%Y-%m-%d} - {mention.end:%Y-%m-%d} = {days}",
                    suggestion=("说明逾期原因和新的完成时间。", "Say why, and give the new date."),
                )
                return
        yield from self._charted(view)

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


def _deadlines(view: TaskView) -> Iterator[tuple[Text, DateMention]]:
    """Days that the deadline cell names, and those by which the goal says something must be done."""
    for text in view.having(Role.DEADLINE):
        for mention in text.facts.dates:
            if mention.kind != "year":
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
    clause = text.facts.clauses[mention.clause] if text.facts.clauses else None
    words = clause.text if clause else mention.event
    state = Finished(view, _subject(text, mention))
    if START.search(mention.event or words) and not FINISH.search(mention.event):
        return state.begun or state.finished
    if not (view.progress or view.figures):
        return True
    short = any(f.completion is not None and f.completion < HUNDRED and not f.is_cash for f in view.figures)
    return state.finished or not (state.open_clauses or short or state.partly)


_SOME_OF = Pattern(r"(\d+)\s*([^\d\s，。；]{1,3})中(?:的|已有|有)?\s*(\d+)\s*\2?")


def _partly(words: str) -> bool:
    """Whether a clause says that some of so many are done: 8座中6座完工."""
    found = _SOME_OF.search(words)
    return found is not None and int(found[3]) < int(found[1])


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
