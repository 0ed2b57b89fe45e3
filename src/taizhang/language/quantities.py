"""Amounts in prose: a number with its unit, its bounds (余, 不低于, 以上) and its other end (5-8个)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from taizhang.ledger import Bound, Quantity

from .chars import fold
from .facts import Kind
from .numerals import NUMBER, numeral, scale_of
from .patterns import HAN, Pattern
from .units import DISCRETE, ROUND_UNITS, STRICT_UNITS, UnitMatch, match_unit


class Amount(Struct, frozen=True):
    """A quantity found at `start` to `end` of a text."""

    start: int
    end: int
    quantity: Quantity
    kind: Kind = Kind.AMOUNT


class _Number(Struct, frozen=True):
    start: int
    end: int
    value: Decimal
    scale: int
    over: bool
    chinese: bool


_MORE = Pattern(r" ?[余多](?![功媒层种元样个户])| ?余(?=[个户种])| ?多(?=[个户](?!月))", first=" 余多")
_SCALE_AFTER = Pattern(r" ?([十百千]?[万亿])")
_RATE_SIGN = Pattern(r" {0,2}(%|‰)")
_POINTS = Pattern(r" {0,2}个?百分点")
_TENTHS = Pattern(r"成(?=以上|左右|多|的(?!员|本)|[，。;,]|$)")
_RANGE = Pattern(r" ?[-至到] ?(?=[0-9一二三四五六七八九十两])")
_ATTRIBUTE = Pattern(r"[宽高厚深](?!度|处|质)|(?:口|直|管|半)径|跨|长的|长臂")
_NAME_BEFORE = Pattern(r"(?:[A-Za-z#+_&]|第|№|编号|[省国县乡]道|十[二三四五六]|G)$")
_NAME_AFTER = Pattern(r" ?(?:[#+]|号(?!召)|届|年级|[A-Za-z]{1,3}(?![A-Za-z²³]))")
_ALONE_BEFORE = Pattern(r"[近上超逾约达数几]$")
_SAYING = Pattern(r"[人户村镇企事校店件次区站网][一三四多两]|[一二三四五六七八九十]")
_RAISED = Pattern(r"^[^，。;]{0,4}(?:提高|增加|提升|上调|增|升|扩大|压缩|降|减少|缩短|调整|下降|增长)(?:到|至|为)")

_OF_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬圆", "一二三四五六七八九十百千万元")
_CAPITALS = Pattern(r" *[壹贰叁肆伍陆柒捌玖拾][壹贰叁肆伍陆柒捌玖拾佰仟万萬亿零〇]*[元圆]整? *")
"""Money in the figures of accounts, which nobody alters (叁万陆仟元); only a whole cell, for 伍 is a name too."""
_SET_WORDS = frozenset(" 余多约近以上不少于达到至少共计合≥≤><")
_MONEY_BEFORE = Pattern(r"(?:投资|资金|贷款|补贴|拨付|自筹|到位|支付|筹集|补助|经费|金额|发放|投入|配套)[^，。;]{0,6}$")
_PER_HEAD = Pattern(r"每人每([月年天日])[^，。;,]{0,6}$")
_PREFIXES: tuple[tuple[Bound, str], ...] = (
    ("at_least", r"不低于|不少于|不小于|至少|最低|大于等于|≥"),
    ("at_most", r"不超过|不高于|不大于|不多于|控制在|至多|最多|低于|小于|少于|以内|≤|<"),
    ("over", r"突破|超过|超|逾|大于|高于|多于|>"),
    ("about", r"大约|(?<![签节制预履公条合违])约|近|将近|接近|左右|预计|上下|大概"),
)
_PREFIX = Pattern(
    "(?:" + "|".join(f"(?P<{b}>{p})" for b, p in _PREFIXES) + r") ?(?:达到?|到|为|在)? ?$",
    first="<>≤≥上不以低多大将小少左接控最突约至超近逾预高",
)
_SUFFIX = Pattern(
    r" ?(?:(?P<at_least>及?以上|\(含\)以上)|(?P<at_most>及?以[下内](?!简)|之内|内(?=[，。;,)]|$))"
    r"|(?P<about>左右|上下|不等)|(?P<over>余(?![热料]|下|额)))",
    first=" (上不之以余内及左",
)


def amounts(plain: str, taken: bytearray) -> Iterator[Amount]:
    """All amounts of a folded text outside the `taken` places (dates, ranks, quotations)."""
    position = 0
    previous: Amount | None = None
    while match := NUMBER.search(plain, position):
        position = match.end()
        if taken[match.start()] or _is_name(plain, match):
            continue
        amount = _amount(plain, match)
        if amount is not None:
            amount = _like_before(plain, previous, amount)
            yield amount
            previous = amount
            position = max(position, amount.end)


def _like_before(plain: str, previous: Amount | None, amount: Amount) -> Amount:
    """The unit of what was raised goes for what it was raised to: 每人每月128元提高到143元."""
    if previous is None or amount.start - previous.end > 16 or not raised(plain[previous.end : amount.start]):
        return amount
    if not previous.quantity.unit.startswith(amount.quantity.unit + "/"):
        return amount
    return replace(amount, quantity=replace(amount.quantity, unit=previous.quantity.unit))


def _is_name(plain: str, match: re.Match[str]) -> bool:
    """Ordinals and numbers in names: 第12, 103省道, 省道103, 3号管线, 1#地块, 5G, 1+2+N."""
    if before := _NAME_BEFORE.search(plain, max(match.start() - 3, 0), match.start()):
        return not (before[0].endswith("道") and match_unit(plain, match.end()))  # 县道18.2公里 is a length
    return bool(match[0][0].isdigit() and _NAME_AFTER.match(plain, match.end()) and not match_unit(plain, match.end()))


def _number(plain: str, match: re.Match[str]) -> _Number | None:
    """The number at a match with 余 or 多 and the 万 or 亿 behind it (900余万)."""
    value = numeral(match[0])
    chinese = not match[0][0].isdigit()
    if value is None and chinese and (between := _neighbours(match[0])):
        value = between[0]
    if value is None or (chinese and match[0][0] in "百千万亿" and not _alone(plain, match)):
        return None
    scale, end = scale_of(match[0]), match.end()
    more = _MORE.match(plain, end)
    if more:
        end = more.end()
        after = _SCALE_AFTER.match(plain, end)
        if after:
            factor = int(numeral("一" + after[1]) or 1) if after[1] in "万亿" else int(numeral(after[1]) or 1)
            value, scale, end = value * factor, scale * factor, after.end()
    return _Number(match.start(), end, value, scale, bool(more), chinese)


def _alone(plain: str, match: re.Match[str]) -> bool:
    """近百, 上千: a bare hundred is a number only after such a word."""
    return bool(_ALONE_BEFORE.search(plain, max(match.start() - 1, 0), match.start()))


def _amount(plain: str, match: re.Match[str]) -> Amount | None:
    number = _number(plain, match)
    if number is None:
        return None
    rate = _rate(plain, number)
    if rate is not None:
        return rate
    start, end = number.start, _skip(plain, number.end)
    unit = match_unit(plain, end)
    between = _neighbours(match[0]) if number.chinese else None
    second = _second(plain, number, unit) if between is None else None
    upper: Decimal | None = None
    if between is not None:
        number, upper = (
            _Number(number.start, number.end, between[0], number.scale, number.over, chinese=True),
            between[1],
        )
    if second is not None:
        last, unit = second
        upper = last.value
        number = _shared_scale(number, last)
        end = last.end
    if unit is None:
        return _unitless(plain, number) if upper is None else None
    if not _fits(plain, number, unit):
        return None
    return _built(plain, start, unit.end, number, upper, unit.text)


_NEIGHBOURS = Pattern(
    r"(?P<tens>[二三四五六七八九]?十)?(?P<low>[一两二三四五六七八])(?P<high>[两二三四五六七八九])(?P<scale>[十百千万亿]*)"
)
_COUNTING = "零一二三四五六七八九"


def _neighbours(written: str) -> tuple[Decimal, Decimal] | None:
    """Both ends of a number left open by naming two in a row: 三四 is 3 to 4, 十五六 15 to 16, 七八百 700 to 800."""
    found = _NEIGHBOURS.fullmatch(written)
    if found is None:
        return None
    low, high = (_COUNTING.index(found[k].replace("两", "二")) for k in ("low", "high"))
    if high != low + 1 or (found["tens"] and found["scale"][:1] == "十"):
        return None
    ends = [numeral((found["tens"] or "") + _COUNTING[k] + found["scale"]) for k in (low, high)]
    return (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None


def _skip(plain: str, position: int) -> int:
    """The place behind at most two blanks."""
    for _ in range(2):
        position += plain.startswith(" ", position)
    return position


def _rate(plain: str, number: _Number) -> Amount | None:
    """A share: 43%, 5‰, 24.9个百分点, 百分之四十, 七成以上, 80%-90%."""
    start = number.start
    hundredths = plain.endswith("百分之", 0, start)
    if hundredths:
        return _built(plain, start - 3, number.end, number, None, "%", Kind.RATE)
    if points := _POINTS.match(plain, number.end):
        return _built(plain, start, points.end(), number, None, "个百分点", Kind.POINTS)
    if sign := _RATE_SIGN.match(plain, number.end):
        return _rate_range(plain, number, sign)
    if _TENTHS.match(plain, number.end) and 0 < number.value < 10 and number.scale == 1:
        tenths = _Number(start, number.end + 1, number.value * 10, 1, number.over, True)
        return _built(plain, start, number.end + 1, tenths, None, "%", Kind.RATE)
    return None


def _rate_range(plain: str, number: _Number, sign: re.Match[str]) -> Amount:
    dash = _RANGE.match(plain, sign.end())
    if dash:
        match = NUMBER.match(plain, dash.end())
        other = _number(plain, match) if match else None
        closing = _RATE_SIGN.match(plain, other.end) if other else None
        if other and closing and other.value > number.value:
            return _built(plain, number.start, closing.end(), number, other.value, closing[1], Kind.RATE)
    return _built(plain, number.start, sign.end(), number, None, sign[1], Kind.RATE)


def _second(plain: str, number: _Number, unit: UnitMatch | None) -> tuple[_Number, UnitMatch] | None:
    """The other end of a range with its unit: 5-8个, 5个至8个; not 从5个到8个."""
    if plain[max(number.start - 1, 0) : number.start] in ("从", "由"):
        return None
    dash = _RANGE.match(plain, unit.end if unit else number.end)
    match = NUMBER.match(plain, dash.end()) if dash else None
    last = _number(plain, match) if match else None
    if last is None:
        return None
    closing = match_unit(plain, _skip(plain, last.end))
    if closing is None or (unit and unit.text != closing.text):
        return None
    return (last, closing) if _shared_scale(number, last).value < last.value else None


def _shared_scale(first: _Number, last: _Number) -> _Number:
    """5-8万户: the 万 of the last number is also the first one's."""
    if first.scale == 1 and last.scale > 1 and first.value < last.value / last.scale:
        return _Number(first.start, first.end, first.value * last.scale, last.scale, first.over, first.chinese)
    return first


def _unitless(plain: str, number: _Number) -> Amount | None:
    """29.31万: without a unit only a scaled number in digits is an amount; of money it is 元 (投资1830万)."""
    if number.scale < 10_000 or number.chinese:
        return None
    unit = "元" if _MONEY_BEFORE.search(plain, max(number.start - 12, 0), number.start) else ""
    return _built(plain, number.start, number.end, number, None, unit)


def _fits(plain: str, number: _Number, unit: UnitMatch) -> bool:
    """Whether number and unit together count something, and are not part of a name or a measure of one thing."""
    word = unit.text.split("/")[0]
    if number.chinese and not _chinese_fits(plain, number, unit):
        return False
    if (
        word in DISCRETE
        and number.value != number.value.to_integral_value()
        and number.scale == 1
        and word not in "个人次"
    ):
        return False
    if word in ("米", "m", "厘米", "cm", "毫米", "mm") and _ATTRIBUTE.match(plain, unit.end):
        return False
    return word not in ("期", "批", "届") or not re.match(r"工程|项目|建设|改造|扩建", plain[unit.end : unit.end + 2])


def _chinese_fits(plain: str, number: _Number, unit: UnitMatch) -> bool:
    """A number in characters counts only before a few measure words: 十件, 两个; not 一期, 二次, 一户一表."""
    written = plain[number.start : number.end]
    word = unit.text.split("/")[0]
    hundreds = len(written) > 1 and not _HUNDREDS.isdisjoint(written[1:])
    if word not in STRICT_UNITS and not (hundreds and word in ROUND_UNITS):
        return False
    if written == "二":
        return False
    if written == "一" and unit.text in ("次", "批", "户", "人", "对", "口", "片", "名", "件", "条", "张"):
        before, after = plain[max(number.start - 2, 0) : number.start], plain[unit.end : unit.end + 1]
        if (
            unit.text in ("次", "批", "户", "对", "口", "片")
            or after in ("一", "事", "龙", "网", "清")
            or before.endswith("每")
        ):
            return False
    if unit.text in ("户", "人", "件", "次", "个", "名") and _SAYING.match(plain, unit.end) and written in "一两三四":
        return False
    return plain[max(number.start - 1, 0) : number.start] not in ("第", "同", "统", "唯", "同", "之", "万", "逐", "专")


def _built(
    plain: str, start: int, end: int, number: _Number, upper: Decimal | None, unit: str, kind: Kind = Kind.AMOUNT
) -> Amount:
    """The amount with the bound that the words around it give."""
    bound: Bound = "over" if number.over else "exact"
    before = _PREFIX.search(plain, max(start - 8, 0), start)
    after = _SUFFIX.match(plain, end)
    if after and after.lastgroup:
        bound = _bound(after.lastgroup)
    if before and before.lastgroup:
        bound = _bound(before.lastgroup)
    if unit == "元" and (per_head := _PER_HEAD.search(plain, max(start - 12, 0), start)):
        unit = f"元/{per_head[1]}·人"
    text = plain[start:end]
    return Amount(start, end, Quantity(number.value, unit.replace(" ", ""), text, upper, bound, number.scale), kind)


def _bound(name: str) -> Bound:
    return next(b for b, _ in _PREFIXES if b == name)


_HUNDREDS = frozenset("百千万亿")
_WORD_UNIT = Pattern(rf"(?![年月日号届期级]){HAN}{{1,2}}")


@lru_cache(maxsize=2048)
def parse_quantity(text: str) -> Quantity | None:
    """The one quantity that a short text is (不低于600元/月, 10.8万方, 5-8个, 96%), None when it is none.

    A number without any unit is a quantity here (a cell of a 目标 column): its unit is empty.
    """
    plain = fold(text)
    if _CAPITALS.fullmatch(plain):
        plain = plain.translate(_OF_CAPITALS)
    found = list(amounts(plain, bytearray(len(plain) + 1)))
    if len(found) == 1:
        return _as_written(found[0], text)
    match = NUMBER.search(plain)
    rest = plain[: match.start()] + plain[match.end() :] if match else ""
    if found or match is None:
        return None
    number = _number(plain, match)
    if number is None:
        return None
    built = _built(plain, number.start, number.end, number, None, "")
    if not set(rest) - _SET_WORDS:
        return _as_written(built, text)
    # A cell of nothing but a number and a word or two after it counts in a unit of its own (220路, 12盘).
    word = plain[number.end :].strip()
    if plain[: number.start].strip() or not _WORD_UNIT.fullmatch(word):
        return None
    q = built.quantity
    return Quantity(q.value, word, text.strip(), q.upper, q.bound, q.scale)


def _as_written(amount: Amount, text: str) -> Quantity:
    q = amount.quantity
    return Quantity(q.value, q.unit, text[amount.start : amount.end], q.upper, q.bound, q.scale)


def raised(between: str) -> bool:
    """Whether the words between two amounts say that the first became the second (…提高到…)."""
    return bool(_RAISED.match(between))
