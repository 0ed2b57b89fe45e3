"""Family arithmetic: results in another unit than their targets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from taizhang import language
from taizhang.language.facts import Aspect, Kind, Mention
from taizhang.ledger import Bilingual, Finding, Quantity

from .cells import Place, Text
from .figures import Figure
from .numbers import HUNDRED, agrees, bare
from .rule import Rule
from .view import TaskView

SWAPPED = ({"套", "户"}, {"人", "人次"}, {"名", "人次"})
CONFUSABLE = (
    {"人", "名", "人次", "户", "户次"},
    {"套", "户", "间", "栋", "幢"},
    {"米", "公里", "千米", "平方米", "平方公里", "立方米", "方", "亩", "公顷"},
    {"场", "次", "人次", "期", "场次"},
    {"元", "%"},
)
"""Units that are written for one another; 500万元 beside 2个 is another thing, not another unit."""
NEAR_IT = (Decimal("0.2"), Decimal("1.5"))
"""Between these shares of the goal lies what may be its result, were it in the goal's unit."""
NOTHING = Decimal("0.01")
COUNTED_PEOPLE = frozenset(("户", "人", "名", "位", "人次", "户次"))
"""Units of those who are served; what was set up for them is counted in another."""


class UnitMismatch(Rule):
    """A result in another unit or dimension than its target."""

    slug = "unit-mismatch"
    family = "arithmetic"
    name = Bilingual("完成数与目标的单位不一致", "Result in another unit than its target")
    explanation = Bilingual(
        "目标和完成情况用了不同的计量单位，如“人次”与“人”、“套”与“户”，或以面积计土石方。",
        "Target and result are in different units: person-times and persons, or a volume in square metres.",
    )

    def check_task(self, view: TaskView) -> Iterator[Finding]:
        """One finding a pair of figures, and one a volume given as an area."""
        found = [*self._unlike(view), *self._swapped(view), *self._of_another_size(view)]
        yield from found or self._of_another_kind(view)
        yield from self._volumes(view)

    def _unlike(self, view: TaskView) -> Iterator[Finding]:
        for figure in view.figures:
            unlike = figure.done and figure.target and not figure.converts and not figure.by_unit_alone
            if unlike and figure.done and figure.target and confusable(figure.target, figure.done):
                yield self._finding(figure.done_place, figure.target, figure.done)

    def _swapped(self, view: TaskView) -> Iterator[Finding]:
        """A target in 套 that nothing answers but a number of 户, and the like."""
        claimed = {f.done_span for f in view.figures}
        for figure in view.figures:
            if figure.target is None or figure.kind not in ("words", "none"):
                continue
            for text in view.progress:
                for mention in text.facts.mentions:
                    swapped = {figure.target.unit, mention.quantity.unit} in SWAPPED
                    if swapped and mention.span not in claimed and mention.kind is Kind.AMOUNT:
                        yield self._finding(text.place(mention.span), figure.target, mention.quantity)
                        return

    def _of_another_size(self, view: TaskView) -> Iterator[Finding]:
        """A result that is hardly anything in its own unit, and in the goal's would be fitting: 398平方米 of 680亩."""
        for figure in view.figures:
            told = figure.answer.done_mentions if figure.answer else ()
            target = figure.target
            if target is None or target.value <= 0 or figure.done is None or len(told) != 1:
                continue
            done = told[0].quantity
            fitting = NEAR_IT[0] <= done.value / target.value <= NEAR_IT[1]
            if done.unit != target.unit and fitting and figure.converts and figure.done.value < NOTHING * target.value:
                yield self._finding(figure.done_place, target, done)

    def _finding(self, place: Place, target: Quantity, done: Quantity, share: Quantity | None = None) -> Finding:
        """`share` is the printed rate that somebody worked out of the two."""
        return self.finding(
            place,
            f"目标以“{target.unit}”计，完成情况以“{done.unit}”计，单位不一致。",
            f"The target is in {target.unit}, the result in {done.unit}.",
            computation=f"{bare(done)}÷{bare(target)}={share.text}" if share else f"{target.text} / {done.text}",
            suggestion=("按目标的单位填报，或说明换算口径。", "Report in the target's unit, or say how to convert."),
        )

    def _of_another_kind(self, view: TaskView) -> Iterator[Finding]:
        """The only promise counted in one kind of thing and reported in another: what that is of it nobody can say."""
        whole = [f for f in view.figures if f.target is not None and f.promise.part_of is None and not f.is_money]
        if len(whole) != 1 or whole[0].is_rate or not _without_like(whole[0], view):
            return
        figure, target = whole[0], whole[0].target
        for text, mention in _results(view):
            share = target and _share_of_it(text, mention, target)
            if target and share:
                yield self._finding(text.place(mention.span), target, mention.quantity, share)
                return
        for text, mention in _results(view):
            if target and target.unit in COUNTED_PEOPLE and _about(figure, text, mention):
                yield self._told(text.place(mention.span), target, mention.quantity)
                return

    def _told(self, place: Place, target: Quantity, done: Quantity) -> Finding:
        return self.finding(
            place,
            f"目标以“{target.unit}”计，完成情况只有以“{done.unit}”计的数，看不出完成了多少。",
            f"The target is in {target.unit}; the only result is in {done.unit}, which doesn't say how much is done.",
            suggestion=(f"补报以“{target.unit}”计的完成数。", f"Report the result in {target.unit} too."),
            severity="info",
        )

    def _volumes(self, view: TaskView) -> Iterator[Finding]:
        for text in view.progress:
            for mention in text.facts.mentions:
                before = text.text[max(0, mention.span.start - 6) : mention.span.start]
                if re.search(r"填筑|回填|土石方|挖方|填方", before) and language.same_dimension(
                    mention.quantity.unit, "平方米"
                ):
                    yield self.finding(
                        text.place(mention.span),
                        f"填挖方量应以立方米计，文中写作“{mention.quantity.text}”。",
                        f"Earthwork is a volume; the text says “{mention.quantity.text}”.",
                        suggestion=("核实单位，改为立方米。", "Check the unit; use cubic metres."),
                    )


def confusable(target: Quantity, done: Quantity) -> bool:
    """Whether two units are such as are written for one another."""
    return any(target.unit in group and done.unit in group for group in CONFUSABLE)


def _without_like(figure: Figure, view: TaskView) -> bool:
    """Whether nothing in the row's progress is counted in anything like the target's unit."""
    target = figure.target
    if target is None or figure.kind == "all_done" or (figure.done is not None and figure.converts) or figure.rates:
        return False
    units = {m.quantity.unit for text in view.progress for m in text.facts.mentions if m.kind is Kind.AMOUNT}
    return not any(language.same_dimension(unit, target.unit) or not unit for unit in units)


def _results(view: TaskView) -> Iterator[tuple[Text, Mention]]:
    for text in view.progress:
        for mention in text.facts.mentions:
            open_ = mention.aspect in (Aspect.PLANNED, Aspect.REMAINING, Aspect.NOT_BEGUN)
            if mention.kind is Kind.AMOUNT and not open_ and language.dimension(mention.quantity.unit) != "money":
                yield text, mention


def _share_of_it(text: Text, mention: Mention, target: Quantity) -> Quantity | None:
    """The rate behind an amount that is its share of the target, to two digits at least and not by chance a whole."""
    for rate in text.facts.mentions:
        if rate.kind is not Kind.RATE or not 0 < rate.span.start - mention.span.end <= 12:
            continue
        telling = rate.quantity.value != HUNDRED and len(re.sub(r"\D", "", rate.quantity.text)) > 1
        if telling and target.value and agrees(rate.quantity, mention.quantity, target):
            return rate.quantity
    return None


def _about(figure: Figure, text: Text, mention: Mention) -> bool:
    """Whether the clause of an amount names what was promised: two characters of its name beside each other."""
    if figure.kind == "value":  # matching has found them to be of one thing
        return figure.done_span == mention.span
    said = text.facts.clauses[mention.clause].text
    return any(figure.name[k : k + 2] in said for k in range(len(figure.name) - 1))
