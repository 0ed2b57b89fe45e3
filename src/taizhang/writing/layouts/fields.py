"""A ledger's own columns as a layout's fields, and which fields a person still has to say something of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from taizhang.ledger import Ledger, Role

from .model import Field, Layout
from .values import FACTS


def fields_of(ledger: Ledger, widths: Sequence[float] = ()) -> Iterator[Field]:
    """Its columns in order under their own headings, `widths` in mm.

    A column of no known role, and a second one of the same role, is one of the ledger's own: nothing is guessed.
    """
    seen: set[Role] = set()
    for at, column in enumerate(ledger.columns):
        known = column.role is not Role.EXTRA and column.role not in seen and not column.indicator
        seen.add(column.role)
        width = round(widths[at], 1) if at < len(widths) else 0.0
        yield Field(column.role.value if known else column.name, column.heading or (column.name,), width)


def unknown(layout: Layout) -> tuple[int, ...]:
    """The places of the fields that ask for a column of the ledger's own: a person may say what they are."""
    return tuple(k for k, f in enumerate(layout.fields) if f.role is None and f.of not in FACTS)
