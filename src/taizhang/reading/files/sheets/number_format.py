"""Numbers as a spreadsheet prints them: number formats of ECMA-376 part 1, 18.8.30 and 18.8.31.

Excel in China prints the formats 14, 22, 27-36 and 50-58 in its own way; those are in BUILTIN.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from .dates import moment, shown_date

GENERAL = "General"
_WIDTH = 11  # characters that Excel gives a number in the format General

BUILTIN: dict[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"',
    29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: "AM/PMh:mm", 35: "AM/PMh:mm:ss", 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-", 42: "¥#,##0;-¥#,##0;¥-",
    43: "#,##0.00;-#,##0.00;-??", 44: "¥#,##0.00;-¥#,##0.00;¥-??", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)|(?P<exponent>[Ee][+-])"
    r"|(?P<date>[yYbB]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|[aA]{3,4}|e+|g+)|(?P<digit>[0#?])"
    r"|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<slash>/)|(?P<text>@)|(?P<semicolon>;)|(?P<plain>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_ELAPSED = re.compile(r"^(?:h+|m+|s+)$", re.IGNORECASE)

Kind = Literal["number", "date", "general", "text", "literal"]
Piece = tuple[str, str]


class Section(Struct, frozen=True):
    """One part of a format between semicolons: its pieces (kind, text), what it prints, when it holds."""

    pieces: tuple[Piece, ...]
    kind: Kind
    condition: tuple[str, Decimal] | None = None
    han: int = 0


@lru_cache(maxsize=512)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a format code, at least one."""
    parts: list[list[Piece]] = [[]]
    for match in _PIECE.finditer(code):
        group = match.lastgroup or "plain"
        if group == "semicolon":
            parts.append([])
        elif group not in ("pad", "fill"):
            parts[-1].append((group, match[group]))
    return tuple(_section(part) for part in parts[:4])


def _section(part: list[Piece]) -> Section:
    condition, han = None, 0
    pieces: list[Piece] = []
    for kind, text in part:
        if kind != "bracket":
            pieces.append((kind if kind not in ("quoted", "escaped") else "plain", text))
        elif match := _CONDITION.match(text):
            condition = (match[1], Decimal(match[2]))
        elif text.lower().startswith("dbnum"):
            han = int(text[5:6]) if text[5:6].isdigit() else 0
        elif _ELAPSED.match(text):
            pieces.append(("elapsed", text.lower()))
        elif text.startswith("$"):
            pieces.append(("plain", text[1:].partition("-")[0]))
    kinds = {kind for kind, _ in pieces}
    shown: Kind = "literal"
    if kinds & {"date", "elapsed"}:
        shown = "date"
    elif "digit" in kinds:
        shown = "number"
    elif "general" in kinds:
        shown = "general"
    elif "text" in kinds:
        shown = "text"
    return Section(tuple(pieces), shown, condition, han)


@lru_cache(maxsize=8192)
def shown(value: str, code: str, since_1904: bool = False) -> tuple[str, str]:
    """A number, given as the file writes it, as the format prints it, and its exact value.

    The exact value is empty where the printed one tells it in full; a date's is in ISO form.
    """
    number = exact(value)
    if code == GENERAL or code == "@":
        text = general(number)
        return text, unless_told(text, number)
    section, signed = _choose(sections_of(code), number)
    if section.kind == "date":
        when = moment(number, since_1904)
        if when is None:
            return general(number), ""
        whole = when.date().isoformat() if number == int(number) else when.isoformat(sep=" ", timespec="seconds")
        return shown_date(when, section.pieces, section.han, number), whole if number >= 1 else ""
    text = _number(section, abs(number) if signed else number)
    text = ("-" if signed and number < 0 and len(sections_of(code)) == 1 else "") + text
    if not text.strip() and number:
        text = general(number)  # a format that hides its value: what is in the file is read all the same
    return text.strip(), unless_told(text, number)


def shown_text(value: str, code: str) -> str:
    """A text as a format prints it: `@"万元"` puts words behind it."""
    if "@" not in code or code == "@":
        return value
    section = next((s for s in reversed(sections_of(code)) if s.kind == "text"), None)
    return "".join(value if kind == "text" else text for kind, text in section.pieces) if section else value


def exact(value: str) -> Decimal:
    """A number of the file without the noise of binary fractions (0.51249999999999996 is 0.5125)."""
    if value.lstrip("+-").isdigit():
        return Decimal(value)
    return Decimal(f"{float(value):.15g}")


def general(number: Decimal) -> str:
    """A number in the format General: whole where it is whole, else in at most eleven characters."""
    if number == number.to_integral_value():
        return format(number.to_integral_value(), "f") if abs(number) < Decimal(10) ** 20 else f"{number:E}"
    plain = format(number, "f")
    digits = plain.lstrip("-")
    if len(digits) <= _WIDTH:
        return plain.rstrip("0").rstrip(".")
    whole = digits.index(".")
    if number and abs(number) < Decimal("0.0001"):
        mantissa, _, exponent = f"{number:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{int(exponent):+03d}"
    places = max(0, _WIDTH - 1 - whole)
    return _rounded(number, places).rstrip("0").rstrip(".") if places else _rounded(number, 0)


def _rounded(number: Decimal, places: int) -> str:
    with localcontext() as context:
        context.prec = 60
        return format(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")


def unless_told(text: str, number: Decimal) -> str:
    """The exact value, empty when `text` tells it."""
    bare = text.replace(",", "").strip()
    try:
        told = Decimal(bare[:-1]) / 100 if bare.endswith("%") else Decimal(bare)
    except ArithmeticError:
        return format(number, "f")
    return "" if told == number else format(number, "f")


def _choose(sections: tuple[Section, ...], number: Decimal) -> tuple[Section, bool]:
    """The section that prints a number, and whether it prints the number without its sign."""
    numeric = sections[:3]
    if any(s.condition for s in numeric):
        for section in numeric:
            if section.condition is None or _holds(section.condition, number):
                return section, number < 0
        return numeric[-1], True
    if len(numeric) == 1 or number > 0:
        return numeric[0], True
    if number < 0:
        return numeric[1], True
    return (numeric[2] if len(numeric) > 2 else numeric[0]), True


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, limit = condition
    return {
        "<": number < limit, ">": number > limit, "<=": number <= limit,
        ">=": number >= limit, "=": number == limit, "<>": number != limit,
    }[sign]  # fmt: skip


def _number(section: Section, number: Decimal) -> str:
    if section.kind != "number":
        words = [general(number) if kind in ("general", "text") else text for kind, text in section.pieces]
        return "".join(words)
    kinds = [kind for kind, _ in section.pieces]
    if "exponent" in kinds:
        return _scientific(section, number)
    if "slash" in kinds:
        return _fraction(section, number)
    for _ in range(kinds.count("percent")):
        number *= 100
    return _filled(section.pieces, number)


def _filled(pieces: tuple[Piece, ...], number: Decimal) -> str:
    """Digits put into the places of a format, words between them kept."""
    kinds = [kind for kind, _ in pieces]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    places = [k for k, kind in enumerate(kinds) if kind == "digit"]
    left, right = [k for k in places if k < point], [k for k in places if k > point]
    scaling = {k for k, kind in enumerate(kinds) if kind == "comma" and (k > places[-1] or k == point - 1)}
    grouped = any(kind == "comma" and k not in scaling for k, kind in enumerate(kinds))
    whole, _, part = _rounded(abs(number) / 1000 ** len(scaling), len(right)).partition(".")
    filled = _whole(whole, [pieces[k][1] for k in left], grouped)
    texts = dict(zip(left, filled, strict=True)) | _part(part, right, pieces)
    shown_point = any(texts.get(k) for k in right)
    out = []
    for k, (kind, text) in enumerate(pieces):
        if kind == "digit":
            out.append(texts[k])
        elif kind == "point":
            out.append(("" if left else whole) + ("." if shown_point or not right else ""))
        elif kind != "comma":
            out.append(text)
    return ("-" if number < 0 else "") + "".join(out)


def _whole(digits: str, places: list[str], grouped: bool) -> list[str]:
    """The digits before the point, one text a place; the first place takes all that are left."""
    digits = digits.lstrip("0")
    out: list[str] = []
    for index, place in enumerate(reversed(places)):
        last = index == len(places) - 1
        text = digits[: len(digits) - index] if last else digits[len(digits) - index - 1 : len(digits) - index]
        if index >= len(digits):
            text = {"0": "0", "?": " "}.get(place, "")
        out.append(text)
    out.reverse()
    return _grouped(out) if grouped else out


def _grouped(texts: list[str]) -> list[str]:
    total = sum(map(len, texts))
    out, seen = [], 0
    for text in texts:
        marked = ""
        for char in text:
            rest = total - seen
            marked += ("," if seen and rest % 3 == 0 and char.isdigit() else "") + char
            seen += 1
        out.append(marked)
    return out


def _part(digits: str, places: list[int], pieces: tuple[Piece, ...]) -> dict[int, str]:
    """The digits behind the point by place; a # prints no closing zeros."""
    kept = digits
    for place in reversed(places):
        if pieces[place][1] != "#" or not kept.endswith("0"):
            break
        kept = kept[:-1]
    return {place: kept[k : k + 1] for k, place in enumerate(places)}


def _scientific(section: Section, number: Decimal) -> str:
    decimals = 0
    kinds = [kind for kind, _ in section.pieces]
    if "point" in kinds:
        decimals = kinds[kinds.index("point") : kinds.index("exponent")].count("digit")
    mantissa, _, exponent = f"{number:.{decimals}E}".partition("E")
    return f"{mantissa}E{int(exponent):+03d}"


def _fraction(section: Section, number: Decimal) -> str:
    """A mixed fraction (1 1/2) whose denominator has as many digits as the format's."""
    from fractions import Fraction

    behind = section.pieces[[kind for kind, _ in section.pieces].index("slash") + 1 :]
    limit = 10 ** max(1, sum(1 for kind, _ in behind if kind == "digit")) - 1
    whole, rest = divmod(abs(number), 1)
    part = Fraction(rest).limit_denominator(limit)
    whole, part = (whole + 1, Fraction(0)) if part == 1 else (whole, part)
    words = [str(int(whole))] if whole or not part else []
    return ("-" if number < 0 else "") + " ".join([*words, *([f"{part.numerator}/{part.denominator}"] if part else [])])
