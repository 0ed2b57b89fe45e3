from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from taizhang.reading import losses, read
from taizhang.writing.rows import rows

from .ledgers import NAMES, squeezed, text_of, truth_of

SHARED = Path(__file__).parents[3] / "shared"
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_it_reads_each_ledger_exactly(name: str) -> None:
    truth, found = truth_of(name), rows(read(text_of(name)).ledger)
    assert found["columns"] == truth["columns"]
    assert squeezed(found["rows"]) == squeezed(truth["rows"])


@pytest.mark.parametrize("name", NAMES)
def test_it_finds_title_period_and_note(name: str) -> None:
    truth, found = truth_of(name), rows(read(text_of(name)).ledger)
    assert (found["title"], found["period"], found["note"]) == (truth["title"], truth["period"], truth["note"])


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost(name: str) -> None:
    reading = read(text_of(name))
    assert losses(reading) == ()
    assert not [left.text for left in reading.ledger.leftovers if left.reason == "unplaced"]


def test_there_are_ledgers_in_every_layout() -> None:
    kinds = {name.split("-")[1] for name in NAMES}
    assert {"tabs", "cells", "page", "lines", "pipes", "markdown", "bars", "spaced", "records", "sentences"} <= kinds
    assert len(NAMES) >= 20


@pytest.mark.needs("seeds")
@pytest.mark.parametrize("number", range(5))
def test_it_reads_the_real_ledgers(number: int) -> None:
    truth_file = SHARED / "truth" / f"seed-00{number}.json"
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    reading = read((SHARED / "seeds" / truth["file"]).read_bytes(), name=truth["file"])
    sys.path.insert(0, str(SHARED / "tools"))
    from score_rows import score

    found = rows(reading.ledger)
    result = score(found["rows"], truth)
    assert result["f1"] == 1.0, result["misses"][:5]
    assert result["sections_marked"] == result["sections_truth"]
    assert found["columns"] == truth["columns"]
    assert (found["title"], found["period"]) == (truth["title"], truth["period"])
    assert "".join(found["note"].split()) == "".join(truth.get("note", "").split())
    assert losses(reading) == ()
