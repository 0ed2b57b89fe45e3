"""Texts as files can hold them."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    """The text without the characters that XML has no way to hold; nothing that is seen is left out."""
    return text if text.isprintable() else _UNPRINTABLE.sub("", text)
