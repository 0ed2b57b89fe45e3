"""What a preset of lights says, step by step, in words: each limit with its side."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from taizhang.measuring import Light, Limit, Preset


@dataclass(frozen=True, slots=True)
class Rule:
    """A light with the words of its limits; none for the one that takes all that is left."""

    light: Light
    limits: tuple[str, ...]


def rules_of(preset: Preset) -> list[Rule]:
    """The steps in their order: the first one that holds gives the light."""
    return [Rule(step.light, tuple(words(limit) for limit in step.limits)) for step in preset.steps]


def words(limit: Limit) -> str:
    """A limit in words, with its side: "落后不超过10个百分点"."""
    value = limit.value
    if limit.measure in ("reachable", "accepted"):
        yes = (limit.sign in (">=", ">")) == (value > 0)
        return _yes_or_no(limit.measure, yes)
    if limit.measure == "days_left" and limit.sign == "<" and value == 0:
        return _("已过完成时限")
    names = {
        "done": _("完成率"),
        "gap": _("比序时进度高出的百分点"),
        "quarter_gap": _("上季度末比序时进度高出的百分点"),
        "days_left": _("距完成时限的天数"),
        "late_periods": _("连续低于序时进度的期数"),
    }
    sign = {">=": "≥", ">": "＞", "<": "＜", "<=": "≤"}[limit.sign]
    unit = "%" if limit.measure == "done" else ""
    return f"{names[limit.measure]} {sign} {value.normalize():f}{unit}"


def _yes_or_no(measure: str, yes: bool) -> str:
    if measure == "accepted":
        return _("已通过验收") if yes else _("未通过验收")
    return _("研判能够完成") if yes else _("研判不能完成")
