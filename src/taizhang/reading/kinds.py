"""What a short text looks like: a number, an amount, a unit, people, a date, a sentence and more."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from taizhang.language.chars import unspaced
from taizhang.language.patterns import HAN, Pattern
from taizhang.language.units import UNITS

NUMBER = Pattern(r"^[(（\[]?(?:\d{1,3}|[①-⑳]|\d{1,2}[-.—－]\d{1,2}|[A-Za-z]{1,4}[-—]?\d{1,4})[)）\].、．]?$")
ORDINAL = Pattern(r"^[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?$")
_UNITS_OF_AMOUNT = "|".join(sorted(map(re.escape, (*UNITS, "％", "户次", "里程")), key=len, reverse=True))
_AMOUNT = Pattern(
    r"^[约近共]?-?\d[\d,，]*(?:\.\d+)?(?:[+＋]\d[\d.]*)*(?:余|多)?(?:亿|万|千|百)?"
    rf"(?:(?:{_UNITS_OF_AMOUNT})(?:/[人户月年日天亩])?)?$"
)
_COUNTS = Pattern(rf"\d[\d,，]*(?:\.\d+)?[余多]?[亿万千百]?(?:{_UNITS_OF_AMOUNT})(?!级)")
_PERCENT = Pattern(r"^(?:[约近]?-?\d+(?:\.\d+)?\s*[%％][、，,；;/]?)+$")
_RANK = Pattern(r"^(?:第\d+名?|\d{1,3}/\d{1,3}|\d{1,3}|并列第?\d+)$")
_DATE = Pattern(
    r"(?:20\d\d\s*[年./-]|\d{1,2}\s*月|年底|年内|全年|长期|季度|月底|上半年|下半年|年末|持续|每月|常年|按时|适时|\d{1,2}日)"
)
_UNIT_TAIL = (
    "局|委|办|厅|部|院|校|司|会|队|处|站|所|社|团|府|镇|乡|街道|中心|集团|公司|银行|园区|开发区|管委会|联|单位|部门|"
    "法院|检察院|学校|医院|大学|学院|办公室|指挥部|专班|组|区|县|市|街办|镇街|社区|村|总队|支队|大队|分局|中学|小学|幼儿园|报社|电视台|融媒体|科|股|厂|办事处"
)
_UNIT = Pattern(rf"^[^，,。；;！\d]{{1,24}}?(?:{_UNIT_TAIL})(?:[(（][^()（）]*[)）])?等?$")
_UNIT_ENDS = frozenset(tail[-1] for tail in _UNIT_TAIL.split("|")) | frozenset(")）等")
_OFFICE = Pattern(r"(?:局|委|办|厅|公司|集团|银行|指挥部|专班|政府|办公室)$")
_NOTES = Pattern(r"[(（][^()（）]*[)）]")
_UNIT_SPLIT = Pattern(r"[、，,；;\s/]+|及|和(?!谐|平|美|县)")
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤"
    "滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅"
    "盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段"
    "富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡"
    "劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆"
    "师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公亓肖闫付代覃商佘仉佟年爱阳岳帅缑亢况郈有琴梁丘左丘上官欧阳诸葛司马"
)
_COMPOUND = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|长孙|宇文|司徒|夏侯|令狐"
_PERSON = Pattern(rf"^(?:(?:{_COMPOUND})\s*{HAN}{{1,2}}|[{SURNAMES}]\s*{HAN}{{1,2}})(?:[(（].*[)）])?$")
_NOT_NAME = Pattern(r"建设|改造|工程|安全|保障|完成|项目|城市|安置|教育|正常|推进|全部|单位|计划|应急|公安|平安")
_PERSON_SPLIT = Pattern(r"[、，,；;/\n]+")
_STATUS = Pattern(
    r"^(?:已|基本|全部|提前|超额|按|正|未|推进|进展|进度|达|欠|慢|超|滞后|正常|顺利|缓慢|完成|开工|启动|办结|销号|竣工|完工|在建|投用|验收|持续|红|黄|绿|蓝|是|否|√|×|达标|序时)"
)
_NONE = Pattern(r"^(?:无|暂无|没有|/|—+|-+|－+|／|无问题|暂无问题|\\)[。.]?$")
_PROGRESS = Pattern(
    r"^(?:\d[.、]\s*)?(?:已|正在|目前|截至|截止|现已|完成|累计|全部|未开工|未启动|尚未|暂未|正|共|今年|\d+月|一是)"
    r"|[，,；;、](?:均|全部)?已(?!不|无)|(?:完成|完毕|到位|投用|启用|合格|通过验收)(?:[，,。；;]|$)|封顶|挂牌|到货|通过\S{0,4}验收|已完成|正在|完工|竣工|开工|完成率"
)
_PROBLEM = Pattern(r"不足|未|困难|滞后|影响|缺|问题|不够|不高|较慢|难度|紧张|压力|制约|偏|尚|有限|较大|不到位")
_NEXT = Pattern(
    r"^(?:\d[.、]\s*)?(?:加快|推进|尽快|下一?步|继续|加强|加大|按照|按|力争|确保|积极|完善|督促|持续|组织|做好|协调|进一步|抓紧|强化|预计|将|计划|待|有序|\d+月)"
)
_VERB = Pattern(
    r"^(?:\d[.、]\s*)?(?:新建|新增|新改|改造|建设|完成|推进|实施|开展|建成|提升|启动|加快|全面|改扩建|打造|继续|深入|对|为|发放|开工|建立|优化|支持|创建|扩大|实现|培训|升级|修缮|整治|全|按)"
)
_PLACE = Pattern(
    rf"^{HAN}{{1,10}}(?:市|区|县|旗|镇|乡|街道|街|园区|新区|市本级|本级|开发区|办|州|合计|农场|林场)$|^(?:全[市县区省镇]|合计|总计|市直)$"
)
_PHONE = Pattern(r"\d{7,12}|\d{3,4}-\d{7,8}")
_SENTENCE = Pattern(r"[。；;！]")
_FIGURE = Pattern(r"[\d①-⑳]")
_FULL_WIDTH = Pattern(r"[０-９％．]")
_HAN = Pattern(rf"(?![①-⑳²³]){HAN}")
_TIER = Pattern(
    r"^(?:国家|省|市|区|县|州|旗|镇|乡)(?:级|定|列|本级|委市政府)?(?:民生实事)?(?:[、和及/](?:国家|省|市|区|县)级?)*$"
)
_BRIEF = Pattern(rf"^(?:{HAN}|·){{2,3}}$")
_NAME_TAIL = Pattern(r"(?:工程|项目|行动|建设|改造|提升|计划|服务|保障|整治|治理|工作|管网|体系|活动|培训|补贴|救助)$")


def is_unit_list(text: str) -> bool:
    """True when every part of the text reads like the name of a unit."""
    if len(text) > 200:
        return False
    parts = [p for p in _UNIT_SPLIT.split(_NOTES.sub("", text)) if p]
    if not parts:
        return False
    good = sum(1 for p in parts if _is_unit(p))
    return good == len(parts) or (good >= 2 and good * 3 >= len(parts) * 2) or _is_unit(unspaced(text))


def _is_unit(name: str) -> bool:
    """True for one unit's name; 新建服务站 is a thing to be done, 建设局 is a unit."""
    if name[-1] not in _UNIT_ENDS:
        return False
    return bool(_UNIT.match(name)) and (bool(_OFFICE.search(name)) or not _VERB.match(name))


def is_people(text: str) -> bool:
    """True when the text is one or several persons' names, spaced names such as `李  明` among them."""
    if len(text) > 60:
        return False
    parts = [p.strip() for p in _PERSON_SPLIT.split(text) if p.strip()]
    if not parts:
        return False
    return all(_PERSON.match(p) or _spaced_people(p) for p in parts) and not _NOT_NAME.search(text)


def _spaced_people(text: str) -> bool:
    """True for several names with blanks between and inside them: `李 熊 李 丹`."""
    words, names, at = text.split(), 0, 0
    while at < len(words):
        step = 2 if len(words[at]) == 1 and at + 1 < len(words) else 1
        if not _PERSON.match("".join(words[at : at + step])):
            return False
        names, at = names + 1, at + step
    return names > 1


def is_number(text: str) -> bool:
    """True for an item's number: 1, 12., （3）, ①, 2.1."""
    return bool(NUMBER.match(text))


def is_amount(text: str) -> bool:
    """True for a bare amount, with or without a unit: 2000, 3.5%, 120万元."""
    return bool(_AMOUNT.match(unspaced(text)))


def is_none(text: str) -> bool:
    """True for the words and strokes that stand for nothing: 无, 暂无, /, —."""
    return bool(_NONE.match(text))


@lru_cache(maxsize=16384)
def traits(text: str) -> frozenset[str]:
    """The short words this module knows a text by: number, amount, unit, people, date, sentence, long and more."""
    flat = unspaced(text)
    if _FULL_WIDTH.search(flat):
        flat = unicodedata.normalize("NFKC", flat)
    found = _word_traits(text, flat) if _HAN.search(flat) else []
    if _FIGURE.search(flat):
        found += _figure_traits(flat)
    size = len(flat)
    tests = (
        ("ordinal", size < 7 and bool(ORDINAL.match(flat))),
        ("none", bool(_NONE.match(flat))),
        ("sentence", size > 40 or bool(_SENTENCE.search(flat))),
        ("long", size > 12),
        ("very_long", size > 60),
    )
    return frozenset([*found, *(name for name, true in tests if true)])


def _figure_traits(flat: str) -> list[str]:
    """Of a text with a digit in it."""
    tests = (
        ("number", bool(NUMBER.match(flat))),
        ("amount", bool(_AMOUNT.match(flat))),
        ("percent", bool(_PERCENT.match(flat))),
        ("rank", bool(_RANK.match(flat))),
        ("counts", bool(_COUNTS.search(flat))),
        ("phone", bool(_PHONE.search(flat))),
    )
    return [name for name, true in tests if true]


def _word_traits(text: str, flat: str) -> list[str]:
    """Of a text with a Chinese character in it."""
    tests = (
        ("han", True),
        ("unit", is_unit_list(text)),
        ("people", is_people(text)),
        ("date", bool(_DATE.search(flat))),
        ("status", bool(_STATUS.match(flat)) and len(flat) <= 12),
        ("progress", bool(_PROGRESS.search(flat))),
        ("problem", bool(_PROBLEM.search(flat))),
        ("next", bool(_NEXT.match(flat))),
        ("verb", bool(_VERB.match(flat))),
        ("place", bool(_PLACE.match(flat))),
        ("tier", bool(_TIER.match(flat))),
        ("brief", bool(_BRIEF.match(flat))),
        ("name_tail", bool(_NAME_TAIL.search(flat))),
        ("stop", flat[-1] in "。；;.！"),
    )
    return [name for name, true in tests if true]
