"""How a progress text answers each promise of its task."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from taizhang.ledger import Quantity

from .facts import Answer, AnswerKind, Aspect, Clause, Facts, Kind, Mention, Promise, RankMention
from .likeness import held, is_empty, likeness
from .patterns import Pattern
from .quantities import raised
from .rates import is_completion
from .reader import read
from .units import convert, same_dimension

_NEAR = 0.34
"""From here on two nouns may name one thing, when the units agree."""
_SURE = 0.6
"""From here on they do even when the units do not."""
_ABOUT = 0.5
"""From here on a clause speaks of a promise."""

_ALL_DONE = Pattern(
    r"(?:已|均已?|都已?)?(?:全部|全面|均|都|如期|按期|提前|顺利|已经?)(?:按[^，。;]{0,8})?(?:完成|完工|竣工|建成|投用|投入使用|交付|启用|达标|落实|到位|办结|发放|开放|运行|运营|执行|实施完毕|实现)"
    r"|(?:完成|竣工|完工|建成|投用|投入使用|交付使用|启用|达标)$|建成并?投(?:用|入使用)|完成了?验收|通过[^，。;]{0,20}验收|全覆盖|完成率(?:达到?|为)?100%|^(?:完成|完工|竣工|办结)"
)
_PARTIAL = Pattern(r"基本|主体|部分|正在|初步|设计|招标|选址|方案|一期|前期|图纸|手续|施工图|基础|预计|计划|力争|拟|将")


def answers(promises: tuple[Promise, ...], progress: str, *, year: int | None = None) -> tuple[Answer, ...]:
    """One answer for each promise, in their order (see `Answer`).

    Amounts go to the promise whose noun, heading and unit they fit best; amounts that name nothing go to the
    only promise, or to the promises of their unit in order.  `none` is said only when nothing fits at all.
    """
    if not promises:
        return ()
    facts = read(progress, year=year)
    matching = _Matching(promises, facts)
    matching.assign()
    return tuple(matching.answer(i) for i in range(len(promises)))


class _Fit(Struct, frozen=True):
    """How an amount fits a promise."""

    score: float
    unit: int


class _Matching:
    """The amounts of one progress text on their way to the promises of one task."""

    def __init__(self, promises: tuple[Promise, ...], facts: Facts) -> None:
        self.promises, self.facts = promises, facts
        self.whole = [i for i, p in enumerate(promises) if p.part_of is None]
        self.given: dict[int, list[Mention]] = {i: [] for i in range(len(promises))}
        self.likeness: dict[int, float] = {}
        self.bases = _bases(facts)
        self.amounts = [m for m in facts.mentions if m.kind is Kind.AMOUNT and m not in self.bases]

    # -- amounts to promises ------------------------------------------------------------------------------------

    def assign(self) -> None:
        """Give each amount to the promise that it fits best."""
        loose = []
        for mention in self.amounts:
            if not self._give_best(mention):
                loose.append(mention)
        self._give_unnamed([m for m in loose if self._unnamed(m)])
        self._give_lone(loose)

    def _counts(self, index: int) -> bool:
        promise = self.promises[index]
        return promise.quantity is not None and promise.kind is Kind.AMOUNT

    def _give_best(self, mention: Mention) -> bool:
        fits = [(self._fit(i, mention), i) for i in range(len(self.promises)) if self._counts(i)]
        good = [(f.score, -i) for f, i in fits if _accepted(f)]
        if not good:
            return False
        score, negative = max(good)
        self._give(-negative, mention, score)
        return True

    def _give(self, index: int, mention: Mention, score: float) -> None:
        self.given[index].append(mention)
        self.likeness[index] = max(self.likeness.get(index, 0.0), min(score, 1.0))

    def _fit(self, index: int, mention: Mention) -> _Fit:
        promise = self.promises[index]
        unit = _unit_fit(promise.quantity, mention.quantity)
        thing = promise.object
        noun = likeness(thing, mention.counted) if not self._bare(mention) else 0.0
        clause = self.facts.clauses[mention.clause]
        context = held(thing, clause.label) if clause.label else 0.0
        if clause.label and not is_empty(clause.label):
            context = max(context, likeness(thing, clause.label))
        if self._bare(mention):
            context = max(context, held(thing, clause.text))
        if promise.verb and promise.verb in clause.text:
            noun += 0.05
        if mention.part and promise.part_of is not None:
            noun += 0.05
        return _Fit(max(noun, context * 0.9) + 0.02 * unit, unit)

    def _bare(self, mention: Mention) -> bool:
        return is_empty(mention.counted) or mention.counted in ("其中", "任务")

    def _unnamed(self, mention: Mention) -> bool:
        return self._bare(mention)

    def _give_unnamed(self, loose: list[Mention]) -> None:
        """Amounts that name nothing: to the only promise, to the only one of their unit, or in order."""
        for mention in loose:
            if mention.part:
                continue
            open_ = [i for i in self.whole if self._counts(i) and self._unit(i, mention)]
            idle = [i for i in open_ if not self.given[i]]
            target = open_[0] if len(open_) == 1 else self._by_order(mention, loose, open_, idle)
            if target is not None:
                self._give(target, mention, 0.3)

    def _by_order(self, mention: Mention, loose: list[Mention], open_: list[int], idle: list[int]) -> int | None:
        if len(idle) == 1:
            return idle[0]
        alike = [m for m in loose if any(self._unit(i, m) for i in open_)]
        if idle and len(alike) == len(open_):
            return idle[0]
        return None

    def _unit(self, index: int, mention: Mention) -> int:
        return _unit_fit(self.promises[index].quantity, mention.quantity)

    def _give_lone(self, loose: list[Mention]) -> None:
        """A promise that stands alone takes what is left when it has nothing: a lone amount in any unit."""
        whole = [i for i in self.whole if self._counts(i)]
        if len(whole) != 1 or len(self.whole) != 1 or self.given[whole[0]]:
            return
        index = whole[0]
        fitting = [m for m in loose if self._unit(index, m) == 2 and not m.part]
        if fitting and all(m.quantity.unit == self.promises[index].quantity.unit for m in fitting):  # type: ignore[union-attr]
            for mention in fitting:
                self._give(index, mention, 0.2)
        elif len(self.amounts) == 1:
            self._give(index, self.amounts[0], 0.1)

    # -- what a promise was given ---------------------------------------------------------------------------------

    def answer(self, index: int) -> Answer:
        """The answer to one promise."""
        promise = self.promises[index]
        if promise.kind is Kind.RATE:
            return self._rate_answer(index)
        mentions = self.given[index]
        rates, ranks = self._rates(index), self._ranks(index)
        taken = _reached(promise, mentions, bool(rates))
        if taken:
            done, converts = _sum(promise, taken)
            return self._made(index, "value", done, taken, rates, ranks, converts)
        about = self._about(index)
        if any(self._finished(c) for c in about) or self._all_finished(index):
            return self._made(index, "all_done", None, (), rates, ranks)
        if rates:
            return self._made(index, "value", None, (), rates, ranks)
        return self._made(index, self._in_words(mentions, about), None, (), rates, ranks)

    def _made(
        self,
        index: int,
        kind: AnswerKind,
        done: Quantity | None,
        taken: tuple[Mention, ...],
        rates: tuple[Mention, ...],
        ranks: tuple[RankMention, ...],
        converts: bool = True,
    ) -> Answer:
        return Answer(index, kind, done, taken, rates, ranks, self.likeness.get(index, 0.0), converts)

    def _in_words(self, mentions: list[Mention], about: list[Clause]) -> AnswerKind:
        aspects = {m.aspect for m in mentions} | {c.aspect for c in about}
        if not aspects:
            return "none"
        return "prepared" if aspects <= {Aspect.PREPARED, Aspect.MENTION} and Aspect.PREPARED in aspects else "words"

    def _about(self, index: int) -> list[Clause]:
        """The clauses that speak of a promise: by its noun, by a name in it, or all when it stands alone."""
        promise = self.promises[index]
        if promise.part_of is None and len(self.whole) == 1:
            return [c for c in self.facts.clauses if c.text.strip()]
        return [c for c in self.facts.clauses if self._speaks_of(promise, c)]

    def _speaks_of(self, promise: Promise, clause: Clause) -> bool:
        words = clause.label + clause.text
        if promise.part_of is None and promise.verb and _verb_task(promise.verb, clause.text):
            return True
        if any(len(n) > 1 and n in words for n in promise.names):
            return True
        return not is_empty(promise.object) and held(promise.object, words) >= _ABOUT

    def _finished(self, clause: Clause) -> bool:
        if clause.aspect in (Aspect.PLANNED, Aspect.NOT_BEGUN, Aspect.REMAINING, Aspect.PREPARED):
            return False
        return bool(_ALL_DONE.search(clause.text.strip())) and not _PARTIAL.search(clause.text)

    def _all_finished(self, index: int) -> bool:
        """已全部完成 without naming a thing is said of every promise."""
        return any(
            self._finished(c) and not self._names_other(index, c) for c in self.facts.clauses if self._sweeping(c)
        )

    def _sweeping(self, clause: Clause) -> bool:
        return bool(re.search(r"全部|均|都|全面|各项|所有|^ *已?(?:完成|完工|竣工|达标|办结|建成)", clause.text))

    def _names_other(self, index: int, clause: Clause) -> bool:
        if any(m.clause < len(self.facts.clauses) and self.facts.clauses[m.clause] == clause for m in self.amounts):
            return True
        others = [p for i, p in enumerate(self.promises) if i != index]
        named = any(self._speaks_of(p, clause) for p in others) and not self._speaks_of(self.promises[index], clause)
        subject = re.sub(
            r"已|均|全部|完成|目前|任务|项目|工程|建设|目标|各项|工作|年度|[，。;\s]", "", clause.label + clause.text
        )
        return named or (len(self.whole) > 1 and len(subject) > 4 and not self._speaks_of(self.promises[index], clause))

    # -- rates and ranks ------------------------------------------------------------------------------------------

    def _rate_answer(self, index: int) -> Answer:
        promise = self.promises[index]
        rates = [m for m in self.facts.mentions if m.kind is Kind.RATE]
        wholly = [i for i in self.whole if self.promises[i].kind is Kind.RATE]
        fits = [(likeness(promise.object, m.counted + m.rate_of), m) for m in rates]
        good = [(s, m) for s, m in fits if s >= _ABOUT]
        if not good and len(wholly) == 1 and len(self.whole) == 1 and rates:
            good = [(0.2, rates[-1])]
        if good:
            score, best = max(good, key=lambda g: g[0])
            self.likeness[index] = score
            return self._made(index, "value", best.quantity, (best,), (), self._ranks(index))
        about = self._about(index)
        if any(self._finished(c) for c in about) or self._all_finished(index):
            return self._made(index, "all_done", None, (), (), ())
        return self._made(index, self._in_words([], about), None, (), (), ())

    def _rates(self, index: int) -> tuple[Mention, ...]:
        """The completion rates stated for a promise: behind its amounts, under its heading, or all if it is alone."""
        rates = [m for m in self.facts.mentions if m.kind is Kind.RATE and is_completion(m.rate_of)]
        return tuple(m for m in rates if self._rate_owner(m) == index)

    def _rate_owner(self, rate: Mention) -> int | None:
        clause = self.facts.clauses[rate.clause]
        before = [
            (m.span, i)
            for i, given in self.given.items()
            for m in given
            if m.span < rate.span and self.facts.clauses[m.clause].sentence == clause.sentence
        ]
        if before:
            return max(before)[1]
        speaking = [i for i in self.whole if self._speaks_of(self.promises[i], clause)]
        if speaking:
            return speaking[0]
        return self.whole[0] if len(self.whole) == 1 else None

    def _ranks(self, index: int) -> tuple[RankMention, ...]:
        """The ranks in the sentences of a promise's amounts; all of them when it stands alone."""
        if len(self.whole) == 1 and index == self.whole[0]:
            return self.facts.ranks
        clauses = self.facts.clauses
        sentences = {clauses[m.clause].sentence for m in self.given[index]}
        return tuple(r for r in self.facts.ranks if clauses[r.clause].sentence in sentences)


def _verb_task(verb: str, words: str) -> bool:
    """新建任务已全部完成 speaks of what was to be 新建."""
    return bool(re.search(rf"{re.escape(verb)}(?:任务|工作|部分|项目|工程|的)", words))


def _bases(facts: Facts) -> list[Mention]:
    """Amounts that were raised to the next one (从950元/月提高到1100元/月): what was before, no result."""
    pairs = zip(facts.mentions, facts.mentions[1:], strict=False)
    return [a for a, b in pairs if raised(facts.text[a.span.end : b.span.start])]


def _unit_fit(target: Quantity | None, found: Quantity) -> int:
    """2 when the units can be compared, 1 when one has none, 0 when they cannot."""
    if target is None:
        return 0
    if not target.unit or not found.unit:
        return 1
    return 2 if same_dimension(target.unit, found.unit) else 0


def _accepted(fit: _Fit) -> bool:
    return fit.score >= _SURE if fit.unit == 0 else fit.score >= _NEAR


def _reached(promise: Promise, mentions: list[Mention], rated: bool) -> tuple[Mention, ...]:
    """The amounts that say what has been reached: the running total, else what is done, else what is told plainly."""
    own = [m for m in mentions if not m.part] or mentions
    totals = [m for m in own if m.aspect is Aspect.TOTAL]
    if totals:
        return (max(totals, key=lambda m: m.quantity.value),)
    done = [m for m in own if m.aspect in (Aspect.DONE, Aspect.INCREMENT)]
    if not done and (rated or re.search(r"开工|启动", promise.verb)):
        done = [m for m in own if m.aspect is Aspect.STARTED]
    if not done:
        done = [m for m in own if m.aspect is Aspect.MENTION and m.counted and _tells(m)]
    return _without_sums(done)


def _tells(mention: Mention) -> bool:
    """A bare amount is a result unless it only opens a subject (130套新建宿舍，目前…)."""
    return mention.clause >= 0


def _without_sums(mentions: list[Mention]) -> tuple[Mention, ...]:
    """Leave out repetitions, and the parts where the sum stands beside them."""
    unique: dict[tuple[Decimal, str, str], Mention] = {}
    for mention in mentions:
        unique.setdefault((mention.quantity.value, mention.quantity.unit, mention.counted), mention)
    kept = list(unique.values())
    if len(kept) > 2:
        values = [m.quantity.value for m in kept]
        for index in (0, -1):
            if values[index] * 2 == sum(values):
                return (kept[index],)
    return tuple(kept)


def _sum(promise: Promise, mentions: tuple[Mention, ...]) -> tuple[Quantity, bool]:
    """The sum in the promise's unit and whether the units convert; the first amount as it is when they do not."""
    unit = promise.quantity.unit if promise.quantity else ""
    if len(mentions) == 1 and not (mentions[0].quantity.unit and unit):
        return mentions[0].quantity, True
    converted = [q for m in mentions if (q := convert(m.quantity, unit)) is not None]
    if not converted:
        unitless = [m.quantity for m in mentions if not (m.quantity.unit and unit)]
        return (unitless[0], True) if unitless else (mentions[0].quantity, False)
    if len(converted) == 1:
        return converted[0], True
    text = "、".join(q.text for q in converted)
    return Quantity(sum((q.value for q in converted), Decimal(0)), unit, text), True
