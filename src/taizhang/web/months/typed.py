"""Figures as people type and paste them."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation

from taizhang import language
from taizhang.ledger import Quantity

from .models import Indicator
from .refusals import Negative, NotAFigure

DECIMALS = 4
SCALES = {"万": 10_000, "亿": 100_000_000}
LARGEST = Decimal(10) ** 16
SIGNED = ("%", "个百分点", "百分点", "℃", "摄氏度")
"""Units of what may fall below zero, such as a growth."""


def entered(text: str, indicator: Indicator) -> Decimal | None:
    """The figure of the indicator as `figure` gives it; Negative for a sum below zero of what is counted.

    An increment may be below zero: it takes back what was told too much.
    """
    found = figure(text, indicator.unit_word)
    if found is not None and found < 0 and indicator.cumulative and indicator.unit_word not in SIGNED:
        raise Negative(text)
    return found


def figure(text: str, unit: str) -> Decimal | None:
    """The figure in the indicator's unit: 1,200 or １２００ or 1200户 or 0.12万户; None where nothing is typed.

    Raises NotAFigure for other words, another unit, or a figure that is not kept exactly.
    """
    words = unicodedata.normalize("NFKC", text).strip().replace(",", "").replace(" ", "")
    if not words or words in ("-", "—", "/"):
        return None
    found = _plain(words)
    if found is None:
        found = _with_unit(words, unit)
    exponent = found.as_tuple().exponent if found is not None and found.is_finite() else None
    if found is None or not isinstance(exponent, int) or abs(found) >= LARGEST or -exponent > DECIMALS:
        raise NotAFigure(text)
    return found


def _plain(words: str) -> Decimal | None:
    try:
        found = Decimal(words)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _with_unit(words: str, unit: str) -> Decimal | None:
    if not any(sign.isdigit() for sign in words):  # 三四所 is no figure
        return None
    quantity = language.parse_quantity(words)
    if quantity is None or quantity.upper is not None or quantity.bound != "exact":
        return None
    return in_unit(quantity, unit)


def in_unit(quantity: Quantity, unit: str) -> Decimal | None:
    """The amount in the indicator's unit, one of the scale 万 or 亿 too (万元); None for another dimension.

    `language` gives amounts without such a scale: 1.2万平方米 is 12000 平方米.
    """
    scale = SCALES.get(unit[:1], 1) if len(unit) > 1 else 1
    bare = unit[1:] if scale > 1 else unit
    if not quantity.unit or quantity.unit == bare:
        return quantity.value / scale
    converted = language.convert(quantity, bare)
    return converted.value / scale if converted else None
