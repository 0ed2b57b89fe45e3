"""How a clause stands to the world: done, under way, prepared, planned (see `Aspect`)."""

from __future__ import annotations

from .facts import Aspect
from .patterns import Pattern

_PREPARATION = (
    r"设计|方案|选址|招标|招投标|采购意向|摸排|论证|可研|可行性研究|立项|勘察|勘查|勘探|测绘|评审|财评|预算|编制|审批|批复|备案|申报"
    r"|公示|挂网|前期|图审|图纸|征地|环评|入库|比选|询价|签约|对接|调研|摸底|踏勘|放线|报批|手续|遴选|意向|清单|考察|座谈|会议|初审|审核"
    r"|筛选|排查|测算|流转|表决|意见征集|征集意见|征求意见|签字|程序"
)
_PREP_OBJECT = Pattern(
    rf"(?:{_PREPARATION})(?:工作|等|任务|阶段|报告|文件|书|单位|初稿|程序|流程|合同|环节|材料|资料|会){{0,3}}"
    rf"(?=[、和及与并中,，)]|{_PREPARATION}|已|均|完|结束|通过|上报|和|及|$)"
)
_PREP_ONGOING = Pattern(rf"(?:正在|正|开展|进行|推进|启动|完善|制定|编制|办理|履行)[^，。;]{{0,12}}(?:{_PREPARATION})")
_CHOSEN = Pattern(r"(?:确定|选定|敲定|筛选出|排查出|摸排出|纳入(?:项目库|计划|储备))(?!了?(?:目标|任务)|的)")
_THING_DONE = Pattern(
    r"竣工|完工|建成|投用|起执行|补发|兑现|投入使用|交付|运营|通过[^，。;]{0,24}验收|完成[^，。;]{0,6}验收|验收合格|开工建设|已开工|[0-9]%",
    first="0123456789交兑完已建开投竣补起运通验",
)
_NOT_BEGUN = Pattern(
    r"(?:未|没有|尚未|暂未|还未|仍未)(?:能|实质性|全面|正式|开始)?(?:开工|启动|动工|开始|实施|施工|进场|建设|改造|开展)"
    r"|将于近期|近期(?:将|拟)?(?:实施|开工|启动)|待开工|不具备[^，。;]{0,6}条件",
    first="不仍将尚待暂未没近还",
)
_REMAINING = Pattern(
    r"剩余|尚余|还剩|尚有|仍有|还有|余下|其余|未完成|未拆|未到位|缺口|还需|还差"
    r"|(?<![不未无])(?:延期|推迟|延后|顺延|暂缓|缓建|搁置)(?!申请|手续|补偿)"
    r"|(?:未|尚未|暂未|还未|仍未)(?:能|全部|正式|最终)?(?:投用|投入使用|完工|竣工|交付|建成|通水|通车|启用|开放|验收|销号|办结)"
    r"|(?:尚|还|仍)未[^，。;]{1,10}$|未(?:安装|调试|铺设|粉刷|通电|接通|配备|拆除|搬迁|迁移|签约|签订|绿化|装修|采购|到货)(?!的)",
    first="仍余其剩尚暂未缺还延推顺缓搁",
)
_PLANNED = Pattern(
    r"(?<![动资按标批划应投])(?<![一三五两]年)计划(?=[于在]|总?投资|今年|年内|年底|完成|建设|新建|改造|改建|实施|开工|启动|开展|建成"
    r"|新增|发放|培训|举办|投入|[0-9一二两三四五六七八九十])|拟(?!定|开|写|稿|制)|预计|力争|争取|有望"
    r"|将(?=于|在|全面|陆续|继续|进一步|逐步|尽快|开工|完成|建成|启动|开展|实施|投入|新建|新增|改造|按)"
    r"|(?:后|届时|即|便)可(?:新增|增加|提供|满足|惠及|实现|投用)|下一步|下步|目标(?:任务)?(?:为|是)|调整为|准备(?!就绪|工作)|待[^，。;]{0,10}(?:后|下达|批复)",
    first="下争便准力即后将届待拟有目计调预",
)
_ONGOING = Pattern(
    r"正在|[尚还]在|正(?=进行|实施|施工|加紧|有序|抓紧|按)|在建|施工中|建设中|推进中|进行中|实施中|办理中|仍在|加快推进|有序推进|稳步推进"
    r"|扎实推进|持续推进|全力推进|抓紧|有序进行",
    first="仍全办加在实尚建扎抓持推施有正稳还进",
)
_STARTED = Pattern(r"开工|动工|已启动|已(?:全面)?进场|开始施工|启动(?:建设|施工|改造)|实施征收")
_TOTAL = Pattern(
    r"累计|累积|合计|总计|共计|总共|共(?=完成|建成|新建|改造|发放|培训|举办|开展|救助|安装|整治|计|有|[0-9])"
)
_PARTLY = Pattern(
    r"进入[^，。;]{0,12}阶段|基本(?:完工|完成|建成|结束|具备)|初步完成|垫层|浇筑|钢结构框架"
    r"|主体(?:工程|结构|建设|施工|框架)?[^，。;]{0,10}(?:完成|完工|封顶|浇筑|已)"
)
_DONE = Pattern(
    r"已|均(?=完成|达)|完成|建成|竣工|完工|投用|投入使用|启用|交付|办结|落实(?:到位|了)|达标|了(?!解)|全部(?=完成|建成|达|到|发放|投)"
    r"|实现了|提高到|验收合格|贯通|结束|开[诊业班园馆课]|封顶|起执行|(?:安装|发放|配备|落实|整改|铺设|拨付|兑付|采购)到位|[装建修铺种栽砌挖浇盖改换拆架办配]好",
    first="了交修兑全办发启均安完实封已建投拆拨挖换提改整架栽浇盖砌种竣结落装贯起达配采铺验开",
)
_OF_WHICH = Pattern(r"其中|内含|含(?=[0-9])")
_BY_NOW = Pattern(r"^ *(?:目前|现)[^，。;]{0,16}[0-9]")
# The first that speaks decides: 仍有3个小区未开工 is not begun, 正在施工，累计… is under way.
_ORDER = (
    (_NOT_BEGUN, Aspect.NOT_BEGUN),
    (_REMAINING, Aspect.REMAINING),
    (_PLANNED, Aspect.PLANNED),
)
_ORDER_OF_WORKS = (
    (_ONGOING, Aspect.ONGOING),
    (_STARTED, Aspect.STARTED),
    (_TOTAL, Aspect.TOTAL),
    (_PARTLY, Aspect.ONGOING),
    (_DONE, Aspect.DONE),
    (_BY_NOW, Aspect.DONE),
)
_LONGEST = 400
"""No clause of real prose is longer; of one that is, the two ends are read."""


def clause_aspect(words: str) -> Aspect | None:
    """The aspect that a clause's own words give, None when they say nothing of it."""
    words = words if len(words) <= _LONGEST else words[: _LONGEST // 2] + words[-_LONGEST // 2 :]
    for pattern, aspect in _ORDER:
        if pattern.search(words):
            return aspect
    if _prepared(words):
        return Aspect.PREPARED
    for pattern, aspect in _ORDER_OF_WORKS:
        if pattern.search(words):
            return aspect
    return None


def _prepared(words: str) -> bool:
    """Work before the thing itself, with nothing of the thing (6处口袋公园设计方案; 正在招投标)."""
    if _THING_DONE.search(words):
        return False
    return bool(_PREP_OBJECT.search(words) or _PREP_ONGOING.search(words) or _CHOSEN.search(words))


def opens_part(words: str) -> bool:
    """Whether the words before an amount make it a part of the one before (其中…)."""
    return bool(_OF_WHICH.search(words))


_LOCAL_TOTAL = Pattern(r"(?:累计|累积|合计|总计|共计|总共|共(?!享|同|建|青|产))[^，。;0-9]{0,16}$")
_LOCAL_REST = Pattern(r"(?:剩余|尚余|还剩|尚有|仍有|还有|余下|其余)[^，。;0-9]{0,8}$")
_LOCAL_NEW = Pattern(r"(?:本月|当月|本季度|本周|[0-9]月份?)[^，。;0-9]{0,24}$")
_LOCAL_ONGOING = Pattern(r"(?:在建|正在施工|正在建设|正在实施) ?$")
_CLOSED = Pattern(r" *(?:[、和]|$)")
_UNDER_WAY = (Aspect.ONGOING, Aspect.STARTED)
_OPEN_TO_WORDS = (Aspect.DONE, Aspect.TOTAL, Aspect.MENTION)


_LOCAL_GOAL = Pattern(
    r"(?:目标|任务|计划|应完成|需完成|(?<![供响适对反相感])应[接检受培整安改配参](?!用|急)[^，。;0-9]{1,2})"
    r"(?:数|量|任务)?(?:为|是|:)?[ (]?$"
)
_LOCAL_DONE = Pattern(r"(?:已|实际|现|累计)?(?:完成|建成|竣工|完工|投用)了? ?$", first="完实已建投现竣累")
_THEN_DONE = Pattern(
    r"^[^，。;0-9]{0,12}?(?:已|均|全部)+(?:完成|建成|竣工|完工|投用|投入使用|达标|交付)[^，。;0-9]{0,6}(?:$|[，。;])"
)
_THEN_MORE = Pattern(
    r"^[^，。;、0-9]{0,24}(?:中(?!心)|已|完成|建成|竣工|完工|开工|投用|更换|发放|安装)[^，。;、0-9]{0,8}$"
)


def amount_aspect(before: str, after: str, clause: Aspect, *, more: bool) -> Aspect:
    """The aspect of one amount, from the words between it and the amounts beside it, else its clause's.

    `after` are the words up to the next amount of the clause; `more` tells that this next one has the same unit:
    then the first is what was to be done (120个点位已完成98个).
    """
    near = before[-40:]
    if _LOCAL_REST.search(near):
        return Aspect.REMAINING if clause is not Aspect.NOT_BEGUN else clause
    if more and _THEN_MORE.search(after):
        return Aspect.PLANNED
    if _THEN_DONE.search(after):
        return Aspect.DONE
    if _LOCAL_GOAL.search(near):
        return Aspect.PLANNED
    if clause in _UNDER_WAY and _CLOSED.match(after) and _LOCAL_DONE.search(near):
        return Aspect.DONE
    if _LOCAL_ONGOING.search(near):
        return Aspect.ONGOING
    if clause in _OPEN_TO_WORDS:
        if _LOCAL_TOTAL.search(near):
            return Aspect.TOTAL
        if _LOCAL_NEW.search(near):
            return Aspect.INCREMENT
        return Aspect.DONE if clause is Aspect.TOTAL or _LOCAL_DONE.search(near) else clause
    return clause
