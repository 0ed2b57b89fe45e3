"""What kind of task it probably is, by the words of its row (domain.md 5.2)."""

from __future__ import annotations

from typing import Literal

from .patterns import Pattern

TaskKind = Literal["works", "service", "subsidy", "policy", "training", "event", "platform", "rate"]

_WORDS: tuple[tuple[TaskKind, Pattern], ...] = (
    ("training", Pattern(r"培训|职业技能提升")),
    ("subsidy", Pattern(r"补贴|补助|救助金|发放|奖补|资助")),
    ("event", Pattern(r"演出|赛事|比赛|文艺|放映|展演|送戏|活动\d|场次|举办")),
    ("platform", Pattern(r"平台|系统|小程序|一网通|上线")),
    ("works", Pattern(r"新建|改建|扩建|改造|建设|修建|建成|铺设|安装|整治|提升工程|工程|加装|维修")),
    ("policy", Pattern(r"提高[到至]|标准由|提标|免费政策|出台")),
    ("rate", Pattern(r"率(?:达|不低于|稳定|保持|控制|在|为)")),
)


def likely_kind(text: str) -> TaskKind:
    """The first kind whose words stand in the text, a service where none do; a person corrects it."""
    return next((kind for kind, words in _WORDS if words.search(text)), "service")
