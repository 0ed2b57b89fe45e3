"""The ruling lines on a straight page, told from strokes of characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..pages.lattice import touching
from ..pages.marks import Rule
from .ink import runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEAR = 5.0
"""How near, in points, a line must come to one across it to touch it."""
_LONG = 0.2
"""A line is one by itself when it is as long as this share of the page."""
_WIDE, _HIGH = 60.0, 30.0
"""A table has lines at least as long, in points; what is smaller and drawn like one is a large character."""


def rules_of(ink: NDArray[np.uint8], scale: float) -> tuple[list[Rule], list[Rule]]:
    """The ruling lines of a straight page, level and upright; `scale` is points for a pixel.

    A long line is one by itself; a short one, which may be a dash or a stroke, must touch others at both its ends.
    """
    across = [_rule(r.middle, r.left, r.width, scale) for r in runs(ink)]
    down = [_rule(r.middle, r.left, r.width, scale) for r in runs(np.ascontiguousarray(ink.T))]
    wide, high = ink.shape[1] * scale, ink.shape[0] * scale
    while True:
        kept_across = [r for r in across if r.end - r.start > _LONG * wide or _held(r, down)]
        kept_down = [r for r in down if r.end - r.start > _LONG * high or _held(r, across)]
        if len(kept_across) + len(kept_down) == len(across) + len(down):
            break
        across, down = kept_across, kept_down
    tables = [t for t in touching(across, down) if _longest(t[0]) >= _WIDE and _longest(t[1]) >= _HIGH]
    alone = [r for r in across if r.end - r.start > _LONG * wide and not any(r in t[0] for t in tables)]
    return [*alone, *(r for t in tables for r in t[0])], [r for t in tables for r in t[1]]


def _longest(rules: Sequence[Rule]) -> float:
    return max(r.end - r.start for r in rules)


def _rule(middle: float, start: int, length: int, scale: float) -> Rule:
    return Rule((middle + 0.5) * scale, start * scale, (start + length) * scale)


def _held(rule: Rule, others: Sequence[Rule]) -> bool:
    """Whether lines across a rule stand at both its ends."""
    crossing = [o.at for o in others if o.start - _NEAR <= rule.at <= o.end + _NEAR]
    return any(abs(at - rule.start) <= _NEAR for at in crossing) and any(abs(at - rule.end) <= _NEAR for at in crossing)
