"""Shares in percent that add up to 100 (the largest-remainder rule)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

STEP = Decimal("0.1")


def shares(counts: Sequence[int], step: Decimal = STEP) -> tuple[Decimal, ...]:
    """Each count's share of their sum in percent, in whole steps that add up to exactly 100; all 0 for a sum of 0.

    Shares are cut to the step, then the steps that are missing go to the largest remainders, among equals to the
    first (Hare-Niemeyer).  No share is off by a whole step.
    """
    total = sum(counts)
    if not total:
        return tuple(Decimal(0) for _ in counts)
    exact = [Decimal(100 * count) / total for count in counts]
    cut = [share.quantize(step, ROUND_DOWN) for share in exact]
    missing = int((100 - sum(cut)) / step)
    order = sorted(range(len(counts)), key=lambda k: (cut[k] - exact[k], k))
    raised = frozenset(order[:missing])
    return tuple(share + step if k in raised else share for k, share in enumerate(cut))
