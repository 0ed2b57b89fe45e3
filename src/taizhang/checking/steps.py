"""The steps of a plan: what is due by the end of which quarter, month or day, in one cell's words or in columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from taizhang import language
from taizhang.language.facts import Aspect, DateMention, Facts
from taizhang.language.patterns import Pattern
from taizhang.ledger import Role, Span
from taizhang.measuring.curves import month_end

if TYPE_CHECKING:
    from .cells import Text
    from .view import TaskView

PLANNED = Pattern(r"计划|目标|安排|序时|节点|应完成|任务")
DONE = Pattern(r"完成情况|实际|进展|已完成|累计完成|实绩")
_AFTERWARDS = ("下", "后续", "打算", "措施", "整改")
"""What opens a plan for the time after the report, which nothing is due of yet."""
_BY_PERIODS = Pattern(r"分?季度?|分月|按月|月度")
_PERIODS = ("quarter", "half")
_OPENS_AFTER = "，,；;。\n：:、)）"
_LEADS = " 　\t于在至到截力争计划其中"
_TRIMMED = " 　\t\n，,；;。：:、之前底末内"

_DOING = Pattern(r"^(?:全面|全部|基本|力争)*(?:完成|建成|实现|启用|投用)?|(?:工程|工作|任务)?(?:[（(].*)?$")
WHOLE = Pattern(
    r"(?:全部|全面|整体|均)[^，。；]{0,8}(?:完成|完工|竣工|建成|到位)|完成(?:全年|全部|年度)[^，。；]{0,6}$"
)
ENDS = frozenset({"竣工验收", "投用", "决算"})
"""Stages after which nothing of the works is left."""


class Step(Struct, frozen=True):
    """What `text` says, in the place `words`, is due by the end of `day`; `span` is where it names the day."""

    text: Text
    day: date
    span: Span
    words: Span

    @property
    def said(self) -> str:
        """The words of the step without its day."""
        return self.text.text[self.words.start : self.words.end]

    @property
    def facts(self) -> Facts:
        """What language reads in the step alone; places count from the step's own words."""
        return language.read(self.said, year=self.text.year)

    @property
    def subject(self) -> str:
        """The thing that is to be done: 设备采购 of 完成设备采购工作."""
        return _DOING.sub("", self.said).strip()

    @property
    def is_whole(self) -> bool:
        """Whether all that was promised is due: 全部改造完工, 竣工投用; not 主体完工 nor an amount."""
        if any(m.aspect is not Aspect.STARTED for m in self.facts.mentions):
            return False
        stages = {s.stage for s in self.facts.stages}
        return bool(WHOLE.search(self.said)) or (bool(stages) and stages <= ENDS)


class WordedPlan(Struct, frozen=True):
    """A cell's steps in the order of their days; `start` is where they begin in it."""

    text: Text
    start: int
    steps: tuple[Step, ...]


def worded_plan(text: Text, role: Role) -> WordedPlan | None:
    """The plan that a cell tells step after step (一季度完成前期，二季度开工 …); None where it tells none.

    Goals that name days (6月底前建成东桥，年底前建成西桥) are goals: only quarters and halves of the year, or a heading
    that speaks of them, make a plan of a goal's cell.  Of its words those before the first step stay its goal.
    """
    if not _may_plan(text.heading, role) or not _mentions_time(text.text):
        return None
    opened = list(_opened(text))
    if len(opened) < 2 or any(a.end >= b.end for a, b in pairwise(opened)):
        return None
    goal = role in (Role.TARGET, Role.CONTENT)
    if goal and not _BY_PERIODS.search(text.heading) and any(m.precision not in _PERIODS for m in opened[:-1]):
        return None
    start = opened[0].span.start
    if text.text[:start].strip(_LEADS) and not goal:
        return None
    ends = [*(mention.span.start for mention in opened[1:]), len(text.text)]
    steps = (_step(text, mention, end) for mention, end in zip(opened, ends, strict=True))
    return WordedPlan(text, start, tuple(steps))


def _may_plan(heading: str, role: Role) -> bool:
    if role in (Role.DEADLINE, Role.TARGET, Role.CONTENT):
        return not any(word in heading for word in _AFTERWARDS)
    planned = role in (Role.EXTRA, Role.NEXT_STEPS) and PLANNED.search(heading) and not DONE.search(heading)
    return bool(planned) and not any(word in heading for word in _AFTERWARDS)


def _mentions_time(text: str) -> bool:
    return sum(text.count(word) for word in ("季度", "半年", "月", "全年", "年底")) > 1


def _opened(text: Text) -> Iterator[DateMention]:
    """The days that open a step: each stands at the head of its clause."""
    for mention in text.facts.dates:
        before = text.text[: mention.span.start].rstrip(_LEADS)
        heads = not before or before[-1] in _OPENS_AFTER
        if heads and mention.kind not in ("as_of", "year", "fact"):
            yield mention
    last = text.text.rfind("全年")
    if text.year and last > 0 and text.text[:last].rstrip(_LEADS)[-1:] in tuple(_OPENS_AFTER):
        first, end = date(text.year, 1, 1), date(text.year, 12, 31)
        yield DateMention(Span(last, last + 2), "全年", first, end, "deadline", "year")


def _step(text: Text, mention: DateMention, end: int) -> Step:
    words = text.text[mention.span.end : end].rstrip(_LEADS).rstrip(_TRIMMED)
    start = end - len(text.text[mention.span.end : end].lstrip(_TRIMMED))
    last = mention.span.end + len(words)
    return Step(text, mention.end, mention.span, Span(min(start, last), last))


def steps_in_columns(view: TaskView) -> tuple[Step, ...]:
    """A step a filled column of a plan by quarters or months."""
    columns, year = view.case.plan_columns, view.case.year
    if year is None or not columns:
        return ()
    return tuple(
        Step(t, month_end(year, columns[t.column]), Span(0, len(t.text)), Span(0, len(t.text)))
        for t in view.texts
        if t.column in columns and not language.is_none(t.text)
    )
