"""Folding of full-width and look-alike characters, one for one, so that spans stay true."""

from __future__ import annotations

from .patterns import Pattern

# The full-width comma stays as it is: 3，880 is two numbers, 3,880 is one,
# and so is ３，８８０, typed without leaving full width.
_KEPT = {0xFF0C}
_THOUSANDS = Pattern(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_TABLE: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code not in _KEPT}
_TABLE |= {ord(c): "-" for c in "—–−―‐‑～~〜"}
_TABLE |= {ord(c): " " for c in "\u3000\u00a0\t\r\u2002\u2003\u2009"}
_TABLE |= {ord("○"): "〇", ord("•"): "·", ord("・"): "·", ord("﹪"): "%", ord("／"): "/"}


def fold(text: str) -> str:
    """The text in plain characters, as long as before: ５％ is 5%, ： is :, every dash is -, every blank a space."""
    plain = text.translate(_TABLE)
    if "，" in plain and plain != text:
        for mark in _THOUSANDS.finditer(text):
            plain = f"{plain[: mark.start()]},{plain[mark.end() :]}"
    return plain


def unspaced(text: str) -> str:
    """The text without any white space (周  舟 is 周舟)."""
    return "".join(text.split())
