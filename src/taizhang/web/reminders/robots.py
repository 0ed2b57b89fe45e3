"""How the robots of 企业微信, 钉钉 and 飞书 are written to: what they take, how they are signed, what says yes."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus

from django.utils import timezone

from .models import Kind, Robot
from .posting import NotPosted, post
from .sealing import Unsealable, opened

LONGEST = 1900
"""Most bytes of a message; 企业微信 takes 2048."""


def tell(robot: Robot, text: str) -> None:
    """Write a message; NotPosted with what the other side says."""
    try:
        address, secret = opened(robot.address), opened(robot.secret)
    except Unsealable as error:
        raise NotPosted("secret") from error
    SPEAKERS[Kind(robot.kind)](address, secret, shortened(text))


def shortened(text: str) -> str:
    """As much of the text as a robot takes."""
    if len(text.encode()) <= LONGEST:
        return text
    return text.encode()[: LONGEST - 3].decode(errors="ignore") + "…"


def _wecom(address: str, secret: str, text: str) -> None:
    """企业微信 has no signature: the key stands in the address."""
    _ask(post(address, {"msgtype": "text", "text": {"content": text}}), "errcode", "errmsg")


def _dingtalk(address: str, secret: str, text: str) -> None:
    """钉钉 加签: HMAC-SHA256 of "milliseconds, newline, secret" by the secret, in the address."""
    if secret:
        now = str(round(timezone.now().timestamp() * 1000))
        sign = quote_plus(_signature(secret.encode(), f"{now}\n{secret}".encode()))
        address = f"{address}{'&' if '?' in address else '?'}timestamp={now}&sign={sign}"
    _ask(post(address, {"msgtype": "text", "text": {"content": text}}), "errcode", "errmsg")


def _feishu(address: str, secret: str, text: str) -> None:
    """飞书 签名校验: HMAC-SHA256 of nothing by "seconds, newline, secret", in the message."""
    content: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
    if secret:
        now = str(int(timezone.now().timestamp()))
        content |= {"timestamp": now, "sign": _signature(f"{now}\n{secret}".encode(), b"")}
    _ask(post(address, content), "code", "msg")


def _signature(key: bytes, message: bytes) -> str:
    return base64.b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode()


def _ask(answer: dict[str, Any], code: str, words: str) -> None:
    """Nought says yes; an answer without it says nothing."""
    if answer.get(code) != 0:
        raise NotPosted(f"{answer.get(code, '?')} {str(answer.get(words, ''))[:100]}")


SPEAKERS: dict[Kind, Callable[[str, str, str], None]] = {
    Kind.WECOM: _wecom,
    Kind.DINGTALK: _dingtalk,
    Kind.FEISHU: _feishu,
}
