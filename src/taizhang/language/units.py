"""Units and measure words: what can be compared with what, and at which factor."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from taizhang.ledger import Quantity

from .patterns import Pattern

_MEASURES: dict[str, str] = {
    "money": "元=1 块钱=1 角=0.1",
    "length": "米=1 m=1 延米=1 延长米=1 公里=1000 千米=1000 km=1000 KM=1000 Km=1000 ㎞=1000 里=500 华里=500"
    " 厘米=0.01 cm=0.01 毫米=0.001 mm=0.001",
    "area": "平方米=1 ㎡=1 m²=1 m2=1 平米=1 平方=1 平方公里=1000000 平方千米=1000000 km²=1000000 km2=1000000"
    " 公顷=10000",
    "volume": "立方米=1 立方=1 方=1 m³=1 m3=1 土方=1 升=0.001",
    "mass": "吨=1000 t=1000 公斤=1 千克=1 kg=1 KG=1 斤=0.5 克=0.001",
    "power": "千瓦=1000 kW=1000 KW=1000 kw=1000 兆瓦=1000000 MW=1000000 瓦=1",
    "apparent power": "千伏安=1 kVA=1 KVA=1 兆伏安=1000 MVA=1000",
    "energy": "千瓦时=1 kWh=1 度电=1",
    "steam": "蒸吨=1",
    "people": "人=1 名=1 位=1",
    "person-times": "人次=1",
    "times": "次=1",
    "households": "户=1",
    "flats": "套=1",
    "events": "场=1 场次=1",
    "lessons": "学时=1 课时=1",
    "doses": "剂=1 剂次=1 针次=1",
}
_AREA_MU = Decimal(10_000) / Decimal(15)
"""One mu is a fifteenth of a hectare."""

# Counters of things: with 个 each can be compared, with another only inside its group.
_COUNTER_GROUPS = (
    "处 家 所 座 间 栋 幢 片 块 站 个",
    "台 部 辆 架 艘",
    "条 道 回 段 根",
    "项 件 宗 种 类 笔 单 份 例",
    "期 批 批次 班 班次 届",
    "株 棵",
    "本 册 篇 首",
    "口 眼",
)
_COUNTERS_ALONE = "盏 颗 只 支 对 组 张 面 节 门 床 头 羽 尾 把 套次 瓶 盒 箱 袋 桶 顶 幅 扇 樘 餐 册次"
_APART = {"people", "person-times", "households", "times"}
"""What 个 does not count."""


def _table() -> dict[str, tuple[str, Decimal]]:
    table: dict[str, tuple[str, Decimal]] = {}
    for dimension, entries in _MEASURES.items():
        for entry in entries.split():
            unit, _, factor = entry.partition("=")
            table[unit] = (dimension, Decimal(factor))
    table["亩"] = ("area", _AREA_MU)
    for group in _COUNTER_GROUPS:
        words = group.split()
        table.update({w: (f"counter {words[0]}", Decimal(1)) for w in words})
    table.update({w: (f"counter {w}", Decimal(1)) for w in _COUNTERS_ALONE.split()})
    table["%"] = ("rate", Decimal(1))
    table["‰"] = ("rate", Decimal("0.1"))
    table["个百分点"] = ("points", Decimal(1))
    return table


UNITS = _table()
_SHARES = frozenset(("%", "‰", "个百分点"))
_NOTHING: tuple[str, ...] = ()
DISCRETE = frozenset(
    u for u, (d, _) in UNITS.items() if d.startswith("counter") or d in _APART or d in ("flats", "events")
)

# A measure word that opens a longer word is no measure word: 项目, 部门, 口袋, 个月.
_NOT_BEFORE_WORDS = """
个 月 工作日 小时 季度 百分点 体 性 人的 人所|项 目|家 庭 园 长 属 具 电 访|处 理 置 罚 于 级 方|场 所 地 馆 景 镇 院 站
部 分 门 队 位 署 级|口 袋 径 腔 岸 碑 粮|期 间 限 末|条 件 例 款 龙|对 接 于 口 照 标 应 象 全 区|座 谈
名 单 义 称 优 录 牌
位 于 置 列 居 次|张 贴 家 庄 榜 网|片 区|单 位 元 项 独 套 价 一 株|户 外 籍 均 口 户通 型|组 织 建 团 成 长 合
回 迁 收 访 填 头 复 购 龙|只 能 有 要 需|眼 镜 科 健 病|班 级 子 车 主任|架 设 空 线|份 额|批 复 准 示 发|类 似 别
种 植 子 类 养 苗 田 业|首 批 席 次 届 先 个 位|本 区 年 月 次 地 级 县 市 科
瓶 颈|箱 变 体 涵|顶 部 层 管 板 棚|幅 度 员 面|餐 厅 饮 馆 桌 具 食|桶 装|盒 饭 子|袋 装
支 持 付 撑 行 出 援|面 积 向 粉 对 层 上 临
根 据 本 治|节 点 能 约 水 目 日|床 位|例 如 会 行|头 部 盔 目|把 关 握 手|块 链|道 路 德 口 班|段 长|间 隔 接
台 账 儿 阶 风 帐|站 点 房 台 所 位|次 性 级 生 干 日 年 月|件 套|套 餐 管|人 民 才 均 居 员 行 工 防 社 大
方 面 案 向 式 法 便 可 舱|里 程 面|米 粉|届 毕业|度电 影|升 级 学|斤 斤
"""
_NOT_BEFORE = {
    entry.split()[0]: tuple(entry.split()[1:]) for entry in _NOT_BEFORE_WORDS.strip().replace("\n", "|").split("|")
}
_ONLY_BEFORE = {"门": ("课", "学科", "功课")}
_LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_LONGEST = max(map(len, UNITS))
_FIRST = frozenset(unit[0] for unit in UNITS)
_PER = Pattern(
    r"(?:/|每)(?:平方米|公里|人次|人|户|月|年|日|天|次|亩|吨|小时|套|床|学期|季度?|个|生|d)(?:[·./](?:人|户|月|年|日|天|次|生))?"
)


class UnitMatch(Struct, frozen=True):
    """A unit found in a text, as written, with the place behind it."""

    text: str
    end: int


def match_unit(plain: str, start: int) -> UnitMatch | None:
    """The longest unit that begins at `start` of a folded text, with a per (元/月·人); None where none begins."""
    if plain[start : start + 1] not in _FIRST:
        return None
    for size in range(_LONGEST, 0, -1):
        word = plain[start : start + size]
        if word in UNITS and word not in _SHARES and _stands_alone(plain, word, start + len(word)):
            per = _PER.match(plain, start + len(word))
            end = per.end() if per else start + len(word)
            return UnitMatch(plain[start:end], end)
    return None


def _stands_alone(plain: str, word: str, end: int) -> bool:
    if word in _ONLY_BEFORE:
        return plain.startswith(_ONLY_BEFORE[word], end)
    if word[-1] in _LATIN:
        return plain[end : end + 1] not in _LATIN
    return not plain.startswith(_NOT_BEFORE.get(word, _NOTHING), end)


_STRICT = """
个 处 家 所 座 条 户 套 名 件 项 场 辆 张 间 栋 幢 台 支 片
口 次 公里 千米 米 亩 元 人次 人 平方米 吨 部 盏 棵 株 笔 份 批 对 公顷
"""
_SPELT_OUT = {u for u in UNITS if len(u) > 1 and not u.isascii() and not UNITS[u][0].startswith(("counter", "points"))}
STRICT_UNITS = frozenset(_STRICT.split()) | _SPELT_OUT
"""Units that may follow a number in Chinese characters (十件, 两个): these, and all measures spelt out (三千立方米).

The rest are parts of names there.
"""

ROUND_UNITS = frozenset(UNITS) - {"里"}
"""Units that may follow hundreds and thousands in characters (三百六十根, 三千方); 四方 and 八斤 are parts of names."""

_MONTHS = {"年": Decimal(1) / 12, "月": Decimal(1), "季": Decimal(1) / 3, "季度": Decimal(1) / 3}
_SAME_TAIL = {"天": "日", "d": "日", "生": "人"}


@lru_cache(maxsize=512)
def _parse(unit: str) -> tuple[str, Decimal] | None:
    """Dimension and factor of a unit, of 元/月·人 too; None for an unknown one."""
    head, *tail = re.split(r"[/·.]|每", unit)
    known = UNITS.get(head)
    if known is None:
        return None
    dimension, factor = known
    per: list[str] = []
    for word in tail:
        factor *= _MONTHS.get(word, Decimal(1))
        per.append("月" if word in _MONTHS else _SAME_TAIL.get(word, word))
    return "/".join([dimension, *sorted(per)]), factor


def dimension(unit: str) -> str:
    """The dimension of a unit (length, money, people, counter …), the empty string for none or an unknown one."""
    parsed = _parse(unit)
    return parsed[0] if parsed else ""


def same_dimension(unit_a: str, unit_b: str) -> bool:
    """Whether amounts in the two units can be compared.

    人 and 名 can, 人 and 人次 cannot, nor 套 and 户.  Counters of things (个, 处, 家, 所, 座 …) can inside their
    group, and 个 with every counter; the caller must know that the same thing is counted.
    """
    if unit_a == unit_b:
        return True
    first, second = dimension(unit_a), dimension(unit_b)
    if not first or not second:
        return False
    return first == second or _loose(unit_a, second) or _loose(unit_b, first)


_CONFUSABLE = (
    {"people", "person-times", "times", "households"},
    {"households", "flats", "counter"},
    {"length", "area", "volume"},
)


def confusable(unit_a: str, unit_b: str) -> bool:
    """Whether one unit may have been written for the other (人 for 人次, 户 for 套); never 元 for 个."""
    first, second = (dimension(u).split(" ")[0].split("/")[0] for u in (unit_a, unit_b))
    return any(first in group and second in group for group in _CONFUSABLE) or first == second == "counter"


def _loose(unit: str, other: str) -> bool:
    return unit == "个" and (other.startswith("counter") or other in ("flats", "events"))


def convert(quantity: Quantity, unit: str) -> Quantity | None:
    """The quantity in another unit of its dimension, None when the dimensions differ; a missing unit is kept."""
    if quantity.unit == unit:
        return quantity
    if not same_dimension(quantity.unit, unit):
        return None
    source, target = _parse(quantity.unit), _parse(unit)
    if source is None or target is None:
        return None
    factor = source[1] / target[1] if source[0] == target[0] else Decimal(1)
    upper = None if quantity.upper is None else _tidy(quantity.upper * factor)
    return Quantity(_tidy(quantity.value * factor), unit, quantity.text, upper, quantity.bound)


def _tidy(value: Decimal) -> Decimal:
    """Twelve significant decimals, so that a third of a mu comes back as it went."""
    rounded = round(value, 12).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded
