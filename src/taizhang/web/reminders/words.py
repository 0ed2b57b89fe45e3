"""What a reminder says; official Chinese, for it goes to the units and into the record."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from .missing import Missing

TEST_WORDS = "这是民生实事台账的测试消息，收到即表示机器人可用。"
SUBJECT = "请报送{period}民生实事进展"


def subject_of(one: Missing) -> str:
    """The subject of an e-mail."""
    return SUBJECT.format(period=one.found.period.label)


def text_of(one: Missing) -> str:
    """The reminder of one unit."""
    period = one.found.period
    doing = "修改后重新报送" if _is_returned(one) else "填报并签发"
    start = f"{one.unit}：{period.yearly}{period.label}进展情况{_asked(one)}"
    return f"{start}请登录民生实事台账{doing}。{link(one)}"


def text_of_many(missing: Sequence[Missing]) -> str:
    """One message for a group of units: each with where it stands."""
    period = missing[0].found.period
    names = "；".join(f"{one.unit}（{_short(one)}）" for one in missing)
    due = f"应于{period.due.month}月{period.due.day}日前报送"
    start = f"【催办】{period.yearly}{period.label}进展情况{due}"
    return f"{start}，还在等{len(missing)}个单位：{names}。请登录民生实事台账办理。"


def link(one: Missing) -> str:
    """The address of the unit's page, where the site's own is known."""
    return f"\n{settings.SITE_URL}{reverse('return', args=[one.found.pk])}" if settings.SITE_URL else ""


def _asked(one: Missing) -> str:
    day = f"{one.until.month}月{one.until.day}日"
    if _is_returned(one):
        return f"已退回，理由：{one.found.reason.rstrip('。')}。报送时限为{day}。"
    if one.days < 0:
        return f"应于{day}前报送，已超过{one.over}天，目前{_state(one)}。"
    left = "今天到期" if one.days == 0 else f"还有{one.days}天"
    return f"应于{day}前报送，{left}，目前{_state(one)}。"


def _state(one: Missing) -> str:
    with override("zh-hans"):  # whoever reads the page in another language sends it in this one
        return str(one.found.get_state_display())


def _short(one: Missing) -> str:
    if _is_returned(one):
        return "已退回，待重报"
    return f"已超过{one.over}天" if one.days < 0 else "今天到期" if one.days == 0 else f"还有{one.days}天"


def _is_returned(one: Missing) -> bool:
    return one.cause.startswith("returned")
