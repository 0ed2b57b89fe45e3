"""Things promised by name alone: 启动东站片区棚户区改造, 建设二中新校区."""

from __future__ import annotations

from taizhang.ledger import Span

from . import nouns
from .chars import fold
from .facts import Clause, Facts, Promise
from .patterns import Pattern

SOFT = Pattern(
    r"力争|预计|争取|有序推进|稳步推进|推进|推动|加快|逐步|充分论证|尽量|原则上|探索|鼓励|每个|每家|每千人|每"
)
"""Words that make a promise hard to judge, or bind it to each of several (domain.md 10.1, E10)."""

_ACTION = Pattern(
    r"启动|启用|建成|建设|新建|改建|扩建|改造|完成|实施|推进|加快|打造|创建|开展|设置|设立|整治|建立|开通|出台|制定|拆除|修建|配备"
    r"|化解|提质|投用|搭建|推行|落实|举办|优化|完善|开工|续建|修缮|安装|发放|提供"
)
_CONCRETE = Pattern(
    r"工程|项目|建设|改造|扩建|中心|医院|学校|小学|中学|幼儿园|公园|道路|大桥|基地|平台|片区|市场|场馆|馆$|院$|楼|厂|站|园$|广场|试点"
    r"|制度|办法|方案|政策|服务|补贴|行动|问题|网络|系统|小区|开工|建成|启用|管理|活动|水库|河道|线路|设施|路$|桥$|村$"
)
_PURPOSE = Pattern(
    r"^ *(?:为(?!期)|切实|确保|让|使|改善|满足|提高|提升|方便|助力|守护|拓展|逐步|不断|努力|保障|促进|增强"
    r"|缩小|减轻|呵护|解决|缓解"
    r"|实现|共享|全面提升|全面提高|进一步|有效|推动.{0,12}发展|同步|扩大|优化|完善|强化|加强|深化|健全|规范|通过|根据|按照|按"
    r"|在.{2,20}基础上|围绕|依法|持续改善|坚持|力争|积极(?!推进)|营造|形成|达到|并对|对)"
)
_LONG = 300


def names_a_thing(clause: Clause) -> bool:
    """Whether a clause promises a thing by name: an action at its head and something that can be built or done."""
    words = fold(clause.text[:_LONG])
    if len(words) < 4 or _PURPOSE.match(words):
        return False
    return bool(_ACTION.search(words, 0, 10) and _CONCRETE.search(words))


def joins_next(facts: Facts, index: int) -> bool:
    """Whether a clause begins a list that a later one of its sentence closes (…A小区、B小区,C小区,D小区等9个小区)."""
    if "、" not in facts.clauses[index].text or _counts(facts, index):
        return False
    for later in range(index + 1, len(facts.clauses)):
        clause = facts.clauses[later]
        head = fold(clause.text[:_LONG])
        if clause.sentence != facts.clauses[index].sentence or _ACTION.match(head) or _PURPOSE.match(head):
            return False
        if "等" in head or _counts(facts, later):
            return "等" in head
    return False


def _counts(facts: Facts, index: int) -> bool:
    return any(m.clause == index for m in facts.mentions)


def named_promise(clause: Clause) -> Promise:
    """The promise of a clause that counts nothing: its verb, its thing and the names in it."""
    words = fold(clause.text)
    verb, rest = nouns.strip_verbs(words)
    thing = rest.replace("“", "").replace("”", "").strip() or words
    names = nouns.names_in_list(thing) if _LIST.search(thing) else ()
    names = names if len(names) > 1 or "等" in thing else ()
    soft = tuple(dict.fromkeys(SOFT.findall(words)))
    return Promise(Span(clause.span.start, clause.span.end), thing, verb, None, None, soft, None, names)


_LIST = Pattern(r"、|等|[园校院区路村场馆站街镇湖河厂学程](?:和|及|与)")
