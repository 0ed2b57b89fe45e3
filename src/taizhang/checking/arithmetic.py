"""Family arithmetic: rates against their two figures, units, and what cannot be a rate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang import language
from taizhang.language.facts import Aspect, Kind, Mention
from taizhang.language.patterns import Pattern
from taizhang.ledger import Bilingual, Finding, Quantity, Role, Span

from .case import Case
from .cells import Text
from .changes import Broken, broken_growths
from .columns import broken_ratios
from .figures import Figure, StatedRate
from .numbers import HUNDRED, agrees, bare, is_cut, percent
from .rule import Rule
from .view import TaskView
from .votes import broken_votes

SHARE = Pattern(r"[率比度]$|占比|比重|覆盖|达标|合格|普及|知晓|满意")
UNBOUNDED = Pattern(r"毛入|完成|增长|增幅|增速|提高|同比|环比|投资|执行|超额|进度|利用率|周转|回报|收益|序时|下降|上升")
"""Rates that may pass 100%: gross enrolment, growth, over-fulfilment."""
RATE_NAME = Pattern(
    r"(?:满意|覆盖|合格|达标|普及|知晓|及格|通过|优良|参保|入学|就业|办结|签约|筛查|接种)率(?:[(（].*)?$"
)
"""A column of such a rate is never over 100%, as one of 完成率 may be."""
OF_WHOLE = Pattern(r"\s*[，,、(（]?\s*占(?:全年|年度|本年)?(?:目标|任务|计划|总数|应\S{1,3})?\s*")
_MANY = 60
"""Amounts of a text among which some pair gives any rate: it says nothing any more."""
OTHER_BASE = Pattern(r"剩余|其余|总工程量|工程量|形象进度|占地|(?<=[^\s，,])占比")
"""Words before a rate which say that it is not of the yearly target."""


def _wrong_rates(view: TaskView) -> Iterator[tuple[Figure, StatedRate, Quantity, Quantity]]:
    """Rates that are neither done over target nor done over any whole the same sentence names."""
    for figure in view.figures:
        target, done = figure.target, figure.done
        if not figure.counts or target is None or done is None or target.upper is not None:
            continue
        if done.bound in ("about", "over") or target.bound == "about":
            continue
        for rate in figure.rates:
            right = agrees(rate.quantity, done, target) or _of_another_whole(figure, rate, view)
            if not right and not OTHER_BASE.search(_lead(rate)) and not _of_all_works(figure, rate):
                yield figure, rate, done, target


def _of_all_works(figure: Figure, rate: StatedRate) -> bool:
    """Whether a rate counts those under way too: 24个全部开工，其中8个完工，整体进度48%."""
    if figure.report is None or figure.done is None or not _lead(rate).rstrip(" 为达到约:：").endswith("进度"):
        return False
    begun = (Aspect.STARTED, Aspect.ONGOING, Aspect.REMAINING)
    return any(m.aspect in begun and m.quantity.unit == figure.done.unit for m in figure.report.facts.mentions)


def _lead(rate: StatedRate) -> str:
    """The words of the clause before a rate."""
    text, start = rate.place.text, rate.place.span.start if rate.place.span else 0
    return re.split(r"[，。；;,\n]", text[:start])[-1]


def _of_another_whole(figure: Figure, rate: StatedRate, view: TaskView) -> bool:
    """Whether the text names another pair of amounts of which the printed rate is right.

    The whole may be one that the goal names and does not promise: 改造8个小区，惠及960户.
    """
    if figure.report is None:
        return False
    amounts = [m.quantity for m in figure.report.facts.mentions if m.kind is Kind.AMOUNT and m.quantity.value > 0]
    promised = {f.promise.span for f in view.figures if f.goal == figure.goal}
    others = [m.quantity for m in figure.goal.facts.mentions if m.kind is Kind.AMOUNT and m.span not in promised]
    wholes = [*amounts, *others, *([figure.target] if figure.target else [])]
    return len(amounts) > _MANY or any(
        part is not whole and part.unit == whole.unit and agrees(rate.quantity, part, whole)
        for part in amounts
        for whole in wholes
        if part.value != whole.value or rate.quantity.value == HUNDRED
    )


OF_NAMED = Pattern(r"占([^\W\d]{2,10}?)(?:总?人数|总?户数|总数|总量|数量?)?的\s*$")
"""What a rate is said to be of: 占审核通过人数的, 占应治理总数的."""


class RateMismatch(Rule):
    """A printed completion rate that is not done over target."""

    slug = "rate-mismatch"
    family = "arithmetic"
    severity = "error"
    name = Bilingual("完成率与数据不符", "Rate does not match its figures")
    explanation = Bilingual(
        "文中写的完成率与“完成数÷目标数”相差超过所写的小数位数。",
        "The printed rate differs from done over target by more than its printed precision.",
    )

    def check(self, case: Case) -> Iterator[Finding]:
        """Rates of the promises of every row, then the columns of rates whose two figures the table itself tells."""
        yield from super().check(case)
        read = {(v.task.row, r.place.column) for v in case.views for f in v.figures if f.counts for r in f.rates}
        for found, row, rate, part, whole in broken_ratios(case):
            place = case.cell_place(row, found.rate)
            if (row, place.column) not in read:
                yield self._mismatch(StatedRate(rate, place, has_percent=True), part, whole)
        for row, column, rate, part, whole in broken_votes(case):
            yield self._mismatch(StatedRate(rate, case.cell_place(row, column), has_percent=True), part, whole)
        for broken in broken_growths(case):
            yield self._growth(case, broken)
        yield from self.in_letter(case)

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a wrong rate."""
        for _, rate, done, target in _wrong_rates(view):
            if not is_cut(rate.quantity, done, target):
                yield self._mismatch(rate, done, target)
        yield from self._within_prose(view)

    def _mismatch(self, rate: StatedRate, done: Quantity, whole: Quantity) -> Finding:
        right = percent(HUNDRED * done.value / whole.value, max(2, rate.quantity.decimals))
        sum_ = f"{bare(done)}÷{bare(whole)}"
        return self.finding(
            rate.place,
            f"应为{right}（{sum_}），文中写作{rate.quantity.text}。",
            f"Should be {right} ({sum_}); the text says {rate.quantity.text}.",
            computation=f"{sum_}={right}",
            suggestion=(
                f"核对完成数和目标数；如均无误，将完成率改为{right}。",
                f"Check both figures; if right, print {right}.",
            ),
        )

    def _growth(self, case: Case, broken: Broken) -> Finding:
        now, before = broken.of
        sum_ = f"({bare(now)}-{bare(before)})÷{bare(before)}"
        right = percent(broken.right, broken.printed.decimals)
        return self.finding(
            case.cell_place(broken.row, broken.column),
            f"应为{right}（{sum_}），此处为{broken.printed.text}。",
            f"Should be {right} ({sum_}); here it is {broken.printed.text}.",
            computation=f"{sum_}={right}",
            suggestion=("核对两期数据和增幅。", "Check both figures and the growth."),
        )

    def _within_prose(self, view: TaskView) -> Iterator[Finding]:
        """Rates over a whole that the progress itself names: 共22件，已办结6件，占27%."""
        counted = [figure for figure in view.figures if figure.target is not None]
        known = {rate.place.span for figure in counted for rate in figure.rates if rate.place.span}
        for text in (*view.progress, *view.having(Role.REMARKS)):
            for whole, part, rate in (*_triples(text), *_of_wholes(text), *_named_shares(text), *_of_named(text)):
                if rate.span in known or rate.quantity.unit != "%":
                    continue
                if not agrees(rate.quantity, part.quantity, whole.quantity):
                    stated = StatedRate(rate.quantity, text.place(rate.span), has_percent=True)
                    yield self._mismatch(stated, part.quantity, whole.quantity)


def _triples(text: Text) -> Iterator[tuple[Mention, Mention, Mention]]:
    """Whole, part and rate that follow each other in one sentence: 计划20公里，完成11公里，占55%."""
    clauses = text.facts.clauses
    sentence = {i: c.sentence for i, c in enumerate(clauses)}
    mentions = text.facts.mentions
    for whole, part, rate in zip(mentions, mentions[1:], mentions[2:], strict=False):
        if rate.kind is not Kind.RATE or whole.kind is not Kind.AMOUNT or part.kind is not Kind.AMOUNT:
            continue
        near = len({sentence.get(m.clause) for m in (whole, part, rate)}) == 1
        words = text.text[part.span.end : rate.span.start]
        if near and re.search(r"占|完成率|比例", words) and _is_part(part, whole):
            yield whole, part, rate


def _of_wholes(text: Text) -> Iterator[tuple[Mention, Mention, Mention]]:
    """The same where the whole is named with the rate: 开课11期，占16期的68.8%."""
    mentions = text.facts.mentions
    for part, whole, rate in zip(mentions, mentions[1:], mentions[2:], strict=False):
        if rate.kind is not Kind.RATE or whole.kind is not Kind.AMOUNT or part.kind is not Kind.AMOUNT:
            continue
        before = text.text[part.span.end : whole.span.start]
        after = text.text[whole.span.end : rate.span.start]
        same = part.quantity.unit == whole.quantity.unit and 0 < part.quantity.value <= whole.quantity.value
        if same and OF_WHOLE.fullmatch(before) and re.fullmatch(r"\s*的\s*", after):
            yield whole, part, rate


def _of_named(text: Text) -> Iterator[tuple[Mention, Mention, Mention]]:
    """The same where the rate says what the whole was called: 审核通过4080人，已发放3960人，占审核通过人数的97%."""
    amounts = [m for m in text.facts.mentions if m.kind is Kind.AMOUNT]
    for rate in text.facts.mentions:
        named = OF_NAMED.search(text.text[: rate.span.start]) if rate.kind is Kind.RATE else None
        before = [m for m in amounts if named and m.span.end <= named.start()]
        whole = next((m for m in before if named and m.counted.endswith(named[1])), None)
        parts = [m for m in before if whole and m.span > whole.span and m.quantity.unit == whole.quantity.unit]
        parts = [m for m in parts if whole and 0 < m.quantity.value <= whole.quantity.value]
        if whole and parts and not any(agrees(rate.quantity, p.quantity, whole.quantity) for p in parts):
            yield whole, parts[-1], rate


def _named_shares(text: Text) -> Iterator[tuple[Mention, Mention, Mention]]:
    """The same where the rate has the part's name: 调解412件，成功406件，成功率98.5%."""
    mentions = text.facts.mentions
    for whole, part, rate in zip(mentions, mentions[1:], mentions[2:], strict=False):
        kinds = rate.kind is Kind.RATE and whole.kind is Kind.AMOUNT and part.kind is Kind.AMOUNT
        stem = text.text[part.span.end : rate.span.start].strip(" ，,、（(为达到约")
        between, name = text.text[whole.span.end : part.span.start], stem.removesuffix("率")
        named = len(stem) > 2 and stem != name and (name in between or name[-2:] == between.strip("，,、；; "))
        if name[-2:] in text.text[max(0, whole.span.start - 8) : whole.span.start]:
            continue  # 居民签约17万人，其中老人签约9万人，老人签约率76%: of the old, whose number isn't told
        if (
            kinds
            and named
            and part.quantity.unit == whole.quantity.unit
            and part.quantity.value <= whole.quantity.value
        ):
            yield whole, part, rate


def _is_part(part: Mention, whole: Mention) -> bool:
    if part.quantity.unit != whole.quantity.unit or not 0 < part.quantity.value <= whole.quantity.value:
        return False
    plans = whole.aspect is Aspect.PLANNED or bool(re.search(r"共|总", whole.counted))
    return plans and part.aspect in (Aspect.DONE, Aspect.TOTAL, Aspect.STARTED)


class RateTruncated(Rule):
    """A rate whose further digits were cut off."""

    slug = "rate-truncated"
    family = "arithmetic"
    name = Bilingual("完成率未四舍五入", "Rate was cut, not rounded")
    explanation = Bilingual(
        "完成率直接截去了后面的小数，没有四舍五入。", "Further digits of the rate were cut off instead of rounded."
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a rate that was cut."""
        for _, rate, done, target in _wrong_rates(view):
            if is_cut(rate.quantity, done, target):
                right = percent(HUNDRED * done.value / target.value, rate.quantity.decimals)
                exact = percent(HUNDRED * done.value / target.value, rate.quantity.decimals + 2)
                sum_ = f"{bare(done)}÷{bare(target)}"
                yield self.finding(
                    rate.place,
                    f"{sum_}={exact}，四舍五入应为{right}，文中写作{rate.quantity.text}。",
                    f"{sum_}={exact} rounds to {right}; the text says {rate.quantity.text}.",
                    computation=f"{sum_}={exact}",
                    suggestion=(f"改为{right}。", f"Print {right}."),
                )


class PercentSignMissing(Rule):
    """A rate without its sign."""

    slug = "percent-sign-missing"
    family = "arithmetic"
    name = Bilingual("比率缺少百分号", "Rate without %")
    explanation = Bilingual("完成率等比率后面没有写“%”。", "A rate is printed without the percent sign.")

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a rate without a sign, in prose or in a column whose other rates have one."""
        for text in (*view.goals, *view.progress):
            for mention in text.facts.mentions:
                if mention.kind is Kind.RATE and mention.quantity.unit != "%":
                    yield self._finding(StatedRate(mention.quantity, text.place(mention.span), has_percent=False))
        column_signed = _rate_column_signed(view)
        for figure in view.figures:
            for rate in figure.rates:
                in_column = rate.place.column not in {t.heading for t in view.progress} and rate.quantity.value
                if in_column and not rate.has_percent and column_signed:
                    yield self._finding(rate)

    def _finding(self, rate: StatedRate) -> Finding:
        number = rate.quantity.text
        return self.finding(
            rate.place,
            f"“{number}”后缺少百分号。",
            f"“{number}” lacks its percent sign.",
            suggestion=(f"写作{number}%。", f"Print {number}%."),
        )


def _rate_column_signed(view: TaskView) -> bool:
    return any(t.column in view.case.signed_columns for t in view.having(Role.RATE))


class ImpossibleRate(Rule):
    """A coverage or share over 100%."""

    slug = "impossible-rate"
    family = "arithmetic"
    severity = "error"
    name = Bilingual("比率超过100%", "Rate over 100%")
    explanation = Bilingual(
        "覆盖率、达标率、占比一类的比率不可能超过100%。", "A coverage, a pass rate or a share cannot exceed 100%."
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a share above the whole, or 100% 以上."""
        for text in (*view.goals, *view.progress):
            for mention in text.facts.mentions:
                if mention.kind is Kind.RATE and self._impossible(text, mention):
                    yield self.finding(
                        text.place(mention.span),
                        f"{mention.rate_of or '该比率'}不可能超过100%，文中写作“{mention.quantity.text}”。",
                        f"This rate cannot exceed 100%; the text says “{mention.quantity.text}”.",
                        suggestion=("核实数据，最高写作100%。", "Check the figure; 100% is the most it can be."),
                    )

        yield from self._in_columns(view)

    def _in_columns(self, view: TaskView) -> Iterator[Finding]:
        """A share above the whole in a column of its own: 满意率, 覆盖率."""
        for text in view.having(Role.RATE, Role.EXTRA):
            name = text.heading
            if len(text.text) > 10 or not RATE_NAME.search(name) or UNBOUNDED.search(name):
                continue
            quantity = language.parse_quantity(text.text)
            if quantity is not None and quantity.value > HUNDRED and quantity.unit in ("%", ""):
                yield self.finding(
                    text.place(Span(0, len(text.text))),
                    f"{name}不可能超过100%，此处为“{text.text.strip()}”。",
                    f"{name} cannot exceed 100%; here it is “{text.text.strip()}”.",
                    suggestion=("核实数据，最高写作100%。", "Check the figure; 100% is the most it can be."),
                )

    def _impossible(self, text: Text, mention: Mention) -> bool:
        before = text.text[max(0, mention.span.start - 12) : mention.span.start]
        words = mention.rate_of or before
        if not SHARE.search(words) or UNBOUNDED.search(words) or UNBOUNDED.search(before):
            return False
        after = text.text[mention.span.start : mention.span.end + 2]
        beyond = mention.quantity.bound in ("at_least", "over") and "以上" in after
        return mention.quantity.value > HUNDRED or (mention.quantity.value == HUNDRED and beyond)
