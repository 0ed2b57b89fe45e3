"""How many lines a paper's text fills, told before any program sets it: by width, not by the rules of line ends."""

from __future__ import annotations

from .model import Bulletin
from .printed import organ_type, title_lines

PAGE_LINES, LINE_CHARS = 22, 28
_POINTS = 28.95
_ENDING = frozenset("，。；：、！？）》〉〕”’")


def width_of(text: str) -> float:
    """In characters; figures and Latin letters are half as wide."""
    return sum(0.5 if char.isascii() else 1 for char in text)


def lines_of(text: str, room: float = LINE_CHARS, indent: float = 0) -> int:
    """Lines of `room` characters, the first indented; one at least.  No line begins with a mark that ends words."""
    lines, used, last = 1, indent, 0.0
    for char in text:
        wide = width_of(char)
        if used + wide > room:
            lines += 1
            used = last if char in _ENDING else 0
        used += wide
        last = wide
    return lines


def height_of(bulletin: Bulletin) -> float:
    """The text with head and signature in lines; what is kept together at page ends may add some."""
    body = sum(lines_of(line, indent=2) for p in bulletin.paragraphs for line in p.text.split("\n"))
    to = lines_of(bulletin.to + "：") if bulletin.to else 0
    signed = (bool(bulletin.issuer) + bool(bulletin.day) + 2) if bulletin.issuer or bulletin.day else 0
    return _head(bulletin) + len(title_lines(bulletin.title)) + 1 + to + body + signed


def _head(bulletin: Bulletin) -> float:
    head = bulletin.head
    size, _ = organ_type(head)
    if head.style == "none":
        return 0
    organs = max(1, len(head.organs)) if head.style == "公文" else 1
    drop = 35 if head.style == "公文" else -3
    number = 5.5 + max(0, (len(head.signers) - 1) // 2)
    return number + drop * 72 / 25.4 / _POINTS + organs * size / _POINTS
