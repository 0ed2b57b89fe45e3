"""Family schedule: figures and dates against the cut-off, the deadline and the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from taizhang.language.facts import Aspect, DateMention
from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Finding, Role, Span

from .case import TaskView, Text
from .coverage import is_process
from .figures import Figure
from .numbers import HUNDRED, percent, plain
from .rule import Rule

BEHIND = Decimal(10)
"""Points below expected from which a row is called behind (银川 2025: 10 to 30 is yellow; domain.md 2.2)."""
NOT_BEGUN_FROM = Decimal(30)
"""Share of the year in percent from which nothing begun is worth a question."""

HALF_YEAR = Decimal(50)
FINISH = Pattern(r"完工|竣工|建成|投用|投入使用|交付|完成|启用|验收|开放|运营|通车|结束|办结")
START = Pattern(r"开工|启动|动工|进场|开建|开始")
STILL = Pattern(
    r"正在|正(?![常式])|仍|尚|未|在建|推进中|施工中|建设中|加快|抓紧|预计|计划|将|拟|待|剩余|其余|还|进入|有序|持续|编制|设计|招标|选址|论证"
)
"""Words of what is not over; 主体工程封顶 alone may be all that was due."""
LEFT = Pattern(r"剩余|其余|尚|仍|未|还有")
PLANNED = Pattern(r"预计|计划|力争|争取|拟|将|定于|届时|目标|确保|有望|待|预定")
CHANGED = Pattern(
    r"(?:目标|任务数?|指标|计划数?|建设内容|规模)[^，。；\n]{0,16}?(?:调整为|调减|调增|核减|变更为|压减|追加)[^，。；\n]*"
    r"|由\s*[\d.]+[^，。；\n]{0,8}(?:调整|变更|核减|调减|调增|压减)(?:为|至|到)[^，。；\n]*"
    r"|(?:调整|核减|调减|调增|变更)(?:了)?[^，。；\n]{0,8}(?:目标任务|年度目标|目标值|任务数|指标数)[^，。；\n]*"
    r"|将[^，。；\n]{0,20}(?:任务|目标)调整为[^，。；\n]*"
)


def _shortfall(view: TaskView, figure: Figure) -> Decimal | None:
    """Points behind expected, None when it can't be told."""
    if view.expected is None or figure.completion is None or figure.promise.part_of is not None:
        return None
    return view.expected - figure.completion


def _lagging(view: TaskView) -> Iterator[tuple[Figure, Decimal]]:
    for figure in view.figures:
        gap = _shortfall(view, figure)
        if gap is not None and gap >= BEHIND and not _under_way(figure):
            yield figure, gap


def _under_way(figure: Figure) -> bool:
    """Whether others of the things promised are being built: then the finished ones alone are no progress figure."""
    if figure.report is None or figure.done is None or figure.rates:
        return False
    told = figure.answer.done_mentions if figure.answer else ()
    units = {figure.done.unit, *(m.quantity.unit for m in told)}
    return any(
        m.quantity.unit in units and m.aspect in (Aspect.ONGOING, Aspect.STARTED) and m.span != figure.done_span
        for m in figure.report.facts.mentions
    )


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
    counted = [f for f in view.figures if f.target is not None]
    idle = counted and all(f.done is None and f.kind not in ("value", "all_done") for f in view.figures)
    if not idle or not view.progress or view.case.elapsed < HALF_YEAR:
        return False
    works = any(view.clauses(Aspect.STARTED, Aspect.TOTAL)) or any(t.facts.stages for t in view.progress)
    return not works and (is_process(view) or all(f.kind in ("none", "prepared") for f in view.figures))


class BehindSchedule(Rule):
    """Behind expected progress."""

    slug = "behind-schedule"
    family = "schedule"
    name = Bilingual("落后于序时进度", "Behind schedule")
    explanation = Bilingual(
        "完成率比线性序时进度低10个百分点以上。",
        "Completion is ten percentage points or more below the linear schedule.",
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding an indicator that lags; from its last day on it is overdue or not finished instead."""
        for figure, gap in _lagging(view):
            if view.curve is None or view.expected is None or figure.completion is None or view.expected >= HUNDRED:
                continue
            done, expected = percent(figure.completion, 1), percent(view.expected, 1)
            points = plain(gap.quantize(Decimal("0.1")))
            yield self.finding(
                figure.done_place,
                f"完成{done}，按{view.curve.name}应为{expected}，落后{points}个百分点。",
                f"{done} done, {expected} expected on a linear schedule: {points} points behind.",
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
        worst = max(_lagging(view), key=lambda item: item[1], default=None)
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
        rates = [f.completion for f in self.view.figures if f.completion is not None]
        if rates and all(r >= HUNDRED for r in rates):
            return not any(LEFT.search(text.text[span.start : span.end]) for text, span in self.open_clauses)
        if any(r < HUNDRED for r in rates):
            return False
        return not self.open_clauses and any(c.aspect in (Aspect.DONE, Aspect.TOTAL) for _, c in self.clauses)

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
                    f"时限为{_day(mention.end)}，截至{_day(view.case.as_of)}仍未完成，逾期{days}天。",
                    f"Due {mention.end:%Y-%m-%d}, not done at {view.case.as_of:%Y-%m-%d}: {days} days late.",
                    computation=f"{view.case.as_of:%Y-%m-%d} - {mention.end:%Y-%m-%d} = {days}",
                    suggestion=("说明逾期原因和新的完成时间。", "Say why, and give the new date."),
                )
                return


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
    clause = text.facts.clauses[mention.clause] if text.facts.clauses else None
    words = clause.text if clause else mention.event
    state = Finished(view, _subject(text, mention))
    if START.search(mention.event or words) and not FINISH.search(mention.event):
        return state.begun or state.finished
    if not (view.progress or view.figures):
        return True
    short = any(f.completion is not None and f.completion < HUNDRED for f in view.figures)
    return state.finished or not (state.open_clauses or short)


def _subject(text: Text, mention: DateMention) -> str:
    """The thing a deadline speaks of: the words before the day in its clause, if they name one."""
    if not text.facts.clauses:
        return ""
    clause = text.facts.clauses[mention.clause]
    before = text.text[clause.span.start : mention.span.start]
    return re.sub(r"[，、：:应于在\s]+$", "", before)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


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


class AfterCutoff(Rule):
    """A dated fact later than the cut-off."""

    slug = "after-cutoff"
    family = "schedule"
    severity = "error"
    name = Bilingual("事实晚于截至日", "Fact later than the cut-off")
    explanation = Bilingual("进展情况中写了截至日以后发生的事。", "A dated fact is later than the cut-off.")

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a fact of a later day."""
        as_of = view.case.as_of
        if as_of is None:
            return
        for text in view.having(Role.PROGRESS, Role.STAGE):
            for mention in text.facts.dates:
                later = mention.start > as_of and _is_fact(text, mention)
                # In a report of January a bare 12月 is last December.
                if later and (mention.stated_year or (mention.start - as_of).days < 183):
                    yield self.finding(
                        text.place(mention.span),
                        f"截至日为{_day(as_of)}，这里写的是{_day(mention.start)}的事。",
                        f"The cut-off is {as_of:%Y-%m-%d}; this is a fact of {mention.start:%Y-%m-%d}.",
                        computation=f"{mention.start:%Y-%m-%d} > {as_of:%Y-%m-%d}",
                        suggestion=("移到下期填报，或更正日期。", "Report it in the next period, or mend the date."),
                    )


def _is_fact(text: Text, mention: DateMention) -> bool:
    """Whether a date tells of what has been: it, or a day without a word of plan in its sentence so far."""
    sentence = re.split(r"[。；;\n]", text.text[: mention.span.start])[-1]
    if PLANNED.search(sentence) or re.match(r"\s*(?:前|之前|左右)", text.text[mention.span.end :]):
        return False
    if mention.kind in ("fact", "as_of"):
        return True
    after = re.split(r"[。；;\n]", text.text[mention.span.end :])[0]
    return mention.kind == "mention" and mention.precision == "day" and not PLANNED.search(after)


class BeyondYear(Rule):
    """A finish planned beyond the ledger's year."""

    slug = "beyond-year"
    family = "schedule"
    name = Bilingual("计划完成时间超出年度", "Planned finish beyond the year")
    explanation = Bilingual("计划完成的时间在台账年度之后。", "The planned finish lies beyond the ledger's year.")

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a planned finish or deadline of a later year."""
        year = view.case.year
        if year is None:
            return
        due = view.having(Role.DEADLINE)
        for text in (*due, *view.goals, *view.progress, *view.having(Role.NEXT_STEPS)):
            for mention in text.facts.dates:
                # A report can't tell of a later year but as a plan.
                beyond = mention.stated_year and mention.start.year > year
                if beyond and self._is_finish(text, mention, due):
                    yield self.finding(
                        text.place(mention.span),
                        f"这是{year}年的台账，计划完成时间为{mention.text}。",
                        f"The ledger is of {year}; the finish is planned for {mention.start:%Y-%m}.",
                        suggestion=("写明本年度应完成的阶段目标。", "State what is due within the year."),
                    )
                    return

    def _is_finish(self, text: Text, mention: DateMention, due: tuple[Text, ...]) -> bool:
        quoted = re.search(r"《[^》]*$", text.text[: mention.span.start])
        after = text.text[mention.span.end : mention.span.end + 14]
        return not quoted and (text in due or bool(FINISH.search(mention.event or after)))


class TargetChanged(Rule):
    """The text says that the target was changed."""

    slug = "target-changed"
    family = "schedule"
    name = Bilingual("目标有调整", "Target changed")
    explanation = Bilingual(
        "文中说目标已调整，应有调整依据并按新目标计算。",
        "The text says that the target was changed: it needs a version with its document.",
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a sentence that tells of a changed target."""
        for text in (*view.goals, *view.progress, *view.having(Role.REMARKS, Role.PROBLEMS)):
            found = CHANGED.search(text.text)
            if found:
                yield self.finding(
                    text.place(Span(found.start(), found.end())),
                    "文中称目标有调整，需附调整依据、日期和新目标值。",
                    "The target is said to have changed; give the basis, the date and the new value.",
                    suggestion=("登记目标调整的文件和新目标。", "Record the document and the new target."),
                )
                return
