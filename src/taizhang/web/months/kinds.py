"""What kind of task it probably is, by the words of its row; the coordinator corrects it (domain.md 5.2)."""

from __future__ import annotations

import re

from .models.plan import Kind

_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.TRAINING, re.compile(r"培训|职业技能提升")),
    (Kind.SUBSIDY, re.compile(r"补贴|补助|救助金|发放|奖补|资助")),
    (Kind.EVENT, re.compile(r"演出|赛事|比赛|文艺|放映|展演|送戏|活动\d|场次|举办")),
    (Kind.PLATFORM, re.compile(r"平台|系统|小程序|一网通|上线")),
    (Kind.WORKS, re.compile(r"新建|改建|扩建|改造|建设|修建|建成|铺设|安装|整治|提升工程|工程|加装|维修")),
    (Kind.POLICY, re.compile(r"提高到|提高至|标准由|提标|免费政策|出台")),
    (Kind.RATE, re.compile(r"率(?:达|不低于|稳定|保持|控制|在|为)")),
)


def likely_kind(text: str) -> Kind:
    """The first kind whose words stand in the text; a service where none do."""
    return next((kind for kind, words in _WORDS if words.search(text)), Kind.SERVICE)
