"""Family coverage: whether the progress answers what was promised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.language.facts import Aspect
from taizhang.language.patterns import HAN, Pattern
from taizhang.language.spelling import part_ratio
from taizhang.ledger import Bilingual, Finding, Role, Span

from .counting_words import confusable
from .figures import Figure
from .rule import Rule
from .substance import RESULTS, is_process
from .told import OF_THE_WORK, SIZES, THINGS, told_otherwise
from .view import TaskView

COMMON = frozenset(
    [
        "建设",
        "新建",
        "改造",
        "完成",
        "实施",
        "开展",
        "安装",
        "提升",
        "推进",
        "工程",
        "项目",
        "全县",
        "全区",
        "全市",
        "群众",
        "以上",
        "进行",
        "工作",
        "个村",
        "农村",
    ]
)
"""Pairs of characters that two reports may share without speaking of one thing."""
MARKS = Pattern(r"[\s，。；：、,.;:“”\"‘’（）()!！]+")
PROPER = Pattern(
    r"(?!.*(?:收集|运输|处理|开展|增加|减轻|监测|加强|提高|推进|完善|提升|建设|改造|服务|管理|机制))[^\W_]{2,10}"
)
"""What may be a proper name: short, and without the words of doing that lists of measures are made of."""
COUNTED_ALL = Pattern(rf"[两二三四五六七八九十\d]+[大个类项]{HAN}{{2,6}}$")
OTHER_LIST = Pattern(rf"{HAN}{{2,8}}、{HAN}{{2,8}}")


class TargetUnreported(Rule):
    """A quantified target with no result in the progress."""

    slug = "target-unreported"
    family = "coverage"
    name = Bilingual("目标没有对应的完成情况", "Target without a result")
    explanation = Bilingual(
        "任务中有数量目标，进展情况里没有相应的完成数。",
        "A quantified target of the task has no result in the progress.",
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a row, which names all its targets without a result."""
        blank = view.task.row in view.case.silent and view.status[0] not in ("done", "closed", "adjusted")
        if not view.progress and not blank:
            return
        if view.progress and (GoalEchoed.is_echo(view) or speaks_of_another(view)):
            return
        missing = [f for f in view.figures if f.target is not None and not f.specifies and _unanswered(f)]
        missing = [f for f in missing if not told_otherwise(f, view)]
        if missing:
            names = "、".join(_title(f) for f in missing)
            yield self.finding(
                missing[0].goal_place,
                f"目标“{names}”没有填报进展。" if blank else f"目标“{names}”在进展情况中没有对应的完成数。",
                f"Nothing is reported of “{names}”." if blank else f"The progress reports no result for “{names}”.",
                suggestion=("补报该目标的完成数。", "Report the result of this target."),
            )


def _unanswered(figure: Figure) -> bool:
    """Whether nothing answers a target, or only a count of other things (14间浴室: 购置热水器38台)."""
    target, done = figure.target, figure.done
    if figure.kind == "none" or target is None or done is None:
        return figure.kind == "none"
    other = target.unit in THINGS and done.unit in THINGS and not figure.converts
    named = figure.report is not None and figure.name[-2:] in figure.report.text  # 喷灌设备120套: 喷灌设备96台
    return other and not named and not figure.rates and not confusable(target, done)


def _title(figure: Figure) -> str:
    """The promise in a few words: 驿站4处, or 4处 with what it counts before it."""
    words = "".join(figure.goal.text[figure.promise.span.start : figure.promise.span.end].split())
    return words if figure.name in words else f"{figure.name}{words}"


class GoalEchoed(Rule):
    """Progress that repeats the goal with nothing of its own."""

    slug = "goal-echoed"
    family = "coverage"
    name = Bilingual("进展照抄目标", "Progress repeats the goal")
    explanation = Bilingual(
        "进展情况照抄目标任务，没有说明完成情况。", "The progress repeats the goal, with nothing of its own."
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a row whose progress is its goal again."""
        if self.is_echo(view):
            yield self.finding(
                view.progress[0].place(Span(0, len(view.progress[0].text))),
                "进展情况与目标任务的文字相同，看不出是否完成。",
                "The progress repeats the goal's words; it doesn't say what was done.",
                suggestion=("写明截至日的实际完成数和状态。", "State what was done by the cut-off."),
            )

    @staticmethod
    def is_echo(view: TaskView) -> bool:
        """Whether every clause of the progress stands in the goal, with no word of completion added."""
        if not view.progress or not view.goals:
            return False
        report, goals = view.progress[0], "".join(MARKS.sub("", g.text) for g in view.goals)
        said = MARKS.sub("", report.text)
        if len(said) < 6 or len(said) > len(goals) + 1:
            return False
        if any(f.target is not None and f.kind == "none" for f in view.figures):
            return False
        claims = re.search(r"已|均|全部完成|完成率|累计|目前|截至", said)
        return said in goals or (not claims and len(said) >= 12 and part_ratio(said, goals, 97) > 0)


class ObjectMismatch(Rule):
    """A report on another thing than the one promised."""

    slug = "object-mismatch"
    family = "coverage"
    name = Bilingual("所报事项不是所承诺事项", "The thing reported is not the thing promised")
    explanation = Bilingual(
        "任务点名的对象在进展情况中一个也没有，报的是别的对象。",
        "None of the things that the task names is in the progress, which speaks of others.",
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a promise whose named things are all missing while others are reported."""
        if not view.progress:
            return
        names = next(_names_passed_over(view), ())
        if names or speaks_of_another(view):
            listed = "、".join(names) or _title(view.figures[0])
            yield self.finding(
                view.progress[0].place(Span(0, len(view.progress[0].text))),
                f"任务承诺的是“{listed}”，进展情况中没有提到，报的是其他事项。",
                f"The task promises “{listed}”; the progress speaks of something else.",
                suggestion=(
                    "按任务所承诺的对象填报，或说明调整依据。",
                    "Report on the thing promised, or give the basis of the change.",
                ),
            )


def _names_passed_over(view: TaskView) -> Iterator[tuple[str, ...]]:
    """The names of each promise of which none is in the progress, while other places are."""
    said = MARKS.sub("", "".join(t.text for t in view.progress))
    for figure in view.figures:
        names = tuple(n for n in figure.promise.names if PROPER.fullmatch(n))
        told: bool = figure.kind in ("value", "all_done")
        # 等 leaves names out: only a list as long as its number is all that was promised.
        whole = figure.target is not None and figure.target.value == len(names) >= 2 and _lists_others(figure)
        if not names or (told and not whole):
            continue
        if not any(_named(name, said) for name in (*names, *_together(names))) and _other_names(view, said):
            yield names


def _together(names: tuple[str, ...]) -> tuple[str, ...]:
    """What a list's last name ends in where it counts them all: 影像、检验、心电三大中心 are the 三大中心."""
    found = COUNTED_ALL.search(names[-1])
    return (found[0],) if found else ()


def _lists_others(figure: Figure) -> bool:
    """Whether the clause of a figure's result lists names of its own (完成金山、洪塘两个片区改造)."""
    if figure.report is None or figure.answer is None or not figure.answer.done_mentions:
        return False
    clauses = figure.report.facts.clauses
    return any(OTHER_LIST.search(clauses[m.clause].text) for m in figure.answer.done_mentions)


def speaks_of_another(view: TaskView) -> bool:
    """Whether the only promise has no answer while amounts of things with no word in common are reported."""
    if len(view.figures) != 1 or view.figures[0].kind not in ("none", "words") or is_process(view):
        return False
    target, thing = view.figures[0].target, view.figures[0].name
    works = any(t.facts.stages for t in view.progress)
    if target is None or (target.unit in SIZES and works):
        return False
    if works and target.value == 1 and view.progress[0].text.strip().startswith(OF_THE_WORK):
        return False
    same = [m for t in view.progress for m in t.facts.mentions if m.quantity.unit == target.unit]
    if any(not m.counted or set(m.counted) & set(thing) for m in same if target.unit not in ("个", "项")):
        return False
    return _no_word_in_common(view)


def _no_word_in_common(view: TaskView) -> bool:
    goal = "".join(t.text for t in (*view.goals, *view.having(Role.PROJECT, Role.SUBPROJECT)))
    pairs = {goal[i : i + 2] for i in range(len(goal) - 1)} - COMMON
    text = view.progress[0].text
    amounts = [m for t in view.progress for m in t.facts.mentions if m.counted and m.quantity.unit != "元"]
    return bool(amounts) and not any(text[i : i + 2] in pairs for i in range(len(text) - 1))


def _named(name: str, said: str) -> bool:
    """Whether a name, or the part of it that tells it from others, is in the text."""
    bare = MARKS.sub("", name)
    core = re.sub(r"(等|片区|小区|社区|街道|项目|工程|建设|改造|学校|医院|中心)+$", "", bare) or bare
    return core[:2] in said or (len(core) >= 4 and part_ratio(core, said, 75) > 0)


def _other_names(view: TaskView, said: str) -> bool:
    """Whether the progress speaks of a place or work of its own: a claim of results, not a plan or a phrase."""
    claims = [c for _, c in view.clauses(*RESULTS, Aspect.ONGOING)]
    return any(
        re.search(
            rf"{HAN}{{2,}}(片区|小区|街|路|村|镇|乡|桥|河|学校|小学|中学|医院|公园|园|馆|站|厂|中心|广场|水库|社区|市场)",
            c.text,
        )
        for c in claims
    )


class OtherYear(Rule):
    """A goal of this year answered with another year's results."""

    slug = "other-year"
    family = "coverage"
    severity = "error"
    name = Bilingual("以往年成果顶替今年任务", "Another year's result for this year's goal")
    explanation = Bilingual(
        "今年的任务报的是往年的成果。", "A goal of this year is answered with another year's results."
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a clause with results of an earlier year where the goal names none."""
        year = view.case.year
        if year is None:
            return
        named = (*view.goals, *view.having(Role.PROJECT, Role.DEADLINE))
        goal_years = {d.start.year for t in named for d in t.facts.dates if d.stated_year}
        for text in view.progress:
            answered = [m for f in view.figures if f.report is text and f.answer for m in f.answer.done_mentions]
            for index, clause in enumerate(text.facts.clauses):
                if not self._earlier(clause.year, year, goal_years):
                    continue
                claims = clause.aspect in RESULTS or any(m.clause == index for m in answered)
                if claims or re.search(
                    r"建成|建设的|改造的|完成|运营|投用|发放|[兑拨]付|救助|资助|培训|新[增建]\D{0,10}\d", clause.text
                ):
                    if re.search(r"结转|续建|跨年|延续", clause.text) or self._own_results(view, year):
                        continue
                    yield self.finding(
                        text.place(clause.span),
                        f"任务是{year}年的，这里报的是{clause.year}年的成果。",
                        f"The goal is of {year}; this is a result of {clause.year}.",
                        suggestion=(f"填报{year}年的完成情况。", f"Report the results of {year}."),
                    )
                    return

    def _earlier(self, said: int | None, year: int, goal_years: set[int]) -> bool:
        return said is not None and said < year and said not in goal_years

    def _own_results(self, view: TaskView, year: int) -> bool:
        """Whether other clauses report figures of this year, so that the earlier year is only background."""
        return any(
            c.year in (None, year) and any(m.clause == i for m in t.facts.mentions)
            for t in view.progress
            for i, c in enumerate(t.facts.clauses)
            if c.aspect in RESULTS
        )
