"""Amounts, rates, ranks and periods, as plain data."""

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

Bound = Literal["exact", "at_least", "at_most", "over", "about"]
"""How firm a number is: 不低于 at_least, 不超过 at_most, 余/多/突破 over, 约/近/左右/预计 about."""


class Quantity(Struct, frozen=True, omit_defaults=True):
    """A number with its unit: 10.8万方 is value 108000, unit 方; a rate has unit % (89% is value 89).

    `upper` is the other end of a range (5-8个).  `text` is the quantity as written, `scale` the 10**n that
    a 万 or 亿 stood for, so that the printed precision can be told (1.35万: scale 10000, two decimals).
    """

    value: Decimal
    unit: str = ""
    text: str = ""
    upper: Decimal | None = None
    bound: Bound = "exact"
    scale: int = 1

    @property
    def decimals(self) -> int:
        """Digits printed after the point, before a 万 or 亿 is applied."""
        exponent = (self.value / self.scale).normalize().as_tuple().exponent
        digits = self.text.replace(",", "").replace("，", "")
        point = digits.find(".")
        if point < 0:
            return 0
        count = 0
        for char in digits[point + 1 :].lstrip():
            if not char.isdigit():
                break
            count += 1
        return count or (-exponent if isinstance(exponent, int) and exponent < 0 else 0)


class Rank(Struct, frozen=True, omit_defaults=True):
    """A place among equals: 在12个有任务的县市区中排名第12 is place 12 of 12; `of` is None when not said."""

    place: int
    of: int | None = None
    text: str = ""


class Period(Struct, frozen=True, omit_defaults=True):
    """A reporting period with its first and last day; not the cut-off date, which may be later."""

    label: str
    start: date
    end: date


def plain(value: Decimal) -> str:
    """A number as people write it, without exponent and needless zeros: 51.25, 1200."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
