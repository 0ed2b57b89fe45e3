"""What an amount counts: the noun behind it (6处口袋公园) or before it (提升村120个), cleaned."""

from __future__ import annotations

from .likeness import is_empty
from .patterns import Pattern

_VERBS = (
    "新改扩建|新改建|改新建|改扩建|新建和改建|新建及提升改造|提升改造|改建提升|新建提升|新建升级|提质改造|升级改造|更新改造|新建改造"
    "|新增|新建|改建|扩建|续建|建设|建成|打造|创建|改造|提升|提质|升级(?!版)|更新|完成|实施|开展|推进|推动|加快|增加|举办|举行|组织(?!部)"
    "|发放|开工|启动|启用|支持|设置|设立|划定|修建|修复|修缮|整治|治理|安装|调试|评定|评选|认定|配备|购置|采购|开通|优化|选择|实现|达到|达成|达|帮助|调整|更换|拟建|在建"
    "|发展(?!中心|改革)|建立|完善|硬化|铺设|加装|集成|上线|投放|投入|接收|落实|解决|拆除|新开|开设|提供|提高|改善|规范(?!化|性)|巩固|保障|做好|办好"
    "|扩大|建好|制定|出台|处理|办理|受理|接待|惠及|服务(?!中心|站|平台|设施|体系|点|业|器|区|员|能力)|覆盖(?!率|面)|化解|开发(?!区|商)|资助|救助(?!站|中心|管理)|打通|搭建|布设|种植|栽植|疏浚|清淤|维修|改厕"
)
_OPENERS = (
    "暑[期假](?:期间)?|寒假(?:期间)?|目前|现|已经|已|全部|累计|累积|共计|共(?!享|同|建|青|产)|合计|总计|今年|全年|年度|年内|本年|本月|当月|计划|预计|力争|争取|确保|将|拟|对|为|向|在(?!园|校|建|册|岗|读|职|线|院)|由|从"
    "|全面|继续|持续|深入|大力|积极|稳步|有序|进一步|着力|切实|妥善|其中|以及|及|并|和(?!美|谐|平|睦|顺)|同时|再|又|约|近|了|的|等|均|各"
    "|正在|正|截至|重点|优先|实际|有|我[区县市镇]|全[区县市镇省]|[区县市]内|辖区|20[0-9]{2} ?年(?:度|底前?)?"
    "|十[二三四五六]五(?:期间|时期)?"
    "|[0-9]{1,2}月[份底末]?之?前|[一二三四]季度[末底]?前|年底之?前"
)
_LEAD = Pattern(rf"^(?:{_VERBS}|{_OPENERS}| |“|”|:|,|，)+")
_LEAD_ONE = Pattern(rf"^(?:{_OPENERS}| |“|”|:|,|，)+")
_TRAIL = Pattern(
    r"(?:共计|总计|合计|累计|共|(?<![签节制预履公条合违])约|近|每人每[月年日天]|达到了?|达|为|至|到|不少于|不低于|至少|不超过|突破|超过|超|逾|数量|人数为?|数为|各|分别|了|等|多"
    r"|是|有|数(?=$)|稳定在|保持在|控制在|:| |“|”|的|均|已|完成|实现|预计|在|从|由|和|及|与"
    r"|(?:提高|提升|调整|上调|增加)[到至]?)+$",
    first=" :“”上不与为了人从保共分到及各合和在均增多完实已总控提数是有每由的稳突等累约至调超达近逾预",
)
_STOP = Pattern(
    r"[、，,。;:!?()\n0-9“”\"《》]|已|正在|正(?=进行|有|按|在)|均|全部|实现|完成|进行|开展|达到|等|将|未|纳入|采取|目前|基本|分别|用于"
    r"|(?<=..)(?:和(?!美|谐|平|睦|顺)|及|与|并)|提高|通过|涉及|改造提升|(?<=[^部])分(?=[一二两三四五六多]?[批期年])|(?<=..)(?:为|由)|主体"
)
_DAY = Pattern(r"(?:20[0-9]{2} ?年)?[0-9]{1,2}月(?:[0-9]{1,2}日|[底末初]|[上中下]旬|份)?$")
_AFTER_UNIT = Pattern(r"^ ?(?:及?以上|以下|以内|左右|余|的|之)?[ “\"]*(?:[0-9]{1,3}周?岁(?:及?以[上下])?)?(?:的)?")
_BRACKET = Pattern(r"^ ?\([^()，。;,]{1,16}\) ?")
_QUOTES = Pattern(r"[“”\"‘’《》]")
_QUOTED = Pattern(r"^“[^“”，。；,;0-9]{1,8}”(?=[\u4e00-\u9fff])")
"""A word in quotes that the noun goes on behind: 妇女免费“两癌”筛查."""
_LIMIT = 28
"""Characters of context that are looked at on either side."""


def noun_after(plain: str, end: int, limit: int) -> str:
    """The noun that follows an amount, up to a mark, a number or a verb; `limit` is the end of the clause.

    What stands in brackets is passed over (7个村(0.5万人)供水质量 gives 村供水质量).
    """
    window = plain[end : min(end + 2 * _LIMIT, limit)]
    opening = _AFTER_UNIT.match(window)
    words = _until_stop(window[opening.end() if opening else 0 :])
    return _QUOTES.sub("", words).replace(" ", "")


def _until_stop(window: str) -> str:
    stop = _STOP.search(window, 0, _LIMIT)
    if stop is None:
        return window[:_LIMIT]
    bracket = _BRACKET.match(window[stop.start() :]) if stop[0] == "(" else None
    if stop[0] == "“" and (quoted := _QUOTED.match(window[stop.start() :])):
        return window[: stop.start()] + quoted[0] + _until_stop(window[stop.start() + quoted.end() :])
    if bracket is None:
        return window[: stop.start()]
    rest = window[stop.start() + bracket.end() :]
    following = _STOP.search(rest)
    return window[: stop.start()] + (rest[: following.start()] if following else rest[:_LIMIT])


def noun_before(plain: str, start: int, floor: int) -> str:
    """The noun before an amount, without the verbs and set words that open it; `floor` is where the clause begins."""
    words = plain[max(start - 3 * _LIMIT, floor) : start]
    words = _TRAIL.sub("", words)
    words = words.rsplit(":", 1)[-1]
    if "等" in words:
        words = words.rsplit("等", 1)[-1] or words
    words = _DAY.sub("", words)
    stripped = _LEAD.sub("", words)
    if len(stripped) < 2:  # 提升村 is a noun, and 培训 is better than nothing
        stripped = _LEAD_ONE.sub("", words)
        stripped = "" if is_empty(stripped) else stripped
    return _QUOTES.sub("", stripped).replace(" ", "").strip("、，,。;(")


_GENERIC = Pattern(r"(?:总)?(?:面积|全长|长度|长|里程|规模|投资|资金|受益|群众|数量)", first="全受总投数群规资里长面")


def is_generic(noun: str) -> bool:
    """Whether a noun says nothing of the thing: empty, or fillers only (完成, 任务, 划定工作)."""
    return is_empty(noun)


def is_measure(noun: str) -> bool:
    """Whether the noun names a measure of the thing before it (面积2万平方米, 全长10.5公里)."""
    return bool(_GENERIC.fullmatch(noun))


_LIST_MARK = Pattern(r"、|(?<=[园校院区路村场馆站街镇湖河厂学])(?:和|及|与)")
_NO_NAME = Pattern(r"[化率]$|.{3}[大多强高]$|^(?:增加|减轻|提高|加强|扩大|开展)|^[\W\d_A-Za-z]+$")


def names_in_list(words: str) -> tuple[str, ...]:
    """The names that a list holds: 青年路小学、二幼儿园等 gives two; verbs that open the first are cut off.

    Lists of qualities (数字化、智能化) and of measures are none.
    """
    listed = words.rsplit("等", 1)[0] if "等" in words else words
    parts = [_QUOTES.sub("", p).strip(" ，,共") for p in _LIST_MARK.split(listed)]
    parts = [p for p in parts if p]
    if not parts:
        return ()
    parts[0] = _LEAD.sub("", parts[0])
    if not all(_LEAD.sub("", p) for p in parts):  # 新建、改扩建公办小学: verbs, no names
        return ()
    return () if any(_NO_NAME.search(p) for p in parts) else tuple(parts)


def strip_verbs(words: str) -> tuple[str, str]:
    """The verb that opens a clause, and the rest: 启动老汽车站片区改造 gives 启动 and 老汽车站片区改造."""
    rest = _LEAD.sub("", words)
    lead = words[: len(words) - len(rest)]
    return "".join(_VERB_WORDS.findall(lead)), rest


_VERB_WORDS = Pattern(_VERBS)
