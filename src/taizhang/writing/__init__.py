"""Ledger -> papers: Word, Excel, PDF, web page, CSV and JSON, each in any layout.

A layout (`layouts`) makes of a ledger the ledger as that layout has it; `sheet` draws that as one table on paper;
a writer for each kind of file draws that table and nothing else.  To add a kind: one module that takes a Sheet, and
its line in `papers`.  To add a layout: its data in `layouts/builtin.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from taizhang.ledger import Ledger

from .csv import to_csv
from .errors import WriteError
from .layouts import AS_READ, LAYOUTS, Field, Layout, Period, layout_from_json, layout_named, layout_to_json
from .papers import KINDS, kind_of, laid_out, save, sheet_of, write
from .rows import rows

__all__ = [
    "AS_READ",
    "FORMATS",
    "KINDS",
    "LAYOUTS",
    "Field",
    "Layout",
    "Period",
    "WriteError",
    "kind_of",
    "laid_out",
    "layout_from_json",
    "layout_named",
    "layout_to_json",
    "rows",
    "save",
    "sheet_of",
    "to_csv",
    "to_xlsx",
    "write",
]


def to_xlsx(ledger: Ledger) -> bytes:
    """A printable worksheet, merged as on paper.  Its library is loaded only when one is asked for."""
    return write(ledger, "xlsx")


FORMATS: Mapping[str, Callable[[Ledger], bytes]] = {kind: partial(write, kind=kind) for kind in KINDS}
"""The files that can be made of a ledger, by the ending of their names."""
