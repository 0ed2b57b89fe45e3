"""Which amounts of a progress text belong to which promise of its task."""

from __future__ import annotations

from msgspec import Struct

from taizhang.ledger import Quantity

from .facts import Aspect, Clause, Facts, Kind, Mention, Promise
from .likeness import held, is_empty, likeness
from .nouns import strip_verbs
from .patterns import Pattern
from .quantities import raised
from .units import confusable, convert, dimension, same_dimension

NEAR = 0.34
"""From here on two nouns may name one thing, when the units agree."""
SURE = 0.6
"""From here on they do even when the units do not."""
CERTAIN = 0.9
"""From here on there is no doubt."""
ABOUT = 0.5
"""From here on a clause speaks of a promise."""

_MEASURE = Pattern(r"(?:全长|总长|长度)$")
_PER_HEAD = Pattern(r"千人口|[每万千]人|人均|户均")
"""In the name of an amount: it is no count of things, but how many there are for so many people."""
_NOTHING_NAMED = frozenset({"", "开放", "投用", "运营", "运行", "完工", "竣工", "投入使用", "开馆", "营业", "挂牌"})
"""What a verb may leave of the words beside an amount that names no thing."""
_OF_MONEY = frozenset({"资金", "金额", "资助资金", "补助资金", "补贴资金", "奖补资金", "补助", "补贴", "款项", "贷款"})
"""Names of money that tell nothing of what it is for."""
_TASK = Pattern(r"任务|工作|部分|项目|工程|的")


class Fit(Struct, frozen=True):
    """How an amount fits a promise: `unit` is 2 for comparable units, 1 when one has none, 0 else."""

    score: float
    unit: int


def speaks_of(promise: Promise, clause: Clause) -> bool:
    """Whether a clause is about a promise: by its verb (新建任务已完成), by a name in it, or by its noun."""
    words = clause.label + clause.text
    if promise.part_of is None and verb_task(promise.verb, clause.text):
        return True
    if any(len(n) > 1 and n in words for n in promise.names):
        return True
    return not is_empty(promise.object) and held(promise.object, words) >= ABOUT


_KIND_OF_WORK = Pattern(r"(?:建设|工程|项目|改造|整治|任务|提升)+$", first="任工建提改整项")


_OWN_VERBS = frozenset({"打通", "加装", "开通", "疏浚", "拆除", "栽植", "清淤", "更换", "资助", "布设"})
"""Verbs that are said of few things: 学苑街已打通 speaks of what was to be 打通."""


def touches(promise: Promise, clause: Clause) -> bool:
    """Whether a clause has anything to do with a promise: it speaks of it, or its heading names one of the kind."""
    if speaks_of(promise, clause) or (promise.verb in _OWN_VERBS and promise.verb in clause.text):
        return True
    head = _KIND_OF_WORK.sub("", promise.object)[-3:]
    listed = len(head) == 3 and "、" in clause.text and clause.text.count(head[1:]) > 1  # 南门泵站、西园泵站
    return listed or (len(head) == 3 and head in clause.label)


_DONE = " 现目前已均全部都完成了"


def verb_task(verb: str, words: str) -> bool:
    """新建任务已全部完成 speaks of what was to be 新建."""
    at = words.find(verb) if verb else -1
    if at < 0:
        return False
    alone = words[:at].strip(_DONE) == "" and words[at + len(verb) : at + len(verb) + 1] in (
        "",
        "并",
    )  # 已完成改造并开业
    return (alone and "完成" in words[:at]) or _TASK.match(words, at + len(verb)) is not None


def _per_left_out(target: str, found: str) -> bool:
    """元 stands for 元/月·人 where a text need not say it again."""
    return target.startswith(found + "/") or found.startswith(target + "/")


def unit_fit(target: Quantity | None, found: Quantity) -> int:
    """2 when the units can be compared, 1 when one has none or leaves out its per, 0 when they cannot."""
    if target is None:
        return 0
    if not target.unit or not found.unit or _per_left_out(target.unit, found.unit):
        return 1
    return 2 if same_dimension(target.unit, found.unit) else 0


def bases(facts: Facts) -> list[Mention]:
    """Amounts that were raised to the next one (从950元/月提高到1100元/月): what was before, no result."""
    pairs = zip(facts.mentions, facts.mentions[1:], strict=False)
    return [a for a, b in pairs if raised(facts.text[a.span.end : b.span.start])]


class Matching:
    """The amounts of one progress text on their way to the promises of one task.

    `given` holds the amounts of each promise by its index, `likeness` how sure the best of them is (0 to 1).
    """

    def __init__(self, promises: tuple[Promise, ...], facts: Facts) -> None:
        self.promises, self.facts = promises, facts
        self.whole = [i for i, p in enumerate(promises) if p.part_of is None]
        self.given: dict[int, list[Mention]] = {i: [] for i in range(len(promises))}
        self.likeness: dict[int, float] = {}
        self._verbs: dict[tuple[int | None, str], list[str]] = {}
        before = bases(facts)
        heads = any(_PER_HEAD.search(p.object) for p in promises)
        self.amounts = [
            m
            for m in facts.mentions
            if m.kind is Kind.AMOUNT and m not in before and (heads or not _PER_HEAD.search(m.counted))
        ]
        self._assign()

    def counts(self, index: int) -> bool:
        """Whether a promise is one of an amount."""
        promise = self.promises[index]
        return promise.quantity is not None and promise.kind is Kind.AMOUNT

    def _assign(self) -> None:
        loose = [m for m in self.amounts if not self._give_best(m)]
        self._keep_the_likest()
        # 已开通4条, 2处建成开放 too
        self._give_unnamed([m for m in loose if _bare(m) or _names_nothing(m)])
        self._give_lone(loose)
        self._give_by_unit(loose)

    def _keep_the_likest(self) -> None:
        """Where one amount is surely the promise's, take away those of a thing that is only alike (康复门诊6个)."""
        for index, given in self.given.items():
            scores = {m: self._fit(index, m).score for m in given}
            if max(scores.values(), default=0.0) >= CERTAIN:
                self.given[index] = [m for m in given if scores[m] >= SURE or m.part]

    def _give(self, index: int, mention: Mention, score: float) -> None:
        self.given[index].append(mention)
        self.likeness[index] = max(self.likeness.get(index, 0.0), min(score, 1.0))

    def _give_best(self, mention: Mention) -> bool:
        fits = [(self._fit(i, mention), i) for i in range(len(self.promises)) if self.counts(i)]
        # Of two promises of one thing (分别提高到760元、570元) the one without an answer goes first.
        good = [(f.score, not self.given[i], -i) for f, i in fits if self._accepted(f, i, mention)]
        if not good:
            return False
        score, _, negative = max(good)
        self._give(-negative, mention, score)
        return True

    def _accepted(self, fit: Fit, index: int, mention: Mention) -> bool:
        if fit.unit:
            return fit.score >= NEAR
        target = self.promises[index].quantity
        return fit.score >= SURE and target is not None and confusable(target.unit, mention.quantity.unit)

    def _fit(self, index: int, mention: Mention) -> Fit:
        """How well an amount fits: by its noun; by its heading and clause when it has no noun of its own."""
        promise, clause = self.promises[index], self.facts.clauses[mention.clause]
        unit = unit_fit(promise.quantity, mention.quantity)
        if _bare(mention):
            label = max(held(promise.object, clause.label), likeness(promise.object, clause.label))
            score = 0.9 * max(label, held(promise.object, clause.text))
            score = max(score, 0.7) if verb_task(promise.verb, clause.text) else score
        else:
            score = likeness(promise.object, mention.counted)
        if score < NEAR and unit == 2 and self._told_by_verb(index, mention):
            score = NEAR
        if not score:
            return Fit(0.0, unit)
        score += 0.05 if promise.verb and promise.verb in clause.text else 0.0
        score += 0.05 if mention.part and promise.part_of is not None else 0.0
        return Fit(score + 0.02 * unit + 0.02 * held(promise.object, clause.text), unit)

    def _told_by_verb(self, index: int, mention: Mention) -> bool:
        """Whether of several promises in one unit only this one's verb leads to an amount: 新建2所、改扩建4所."""
        promise, clause = self.promises[index], self.facts.clauses[mention.clause]
        verbs = self._apart(promise.part_of, mention.quantity.unit)
        if not verbs:
            return False
        start = max([m.span.end for m in self.amounts if m.span < mention.span] + [clause.span.start])
        return [v for v in verbs if v and v in self.facts.text[start : mention.span.start]] == [promise.verb]

    def _apart(self, part_of: int | None, unit: str) -> list[str]:
        """The verbs of the promises in a unit that stand beside each other, where each has its own; else none."""
        if (part_of, unit) not in self._verbs:
            beside = [p for p in self.promises if p.part_of == part_of]
            verbs = [p.verb for p in beside if p.quantity and p.quantity.unit == unit]
            self._verbs[part_of, unit] = verbs if len(set(verbs)) == len(verbs) > 1 else []
        return self._verbs[part_of, unit]

    def _unit(self, index: int, mention: Mention) -> int:
        return unit_fit(self.promises[index].quantity, mention.quantity)

    def _give_unnamed(self, loose: list[Mention]) -> None:
        """Amounts that name nothing: to the only promise, to the only one of their unit, or in order."""
        for mention in loose:
            if mention.aspect is Aspect.TOTAL and mention.part:  # …其中东门320个、西门410个，共730个
                self._carry_on(mention)
            if mention.part or mention.aspect is Aspect.REMAINING or self._told_already(mention):
                continue
            fitting = [i for i in self.whole if self.counts(i) and self._unit(i, mention)]
            idle = [i for i in fitting if not self.given[i]]
            if len(fitting) == 1:
                self._give(fitting[0], mention, 0.3)
            elif idle and (len(idle) == 1 or self._as_many(loose, fitting)):
                self._give(idle[0], mention, 0.3)
            elif mention.aspect is Aspect.TOTAL and _bare(mention):
                self._carry_on(mention)

    def _carry_on(self, mention: Mention) -> None:
        """A sum of what its sentence told last goes to the same promise: 东门320个、西门410个，共730个."""
        clauses, sentence = self.facts.clauses, self.facts.clauses[mention.clause].sentence
        before = [
            (m.span, index)
            for index, given in self.given.items()
            for m in given
            if m.span < mention.span and clauses[m.clause].sentence == sentence
            if m.quantity.unit == mention.quantity.unit and m.quantity.value < mention.quantity.value
        ]
        if before and not self._of_several(mention, sentence):
            self._give(max(before)[1], mention, 0.3)

    def _of_several(self, total: Mention, sentence: int) -> bool:
        """Whether a sum is of what several promises were told in its sentence: 新建6座，改造17座，共23座."""
        told = {
            index: m.quantity.value
            for index, given in self.given.items()
            for m in given
            if self.facts.clauses[m.clause].sentence == sentence and m.quantity.unit == total.quantity.unit
        }
        return len(told) > 1 and sum(told.values()) == total.quantity.value

    def _told_already(self, mention: Mention) -> bool:
        """Whether its sentence has named its thing's amount (新建基站12个，总数达40个): plain words add nothing."""
        clauses = self.facts.clauses
        sentence = clauses[mention.clause].sentence
        before = (m for given in self.given.values() for m in given if m.span < mention.span)
        named = (m for m in before if m.counted and not _bare(m))
        beside = any(clauses[m.clause].sentence == sentence and m.quantity.unit == mention.quantity.unit for m in named)
        return beside and mention.aspect is Aspect.MENTION

    def _as_many(self, loose: list[Mention], fitting: list[int]) -> bool:
        """Whether there are as many unnamed amounts as promises they could answer."""
        alike = [m for m in loose if not m.part and any(self._unit(i, m) for i in fitting)]
        return len(alike) == len(fitting)

    def _give_lone(self, loose: list[Mention]) -> None:
        """A promise that stands alone takes what is left when it has nothing: a lone amount in any unit."""
        counted = [i for i in self.whole if self.counts(i)]
        if len(counted) != 1 or self.given[counted[0]]:
            return
        index = counted[0]
        target = self.promises[index].quantity
        same = [m for m in loose if target and m.quantity.unit == target.unit and not m.part and self._may_be(index, m)]
        if same:
            for mention in same:
                self._give(index, mention, 0.2)
        elif len(self.amounts) == 1:
            lone = self.amounts[0]
            comparable = target and (self._unit(index, lone) or confusable(target.unit, lone.quantity.unit))
            if comparable and self._may_be(index, lone):
                self._give(index, lone, 0.1)

    def _may_be(self, index: int, mention: Mention) -> bool:
        """Whether an amount of another name may be the promise's: not some 个 of things that share no character."""
        if _MEASURE.search(mention.counted) and not _MEASURE.search(self.promises[index].object):
            return False  # 全长5公里 tells how long one river is, not how much of 30公里 is done
        thing, target = self.promises[index].object, self.promises[index].quantity
        if target and (target.value, target.unit) == (mention.quantity.value, mention.quantity.unit):
            return True  # 公交18辆: 18辆车上线
        if (
            _bare(mention)
            or "、" in mention.counted
            or not thing
            or not dimension(mention.quantity.unit).startswith(("counter", "flats"))
        ):
            return True
        return bool(set(self.promises[index].object[-3:]) & set(mention.counted[-3:]))

    def _give_by_unit(self, loose: list[Mention]) -> None:
        """An amount whose unit only one promise has goes to it when it has nothing and the sizes are comparable."""
        for mention in loose:
            own = self._counted_in(mention.quantity.unit)
            alone = sum(same_dimension(m.quantity.unit, mention.quantity.unit) for m in loose) == 1
            if len(own) != 1 or self.given[own[0]] or self._is_part(mention) or not alone:
                continue
            target = self.promises[own[0]].quantity
            found = (convert(mention.quantity, target.unit) or mention.quantity) if target else mention.quantity
            alike = target and target.value / 20 <= found.value <= target.value * 3 / 2
            if alike and self._may_be(own[0], mention):
                self._give(own[0], mention, 0.1)

    def _is_part(self, mention: Mention) -> bool:
        """Whether it is a part of an amount before it: one of another dimension (其中9个，惠及0.5万户) is none."""
        clauses, unit = self.facts.clauses, mention.quantity.unit
        return mention.part and any(
            m.span < mention.span and not m.part and same_dimension(m.quantity.unit, unit)
            for m in self.amounts
            if clauses[m.clause].sentence == clauses[mention.clause].sentence
        )

    def _counted_in(self, unit: str) -> list[int]:
        """The promises counted in a unit itself, else those in one of its dimension."""
        counted = [(i, q) for i, p in enumerate(self.promises) if self.counts(i) and (q := p.quantity)]
        same = [i for i, q in counted if q.unit == unit]
        return same or [i for i, q in counted if same_dimension(q.unit, unit)]


def _names_nothing(mention: Mention) -> bool:
    """Whether the words beside an amount leave open what it is of: 2处建成开放, 发放资金640万元."""
    name = strip_verbs(mention.counted)[1]
    return name in _NOTHING_NAMED or (mention.quantity.unit == "元" and name in _OF_MONEY)


def _bare(mention: Mention) -> bool:
    """Whether an amount names nothing that it counts."""
    return is_empty(mention.counted) or mention.counted == "其中"
