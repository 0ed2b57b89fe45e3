"""Ledger -> rows as JSON, CSV and a worksheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from taizhang.ledger import Ledger, to_json

from .csv import to_csv
from .rows import rows

__all__ = ["FORMATS", "rows", "to_csv", "to_xlsx"]


def to_xlsx(ledger: Ledger) -> bytes:
    """A printable worksheet, merged as on paper.  Its library is loaded only when one is asked for."""
    from .xlsx import to_xlsx as make

    return make(ledger)


def _exchanged(ledger: Ledger) -> bytes:
    return to_json(ledger, indent=2)


FORMATS: Mapping[str, Callable[[Ledger], bytes]] = {"json": _exchanged, "csv": to_csv, "xlsx": to_xlsx}
"""The files that can be made of a ledger, by the ending of their names."""
