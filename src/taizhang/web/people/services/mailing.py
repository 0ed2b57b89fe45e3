"""Sending one-time links to the mailboxes of those they are for."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import override

from taizhang.web.events.services import record
from taizhang.web.mailing import Mailer, masked

from ..models import Invitation, User

SUBJECT, SUBJECT_ANEW = "民生实事台账：账号邀请", "民生实事台账：重设密码"
TEXT = """{name}：

请打开下面的链接{doing}。链接只能用一次，{day}前有效，请勿转发。

{address}

{about}如果您不认识发件人，请不要打开，并告诉本单位的管理员。
"""


def mail_links(by: User, links: Iterable[tuple[Invitation, str]]) -> dict[int, str]:
    """Send each link to its invitation's mailbox, those that have one; by invitation why not, "" for what was sent.

    Nothing is sent where no server is set.  To be called when the links are kept: what is sent cannot be taken back.
    """
    wanted = [(one, address) for one, address in links if one.email] if settings.EMAIL_IS_SET else []
    if not wanted:
        return {}
    told = {}
    with Mailer() as mailer:
        for one, address in wanted:
            told[one.pk] = mailer.send(one.email, SUBJECT_ANEW if one.account_id else SUBJECT, text_of(one, address))
            if not told[one.pk]:
                record("link-mailed", by, name=one.name, to=masked(one.email))
    return told


def text_of(one: Invitation, address: str) -> str:
    """What the e-mail says; official Chinese, as the place's other messages."""
    day = f"{localtime(one.expires_at):%Y年%-m月%-d日%H:%M}" if one.expires_at else ""
    if one.account_id:
        return TEXT.format(name=one.name, doing="设置新密码", day=day, address=address, about="")
    with override("zh-hans"):
        role = str(one.get_role_display())
    about = "，".join(filter(None, (f"角色：{role}", one.unit and f"单位：{one.unit}")))
    sender = f"邀请人：{one.made_by.name}，{about}。"
    return TEXT.format(name=one.name, doing="设置用户名和密码，开通账号", day=day, address=address, about=sender)
