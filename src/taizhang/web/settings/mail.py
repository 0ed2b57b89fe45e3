"""E-mail by one address, and what may be written to outside."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from . import env
from .env import SettingError

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail(url: str, sender: str) -> dict[str, Any]:
    """Django's settings for smtp://, smtp+tls:// (STARTTLS) or smtps:// user:password@host:port; none when empty.

    Raises SettingError for another kind of address, or where no sender is named.
    """
    if not url:
        return {"EMAIL_IS_SET": False, "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise SettingError("TAIZHANG_EMAIL_URL must read smtps://user:password@host:port (or smtp+tls://, smtp://)")
    user = unquote(parts.username or "")
    if not sender and "@" not in user:
        raise SettingError("TAIZHANG_EMAIL_FROM must name the sender: ledger@example.cn")
    return {
        "EMAIL_IS_SET": True,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": sender or user,
    }


EMAIL_IS_SET: bool = bool(env.secret("EMAIL_URL"))
globals().update(mail(env.secret("EMAIL_URL"), env.text("EMAIL_FROM")))
WEBHOOK_HOSTS = env.names("WEBHOOK_HOSTS")  # hosts of robots beside the known ones, also inside the own network
SITE_URL = env.text("SITE_URL").rstrip("/")  # for links in messages; empty: none are given
