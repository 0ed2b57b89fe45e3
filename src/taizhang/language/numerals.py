"""Numbers as officials write them: 一百二十三, 二〇二四, 1.35万, 1亿2000万, 3,880, 半."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from .chars import fold
from .patterns import Pattern

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_TOKEN = Pattern(r"[0-9][0-9,]*(?:\.[0-9]+)?|[〇零一二两三四五六七八九十百千万亿点半]")
_ZEROS = frozenset("零〇")
_MAX_DIGITS = 18
"""Longer digit strings are codes or telephone numbers, never amounts."""

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
SCALE = r"(?:[十百万亿]|千(?![瓦米克伏卡升]))"
_SCALED = Pattern(rf"{ARABIC}([十百千万亿]+)")
NUMBER = Pattern(
    rf"{ARABIC}(?: ?{SCALE}+(?:{ARABIC}{SCALE}+)*)?|(?:[〇零一二两三四五六七八九半]|{SCALE})+",
    first="0123456789〇一七万三两九二五亿八六十千半四百零",
)


@lru_cache(maxsize=4096)
def numeral(text: str) -> Decimal | None:
    """The value of a number in digits, in Chinese or mixed; None when the text is not one number."""
    plain = fold(text).replace(" ", "")
    if not plain or len(plain) > 40:
        return None
    tokens = _TOKEN.findall(plain)
    if "".join(tokens) != plain:
        return None
    if all(t in _DIGITS for t in tokens):
        return Decimal("".join(str(_DIGITS[t]) for t in tokens))
    value = _with_point(plain) if "点" in tokens else _sum_up(tokens)
    whole = value is not None and value == value.to_integral_value() and "." not in tokens[-1]
    return value.quantize(Decimal(1)) if value is not None and whole and value < 10**20 else value


def _with_point(plain: str) -> Decimal | None:
    """三点五, 十二点八万."""
    head, _, tail = plain.partition("点")
    scale = 1
    while tail and tail[-1] in _LARGE:
        scale *= _LARGE[tail[-1]]
        tail = tail[:-1]
    whole = numeral(head) if head else None
    if whole is None or not tail or any(c not in _DIGITS for c in tail):
        return None
    return (whole + Decimal("0." + "".join(str(_DIGITS[c]) for c in tail))) * scale


def _sum_up(tokens: list[str]) -> Decimal | None:
    """Add up sections: 一亿二千万, 3万5千, 2千万, 半."""
    total, section, last_large = Decimal(0), Decimal(0), 0
    number: Decimal | None = None
    previous_unit = 0
    for token in tokens:
        if token in _SMALL:
            section += (Decimal(1) if number is None else number) * _SMALL[token]
            number, previous_unit = None, _SMALL[token]
        elif token in _LARGE:
            scale = _LARGE[token]
            section += number or 0
            section = section or (Decimal(1) if number is None and not total else section)
            if last_large and scale > last_large:
                total = (total + section) * scale
            else:
                total += section * scale
            section, number, last_large, previous_unit = Decimal(0), None, scale, scale
        else:
            value = _one(token)
            if value is None or (number is not None and number != 0):
                return None
            previous_unit = 0 if token in _ZEROS else previous_unit
            number = value
    if number is not None and previous_unit > 10 and tokens[-1] in _DIGITS:
        number *= previous_unit // 10  # 一百二 is 120, 三千八 is 3800
    return total + section + (number or 0)


def _one(token: str) -> Decimal | None:
    """The value of one digit group."""
    if token in _DIGITS:
        return Decimal(_DIGITS[token])
    if token == "半":  # noqa: S105 - a numeral
        return Decimal("0.5")
    digits = token.replace(",", "")
    return Decimal(digits) if len(digits) <= _MAX_DIGITS else None


def scale_of(text: str) -> int:
    """The 10**n that the closing 万 or 亿 (with a 十, 百 or 千 before it) of a number in digits stands for."""
    if text[-1:].isdigit():  # as most are
        return 1
    plain = fold(text).replace(" ", "").replace("余", "").replace("多", "")
    found = _SCALED.fullmatch(plain)
    if not found:
        return 1
    scale = 1
    for char in found[1]:
        scale *= _SMALL.get(char) or _LARGE[char]
    return scale


def pair(text: str) -> tuple[Decimal, Decimal] | None:
    """The two numbers of a short text such as 20/23, done and due; None for any other."""
    done, mark, due = text.strip().replace("／", "/").partition("/")
    if not mark or len(text) > 24 or not (done[:1].isdecimal() and due[:1].isdecimal()):
        return None
    parts = numeral(done.strip()), numeral(due.strip())
    return (parts[0], parts[1]) if parts[0] is not None and parts[1] is not None else None
