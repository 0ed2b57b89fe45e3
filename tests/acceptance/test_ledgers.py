"""Every ledger with a truth is read to the letter, loses nothing, and is checked as a careful reader would."""

import pytest

from taizhang.reading import losses
from tests.acceptance.judge import Exhibit, corpus, samples, seeds
from tests.tools import needs

EVERY = [
    *(pytest.param(e, id=e.name) for e in (*samples(), *corpus())),
    *(pytest.param(e, id=e.name, marks=needs("seeds")) for e in seeds()),
]
PLANTED = [pytest.param(e, id=e.name) for e in samples()]


@pytest.mark.parametrize("exhibit", EVERY)
def test_rows_title_period_and_note_are_read_to_the_letter(exhibit: Exhibit) -> None:
    assert exhibit.wrong_rows == []


@pytest.mark.parametrize("exhibit", EVERY)
def test_nothing_is_lost(exhibit: Exhibit) -> None:
    assert losses(exhibit.reading) == ()


@pytest.mark.parametrize("exhibit", EVERY)
def test_every_cell_stands_where_its_origin_says(exhibit: Exhibit) -> None:
    source = exhibit.reading.source.text
    for row in exhibit.reading.ledger.rows:
        for cell in row.cells:
            there = "".join(source[s.start : s.end] for s in cell.origin.spans)
            assert "".join(there.split()) == "".join(cell.text.split())


@pytest.mark.parametrize("exhibit", PLANTED)
def test_every_planted_error_is_found(exhibit: Exhibit) -> None:
    assert exhibit.missed == []


@pytest.mark.parametrize("exhibit", PLANTED)
def test_no_false_alarm_of_severity_error(exhibit: Exhibit) -> None:
    assert [f for f in exhibit.false_alarms if f.severity == "error"] == []


@needs("seeds")
def test_the_five_real_ledgers_are_checked_as_a_careful_reader_would() -> None:
    assert [(e.name, m) for e in seeds() for m in e.missed] == []
    assert len([f for e in seeds() for f in e.false_alarms]) <= 2


def test_over_the_corpus_most_is_found_and_little_is_alarmed() -> None:
    exhibits = corpus()
    musts = sum(len(e.truth["must"]) for e in exhibits)
    assert sum(len(e.missed) for e in exhibits) <= musts * 0.05
    assert sum(len(e.false_alarms) for e in exhibits) <= len(exhibits) * 0.2
