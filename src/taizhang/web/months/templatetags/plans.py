"""Small words for the templates of plans, periods and places."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from taizhang.measuring.windows import Window

from ..models import Period
from ..terms import RULES, WORDS

register = template.Library()
WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


@register.filter
def days(period: Period | Window) -> list[tuple[date, Any]]:
    """Cut-off, opening, due and closing day with their words."""
    return [(getattr(period, name), WORDS[name]) for name in RULES]


@register.filter
def weekday(day: date) -> Any:
    """周一 to 周日."""
    return WEEKDAYS[day.weekday()]
