"""What a task's content promises: counted things, rates, raised standards, and named things without a number."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from taizhang.ledger import Quantity

from . import nouns
from .facts import Aspect, Clause, Facts, Kind, Mention, Promise
from .layout import lay_out
from .likeness import is_empty
from .named import SOFT, joins_next, named_promise, names_a_thing
from .patterns import Pattern
from .quantities import raised
from .rates import rate_name
from .reader import read

_BACKGROUND = Pattern(r"近年来|现有|目前|截至|往年|去年|上年|原有|现状|历史")
_BENEFIT = Pattern(r"(?:惠及|受益|覆盖人口|服务人口|受惠|涉及|解决了?)[^，。;、]{0,8}$")
_BENEFIT_CHAIN = Pattern(r"惠及|受益")
_MODIFIER = Pattern(
    r"(?:日处理|年处理|日供水|日产|年产|单套|单套面积|单价|每(?!人每[月年]|月|年)|平均|人均|户均|总投资|投资|约占|占地)[^，。;、]{0,6}$"
)
_SPENT = Pattern(r"完成(?:年度|建设|计划|固定资产)*投资[^，。;、]{0,4}$")
"""Money to be spent, which is promised where nothing else is counted."""
_PER_THOUSAND = Pattern(r"每[千万百]|每[^，。;、]{1,8}(?:至少|不少于|不低于)")
_CHINESE_KIND = Pattern(r"^[一二三四五六七八九十两]+(?:类|种|级|大|方|项|次)$")
_BY_DAY = Pattern(r"(?:其中|力争|确保)?[^，。;、]{0,6}(?:月|季度|半年)")
"""How a clause opens that says what is due by a day within the year."""
_PEOPLE = frozenset({"人", "名", "户"})
_FOR = Pattern(r"(?:为|面向)[^，。;、\d]{0,4}$")
_MADE = Pattern(r"建设|新建|建成|设立|设置|打造")
_OFTEN = Pattern(r"每(?:年|月|周|季度|学期)[^，。;、\d]{0,6}$")
_LARGER = frozenset(
    {"乡镇", "镇", "乡", "街道", "镇街", "乡镇街道", "乡镇(街道)", "镇(街道)", "县区", "县市区", "区县"}
)
_REACH = 200
"""Characters before an amount that can belong to its promise."""


class _Item(Struct, frozen=True):
    """A promise, whether it is a part of the one before, and the sentence it stands in."""

    promise: Promise
    part: bool
    sentence: int


@lru_cache(maxsize=8192)  # the rows of a long ledger, see `reader.read`
def promises(text: str, *, year: int | None = None) -> tuple[Promise, ...]:
    """Everything that a task's content promises, in its order (see `Promise`).

    Purposes (改善出行条件), beneficiaries (惠及5000户), years gone by and amounts in brackets are no promises;
    an amount in brackets, or of those who gain, is one when nothing else is counted.
    """
    facts = read(text, year=year)
    if not facts.clauses:
        return ()
    reading = _Reading(facts)
    counted = reading.counted() or reading.counted(brackets=True) or reading.counted(benefits=True)
    items = sorted([*counted, *reading.named(counted)], key=lambda i: i.promise.span)
    return _with_parts(items)


def _with_parts(items: list[_Item]) -> tuple[Promise, ...]:
    """Point each part to the last counted whole before it; measures (面积) take the thing's name before theirs."""
    whole: int | None = None
    result: list[Promise] = []
    for index, item in enumerate(items):
        promise = item.promise
        if item.part and whole is not None:
            promise = replace(promise, part_of=whole)
        elif promise.quantity is not None:
            if whole is not None and (not promise.object or nouns.is_measure(promise.object)):
                promise = replace(promise, object=result[whole].object + promise.object)
            whole = index
        result.append(promise)
    return tuple(result)


class _Reading:
    """Reads the promises of one text."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.plain = facts, lay_out(facts.text).plain
        self.borrowed: set[int] = set()  # clauses whose thing an amount further on counts

    # -- counted things -----------------------------------------------------------------------------------------

    def counted(self, *, brackets: bool = False, benefits: bool = False) -> list[_Item]:
        """The promises with a number."""
        items: list[_Item] = []
        base: Mention | None = None
        floor = 0
        mentions = self.facts.mentions
        for index, mention in enumerate(mentions):
            following = mentions[index + 1] if index + 1 < len(mentions) else None
            if following and self._is_base(mention, following):
                base = mention
                continue
            of_others = following and (self._holds(mention, following) or self._serves(mention, following))
            if self._promised(mention, brackets, benefits) and not of_others:
                items.extend(self._items(mention, base, floor))
            base, floor = None, mention.span.end
        steps = [item for item in items if self._is_step(item, items)]
        self.borrowed.update(self._clause_at(item.promise.span.start) for item in steps)
        return [item for item in items if item not in steps]

    def _is_base(self, mention: Mention, following: Mention) -> bool:
        between = self.plain[mention.span.end : following.span.start]
        return mention.kind is following.kind and raised(between)

    def _holds(self, mention: Mention, following: Mention) -> bool:
        """Whether an amount is only of the places in which the next lies: 覆盖4个乡镇63个行政村 promises 63."""
        between = self.plain[mention.span.end : following.span.start].strip()
        return between in _LARGER and self.plain[: mention.span.start].rstrip().endswith("覆盖")

    def _serves(self, mention: Mention, following: Mention) -> bool:
        """Whether an amount is only of those for whom the next is made: 为1.1万名快递员建设驿站60个 promises 60."""
        if mention.quantity.unit not in _PEOPLE or following.quantity.unit in _PEOPLE:
            return False
        between = self.plain[mention.span.end : following.span.start]
        led = _FOR.search(self.plain[: mention.span.start])
        return mention.clause == following.clause and led is not None and _MADE.search(between) is not None

    def _clause_at(self, position: int) -> int:
        return bisect_right([c.span.start for c in self.facts.clauses], position) - 1

    def _is_step(self, item: _Item, items: list[_Item]) -> bool:
        """Whether an amount is only how much of another promise is due by a day: 120公里，9月底前完成60公里."""
        due = item.promise.quantity
        start = self.facts.clauses[self._clause_at(item.promise.span.start)].span.start
        before = self.plain[start : item.promise.span.start]
        day = _BY_DAY.match(before)
        if due is None or day is None:
            return False
        thing = nouns.strip_verbs(before[day.end() :].lstrip("份底末之前,，"))[1].strip()
        wholes = (i.promise for i in items if i is not item and i.promise.quantity)
        return any(
            w.quantity.unit == due.unit and w.quantity.value > due.value and thing in ("", w.object)
            for w in wholes
            if w.quantity
        )

    def _promised(self, mention: Mention, brackets: bool, benefits: bool) -> bool:
        clause = self.facts.clauses[mention.clause]
        before = self.plain[max(clause.span.start, mention.span.start - _REACH) : mention.span.start]
        if _OFTEN.search(before) and self.plain.startswith("的", mention.span.end):
            return False  # 每年不少于2次的监测 says how often
        if mention.kind is Kind.POINTS or _CHINESE_KIND.match(mention.quantity.text):
            return False
        if mention.aspect in (Aspect.REMAINING, Aspect.NOT_BEGUN) or _BACKGROUND.search(before):
            return False
        if not brackets and not mention.part and self._in_brackets(mention.span.start):
            return False
        if benefits:
            return not _MODIFIER.search(before) or bool(_SPENT.search(before))
        if _BENEFIT.search(before) or (_BENEFIT_CHAIN.search(before) and not nouns.strip_verbs(before)[0]):
            return False
        return not _MODIFIER.search(before) or bool(_PER_THOUSAND.search(before))

    def _in_brackets(self, position: int) -> bool:
        near = self.plain[max(position - 60, 0) : position]
        return near.rfind("(") > near.rfind(")")

    def _items(self, mention: Mention, base: Mention | None, floor: int) -> list[_Item]:
        """The promises of one amount: two for two rates that share their figure (两个100%)."""
        clause = self.facts.clauses[mention.clause]
        start = max(clause.span.start, mention.span.start - _REACH)
        before = self.plain[start : (base or mention).span.start]
        soft = tuple(dict.fromkeys(SOFT.findall(self.plain[start : mention.span.start])))
        verb = nouns.strip_verbs(self.plain[clause.span.start : clause.span.start + 40])[0]
        verb = (
            verb
            if floor <= clause.span.start
            else (nouns.strip_verbs(self._own_words(before, floor, start))[0] or verb)
        )
        if mention.kind is Kind.RATE:
            return [_Item(p, mention.part, clause.sentence) for p in self._rates(mention, before, soft, verb)]
        thing, names = self._object(mention, base, before, floor)
        quantity: Quantity = mention.quantity
        raised_from = base.quantity if base else None
        promise = Promise(mention.span, thing, verb, quantity, raised_from, soft, None, names)
        return [_Item(promise, mention.part, clause.sentence)]

    def _own_words(self, before: str, floor: int, start: int) -> str:
        """The words before an amount that belong to it and not to the amount before: behind the mark after that."""
        words = before[max(floor - start, 0) :]
        return _AND.split(words, maxsplit=1)[-1] if floor > start else words

    def _rates(self, mention: Mention, before: str, soft: tuple[str, ...], verb: str) -> list[Promise]:
        words = [w for w in _AND.split(before) if _RATE_WORD.search(w)]
        if len(words) < 2:
            thing = (mention.counted + mention.rate_of) or mention.stage
            return [
                Promise(mention.span, thing, verb, mention.quantity, None, soft, None, (), Kind.RATE, mention.rate_of)
            ]
        result = []
        for word in words:
            rate_of, subject = rate_name(word[: word.rfind("率") + 1] or word)
            name = re.sub(r"[“”\" ]", "", nouns.strip_verbs(subject)[1]) + rate_of
            result.append(Promise(mention.span, name, verb, mention.quantity, None, soft, None, (), Kind.RATE, rate_of))
        return result

    def _object(self, mention: Mention, base: Mention | None, before: str, floor: int) -> tuple[str, tuple[str, ...]]:
        """What is promised, and the single things named for it (青年路小学、二幼儿园等12所学校)."""
        clause = self.facts.clauses[mention.clause]
        own = self._own_words(before, floor, max(clause.span.start, mention.span.start - _REACH))
        if "等" in own and floor <= clause.span.start:
            own = self._list_before(mention.clause) + own
        listed = nouns.names_in_list(own) if ("、" in own or "等" in own) else ()
        thing = base.counted if base and base.counted else mention.counted
        if is_empty(thing) and floor and not self.plain[floor : mention.span.start].strip():
            thing = next((m.counted for m in self.facts.mentions if m.span.end == floor), "")  # 物资120种4.6万件
        if is_empty(thing):
            thing = nouns.strip_verbs(own)[1].strip(" 到至从由") or self._thing_before(mention) or own.strip()
        if listed and "等" not in own and listed[-1].endswith(thing) and thing:
            thing = "、".join(listed)
        listed = listed or self._list_after(mention)
        names = listed if len(listed) > 1 or "等" in own else ()
        return re.sub(r"[“”\" ]", "", thing).removeprefix("其中"), names

    def _list_after(self, mention: Mention) -> tuple[str, ...]:
        """The names behind a colon: 打通断头路3条：学府路、文昌路."""
        index = mention.clause + 1
        if not self.plain.startswith(":", mention.span.end) or index >= len(self.facts.clauses):
            return ()
        self.borrowed.add(index)
        return nouns.names_in_list(self.facts.clauses[index].text)

    def _list_before(self, index: int) -> str:
        """The clauses before, as far as they only go on with a list that this clause closes (A小区,B小区等9个)."""
        words, sentence = "", self.facts.clauses[index].sentence
        first = next((i for i in range(index) if self._opens_list(i, sentence)), index)
        for position in range(first, index):
            self.borrowed.add(position)
            words += self.facts.clauses[position].text + "、"
        return words

    def _opens_list(self, index: int, sentence: int) -> bool:
        return self.facts.clauses[index].sentence == sentence and joins_next(self.facts, index)

    def _thing_before(self, mention: Mention) -> str:
        """The thing that a clause before names when the amount names none (实施电梯改造。年内改造8台)."""
        for index in range(mention.clause - 1, max(mention.clause - 3, -1), -1):
            clause = self.facts.clauses[index]
            thing = nouns.strip_verbs(clause.text)[1]
            if names_a_thing(clause) and not is_empty(thing):
                self.borrowed.add(index)
                return thing
        return ""

    # -- named things -------------------------------------------------------------------------------------------

    def named(self, counted: list[_Item]) -> list[_Item]:
        """Things promised without a number, clause by clause, where the clause counts nothing itself."""
        busy = {self._clause_at(i.promise.span.start) for i in counted}
        free = [(i, c) for i, c in enumerate(self.facts.clauses) if i not in busy and i not in self.borrowed]
        chosen: list[Clause] = [c for i, c in free if names_a_thing(c) and not joins_next(self.facts, i)]
        if not chosen and not counted:
            chosen = [c for _, c in free][:1]
        return [_Item(named_promise(c), False, c.sentence) for c in chosen]


_AND = Pattern(r"[、和及与]")
_RATE_WORD = Pattern(r"率|占比|比例")
