"""A ledger written out in another layout reads to the same rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from taizhang.reading import losses, read
from taizhang.writing.rows import rows

from .flatten import EXPLICIT, Truth, dropped_paragraphs, lines, records, spaced
from .ledgers import squeezed, truth_of

PLAIN = (
    "lanfeng-tabs",
    "beiting-lines",
    "qishan-spaced",
    "muchuan-pipes",
    "shuangxi-tabs",
    "cuiping-records",
    "yuntai-cells",
)


@pytest.mark.parametrize("layout", EXPLICIT, ids=lambda f: f.__name__)
@pytest.mark.parametrize("name", PLAIN)
def test_a_layout_that_marks_its_cells_gives_back_every_row(name: str, layout: Callable[[Truth], str]) -> None:
    truth = truth_of(name)
    reading = read(layout(truth))
    assert squeezed(rows(reading.ledger)["rows"]) == squeezed(truth["rows"])
    assert losses(reading) == ()


@pytest.mark.parametrize("layout", [dropped_paragraphs, lines, spaced], ids=lambda f: f.__name__)
@pytest.mark.parametrize("name", ["lanfeng-tabs", "beiting-lines", "qishan-spaced", "muchuan-pipes", "cuiping-records"])
def test_empty_cells_that_were_dropped_are_found_by_what_the_others_say(
    name: str, layout: Callable[[Truth], str]
) -> None:
    truth = truth_of(name)
    assert squeezed(rows(read(layout(truth)).ledger)["rows"]) == squeezed(truth["rows"])


@pytest.mark.parametrize("name", ["lanfeng-tabs", "qishan-spaced", "cuiping-records", "yuntai-cells"])
def test_records_of_label_and_value_become_columns(name: str) -> None:
    truth = truth_of(name)
    found = rows(read(records(truth)).ledger)
    assert found["columns"] == truth["columns"]
    assert squeezed(found["rows"]) == squeezed(truth["rows"])
