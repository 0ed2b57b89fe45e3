"""Stages of works in their order, 立项 to 决算 (domain.md 5.1)."""

from __future__ import annotations

from bisect import bisect_right

from taizhang.ledger import Span

from .aspects import clause_aspect
from .facts import Aspect, StageMention
from .patterns import Pattern

STAGES: tuple[tuple[str, str], ...] = (
    ("立项", r"立项|项目建议书|申报入库|项目入库"),
    ("可研", r"可行性研究|可研"),
    ("选址", r"选址|用地预审|(?:土地|用地)划拨|用地批复|征地|(?:建设)?用地未划拨|用地(?:手续|规划)"),
    ("环评", r"环评|环境影响|水土保持|水资源论证|文物勘[探查]|林地可行性|地质勘[查探察]|地勘"),
    ("初设", r"初步设计|初设|概算|方案设计|设计方案|规划设计"),
    ("施工图", r"施工图|图纸设计|图审|图纸审查|设计图"),
    ("预算", r"财评|财政评审|预算评审|编制预算|预算编制|工程量清单"),
    ("招标", r"招投标|招标|采购意向|政府采购|中标|挂网"),
    ("许可", r"(?:工程)?规划许可|施工许可|建设手续|施工手续"),
    ("开工", r"开工|动工|进场(?:施工)?|破土"),
    ("场地平整", r"场地平整|清表|三通一平|围挡"),
    ("土方", r"土方开挖|土石方|地基开挖|开挖地基|基础开挖|基坑(?:支护|开挖)?|基槽"),
    ("基础", r"垫层|桩基|基础(?:施工|工程|浇筑)|底板浇筑|筏板|正负零|路基"),
    (
        "主体",
        r"主体(?:结构|工程|施工|建设|框架)*(?!责任|单位)|二次结构|钢结构(?:框架|安装|吊装)|[一二三四五六七八九十\d]层(?:梁|板|楼面|结构|柱|主体)|梁板|砌筑|桥面|路面(?:铺设|混凝土|硬化|浇筑|摊铺)",
    ),
    ("封顶", r"封顶"),
    (
        "装饰安装",
        r"装饰|装修|水电暖通|设备安装|门窗安装|幕墙|安装调试|强弱电|暖通|[外内]墙(?:面)?(?:粉刷|涂料|抹灰)|吊顶",
    ),
    ("室外配套", r"室外配套|配套工程|附属工程|绿化施工|室外工程|沥青面层"),
    ("竣工验收", r"竣工|完工|验收|备案验收"),
    ("投用", r"投入使用|投用|交付使用|启用|投入运营|试运行|试通水|正式运营|建成通车|对外开放|移交|通车|运行"),
    ("决算", r"决算|结算审计|竣工结算"),
)
_FIRST = (
    "一三四五六七八九0123456789梁立可选用土征环水文林地初方概规施图财预编工招采中挂建开动进破场清三围基垫桩"
    "底筏正路主二钢砌桥封装设门幕安强暖室配附绿沥竣完验投交启试对移通决结备申项运外内吊"
)
_PATTERN = Pattern("|".join(f"(?P<s{i}>{p})" for i, (_, p) in enumerate(STAGES)), first=_FIRST)


PHYSICAL = 100
"""Stage orders from here on are works on the ground; those below are papers, tenders and the start itself."""
_FIRST_ON_THE_GROUND = next(i for i, (stage, _) in enumerate(STAGES) if stage == "场地平整")


def _order(index: int) -> int:
    return index if index < _FIRST_ON_THE_GROUND else PHYSICAL + index - _FIRST_ON_THE_GROUND


def find_stages(plain: str, bounds: list[tuple[int, int]]) -> tuple[StageMention, ...]:
    """All stages named in a folded text; `bounds` are the clauses' places, which give each its aspect."""
    starts = [s for s, _ in bounds]
    found = []
    for match in _PATTERN.finditer(plain):
        index = int((match.lastgroup or "s0")[1:])
        clause = max(bisect_right(starts, match.start()) - 1, 0)
        start, end = bounds[clause] if bounds else (0, len(plain))
        aspect = _aspect(plain[start : match.start()], plain[match.end() : end], match[0])
        found.append(StageMention(Span(match.start(), match.end()), STAGES[index][0], _order(index), aspect, clause))
    return tuple(found)


_CLOSING = {"竣工", "完工", "封顶", "投用", "交付使用", "投入使用", "启用", "通车", "投入运营", "正式运营", "建成通车"}
_AHEAD = Pattern(r"正在|加快|推进|进行|抓紧|同步|实施|开展|施工(?!图)")
_FUTURE = Pattern(r"预计|计划|力争|拟|将|待|争取|确保|尽快|尽早|前$|底$")
_NOT = Pattern(r"未|没有|不")
_NOT_AFTER = Pattern(r"[^，。;]{0,6}(?:未|没有)")
_DONE_BEFORE = Pattern(r"已(?!有)|完成")
_DONE_AFTER = Pattern(r"[^，。;]{0,8}(?:已|完成|完毕|结束|通过|获批|到位|就位)")
_AHEAD_AFTER = Pattern(r"(?:工作)?(?:正在|推进|进行中|中(?!标|心))")
_DONE = Pattern(r"已|完成|完毕|了|结束|均|通过|全部|获批|贯通|办结|具备")


def _aspect(before: str, after: str, word: str) -> Aspect:
    """The aspect from the words close to the stage, then from the clause."""
    near, behind = before[-16:], after[:10]
    if _NOT_AFTER.match(behind) or _NOT.search(before[-4:]) or "未" in word:
        return Aspect.NOT_BEGUN
    if _FUTURE.search(near):
        return Aspect.PLANNED
    done = _DONE_BEFORE.search(near) or _DONE_AFTER.match(behind)
    if _AHEAD.search(near[-8:]) or _AHEAD_AFTER.match(behind):
        return Aspect.ONGOING if not (done and not _AHEAD.search(near[-4:])) else Aspect.DONE
    if done or _DONE.search(near[-6:]) or word in _CLOSING:
        return Aspect.DONE
    return clause_aspect(before + word + after) or Aspect.MENTION
