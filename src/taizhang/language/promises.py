"""What a task's content promises: counted things, rates, raised standards, and named things without a number."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from taizhang.ledger import Quantity, Span

from . import nouns
from .chars import fold
from .facts import Aspect, Clause, Facts, Kind, Mention, Promise
from .layout import QUOTED
from .patterns import Pattern
from .quantities import raised
from .reader import read

_SOFT = Pattern(
    r"力争|预计|争取|有序推进|稳步推进|推进|推动|加快|逐步|充分论证|尽量|原则上|探索|鼓励|每个|每家|每千人|每"
)
_BACKGROUND = Pattern(r"近年来|现有|目前|截至|往年|去年|上年|原有|现状|历史")
_BENEFIT = Pattern(r"(?:惠及|受益|覆盖人口|服务人口|受惠|涉及|解决了?)[^，。;、]{0,8}$")
_MODIFIER = Pattern(
    r"(?:日处理|年处理|日供水|日产|年产|单套|单套面积|单价|每|平均|人均|户均|总投资|投资|约占|占地)[^，。;、]{0,6}$"
)
_CHINESE_KIND = Pattern(r"^[一二三四五六七八九十两]+(?:类|种|级|大|方|项|次)$")


def promises(text: str, *, year: int | None = None) -> tuple[Promise, ...]:
    """Everything that a task's content promises, in its order (see `Promise`).

    Purposes (改善出行条件), beneficiaries (惠及5000户), years gone by and amounts in brackets are no promises;
    an amount in brackets is one when nothing else is counted.
    """
    facts = read(text, year=year)
    counted = _counted(facts, brackets=False) or _counted(facts, brackets=True)
    named = _named(facts, counted)
    found = sorted([*counted, *named], key=lambda p: p.span)
    return _with_parts(found, facts)


class _Item(Struct, frozen=True):
    """A promise, with whether it is a part of the one before."""

    promise: Promise
    part: bool
    sentence: int

    @property
    def span(self) -> Span:
        return self.promise.span


def _with_parts(items: list[_Item], facts: Facts) -> tuple[Promise, ...]:
    """Point each part to the last whole before it, in the same sentence if there is one."""
    whole: int | None = None
    result: list[Promise] = []
    for index, item in enumerate(items):
        if item.part and whole is not None:
            result.append(replace(item.promise, part_of=whole))
        else:
            whole = index if item.promise.quantity is not None else whole
            result.append(item.promise)
    return tuple(result)


def _counted(facts: Facts, *, brackets: bool) -> list[_Item]:
    plain = fold(facts.text)
    items: list[_Item] = []
    base: Mention | None = None
    for index, mention in enumerate(facts.mentions):
        clause = facts.clauses[mention.clause]
        if not _promised(plain, mention, clause, brackets):
            base = None
            continue
        following = facts.mentions[index + 1] if index + 1 < len(facts.mentions) else None
        if following and _is_base(plain, mention, following):
            base = mention
            continue
        items.extend(_items(plain, mention, clause, base))
        base = None
    return items


def _is_base(plain: str, mention: Mention, following: Mention) -> bool:
    between = plain[mention.span.end : following.span.start]
    return mention.kind is following.kind and raised(between)


def _promised(plain: str, mention: Mention, clause: Clause, brackets: bool) -> bool:
    before = plain[clause.span.start : mention.span.start]
    if mention.kind is Kind.POINTS or _CHINESE_KIND.match(mention.quantity.text):
        return False
    if mention.aspect in (Aspect.REMAINING, Aspect.NOT_BEGUN) or _BACKGROUND.search(before):
        return False
    if not brackets and _in_brackets(plain, mention.span.start) and not mention.part:
        return False
    return not (_BENEFIT.search(before) or (_MODIFIER.search(before) and not re.search(r"每[千万百]", before)))


def _in_brackets(plain: str, position: int) -> bool:
    return plain.rfind("(", 0, position) > plain.rfind(")", 0, position)


def _items(plain: str, mention: Mention, clause: Clause, base: Mention | None) -> list[_Item]:
    """The promises of one amount: two for two rates that share their figure (两个100%)."""
    floor = clause.span.start
    before = plain[floor : (base or mention).span.start]
    soft = tuple(dict.fromkeys(_SOFT.findall(plain[floor : mention.span.start])))
    verb = nouns.strip_verbs(re.sub(r"^[^:]*:", "", before).lstrip())[0] if before.strip() else ""
    if mention.kind is Kind.RATE:
        return _rate_items(mention, clause, before, soft, verb)
    thing, names = _object(plain, mention, before)
    quantity: Quantity | None = mention.quantity
    promise = Promise(
        Span(mention.span.start, mention.span.end),
        thing,
        verb,
        quantity,
        base.quantity if base else None,
        soft,
        None,
        names,
    )
    return [_Item(promise, mention.part, clause.sentence)]


_TWO_RATES = Pattern(r"[、和及与]")


def _rate_items(mention: Mention, clause: Clause, before: str, soft: tuple[str, ...], verb: str) -> list[_Item]:
    words = [w for w in _TWO_RATES.split(before) if re.search(r"率|占比|比例", w)]
    if len(words) < 2:
        thing = (mention.counted + mention.rate_of) or mention.stage
        promise = Promise(mention.span, thing, verb, mention.quantity, None, soft, None, (), Kind.RATE, mention.rate_of)
        return [_Item(promise, mention.part, clause.sentence)]
    items = []
    for word in words:
        name = nouns.strip_verbs(re.search(r".*(?:率|占比|比例)", word)[0])[1]  # type: ignore[index]  # searched above
        name = re.sub(r"[“”\"]", "", name)
        rate = re.search(r"[^的]{0,3}(?:率)$|占比$|比例$", name)
        promise = Promise(
            mention.span, name, verb, mention.quantity, None, soft, None, (), Kind.RATE, rate[0] if rate else name
        )
        items.append(_Item(promise, mention.part, clause.sentence))
    return items


def _object(plain: str, mention: Mention, before: str) -> tuple[str, tuple[str, ...]]:
    """What is promised and the single things named for it (青年路小学、二幼儿园等12所学校)."""
    tail = re.split(r"[0-9][^、和及]*[、和及]", before)[-1]
    listed = nouns.names_in_list(tail) if ("、" in tail or "等" in tail) else ()
    thing = mention.counted
    if not thing:
        thing = nouns.strip_verbs(before)[1].strip() or before.strip()
        thing = re.sub(r"(?:从|由|不低于|达到|提高到)+$", "", thing)
    if listed and "等" not in tail and listed[-1].endswith(thing) and thing:
        thing = "、".join(listed)
    return QUOTED.sub(lambda m: m[0][1:-1], thing).strip('“”" '), listed if len(listed) > 1 or "等" in tail else ()


_ACTION = Pattern(
    r"(?:启动|启用|建成|建设|新建|改建|扩建|改造|完成|实施|推进|加快|打造|创建|开展|设置|设立|整治|建立|开通|出台|制定|拆除|修建|配备|化解|提质改造|投用|搭建|推行|落实|举办|优化|完善|开工|新改建|续建|修缮|安装|发放|提供)"
)
_CONCRETE = Pattern(
    r"工程|项目|建设|改造|扩建|改扩建|中心|医院|学校|小学|中学|幼儿园|公园|道路|大桥|基地|平台|片区|市场|场馆|馆$|院$|楼|厂|站|园$|广场|试点|制度|办法|方案|政策|服务|补贴|行动|问题|网络|系统|小区|开工|建成|启用|管理|活动|水库|河道|线路|设施"
)
_PURPOSE = Pattern(
    r"^ *(?:为(?!期)|切实|确保|让|使|改善|满足|提高|提升|方便|助力|守护|拓展|逐步|不断|努力|保障|促进|增强|缩小|减轻|呵护|解决|缓解|实现|共享|全面提升|全面提高|进一步|有效|推动.{0,12}发展|同步|扩大|优化|完善|强化|加强|深化|健全|规范|通过|根据|按照|在.{2,20}基础上|围绕|依法|改善|持续改善|坚持|力争|积极|营造|形成|达到|并对|对)"
)


def _named(facts: Facts, counted: list[_Item]) -> list[_Item]:
    """Things promised without a number, clause by clause, where the clause counts nothing itself."""
    busy = {_clause_of(facts, item.span) for item in counted}
    first_chance = [c for i, c in enumerate(facts.clauses) if i not in busy and _names_a_thing(c)]
    if not first_chance and not counted:
        first_chance = [c for c in facts.clauses if c.text.strip()][:1]
    return [_named_item(clause) for clause in first_chance]


def _clause_of(facts: Facts, span: Span) -> int:
    return next((i for i, c in enumerate(facts.clauses) if c.span.start <= span.start < c.span.end), -1)


def _names_a_thing(clause: Clause) -> bool:
    words = fold(clause.text).strip()
    if _PURPOSE.match(words) or _BACKGROUND.search(words[:4]) or len(words) < 4:
        return False
    return bool(_ACTION.search(words[:10]) and _CONCRETE.search(words))


def _named_item(clause: Clause) -> _Item:
    words = fold(clause.text)
    verb, rest = nouns.strip_verbs(words.strip())
    lead = len(words) - len(words.lstrip())
    thing = re.sub(r"[“”\"]", "", rest.strip()) or words.strip()
    names = nouns.names_in_list(thing) if "、" in thing or "等" in thing else ()
    soft = tuple(dict.fromkeys(_SOFT.findall(words)))
    span = Span(clause.span.start + lead, clause.span.end)
    return _Item(Promise(span, thing, verb, None, None, soft, None, names), False, clause.sentence)
