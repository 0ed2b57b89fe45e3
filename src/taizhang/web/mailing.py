"""E-mail through Django's backend: one connection for many, and why one was not sent."""

from __future__ import annotations

import smtplib
from types import TracebackType
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

ANSWERS = frozenset({
    smtplib.SMTPRecipientsRefused.__name__, smtplib.SMTPSenderRefused.__name__, smtplib.SMTPDataError.__name__,
})  # fmt: skip
"""Errors by which a server answers about one e-mail; after any other it is not there."""


class Mailer:
    """Sends e-mails one after the other, while it is entered; a server that does not answer is asked once."""

    def __init__(self) -> None:
        self._connection: Any = get_connection(fail_silently=False)
        self._silent = ""

    def __enter__(self) -> Mailer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def send(self, to: str, subject: str, text: str) -> str:
        """Send one e-mail; "", or the name of the error by which it was not sent."""
        if self._silent:
            return self._silent
        try:
            EmailMessage(subject, text, to=[to], connection=self._connection).send()
        except OSError as error:  # those of smtplib are such too
            self._connection.close()  # the next one begins anew
            why = type(error).__name__
            self._silent = "" if why in ANSWERS else why
            return why
        return ""


def masked(email: str) -> str:
    """A mailbox that can be recognised and not used: zha…@example.cn."""
    name, _, host = email.partition("@")
    return f"{name[: max(1, len(name) // 2)]}…@{host}"


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
