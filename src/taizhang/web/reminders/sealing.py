"""Keys of robots, kept so that who reads a copy of the database cannot write into a group."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from django.conf import settings


class Unsealable(Exception):  # noqa: N818 -- it is an answer, not an error
    """The site's secret is another than when this was sealed."""


def sealed(text: str) -> str:
    """Encrypted by the site's secret; "" stays ""."""
    return _box().encrypt(text.encode()).decode() if text else ""


def opened(text: str) -> str:
    """Back to plain; Unsealable."""
    from cryptography.fernet import InvalidToken

    try:
        return _box().decrypt(text.encode()).decode() if text else ""
    except InvalidToken as error:
        raise Unsealable from error


def _box() -> Any:
    from cryptography.fernet import Fernet  # only those who send load it

    key = hashlib.sha256(b"taizhang robots" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
