"""Family schedule: figures against the progress expected at the cut-off."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from taizhang.language.facts import Aspect, Mention
from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Finding, Span, plain

from .cells import Text
from .figures import Figure
from .numbers import HUNDRED, agrees, percent
from .pairs import shortfall
from .rule import Rule
from .substance import is_process
from .view import TaskView

BEHIND = Decimal(10)
"""Points below expected from which a row is called behind (银川 2025: 10 to 30 is yellow; domain.md 2.2)."""
NOT_BEGUN_FROM = Decimal(30)
"""Share of the year in percent from which nothing begun is worth a question."""
HALF_YEAR = Decimal(50)


def _shortfall(view: TaskView, figure: Figure) -> Decimal | None:
    """Points behind expected, None when it can't be told."""
    if view.expected is None or figure.completion is None or figure.promise.part_of is not None or figure.is_cash:
        return None
    if figure.by_unit_alone and not figure.rates:
        return None
    return view.expected - figure.completion


def lagging(view: TaskView) -> Iterator[tuple[Figure, Decimal]]:
    """The figures that are behind by `BEHIND` or more, with the points; none where the rest is being built."""
    counted = any(f.target and not f.specifies and not f.is_money for f in view.figures)
    for figure in view.figures:
        gap = None if counted and figure.specifies else _shortfall(view, figure)
        if gap is not None and gap >= BEHIND and not _under_way(figure) and not _at_work_on_one(view, figure):
            yield figure, gap


def _at_work_on_one(view: TaskView, figure: Figure) -> bool:
    """Whether the one thing promised isn't there yet and is being built: none of one says nothing of the way to it."""
    target, done = figure.target, figure.done
    if target is None or done is None or target.value != 1 or done.value:
        return False
    return any(view.clauses(Aspect.STARTED, Aspect.ONGOING, Aspect.DONE))


def _under_way(figure: Figure) -> bool:
    """Whether others of the things promised are being built: then the finished ones alone are no progress figure."""
    target, done = figure.target, figure.done
    if (
        figure.report is None
        or target is None
        or done is None
        or any(agrees(r.quantity, done, target) for r in figure.rates)
    ):
        return False
    if done.unit in THINGS and 0 < target.value - done.value <= _works_named(figure.report):
        return True
    told = figure.answer.done_mentions if figure.answer else ()
    units = {done.unit, *(m.quantity.unit for m in told)}
    return any(
        m.quantity.unit in units and _being_built(figure.report, m) and m.span != figure.done_span
        for m in figure.report.facts.mentions
    )


THINGS = frozenset("个座处所家条栋幢")
"""Units of works that are told of by their names."""


def _works_named(text: Text) -> int:
    """How many works, each told of in a clause of its own, are under way: 枫树坪正在安装，石门正在硬化."""
    clauses = (c for c in text.facts.clauses if c.aspect is Aspect.ONGOING)
    return sum(c.text.find("正在") > 1 or bool(c.label) for c in clauses)


_SHARE_DONE = Pattern(r"(?:完成|达到?|至)\s*[1-9]?\d(?:\.\d+)?\s*[%％]")


def _being_built(text: Text, mention: Mention) -> bool:
    if mention.aspect is Aspect.DONE and _SHARE_DONE.search(text.facts.clauses[mention.clause].text):
        return True  # 2座沉箱安装完成70%
    if mention.aspect is Aspect.REMAINING:
        return "正在" in text.facts.clauses[mention.clause].text
    return mention.aspect in (Aspect.ONGOING, Aspect.STARTED)


def _not_begun(view: TaskView) -> Text | None:
    """The progress when all that it says is that nothing has begun."""
    for text in view.progress:
        aspects = {c.aspect for c in text.facts.clauses} - {Aspect.MENTION, Aspect.PLANNED}
        idle = {Aspect.NOT_BEGUN, Aspect.PREPARED} if view.case.elapsed >= HALF_YEAR else {Aspect.NOT_BEGUN}
        if Aspect.NOT_BEGUN in aspects and aspects <= idle:
            return text
    return None


def _without_result(view: TaskView) -> bool:
    """Half the year gone, and of all that was promised in numbers nothing but preparation is reported."""
    counted = [f for f in view.figures if f.target is not None and not f.specifies]
    idle = counted and all(f.done is None and f.kind not in ("value", "all_done") for f in view.figures)
    if not idle or not view.progress or view.case.elapsed < HALF_YEAR:
        return False
    works = Aspect.STARTED, Aspect.TOTAL, Aspect.ONGOING, Aspect.DONE
    return is_process(view) or not any(view.clauses(*works))


class BehindSchedule(Rule):
    """Behind expected progress."""

    slug = "behind-schedule"
    family = "schedule"
    name = Bilingual("落后于序时进度", "Behind schedule")
    explanation = Bilingual(
        "完成率比序时进度低10个百分点以上；任务有自己的进度计划的按计划，没有的按线性。",
        "Completion is ten percentage points or more below the schedule: the task's own, else the linear one.",
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding an indicator that lags; from its last day on it is overdue or not finished instead.

        Of an item in two rows (计划 over 实际) one finding where the last period that has ended lags.
        """
        if (short := shortfall(view)) and short.points >= BEHIND:
            points = plain(short.points.quantize(Decimal("0.1")))
            planned, done = plain(short.planned), plain(short.done)
            yield self.finding(
                short.place.place(Span(0, len(short.place.text))),
                f"到{short.day.month}月底计划{planned}，实际{done}，落后全年计划{points}个百分点。",
                f"{planned} planned by {short.day:%Y-%m-%d}, {done} done: {points} points of the year's plan short.",
                computation=f"{planned}-{done}={plain(short.planned - short.done)}",
                suggestion=("说明原因和赶上进度的措施。", "Say why, and how it will be caught up."),
            )
        for figure, gap in lagging(view):
            if view.curve is None or view.expected is None or figure.completion is None or view.expected >= HUNDRED:
                continue
            done, expected = percent(figure.completion, 1), percent(view.expected, 1)
            points = plain(gap.quantize(Decimal("0.1")))
            yield self.finding(
                figure.done_place,
                f"完成{done}，按{view.curve.name}应为{expected}，落后{points}个百分点。",
                f"{done} done, {expected} expected on schedule: {points} points behind.",
                computation=f"{expected}-{done}={points}",
                suggestion=("说明原因和赶上进度的措施。", "Say why, and how it will be caught up."),
            )


class BehindWithoutProblem(Rule):
    """Well behind, or not begun, while problems are said to be none."""

    slug = "behind-without-problem"
    family = "schedule"
    name = Bilingual("进度滞后却称无问题", "Behind, yet no problem is named")
    explanation = Bilingual(
        "进度明显滞后或尚未开始，“存在问题”却填“无”。", "Well behind or not begun, while the problems column says none."
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a row."""
        if not view.says_no_problem:
            return
        place = view.problems.place(Span(0, len(view.problems.text))) if view.problems else view.row_place
        worst = max(lagging(view), key=lambda item: item[1], default=None)
        if worst and worst[0].completion is not None and view.expected is not None:
            done, expected = percent(worst[0].completion, 1), percent(view.expected, 1)
            yield self.finding(
                place,
                f"只完成{done}，应完成{expected}，存在问题却填“无”。",
                f"{done} done of {expected} expected, yet no problem is named.",
                computation=f"{expected}-{done}={plain(worst[1].quantize(Decimal('0.1')))}",
                suggestion=("如实填写滞后原因。", "Name the cause of the delay."),
            )
        elif (_not_begun(view) and view.case.elapsed >= Decimal(20)) or _without_result(view):
            yield self.finding(
                place,
                f"全年已过{percent(view.case.elapsed, 0)}，还没有完成数，存在问题却填“无”。",
                f"{percent(view.case.elapsed, 0)} of the year gone and no result, yet no problem is named.",
                suggestion=("如实填写未开始或没有进展的原因。", "Say why there is no result yet."),
            )


class NotStarted(Rule):
    """Far into the year and not begun."""

    slug = "not-started"
    family = "schedule"
    name = Bilingual("时间过半仍未启动", "Not started")
    explanation = Bilingual("全年已过三成以上，任务仍未开始。", "Far into the year and not begun.")

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a row of which nothing has begun."""
        text = _not_begun(view)
        if text and view.case.elapsed >= NOT_BEGUN_FROM:
            yield self.finding(
                text.place(Span(0, len(text.text))),
                f"全年已过{percent(view.case.elapsed, 0)}，任务仍未开始。",
                f"{percent(view.case.elapsed, 0)} of the year gone and nothing begun.",
                suggestion=("说明原因和开工时间。", "Say why, and when it will start."),
            )
