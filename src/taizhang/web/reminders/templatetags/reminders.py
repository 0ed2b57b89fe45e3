"""What reminders are called on pages."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from taizhang.web.mailing import masked

from ..models import Kind

register = template.Library()
register.filter("masked", masked)


@register.filter
def way_word(way: str) -> str:
    """E-mail, or whose robot."""
    return _("邮件") if way == "mail" else str(Kind(way).label)


@register.filter
def why_word(why: str) -> str:
    """Why a message did not arrive, in words where there are any."""
    words = {
        "DNS": _("找不到对方的服务器，请检查网络"),
        "TimeoutError": _("对方没有应答"),
        "ConnectionRefusedError": _("连接不上对方的服务器"),
        "host": _("地址不在允许的范围内"),
        "address": _("地址指向内部网络，没有发送"),
        "secret": _("密钥已失效，请删除后重新添加"),
        "SMTPRecipientsRefused": _("邮箱不存在或被拒收"),
        "SMTPAuthenticationError": _("发信账号或密码不对"),
    }
    return words.get(why, why)


@register.filter
def cause_word(cause: str) -> str:
    """Why a unit is reminded."""
    words = {"due": _("临近时限"), "late": _("逾期未报"), "returned": _("退回未重报"), "reopened": _("补报到期")}
    return words.get(cause.partition("-")[0], cause)
