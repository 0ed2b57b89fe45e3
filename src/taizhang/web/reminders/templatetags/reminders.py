"""What reminders are called on pages."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from taizhang.web.mailing import masked, why_word

from ..models import Kind

register = template.Library()
register.filter("masked", masked)
register.filter("why_word", why_word)


@register.filter
def way_word(way: str) -> str:
    """E-mail, or whose robot."""
    return _("邮件") if way == "mail" else str(Kind(way).label)


@register.filter
def cause_word(cause: str) -> str:
    """Why a unit is reminded."""
    words = {"due": _("临近时限"), "late": _("逾期未报"), "returned": _("退回未重报"), "reopened": _("补报到期")}
    return words.get(cause.partition("-")[0], cause)
