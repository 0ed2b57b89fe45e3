"""What a page is drawn with, as far as tables are made of it."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct


class Char(NamedTuple):
    """One character from `left` to `right` on its `base` line; `made` when only a gap in the line says so.

    `sure` is its likelihood, 0 to 1, when it was recognised in a picture; `others` are those that it may be instead.
    """

    text: str
    left: float
    right: float
    base: float
    made: bool = False
    sure: float = 1.0
    others: str = ""


class Rule(Struct, frozen=True):
    """A straight line at `at`, reaching from `start` to `end` in the other direction."""

    at: float
    start: float
    end: float
