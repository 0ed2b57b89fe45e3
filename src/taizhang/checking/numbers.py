"""Numbers as a clerk prints them, and the rounding that a printed rate may hide."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from taizhang.ledger import Quantity, plain

HUNDRED = Decimal(100)


def percent(value: Decimal, decimals: int = 2) -> str:
    """A rate rounded half up, without trailing zeros: 51.25%."""
    return plain(value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)) + "%"


def bare(quantity: Quantity) -> str:
    """The number of a quantity as written without its unit when it is unscaled, else in full (10.8万)."""
    if quantity.scale == 1:
        return plain(quantity.value)
    return plain(quantity.value / quantity.scale) + {10_000: "万", 100_000_000: "亿"}.get(quantity.scale, "")


def uncertainty(quantity: Quantity) -> Decimal:
    """Half of the last printed digit, for a number that was itself rounded (6.6万: 500); 0 for a count."""
    if quantity.decimals == 0 and quantity.scale == 1:
        return Decimal(0)
    return Decimal(quantity.scale).scaleb(-quantity.decimals) / 2


def rate_bounds(done: Quantity, whole: Quantity) -> tuple[Decimal, Decimal]:
    """The least and the greatest rate in percent that done over whole can be, both being rounded numbers."""
    low, high = done.value - uncertainty(done), done.value + uncertainty(done)
    return HUNDRED * low / whole.value, HUNDRED * high / whole.value


def agrees(printed: Quantity, done: Quantity, whole: Quantity) -> bool:
    """Whether the printed rate is done over whole, rounded at its last printed digit."""
    half = Decimal(1).scaleb(-printed.decimals) / 2
    low, high = rate_bounds(done, whole)
    return low - half <= printed.value <= high + half


def is_cut(printed: Quantity, done: Quantity, whole: Quantity) -> bool:
    """Whether the printed rate is the exact one with its further digits cut off instead of rounded."""
    step = Decimal(1).scaleb(-printed.decimals)
    return (HUNDRED * done.value / whole.value).quantize(step, ROUND_DOWN) == printed.value.quantize(step, ROUND_DOWN)
