"""A covering letter: which of its lines is the title, whom it goes to, its text, and who signs it when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from .model import Line

Part = Literal["aside", "title", "to", "text", "signed"]
_DATED = re.compile(r"^\s*(?:20\d\d|二[〇○零]\S\S)\S{0,10}$")
_STOPS = ("。", "；", "：", ":", "！", ";", ".")


def parts_of(lines: Sequence[Line]) -> Iterator[tuple[Part, str]]:
    """Each line with what it is.

    The title is the first line of the text, where it is short; whom it goes to stands below it and ends in a
    colon; the last lines without a stop, from the date up, are the signature.
    """
    text = [k for k, line in enumerate(lines) if line.kind == "notice"]
    signed = _signed(lines, text)
    titled = bool(text) and len(lines[text[0]].text) < 80
    for k, line in enumerate(lines):
        if k not in text:
            yield "aside", line.text
        elif titled and k == text[0]:
            yield "title", line.text
        elif titled and k == text[1] and line.text.rstrip().endswith(("：", ":")):
            yield "to", line.text
        else:
            yield ("signed" if k in signed else "text"), line.text


def _signed(lines: Sequence[Line], text: Sequence[int]) -> frozenset[int]:
    """The lines of the issuer's name and the date, at most three."""
    last = [k for k in text[2:] if _DATED.match(lines[k].text)][-1:]
    if not last:
        return frozenset()
    found = set(last)
    for k in reversed([k for k in text[2:] if k < last[0]][-2:]):
        words = lines[k].text.strip()
        if len(words) > 24 or words.endswith(_STOPS) or re.match(r"附件|[一二三四五六七八九十]、|[(（]", words):
            break
        found.add(k)
    return frozenset(found)
