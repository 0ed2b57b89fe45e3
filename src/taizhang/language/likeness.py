"""How alike two names of things are: shared pairs of characters, filler words left out."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from .patterns import Pattern

_FILLER = Pattern(
    r"新改扩建|新改建|改新建|改扩建|新建|改建|扩建|建设|建成|打造|创建|改造|提升|提质|升级|更新|完成|实施|开展|推进|加快|新增|启动|启用|开工|动工|完工|竣工|投用|投入使用|使用|施工|剩余|另外|其余|在建|更换|工程|项目|工作|任务|目标|数量|人数|情况|进行|已经|正在|全部|全面"
    r"|举办|发放|组织|安装|加装|设置|设立|划定|修建|整治|治理|支持|推动|持续|深入|[我全][区县市镇]|[0-9.,%]+|[“”\"《》、，。;:()\s·/-]|的|了|等|及|和|与|已|约"
    r"|并网|投运|上线|到货|交付|交货|移交|上牌|投放|入驻|购置|采购|受理|办结|办理|接诊|[装建修铺种栽盖换]好|通车|通水|到位|修缮|交工|收尾|栽植|种植|铺设|验收|开行|新开|总量|总数|累计|解决"
)


@lru_cache(maxsize=4096)
def _pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a name, within each stretch between fillers; single ones as they are."""
    pairs: set[str] = set()
    for stretch in _FILLER.sub(" ", words).split():
        pairs.update(map("".join, pairwise(stretch)) if len(stretch) > 1 else stretch)
    return frozenset(pairs)


def likeness(one: str, other: str) -> float:
    """0 to 1: the share of the shorter name's pairs of characters that the other holds too."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return 0.0
    shared = len(first & second)
    if not shared and (_single(first, other) or _single(second, one)):
        return 0.5
    return shared / min(len(first), len(second))


def _single(pairs: frozenset[str], other: str) -> bool:
    """A name of one character (村) is held by a longer one (村供水管网)."""
    return len(pairs) == 1 and len(next(iter(pairs))) == 1 and next(iter(pairs)) in other


def held(thing: str, text: str) -> float:
    """0 to 1: the share of a thing's pairs of characters that a text holds, however long the text is."""
    first = _pairs(thing)
    return len(first & _pairs(text)) / len(first) if first else 0.0


def is_empty(words: str) -> bool:
    """Whether a name is made of fillers only, and so says nothing of the thing."""
    return not _pairs(words)
