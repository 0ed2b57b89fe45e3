"""A first draft of a task's progress, written from its figures: facts only, for a person to complete.

It says what was counted, its rate and what the period added, in the turns of phrase of what the unit wrote last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from taizhang.ledger import plain
from taizhang.measuring import completion

_RATES = ("占年度目标任务的", "占年度目标的", "占目标任务的", "占目标的", "完成年度目标的", "完成目标任务的", "完成率")
_FINISHED = ("完成", "建成", "开通", "消除")
_LAST = re.compile(r"[^，。；、,;：:（）()“”\s]*$")
LONGEST_VERB = 4
LONGEST_NAME = 200
_BY_DAY = re.compile(r"^\s*截[至止]")
_DOING = re.compile(
    r"^(新改?建|改?扩建|改造|建[成设]|完成|开展|举办|发放|培训|新增|修[建缮]|整治|实施|更新|配备|安装|推进|创建|种植|治理|救助|资助)"
)


@dataclass(frozen=True, slots=True)
class Count:
    """A figure to tell: the sum since January, what the period added (None: not known) and the target in force."""

    name: str
    unit: str
    total: Decimal
    gain: Decimal | None = None
    target: Decimal | None = None
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How the unit writes: whether it begins with the day, and the words before a rate."""

    by_day: bool = True
    rate: str = "完成率"


def style_of(text: str) -> Style:
    """The style of an earlier text; the usual one where it shows none."""
    rate = next((words for words in _RATES if words in text), "完成率")
    return Style(not text or bool(_BY_DAY.search(text)), rate)


def draft(counts: Sequence[Count], cut_off: date, *, stage: str = "", style: Style | None = None) -> str:
    """The sentence; "" where there is neither a figure nor a stage."""
    style = style or Style()
    parts = [_told(count, style) for count in counts]
    if stage:
        parts.insert(0, f"工程形象进度为{stage}")
    if not parts:
        return ""
    day = f"截至{cut_off.month}月{cut_off.day}日，" if style.by_day else ""
    return f"{day}{'；'.join(parts)}。"


def _told(count: Count, style: Style) -> str:
    if count.unit == "%":
        return f"{count.name}{plain(count.total)}%"
    if count.at_most:
        return f"{count.name}{plain(count.total)}{count.unit}"
    if not count.total:
        return f"{count.name}暂无完成数"
    verb = "已" if count.name.startswith(_FINISHED) else "已完成"
    words = f"{verb}{count.name}{plain(count.total)}{count.unit}"
    rate = completion(count.total, count.target) if count.target is not None else None
    if rate is not None:
        words += f"，{style.rate}{_rate(rate)}%"
    if count.gain is not None:
        words += f"，本期新增{plain(count.gain)}{count.unit}" if count.gain > 0 else "，本期没有新增"
    return words


def counted(name: str, before: str) -> str:
    """What is counted with the verb that stands before it: 新建幼儿园 of "…、新建幼儿园" and 幼儿园.

    Two things of one name are told apart by it, and a sentence needs it.
    """
    phrase = _LAST.search(before.rstrip())
    words = phrase.group() if phrase else ""
    if words.endswith(name) and len(words) - len(name) <= LONGEST_VERB and _DOING.match(words):
        return words[:LONGEST_NAME]
    return name[:LONGEST_NAME]


def _rate(rate: Decimal) -> str:
    return plain(rate.quantize(Decimal("0.1"), ROUND_HALF_UP))
