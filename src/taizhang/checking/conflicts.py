"""Family arithmetic: two figures for one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from taizhang import language
from taizhang.language.facts import Aspect, Kind, Mention
from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Finding, Role, Span

from .case import Case
from .cells import Text
from .figures import counted_in_words
from .letters import told_twice
from .rule import Rule
from .view import TaskView

SINCE_START = Pattern(r"(?:自|从)?(?:项目)?开工(?:以来|至今)?(?:累计|完成)|历年累计|自开工")
THIS_YEAR = Pattern(r"[本今当]年|年度|20\d\d年|1[-—－~～至到]\d{1,2}月")


class ConflictingFigures(Rule):
    """Two figures for one thing."""

    slug = "conflicting-figures"
    family = "arithmetic"
    name = Bilingual("同一事项两个数据", "Two figures for one thing")
    explanation = Bilingual(
        "同一事项在同一行里出现两个不同的数据。", "One row gives two different figures for one thing."
    )

    def check(self, case: Case) -> Iterator[Finding]:
        """Two figures in a row, then what a letter tells of its table's rows against the table."""
        yield from super().check(case)
        for figure, told in told_twice(case):
            if figure.done and told.done and figure.done.value != told.done.value:
                yield self.finding(
                    figure.done_place,
                    f"正文写“{figure.name}”{told.done.text}，表中为{figure.done.text}。",
                    f"The letter says {told.done.text}; the table says {figure.done.text}.",
                    computation=f"{told.done.text}≠{figure.done.text}",
                    suggestion=("核实后改正其中一个。", "Check, and mend one of them."),
                )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a thing with two figures, in the goal or in the progress."""
        for text in view.goals:
            yield from self._pairs(text, _alike_goals(text))
        for text in view.progress:
            yield from self._pairs(text, _alike_results(text))
        yield from self._remarks(view)
        yield from self._columns(view)
        yield from self._of_all_years(view)

    def _remarks(self, view: TaskView) -> Iterator[Finding]:
        """A remark that says again, with another figure, what the progress said was done: 已复耕2952亩, 复耕2592亩."""
        for remark in view.having(Role.REMARKS):
            told = [m for m in remark.facts.mentions if _is_sum(remark, m)]
            if len(told) != 1 or len(remark.facts.mentions) > 1:
                continue
            for text in view.progress:
                for mention in text.facts.mentions:
                    if _is_sum(text, mention) and _told_again(text, mention, remark, told[0]):
                        yield self.finding(
                            remark.place(told[0].span),
                            f"同一事项两个数据：{text.heading}写{mention.quantity.text}，此处写{told[0].quantity.text}。",
                            f"Two figures for one thing: {mention.quantity.text} and {told[0].quantity.text}.",
                            computation=f"{mention.quantity.text}≠{told[0].quantity.text}",
                            suggestion=("核实后改正其中一个。", "Check, and mend one of them."),
                        )
                        return

    def _columns(self, view: TaskView) -> Iterator[Finding]:
        """The words of the progress against a column that names and counts the same things."""
        for text in counted_in_words(view):
            for figure in view.figures:
                told = language.answers((figure.promise,), text.text, year=view.case.year)[0].done
                done = figure.done
                if done is None or told is None or figure.report == text or done.unit != told.unit:
                    continue
                if done.bound == "exact" and done.value != told.value:
                    yield self.finding(
                        figure.done_place,
                        f"“{figure.name}”有两个数据：文字写{done.text}，{text.heading}写{told.text}。",
                        f"Two figures for one thing: {done.text} and {told.text}.",
                        computation=f"{done.text}≠{told.text}",
                        suggestion=("核实后改正其中一个。", "Check, and mend one of them."),
                    )

    def _of_all_years(self, view: TaskView) -> Iterator[Finding]:
        """What was done since works began, which holds what was done this year and cannot be less."""
        columns = view.case.ledger.columns
        told = view.having(Role.ACHIEVED, Role.EXTRA)
        for text in told:
            whole = language.parse_quantity(text.text) if SINCE_START.search(text.heading) else None
            for part in told if whole else ():
                year = language.parse_quantity(part.text)
                named = THIS_YEAR.search("".join(columns[part.column].heading) or part.heading)
                if whole and year and named and part != text and whole.unit == year.unit and whole.value < year.value:
                    yield self.finding(
                        text.place(Span(0, len(text.text))),
                        f"{text.heading}为{whole.text}，小于其中{part.heading}的{year.text}。",
                        f"{text.heading} is {whole.text}, less than the {year.text} of this year alone.",
                        computation=f"{whole.text}<{year.text}",
                        suggestion=("核对两栏数据。", "Check both figures."),
                    )

    def _pairs(self, text: Text, pairs: Iterator[tuple[Mention, Mention]]) -> Iterator[Finding]:
        for first, second in pairs:
            yield self.finding(
                text.place(Span(first.span.start, second.span.end)),
                f"“{second.counted or first.counted}”有两个数据：{first.quantity.text}、{second.quantity.text}。",
                f"Two figures for one thing: {first.quantity.text} and {second.quantity.text}.",
                computation=f"{first.quantity.text}≠{second.quantity.text}",
                suggestion=("核实后只保留一个，或说明口径。", "Keep one, or say how they are counted."),
            )


def _alike_goals(text: Text) -> Iterator[tuple[Mention, Mention]]:
    """A goal's amount and another of the same thing that brackets call the actual one (实际…)."""
    mentions = [m for m in text.facts.mentions if m.kind is Kind.AMOUNT]
    for first, second in pairwise(mentions):
        between = text.text[first.span.end : second.span.start]
        same = first.quantity.unit == second.quantity.unit and first.quantity.value != second.quantity.value
        if same and re.search(r"[（(][^）)]*实际", between):
            yield first, second


def _alike_results(text: Text) -> Iterator[tuple[Mention, Mention]]:
    """Two sums done of one thing: clauses of the same words but for the number, with no date or place between them."""
    sums = [m for m in text.facts.mentions if _is_sum(text, m) and not _opens_with(text, m)]
    if len(sums) > MOST_SUMS:
        return
    for first, second in combinations(sums, 2):
        ours, theirs = text.facts.clauses[first.clause], text.facts.clauses[second.clause]
        if first.clause == second.clause or ours.label != theirs.label or first.quantity.unit != second.quantity.unit:
            continue
        if first.quantity.value == second.quantity.value or (first.year or text.year) != (second.year or text.year):
            continue
        one, other = _words(ours.text), _words(theirs.text)
        if min(len(one), len(other)) < 4 or not (one <= other or other <= one):
            continue
        if _of_terms(text, first, second) or _of_subjects(text, first, second):
            continue
        if any(
            m.quantity.value + first.quantity.value == second.quantity.value
            for m in text.facts.mentions
            if m not in (first, second)
        ):
            continue  # 可提供2400个；新增2550个，总计新增4950个
        yield first, second


def _of_terms(text: Text, *pair: Mention) -> bool:
    """Whether two amounts are told of two school terms: 春季学期发放812万元；秋季学期发放546万元."""
    leads = (re.split(r"[。；;\n]", text.text[: m.span.start])[-1] for m in pair)
    terms = [found[-1] if (found := _TERM.findall(lead)) else "" for lead in leads]
    return all(terms) and len(set(terms)) > 1


def _of_subjects(text: Text, *pair: Mention) -> bool:
    """Whether the words before one of two in a sentence name what the other's clause does not.

    新校区投用，新增学位1800个；老年学校新增学位1050个.
    """
    if "。" in text.text[pair[0].span.end : pair[1].span.start]:
        return False
    clauses = [text.facts.clauses[m.clause] for m in pair]
    leads = [_words(text.text[c.span.start : m.span.start]) for c, m in zip(clauses, pair, strict=True)]
    return any(len(lead - _words(c.text)) > _SUBJECT for lead, c in zip(leads, clauses[::-1], strict=True))


def _opens_with(text: Text, mention: Mention) -> bool:
    """Whether an amount only counts those of whom its clause tells one: 12个镇街学校新增学位1050个."""
    opens = mention.span.start - text.facts.clauses[mention.clause].span.start < 2
    others = (m for m in text.facts.mentions if m.clause == mention.clause and m.span > mention.span)
    return opens and any(m.quantity.unit == mention.quantity.unit for m in others)


def _told_again(text: Text, one: Mention, remark: Text, other: Mention) -> bool:
    """Whether two amounts are of one size and unit, and the remark's words all stand in the clause of the other."""
    ours, theirs = _verbs(text.facts.clauses[one.clause].text), _verbs(remark.facts.clauses[other.clause].text)
    if one.quantity.unit != other.quantity.unit or one.quantity.value == other.quantity.value:
        return False
    near = other.quantity.value * 2 > one.quantity.value > 0 and one.quantity.value * 2 > other.quantity.value
    return near and len(theirs) >= 2 and theirs in ours and not GENERAL.fullmatch(theirs)


def _verbs(clause: str) -> str:
    """A clause's words up to its first figure, without those of time and completion."""
    return re.sub(r"[已完成了共计累的均目前约近\s]", "", re.split(r"\d", clause)[0])


GENERAL = Pattern(r"新增|另|其中|新建|改造|实施|建设|惠及|涉及|投入|发放|补助|总\S*|全\S*")
"""Words that a remark may say of other things than the progress says them of."""
_DATED = Pattern(r"\d月|季度|本月|当月|上半年|下半年|第.[次批期轮]")
_TERM = Pattern(r"[春秋]季?学期|[上下]学期|第[一二]学期")
MOST_SUMS = 60
"""More sums than these in one text are a list of places or people, and of each other nothing is to be said."""
_SUBJECT = 3
"""Characters more than these, which the other clause has not, name a subject of its own."""
_STEP = Pattern(r"开工|启动|设计|招标|计划|预计|剩余|其余|其中|可(?:新增|增加|提供)")


def _is_sum(text: Text, mention: Mention) -> bool:
    """Whether an amount is a sum reached, not a part, a month's share or one of several places'."""
    clause = text.facts.clauses[mention.clause]
    done = mention.kind is Kind.AMOUNT and mention.aspect not in (Aspect.PLANNED, Aspect.REMAINING, Aspect.INCREMENT)
    if not done or mention.part or _STEP.search(clause.text):
        return False
    return "截至" in clause.text or not _DATED.search(clause.text)


FILLING = set("本度已完成了共计累的均全县市区我目前截至底月日年，约近其中个处公里户人名座所家条台套米方万亿项")


def _words(clause: str) -> set[str]:
    """The characters that say what is counted, without numbers, units and words of time and completion."""
    return {c for c in clause if "一" <= c <= "鿿" and c not in FILLING}
