"""A ledger's truth as a table with merged cells: a two-tier header where names say so, items merged downwards."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.reading.ledgers import NAMES, truth_of

SAMPLES = sorted((Path(__file__).parents[3] / "samples").glob("*.expected.json"))
Truth = dict[str, Any]


@dataclass
class Spanned:
    """A cell as a writer puts it down; `down` is True for a place covered from above."""

    text: str
    rows: int = 1
    columns: int = 1


Table = list[list[Spanned | None]]
"""Rows of cells; None is a place that a cell above or on the left covers."""


def truths() -> dict[str, Truth]:
    """Every ledger of a fictional place by name."""
    samples = {p.name.split(".")[0]: json.loads(p.read_text(encoding="utf-8")) for p in SAMPLES}
    return {**samples, **{name: truth_of(name) for name in NAMES}}


def table_of(truth: Truth) -> tuple[Table, int]:
    """The table of a truth, and how many of its rows are the header."""
    columns = truth["columns"]
    table = _header(columns)
    header = len(table)
    for row in truth["rows"]:
        if "_section" in row:
            table.append(_section(row, columns))
        else:
            table.append([Spanned(row[c]) for c in columns])
            _merge_down(table, header)
    return table, header


def _header(columns: list[str]) -> Table:
    groups = [c.split("·") for c in columns]
    if not any(len(g) == 2 for g in groups):
        return [[Spanned(c) for c in columns]]
    top: list[Spanned | None] = []
    bottom: list[Spanned | None] = []
    for k, group in enumerate(groups):
        if len(group) == 1:
            top.append(Spanned(group[0], rows=2))
            bottom.append(None)
            continue
        bottom.append(Spanned(group[1]))
        if k and groups[k - 1][0] == group[0]:
            top.append(None)
            next(c for c in reversed(top) if c).columns += 1
        else:
            top.append(Spanned(group[0]))
    return [top, bottom]


def _section(row: Truth, columns: list[str]) -> list[Spanned | None]:
    cells = row.get("_cells") or {columns[0]: row["_section"]}
    if len(cells) == 1 and columns[0] in cells:
        return [Spanned(cells[columns[0]], columns=len(columns)), *([None] * (len(columns) - 1))]
    return [Spanned(cells.get(c, "")) for c in columns]


def _merge_down(table: Table, header: int) -> None:
    """Merge the leading empty cells of the last row with those above, as offices merge an item's number and name."""
    last = len(table) - 1
    for k, cell in enumerate(table[last]):
        if cell is None or cell.text:
            return
        above = next((row for row in range(last - 1, header - 1, -1) if table[row][k] is not None), None)
        anchor = table[above][k] if above is not None else None
        if above is None or anchor is None or not anchor.text or anchor.columns > 1 or above + anchor.rows != last:
            return
        anchor.rows += 1
        table[last][k] = None
