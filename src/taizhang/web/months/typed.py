"""Figures as people type and paste them."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation

from taizhang import language

from .refusals import NotAFigure

DECIMALS = 4
LARGEST = Decimal(10) ** 16


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
    quantity = language.parse_quantity(words)
    if quantity is None or quantity.upper is not None or quantity.bound != "exact":
        return None
    if not quantity.unit or quantity.unit == unit:
        return quantity.value
    converted = language.convert(quantity, unit)
    return converted.value if converted else None
