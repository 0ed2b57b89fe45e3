"""The same document as a Word file, a web page and a workbook gives equal ledgers, origins apart."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from openpyxl import Workbook

from taizhang.ledger import to_json
from taizhang.reading import Reading, read
from tests.tools import TRUTH, needs

from .documents import docx_of, html_of
from .tables import Truth, table_of, truths
from .workbooks import saved

TRUTHS = [pytest.param(truth, id=name) for name, truth in truths().items()]
SEEDS = [f"seed-00{k}" for k in range(5)]


def xlsx_of(truth: Truth) -> bytes:
    """A truth as a workbook with real merges: the title above, the note below, every cell a text."""
    table, _ = table_of(truth)
    book = Workbook()
    sheet = book.active
    sheet.cell(1, 1, truth["title"])
    for row, cells in enumerate(table, 2):
        for column, cell in enumerate(cells, 1):
            if cell is None:
                continue
            sheet.cell(row, column, cell.text).data_type = "s"  # a text that begins with = is a text
            if cell.rows > 1 or cell.columns > 1:
                sheet.merge_cells(None, row, column, row + cell.rows - 1, column + cell.columns - 1)
    if truth.get("note"):
        sheet.cell(len(table) + 2, 1, truth["note"])
    return saved(book)


def are_equal(truth: Truth) -> None:
    found = [without_origins(read(written(truth))) for written in (docx_of, html_of, xlsx_of)]
    for one, other in pairwise(found):
        assert one == other


def without_origins(reading: Reading) -> Any:
    return _strip(json.loads(to_json(reading.ledger)))


def _strip(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _strip(inner) for key, inner in value.items() if key != "origin"}
    return [_strip(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("truth", TRUTHS)
def test_a_ledger_is_the_same_from_each_kind_of_file(truth: Truth) -> None:
    are_equal(truth)


@needs("seeds")
@pytest.mark.parametrize("name", SEEDS)
def test_a_real_ledger_is_the_same_from_each_kind_of_file(name: str) -> None:
    are_equal(json.loads((TRUTH / f"{name}.json").read_text(encoding="utf-8")))
