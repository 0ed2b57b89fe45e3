"""Automatic numbers in the formats of Word and web pages (ECMA-376, 17.18.59), the Chinese ones above all."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def numeral(value: int, form: str) -> str:
    """`value` in one of Word's number formats; plain digits for a format not known and out of its range."""
    write = _FORMS.get(form)
    return (write(value) if write and value > 0 else "") or str(value)


def chinese(value: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """Up to 9999 as written with units: 十, 十一, 二十, 一百零五."""
    if not 0 < value < 10_000:
        return ""
    zero = digits[0] if digits[0] != "〇" else "零"
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit:
            text += (zero if gap and text else "") + digits[digit] + (units[power - 1] if power else "")
            gap = False
        else:
            gap = True
    return text[1:] if digits is _DIGITS and 10 <= value < 20 else text


def _digitwise(value: int) -> str:
    """Over ten as Word's chineseCounting has it: digit by digit from 一〇〇 on."""
    return chinese(value) if value < 100 else "".join(_DIGITS[int(d)] for d in str(value))


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value <= 780 else ""


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN if value < 4000 else ():
        text += letters * (value // worth)
        value %= worth
    return text


def _from(first: str, last: int) -> Callable[[int], str]:
    """Characters that follow each other in Unicode from `first` for 1 to `last`."""
    return lambda value: chr(ord(first) + value - 1) if value <= last else ""


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if value <= len(signs) else ""


def _circled(value: int) -> str:
    if value <= 20:
        return chr(ord("①") + value - 1)
    return chr(0x3251 + value - 21) if value <= 35 else chr(0x32B1 + value - 36) if value <= 50 else ""


def _full_width(value: int) -> str:
    return "".join(chr(ord("０") + int(d)) for d in str(value))


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _digitwise,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda value: "".join(_DIGITS[int(d)] for d in str(value)),
    "taiwaneseDigital": lambda value: "".join(_DIGITS[int(d)] for d in str(value)),
    "chineseLegalSimplified": lambda value: chinese(value, _LEGAL, "拾佰仟"),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
}
