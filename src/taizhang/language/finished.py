"""Whether a text says in words that a thing is done: 已全部完成, 二中新校区已建成投用."""

from __future__ import annotations

from .facts import Aspect, Clause, Facts, Promise
from .likeness import held, is_empty, likeness
from .matching import ABOUT, speaks_of
from .patterns import HAN, Pattern

_END = (
    r"(?:完成|完工|竣工|建成|投用|投产|投入使用|交付使用|交付|启用|达标|落实到位|落实|办结|发放到位|开放|运行|运营"
    r"|执行|销号|通车|通水|覆盖|完毕)"
)
_CLOSED = Pattern(
    rf"(?:已经?|均已?|都已?|全部|全面|如期|按期|提前|顺利|正式|并|建设|改造|整治|验收|实施|[^率]){_END}(?:并[^，。;]{{0,8}}{_END}|{_END})?"
    r"(?:任务|目标|工作)?(?:[（(][^()（）]{0,12}[)）])?[。;，]?$"
)
_WITH_OBJECT = Pattern(
    r"(?:已经?|均|全部|全面|顺利|如期)*(?:完成|建成|启用|开通|发放|落实|实现|设立)了?(.{2,60})$",
    first="全发启均如完实已建开落设顺",
)
_OPENING = Pattern(
    r"^(?:目前|截至[^，。;]{0,12}|现|项目|工程|任务|建设|各项|工作|所有|年度|目标|已|均|都|全部|全面|进度|整体|总体|主体工程外)+"
)
_PARTIAL = Pattern(
    r"基本|主体|部分|正在|初步|设计|招标|选址|方案|前期|图纸|手续|基础|预计|计划|力争|拟|将|[0-9]%",
    first="0123456789主初前力图基将手招拟方正计设选部预",
)
_SWEEPING = Pattern(r"全部|均|都|全面|各项|所有|全覆盖|100%")
_PLAINLY = Pattern(
    r"^ *(?:目前)?已?经?(?:如期|按期|提前|顺利|圆满)?(?:完成|完工|竣工|达标|办结|建成|建成投用|落实|投用)。?$"
)
_UNFINISHED = (Aspect.PLANNED, Aspect.NOT_BEGUN, Aspect.REMAINING, Aspect.PREPARED)
_OPEN = (Aspect.NOT_BEGUN, Aspect.REMAINING, Aspect.ONGOING, Aspect.STARTED)
_WHOLLY = Pattern(r"完成率(?:达到?|为)?:?100%|完成(?:了)?(?:年度|全年)?(?:目标)?任务(?:数)?的?100%")


def is_finished(facts: Facts, promise: Promise, about: list[Clause], *, alone: bool, busy: set[int]) -> bool:
    """Whether the promise is said to be done; `about` are the clauses that speak of it, `busy` those with amounts.

    `alone` is true for a task's only promise: then a clause without a subject (已建成投用) speaks of it.
    """
    closing = [c for i, c in enumerate(facts.clauses) if i not in busy and _closes(c)]
    if any(_WHOLLY.search(c.text) for c in about) and alone:
        return True
    if any(is_general(facts, c) and (alone or _SWEEPING.search(c.text) or _PLAINLY.search(c.text)) for c in closing):
        return True
    if promise.base is not None and any("新标准" in c.text and c.aspect not in _UNFINISHED for c in facts.clauses):
        return True  # what was to be raised is paid as raised: 按新标准执行
    own = [c for c in closing if _is_of(facts, promise, c)]
    if not own:
        return False
    if promise.quantity is not None and promise.quantity.value > len(promise.names) > 0 and not _swept(own):
        return any(held(promise.object, c.text) >= ABOUT and not _names_any(promise, c) for c in own)
    if len(promise.names) > 1:
        return all(any(_has(n, c) for c in own) for n in promise.names) or _swept(own)
    several = promise.quantity is not None and (
        promise.quantity.value > 1 or promise.quantity.unit not in ("个", "座", "处", "所")
    )
    unfinished = any(c.aspect in _OPEN and c not in closing for c in about)
    return not (unfinished and several) and (not several or _swept(own) or held(promise.object, own[0].text) >= ABOUT)


def _swept(clauses: list[Clause]) -> bool:
    return any(_SWEEPING.search(c.text) for c in clauses)


def _has(name: str, clause: Clause) -> bool:
    """Whether a clause names one thing of a list, in full or nearly so."""
    return name in clause.label + clause.text or held(name, clause.label + clause.text) >= 0.75


def _names_any(promise: Promise, clause: Clause) -> bool:
    return any(_has(n, clause) for n in promise.names)


def _closes(clause: Clause) -> bool:
    """Whether a clause says of its subject or object that it is done."""
    if clause.aspect in _UNFINISHED or _PARTIAL.search(clause.text):
        return False
    words = clause.text.strip()
    return bool(_CLOSED.search(words[-40:]) or _WITH_OBJECT.search(words[:80]))


def is_general(facts: Facts, clause: Clause) -> bool:
    """Whether a clause has no subject, neither its own nor its sentence's nor a heading: 已全部完成; 未开工."""
    return not clause.label and not _subject(clause) and not _subject(_head(facts, clause))


def _head(facts: Facts, clause: Clause) -> Clause:
    """The first clause of a clause's sentence, which holds the subject of those that have none."""
    return next((c for c in facts.clauses if c.sentence == clause.sentence and c.label == clause.label), clause)


def _subject(clause: Clause) -> str:
    """What a clause speaks of, without the words of doing and being done; empty when it names nothing."""
    rest = _SUBJECTLESS.sub("", _OPENING.sub("", clause.text.strip()))
    return "" if is_empty(rest) else rest


_SUBJECTLESS = Pattern(
    r"已经?|均|都|全部|全面|暂时?|尚|还|仍|未|没有|完成|完工|竣工|建成|投入使用|投用|交付使用|交付|启用|投产|达标|落实到位|落实|办结|开工|启动|动工"
    r"|实施|发放到位|到位|如期|按期|提前|顺利|圆满|正式|并|建设|改造|将于|近期|验收|通过|运行|运营|执行|有序|推进|正在|正常|[，。;\s]"
)


def _is_of(facts: Facts, promise: Promise, clause: Clause) -> bool:
    """Whether what a clause closes is the promised thing, not a piece of it (保洁已完成 is not the hospital)."""
    words = clause.text.strip()
    found = _WITH_OBJECT.search(words[:80])
    if found and not _CLOSED.search(words[-40:]):
        return likeness(promise.object, found[1]) >= 0.6 and held(promise.object, found[1]) >= ABOUT
    if _subject(clause):
        alone = Clause(clause.span, clause.text, clause.sentence)
        return speaks_of(promise, alone) and not _is_piece(promise, clause)
    head = _head(facts, clause)
    return speaks_of(promise, head if head.text != clause.text else clause)


_PIECE = Pattern(
    rf"{HAN}{{2,12}}?(?:底板|垫层|路基|桥面|隧道|泵房|围挡|钢筋|基坑|安装|铺设|装修|装饰|招标|拆迁|征收|绑扎|浇筑|开挖|搬迁|迁移|放线|体检|清表|报告|补偿)"
)


def _is_piece(promise: Promise, clause: Clause) -> bool:
    """Whether a clause under the thing's heading speaks of a piece of it."""
    found = _PIECE.search(clause.text)
    return bool(found) and not held(found[0], promise.object) >= ABOUT if found else False
