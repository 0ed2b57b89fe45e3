"""Ledger -> rows as JSON, CSV and a worksheet."""

from __future__ import annotations

from taizhang.ledger import Ledger

from .csv import to_csv
from .rows import rows

__all__ = ["rows", "to_csv", "to_xlsx"]


def to_xlsx(ledger: Ledger) -> bytes:
    """A printable worksheet, merged as on paper.  Its library is loaded only when one is asked for."""
    from .xlsx import to_xlsx as make

    return make(ledger)
