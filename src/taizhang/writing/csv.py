"""Ledger -> CSV that Excel opens rightly and never runs."""

from __future__ import annotations

import csv
import io
import re

from taizhang.ledger import Ledger

RUNS = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which a spreadsheet takes a text for a formula (OWASP, CSV injection)."""
NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+%?")


def to_csv(ledger: Ledger) -> bytes:
    """Header and rows as UTF-8 with a byte-order mark, one line a row, merged text in its first row only.

    A section is one line with its text in its own cells.  Texts that a spreadsheet would run are quoted by
    an apostrophe; numbers are left alone.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(c.name) for c in ledger.columns])
    for row in ledger.rows:
        texts = dict.fromkeys(range(len(ledger.columns)), "")
        texts |= {cell.column: cell.text for cell in row.cells}
        writer.writerow([harmless(texts[i]) for i in range(len(ledger.columns))])
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(RUNS) and not NUMBER.fullmatch(text.strip()) else text
