"""How a progress text answers each promise of its task."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from taizhang.ledger import Quantity, Span

from .facts import Answer, AnswerKind, Aspect, Clause, Facts, Kind, Mention, Promise, RankMention
from .finished import is_finished, is_general
from .likeness import likeness
from .matching import ABOUT, Matching, speaks_of, touches, unit_fit
from .rates import is_completion
from .reader import read
from .units import convert

_OVERALL = ("总体", "整体", "合计", "总计")
"""Words that give a rate to the whole where the parts were told last."""


@lru_cache(maxsize=8192)  # the rows of a long ledger, see `reader.read`
def answers(promises: tuple[Promise, ...], progress: str, *, year: int | None = None) -> tuple[Answer, ...]:
    """One answer for each promise, in their order (see `Answer`).

    Amounts go to the promise whose noun, heading and unit they fit best; amounts that name nothing go to the
    only promise, or to the promises of their unit in order.  `none` is said only when nothing fits at all.
    """
    if not promises:
        return ()
    answering = _Answering(promises, read(progress, year=year))
    return tuple(answering.answer(i) for i in range(len(promises)))


class _Answering:
    """The answers of one progress text to the promises of one task."""

    def __init__(self, promises: tuple[Promise, ...], facts: Facts) -> None:
        self.promises, self.facts = promises, facts
        self.matching = Matching(promises, facts)
        self.whole = self.matching.whole
        self.busy = {m.clause for m in facts.mentions if not _wholly(m)}

    def answer(self, index: int) -> Answer:
        """The answer to one promise."""
        promise = self.promises[index]
        if promise.kind is Kind.RATE:
            return self._rate_answer(index)
        mentions = self.matching.given[index]
        rates, ranks = self._rates(index), self._ranks(index)
        rated = any(r.rate_of != "开工率" for r in rates)
        taken = _reached(promise, mentions, self.facts, rated)
        if taken:
            done, converts = _sum(promise, taken)
            return self._made(index, "value", rates, ranks, done, taken, converts)
        about = self._about(index)
        if not mentions and self._finished(index, about):
            return self._made(index, "all_done", rates, ranks)
        if rates:
            return self._made(index, "value", rates, ranks)
        return self._made(index, _in_words(mentions, about), rates, ranks)

    def _made(
        self,
        index: int,
        kind: AnswerKind,
        rates: tuple[Mention, ...] = (),
        ranks: tuple[RankMention, ...] = (),
        done: Quantity | None = None,
        taken: tuple[Mention, ...] = (),
        converts: bool = True,
    ) -> Answer:
        return Answer(index, kind, done, taken, rates, ranks, self.matching.likeness.get(index, 0.0), converts)

    def _alone(self, index: int) -> bool:
        return self.whole == [index]

    def _about(self, index: int) -> list[Clause]:
        """The clauses that speak of a promise, and those without a subject; all of them when it stands alone."""
        if self._alone(index):
            return list(self.facts.clauses)
        promise = self.promises[index]
        whole = promise.part_of is None
        return [c for c in self.facts.clauses if touches(promise, c) or (whole and self._general(c))]

    def _general(self, clause: Clause) -> bool:
        return is_general(self.facts, clause) and not any(self.facts.clauses[i] == clause for i in self.busy)

    def _finished(self, index: int, about: list[Clause]) -> bool:
        return is_finished(self.facts, self.promises[index], about, alone=self._alone(index), busy=self.busy)

    def _rate_answer(self, index: int) -> Answer:
        """A promised rate is answered by a rate of the same name, or by the only one when it stands alone."""
        promise = self.promises[index]
        rates = [m for m in self.facts.mentions if m.kind is Kind.RATE]
        good = [(s, m) for m in rates if (s := likeness(promise.object, m.counted + m.rate_of)) >= ABOUT]
        if not good and self._alone(index) and rates:
            good = [(0.2, rates[-1])]
        if good:
            score, best = max(good, key=lambda g: g[0])
            self.matching.likeness[index] = score
            return self._made(index, "value", (), self._ranks(index), best.quantity, (best,))
        about = self._about(index)
        return self._made(index, "all_done" if self._finished(index, about) else _in_words([], about))

    def _rates(self, index: int) -> tuple[Mention, ...]:
        """The completion rates stated for a promise: behind its amounts, under its heading, or all if it is alone."""
        rates = [m for m in self.facts.mentions if m.kind is Kind.RATE and is_completion(m.rate_of)]
        own = [m for m in rates if self._rate_owner(m) == index]
        behind = {self.facts.clauses[m.clause].sentence for m in self.matching.given[index]}
        bound = [m for m in own if self.facts.clauses[m.clause].sentence in behind]
        return tuple(bound or own)  # one of another sentence is of what that tells

    def _rate_owner(self, rate: Mention) -> int | None:
        clause = self.facts.clauses[rate.clause]
        before = [
            (m.span, i)
            for i, given in self.matching.given.items()
            for m in given
            if m.span < rate.span and self.facts.clauses[m.clause].sentence == clause.sentence
        ]
        if before and any(word in self.facts.text[clause.span.start : rate.span.start] for word in _OVERALL):
            wholes = {i for _, i in before if i in self.whole}
            return wholes.pop() if len(wholes) == 1 else None  # the mean of several is nobody's
        if before:
            return self._in_turn(rate, before) if "分别" in clause.text else max(before)[1]
        speaking = [i for i in self.whole if speaks_of(self.promises[i], clause)]
        if speaking:
            return speaking[0]
        return self.whole[0] if len(self.whole) == 1 else None

    def _in_turn(self, rate: Mention, before: list[tuple[Span, int]]) -> int | None:
        """The owner of a rate among several told at once: A 7个, B 11公里，分别占任务的70%和74.7%."""
        rates = [m for m in self.facts.mentions if m.kind is Kind.RATE and m.clause == rate.clause]
        owners = list(dict.fromkeys(index for _, index in sorted(before)))
        place = rates.index(rate)
        return owners[place] if len(owners) == len(rates) else None

    def _ranks(self, index: int) -> tuple[RankMention, ...]:
        """The ranks in the sentences of a promise's amounts; all of them when it stands alone."""
        if self._alone(index):
            return self.facts.ranks
        clauses = self.facts.clauses
        sentences = {clauses[m.clause].sentence for m in self.matching.given[index]}
        return tuple(r for r in self.facts.ranks if clauses[r.clause].sentence in sentences)


def _wholly(mention: Mention) -> bool:
    """100% is no amount of its own: it says that all is done."""
    return mention.kind is Kind.RATE and mention.quantity.value == 100


def _in_words(mentions: list[Mention], about: list[Clause]) -> AnswerKind:
    aspects = {m.aspect for m in mentions} | {c.aspect for c in about}
    if not aspects:
        return "none"
    prepared = Aspect.PREPARED in aspects and aspects <= {Aspect.PREPARED, Aspect.MENTION, Aspect.PLANNED}
    return "prepared" if prepared else "words"


def _reached(promise: Promise, mentions: list[Mention], facts: Facts, rated: bool) -> tuple[Mention, ...]:
    """The amounts that say what has been reached: the running total, else what is done, else what is told plainly."""
    own = [m for m in mentions if m.part == (promise.part_of is not None)] or mentions
    totals = [m for m in own if m.aspect is Aspect.TOTAL]
    if totals:
        return (max(totals, key=lambda m: m.quantity.value),)
    done = [m for m in own if m.aspect in (Aspect.DONE, Aspect.INCREMENT)]
    begun = [m for m in own if m.aspect is Aspect.STARTED]
    if not done and "开工" not in promise.verb and "启动" not in promise.verb:
        done = [m for m in facts.mentions if any(_done_of(m, whole, facts) for whole in begun)]
    if not done and (rated or "开工" in promise.verb or "启动" in promise.verb):
        done = begun
    if not done:
        done = [m for m in own if m.aspect is Aspect.MENTION and not _opens_subject(m, facts, promise)]
    done = [] if _of_layers(done) else done
    done = [m for at, m in enumerate(done) if not _come_further(m, done[:at], facts)]
    return _without_sums(_without_goal(promise, done))


_OVER = ("完工", "竣工", "建成", "完成", "投用", "投入使用", "验收")


def _done_of(part: Mention, whole: Mention, facts: Facts) -> bool:
    """Whether an amount is what is finished of those begun before it: 14个已全部开工，其中9个已完工."""
    words, here = facts.clauses[part.clause].text, part.aspect in (Aspect.DONE, Aspect.TOTAL)
    if not (here and part.part and whole.span < part.span and any(word in words for word in _OVER)):
        return False
    same = facts.clauses[whole.clause].sentence == facts.clauses[part.clause].sentence
    return same and part.quantity.unit == whole.quantity.unit and part.quantity.value <= whole.quantity.value


_LAYERS = ("路基", "路面", "垫层", "基层", "水稳层", "稳定层", "面层", "沟槽", "管沟", "开挖")
"""What of one length is done after another, so that their lengths are no sum: 路基10公里，水稳层2公里."""


def _of_layers(done: list[Mention]) -> bool:
    """Whether all amounts are of layers of one work."""
    return len(done) > 1 and all(m.quantity.unit and m.counted.endswith(_LAYERS) for m in done)


_FURTHER = ("投入运营", "投入使用", "投用", "投运", "运营", "启用", "开放", "通过验收", "验收")
"""What follows when a thing is built."""


def _come_further(mention: Mention, before: list[Mention], facts: Facts) -> bool:
    """Whether an amount is how many of those just told have come further: 建成11个，投入运营9个."""
    if not before or mention.clause != before[-1].clause + 1 or mention.counted not in ("", *_FURTHER):
        return False
    clause, last = facts.clauses[mention.clause], before[-1]
    lead = facts.text[clause.span.start : mention.span.start].strip().removeprefix("已").removeprefix("其中")
    same = mention.quantity.unit == last.quantity.unit and clause.sentence == facts.clauses[last.clause].sentence
    return same and lead in _FURTHER and mention.quantity.value <= last.quantity.value


def _without_goal(promise: Promise, mentions: list[Mention]) -> list[Mention]:
    """Leave out the goal where the text repeats it before the result (为10万户更换燃气表，目前更换8.7万户)."""
    goal = promise.quantity.value if promise.quantity else None
    if len(mentions) < 2 or mentions[0].quantity.value != goal:
        return mentions
    first, rest = mentions[0], mentions[1:]
    others = [m for m in rest if m.counted and m.counted != first.counted and m.counted.endswith(first.counted or "?")]
    return [first] if len(others) == len(rest) else rest  # 优化线路6条，延长线路3条: the other is another work


def _opens_subject(mention: Mention, facts: Facts, promise: Promise) -> bool:
    """Whether a plain amount only opens what is said next (130套新建宿舍，目前…) or heads it (72个村改造：…).

    One that is not the goal's and has its rate behind it is a result: 改造12公里，完成率66.7%.
    """
    clause = facts.clauses[mention.clause]
    following = facts.clauses[mention.clause + 1] if mention.clause + 1 < len(facts.clauses) else None
    if following is None or mention.span.start - clause.span.start > 2:
        return False
    headed = facts.text[clause.span.end : clause.span.end + 1] in ("：", ":")
    if headed or following.sentence != clause.sentence or following.aspect is Aspect.MENTION:
        return headed
    goal = promise.quantity.value if promise.quantity else None
    rates = (m for m in facts.mentions if m.clause == mention.clause + 1 and m.kind is Kind.RATE)
    return mention.quantity.value == goal or not any(is_completion(m.rate_of) for m in rates)


def _without_sums(mentions: list[Mention]) -> tuple[Mention, ...]:
    """Leave out repetitions, and the parts where the sum stands beside them."""
    unique: dict[tuple[Decimal, str, str], Mention] = {}
    for mention in mentions:
        unique.setdefault((mention.quantity.value, mention.quantity.unit, mention.counted), mention)
    kept = _one_a_name(list(unique.values()))
    if len(kept) > 2:
        values = [m.quantity.value for m in kept]
        for index in (0, -1):
            if values[index] * 2 == sum(values):
                return (kept[index],)
    return tuple(kept)


def _one_a_name(mentions: list[Mention]) -> list[Mention]:
    """Of two sums of one name in different sentences the later one: 建成10.6公里。截至10月底建成11.2公里 is 11.2."""
    last = {m.counted: m for m in mentions if m.counted}
    return [m for m in mentions if not m.counted or last[m.counted] is m or m.clause == last[m.counted].clause]


def _sum(promise: Promise, mentions: tuple[Mention, ...]) -> tuple[Quantity, bool]:
    """The sum in the promise's unit and whether the units convert; the first amount as it is when they do not."""
    unit = promise.quantity.unit if promise.quantity else ""
    if len(mentions) == 1 and unit_fit(promise.quantity, mentions[0].quantity) == 1:
        return mentions[0].quantity, True
    converted = [q for m in mentions if (q := convert(m.quantity, unit)) is not None]
    if not converted:
        unitless = [m.quantity for m in mentions if not (m.quantity.unit and unit)]
        return (unitless[0], True) if unitless else (mentions[0].quantity, False)
    if len(converted) == 1:
        return converted[0], True
    text = "、".join(q.text for q in converted)
    return Quantity(sum((q.value for q in converted), Decimal(0)), unit, text), True
