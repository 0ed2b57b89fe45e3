"""Each promise of a row beside what the row reports of it, from the prose and from columns of figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from taizhang import language
from taizhang.language.facts import Answer, AnswerKind, Kind, Promise
from taizhang.language.headings import EARLIER, ONE_MONTH, SO_FAR
from taizhang.language.matching import NEAR, SURE
from taizhang.language.patterns import HAN, Pattern
from taizhang.ledger import Quantity, Role, Span
from taizhang.measuring import completion

if TYPE_CHECKING:
    from .cells import Place, Text
    from .view import TaskView

NAMED = Pattern(rf"^\s*{HAN}{{2,}}\D*\d")
OF_ALL = Pattern(r"总投资|概算|总额|投资总")
"""What a share is of that counts the money of all years."""
CASH = Pattern(r"到位|下达|筹[集措]|[支拨兑]付|支出|报账|结算")
"""Money that has come or was paid, which follows its own pace: no measure of how far the work is."""
PLACE = Pattern(r"^(?!全).{1,6}(?:镇|乡|街道|区|县|市|旗|村|社区|园区|开发区|办事处)$")
MONEY = Pattern(r"投资|资金|万元|亿元")
SPECIFICATION = Pattern(
    r"建筑面积|占地|用地面积|总面积|总投资|总长|全长|桥长|长度|宽度|红线|路宽|宽\s*\d|跑道|建设规模|设计规模|日处理|床位|教学班|学位|[班层]\s*\d|\d+\s*个?班|惠及|受益|涉及"
    r"|^\s*面积\s*[约达]?\s*\d|覆盖人口|服务人口|投资|总库容|总容量|[日年][^，。；\d]{1,4}能力|(?:烘干|仓储|生产|加工|储存|供应|处置|供水|供热|接待|冷藏)能力|^\s*共计\s*\d"
)
CHANGED_TO = Pattern(
    r"由(?:原来的?|原定的?|年初的?)?\s*([\d.]+\s*[^\d，。；\s]{0,6}?)\s*(?:调整|变更|核减|调减|调增|压减|缩减|追加|增加)(?:为|至|到)"
    r"\s*([\d.]+\s*[^\d，。；、\s]{0,4}?)(?=[，。；、\s]|$)"
)
"""A target and what it was changed to."""
ITEM = Pattern(r"(?<=\d[^\W\d])、")
"""Where a list of amounts goes on: 新增床位1200张、托位1500个."""
START = Pattern(r"开工|启动")
GAINED = Pattern(r"新增[^\W\d]{0,8}(?:学位|床位)\s*$")
OF_UNIT = Pattern(r"^(?:计量|指标)?单位$")
MEASURE = 4
"""Most characters of a unit of measure in a column of its own."""
STRENGTH: dict[AnswerKind, int] = {"value": 4, "all_done": 3, "prepared": 2, "words": 1, "none": 0}


class StatedRate(Struct, frozen=True):
    """A completion rate as printed and where."""

    quantity: Quantity
    place: Place
    has_percent: bool


class Figure(Struct, frozen=True, dict=True):
    """One promise and its answer.

    `goal` and `report` are the cells they stand in; `done` is the sum reached in the promise's unit,
    `done_place` where its figure stands.
    """

    name: str
    goal: Text
    promise: Promise
    kind: AnswerKind
    report: Text | None = None
    done: Quantity | None = None
    done_span: Span | None = None
    rates: tuple[StatedRate, ...] = ()
    answer: Answer | None = None
    is_money: bool = False

    @property
    def target(self) -> Quantity | None:
        """The promised amount, None for a promise without a number."""
        return self.promise.quantity

    @property
    def is_rate(self) -> bool:
        """Whether the promise is itself a rate (覆盖率达到96%), which has no completion rate of its own."""
        return self.promise.kind is not Kind.AMOUNT

    @property
    def counts(self) -> bool:
        """Whether done over target is a completion rate: both are amounts, in one unit, and more is better."""
        if self.target is None or self.done is None or self.is_rate or self.promise.base is not None:
            return False
        return self.target.bound != "at_most" and self.target.value > 0 and self.converts

    @property
    def is_cash(self) -> bool:
        """Whether it tells of money that came or was paid, and not of work done for it."""
        return self.is_money and self.report is not None and CASH.search(self.report.heading) is not None

    @property
    def counts_up(self) -> bool:
        """Whether the target is an amount to be reached, so that a part of it can be due earlier."""
        return self.target is not None and not self.is_rate and self.promise.base is None and self.target.value > 0

    @cached_property
    def specifies(self) -> bool:
        """Whether the amount describes the thing promised (建筑面积3800平方米) or who gains: no target itself."""
        text, start = self.goal.text, self.promise.span.start
        cut = max(text.rfind(sign, 0, start) for sign in "，。；;,\n")
        own = ITEM.split(text[cut + 1 : start])[-1]
        if GAINED.search(own) and (cut < 0 or text[cut] not in "，,"):
            return False  # a target of its own, and not what a school brings along
        return SPECIFICATION.search(own + text[start : self.promise.span.end + 2]) is not None

    @property
    def by_unit_alone(self) -> bool:
        """Whether an amount was taken for what describes the thing by its unit alone: 外墙6000平方米 of 总面积1.4万."""
        return self.specifies and self.answer is not None and self.answer.likeness < NEAR

    @property
    def converts(self) -> bool:
        """Whether the result's unit is of the target's dimension."""
        if self.answer is not None:
            return self.answer.units_convert
        return self.done is None or self.target is None or _alike(self.done, self.target)

    @property
    def completion(self) -> Decimal | None:
        """Done over target in percent, else the rate the row states, None when neither is there."""
        if self.counts and self.done and self.target:
            return completion(self.done.value, self.target.value)
        if self.kind == "value" and self.rates:
            return self.rates[-1].quantity.value
        return None

    @property
    def goal_place(self) -> Place:
        """The promise in its cell."""
        return self.goal.place(self.promise.span)

    @property
    def done_place(self) -> Place:
        """The result in its cell, the promise where there is none."""
        if self.report is None:
            return self.goal_place
        return self.report.place(self.done_span)


def figures(view: TaskView) -> tuple[Figure, ...]:
    """Every promise of the row with its best answer."""
    found = tuple(_in_columns(view)) or tuple(_in_prose(view))
    found = tuple(_as_changed(figure, view) for figure in _with_lone_columns(view, found))
    return (*found, *_investment(view))


def _as_changed(figure: Figure, view: TaskView) -> Figure:
    """The figure against the target that the row's own words say it was changed to: 由50公里调减为35公里."""
    target = figure.target
    if target is None or figure.is_rate:
        return figure
    for text in (*view.progress, *view.having(Role.REMARKS)):
        for found in CHANGED_TO.finditer(text.text):
            old, new = language.parse_quantity(found[1]), language.parse_quantity(found[2])
            if old is None or new is None or new.value <= 0 or old.value != target.value:
                continue
            if new.unit == target.unit and old.unit in ("", target.unit):
                told = figure.done is not None and figure.done.value == new.value and _within(figure, text, found)
                kept = replace(figure, done=None, done_span=None, kind="words", answer=None) if told else figure
                return replace(kept, promise=replace(figure.promise, quantity=new))
    return figure


def _within(figure: Figure, text: Text, found: re.Match[str]) -> bool:
    """Whether what was taken for a result is the new target itself."""
    span = figure.done_span
    return figure.report == text and span is not None and found.start() <= span.start < found.end()


def _in_prose(view: TaskView) -> Iterator[Figure]:
    year = view.case.year
    for goal in view.goals:
        promises = _promises(goal, year, view)
        reports = [(text, language.answers(promises, text.text, year=year)) for text in view.progress]
        counted = [(text, language.answers(promises, text.text, year=year)) for text in counted_in_words(view)]
        for index, promise in enumerate(promises):
            best = max(reports, key=lambda r: STRENGTH[r[1][index].kind], default=None)
            if best is None or best[1][index].kind != "value":
                best = next((r for r in counted if r[1][index].kind == "value"), best)
            if best is None:
                yield Figure(promise.object, goal, promise, "none")
            else:
                yield _answered(goal, promise, best[0], best[1][index])


def counted_in_words(view: TaskView) -> tuple[Text, ...]:
    """The cells of a column of results that name what they count: 新建幼儿园3所；改造幼儿园5所."""
    columns = view.case.ledger.columns
    return tuple(
        text
        for text in view.having(Role.ACHIEVED)
        if NAMED.search(text.text) and not columns[text.column].indicator and not ONE_MONTH.search(text.heading)
    )


def _promises(goal: Text, year: int | None, view: TaskView) -> tuple[Promise, ...]:
    """The promises of a goal's cell; a bare number (35, under 年度任务) is one of what the row is called."""
    quantity = _measured(goal, view)
    if quantity is not None and len(goal.text.strip()) <= len(quantity.text) + 2:
        told = [t for t in view.having(Role.CONTENT, Role.SUBPROJECT, Role.PROJECT) if t != goal]
        named = (p.object for t in told for p in language.promises(t.text, year=year) if _same(p.quantity, quantity))
        called = next(named, "") or next((t.text for t in told), "")
        return (Promise(Span(0, len(goal.text)), called, quantity=quantity),)
    return language.promises(goal.text, year=year)


def _measured(text: Text, view: TaskView) -> Quantity | None:
    """The amount in a cell; a bare number is in the unit that the row gives in a column of its own (计量单位: 万元)."""
    quantity = language.parse_quantity(text.text)
    if quantity is None or quantity.unit:
        return quantity
    unit = next((t.text.strip() for t in view.having(Role.EXTRA) if OF_UNIT.search("".join(t.heading.split()))), "")
    measured = language.parse_quantity(quantity.text + unit) if unit and len(unit) <= MEASURE else None
    return replace(measured, text=quantity.text) if measured else quantity


def _same(one: Quantity | None, other: Quantity) -> bool:
    return one is not None and (one.value, one.unit) == (other.value, other.unit)


def _answered(goal: Text, promise: Promise, report: Text, answer: Answer) -> Figure:
    rates = tuple(StatedRate(m.quantity, report.place(m.span), m.quantity.unit == "%") for m in answer.rates)
    done_span = answer.done_mentions[-1].span if answer.done_mentions else None
    return Figure(promise.object, goal, promise, answer.kind, report, answer.done, done_span, rates, answer)


def _in_columns(view: TaskView) -> Iterator[Figure]:
    """The indicators of a matrix table: one target, result and rate column each."""
    columns = view.case.ledger.columns
    names = dict.fromkeys(columns[t.column].indicator for t in view.texts if columns[t.column].indicator)
    for name in names:
        cells = {columns[t.column].role: t for t in view.texts if columns[t.column].indicator == name}
        goal, result = cells.get(Role.TARGET), cells.get(Role.ACHIEVED)
        target = language.parse_quantity(goal.text) if goal else None
        if goal is None or target is None:
            continue
        done = language.parse_quantity(result.text) if result else None
        promise = Promise(Span(0, len(goal.text)), name, quantity=target)
        span = Span(0, len(result.text)) if result else None
        rates = tuple(_rate_of(cells.get(Role.RATE), view))
        yield Figure(name, goal, promise, "value" if done or rates else "none", result, done, span, rates)


def _with_lone_columns(view: TaskView, found: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """A row with one promise may give its result and rate in columns of their own."""
    whole = [f for f in found if f.target is not None and f.promise.part_of is None]
    if len(whole) != 1 or any(view.case.ledger.columns[t.column].indicator for t in view.texts):
        return found
    figure = whole[0]
    results = [t for t in view.having(Role.ACHIEVED) if not _is_money(t, view) and not EARLIER.search(t.heading)]
    results = [t for t in results if not ONE_MONTH.search(t.heading)] or results
    shares = [t for t in view.having(Role.RATE) if not _is_money(t, view) and not EARLIER.search(t.heading)]
    if own := _shared(view, shares, figure.goal):  # the table's own rates tell which of its columns counts
        results = [own]
    if len(results) > 1:  # of columns that share it out to places the one that is of them all
        results = [t for t in results if not PLACE.search(t.heading)]
    if sum(SO_FAR.search(t.heading) is not None for t in results) > 1:  # sums or shares of the year: nobody says
        results = [t for t in results if not SO_FAR.search(t.heading)]
    done = _measured(results[0], view) if results else None
    of_it = [t for t in shares if not _of_others(view, t, figure.goal) and not _of_another_part(view, t, results[:1])]
    rates = tuple(r for t in of_it for r in _rate_of(t, view))
    open_ = figure.done is None or (figure.report is not None and ONE_MONTH.search(figure.report.heading))
    open_ = open_ or (len(results) == 1 and done is not None and _told_in_parts(done, figure, results[0]))
    open_ = open_ or (own is not None and figure.answer is not None and figure.answer.likeness < SURE)
    if done is not None and open_:
        span = Span(0, len(results[0].text))
        figure = replace(figure, kind="value", report=results[0], done=done, done_span=span, answer=None)
    if rates:
        figure = replace(figure, rates=figure.rates + rates, kind="value" if figure.kind == "none" else figure.kind)
    return tuple(figure if f is whole[0] else f for f in found)


def _told_in_parts(done: Quantity, figure: Figure, result: Text) -> bool:
    """Whether a lone column gives, in the goal's own unit, more than the parts that the words tell add up to."""
    target, told = figure.target, figure.done
    if target is None or told is None or figure.is_rate or ONE_MONTH.search(result.heading):
        return False
    return done.unit == target.unit == told.unit != "" and done.value > told.value


def _shared(view: TaskView, shares: Sequence[Text], goal: Text) -> Text | None:
    """The figure that most rows print a rate of in their goal: 9月末累计 rather than 8月末累计, 完工数 than 开工数."""
    found = (view.case.shares.get(rate.column) for rate in shares)
    parts = {ratio.part for ratio in found if ratio and ratio.whole == goal.column}
    told = [t for t in view.texts if t.column in parts]
    return next((t for t in told if not START.search(t.heading)), next(iter(told), None))


def _of_others(view: TaskView, rate: Text, goal: Text) -> bool:
    """Whether most rows print a rate as the share of something else than this goal, which its own check holds."""
    ratio = view.case.shares.get(rate.column)
    return ratio is not None and ratio.whole != goal.column and goal.column in view.case.columns_of_numbers[0]


def _of_another_part(view: TaskView, rate: Text, results: Sequence[Text]) -> bool:
    """Whether most rows print a rate as the share that another result has: 开工率 beside 完工数."""
    ratio = view.case.shares.get(rate.column)
    return ratio is not None and bool(results) and all(ratio.part != t.column for t in results)


def _alike(done: Quantity, target: Quantity) -> bool:
    return not done.unit or language.same_dimension(done.unit, target.unit)


def _investment(view: TaskView) -> Iterator[Figure]:
    """Money spent against the year's planned investment, when both have a column of their own."""
    plans = view.having(Role.INVESTMENT)
    goal = next((t for t in plans if re.search(r"年度|计划|今年|本年|当年", t.heading)), next(iter(plans), None))
    spent = [t for t in view.having(Role.ACHIEVED) if _is_money(t, view)]
    shares = [t for t in view.having(Role.RATE) if not EARLIER.search(t.heading)]
    own = _shared(view, shares, goal) if goal else None
    result = own or next((t for t in spent if not ONE_MONTH.search(t.heading)), None)
    if goal is None or result is None:
        return
    target, done = language.parse_quantity(goal.text), language.parse_quantity(result.text)
    if target is None or done is None:
        return
    promise = Promise(Span(0, len(goal.text)), goal.heading, quantity=target)
    shares = [t for t in shares if (own or _is_money(t, view)) and not _of_others(view, t, goal)]
    if not OF_ALL.search(goal.heading):
        shares = [t for t in shares if not OF_ALL.search(t.heading)]
    rates = tuple(r for t in shares for r in _rate_of(t, view))
    yield Figure(goal.heading, goal, promise, "value", result, done, Span(0, len(result.text)), rates, is_money=True)


def _is_money(text: Text, view: TaskView) -> bool:
    """Whether a column is about money by its name or, for one named 累计 or 9月, by the heading over it."""
    over = view.case.ledger.columns[text.column].heading
    return bool(MONEY.search("".join(over) or text.heading))


def _rate_of(text: Text | None, view: TaskView) -> Iterator[StatedRate]:
    quantity = language.parse_quantity(text.text) if text else None
    if text is not None and quantity is not None:
        heading = "".join(view.case.ledger.columns[text.column].heading) or text.heading
        has_percent = quantity.unit == "%" or "%" in heading or "％" in heading
        yield StatedRate(quantity, text.place(Span(0, len(text.text))), has_percent)
