"""Papers issued in the same second, on SQLite and on PostgreSQL: every number once, none left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.tools import needs
from tests.web.months.test_concurrency import database, run

MODULE = "tests.web.papers.crowd"
PAPERS = 12


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=needs("postgresql"))])
def crowd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What `crowd` printed on each database."""
    with database(request, tmp_path_factory.mktemp("papers")) as (folder, address):
        yield run(folder, address, MODULE)


def test_papers_issued_at_once_get_every_number_once(crowd: dict[str, Any]) -> None:
    assert crowd["issued"] == ["done"] * PAPERS + ["WrongState"]
    assert crowd["numbers"] == sorted(f"云政办〔2025〕{n}号" for n in range(1, PAPERS + 2))


def test_index_numbers_have_no_gaps_either(crowd: dict[str, Any]) -> None:
    assert crowd["indexes"] == [f"000000000/2025-{n:05}" for n in range(1, PAPERS + 2)]
    assert crowd["last"] == [PAPERS + 1, PAPERS + 1]


def test_a_paper_is_issued_once_and_the_others_use_no_number(crowd: dict[str, Any]) -> None:
    assert sorted(crowd["twice"]) == ["WrongState", "WrongState", "WrongState", "done"]
    assert crowd["whole"]
