"""Many people at once, on SQLite and on PostgreSQL: nothing lost, nothing doubled, the loser is told."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import server
from tests.tools import ROOT, environment, needs


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=needs("postgresql"))])
def crowd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What `crowd` printed on each database."""
    with database(request, tmp_path_factory.mktemp("crowd")) as (folder, address):
        yield run(folder, address)


@contextmanager
def database(request: pytest.FixtureRequest, folder: Path) -> Iterator[tuple[Path, str]]:
    """A database up to date for a process of its own: folder and address, "": SQLite in the folder."""
    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("data_folder"), folder, dirs_exist_ok=True)
        yield folder, ""
    else:
        with server(request.getfixturevalue("cluster")) as address:
            yield folder, address


def run(folder: Path, address: str, module: str = "tests.web.months.crowd") -> dict[str, Any]:
    """What a module that lets people meet printed, on the database at the address ("": SQLite in the folder)."""
    named = {"DJANGO_SETTINGS_MODULE": "taizhang.web.settings", "TAIZHANG_DATA": str(folder)}
    done = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=environment(**named, TAIZHANG_DATABASE_URL=address),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def test_forty_units_send_in_the_same_second(crowd: dict[str, Any]) -> None:
    assert crowd["sending"] == ["done"] * 40
    assert crowd["sent"] == [40, 40]


def test_two_people_on_one_cell_one_wins_and_the_other_is_told(crowd: dict[str, Any]) -> None:
    assert crowd["cell"] == {"outcomes": [["Conflict", "done"]] * 8, "kept": [True] * 8}


def test_two_people_on_one_paper_one_wins_and_the_other_is_told(crowd: dict[str, Any]) -> None:
    assert crowd["paper"] == {"outcomes": [["Changed", "done"]] * 6, "kept": [True] * 6}


def test_acceptance_and_taking_back_meet_and_one_of_them_holds(crowd: dict[str, Any]) -> None:
    assert len(crowd["races"]) == 12
    for race in crowd["races"]:
        assert race in (["done", "WrongState", "accepted"], ["WrongState", "done", "draft"])


def test_a_return_is_accepted_once(crowd: dict[str, Any]) -> None:
    assert sorted(crowd["twice"]) == ["WrongState", "WrongState", "WrongState", "done"]


def test_a_late_change_meets_the_closing(crowd: dict[str, Any]) -> None:
    assert crowd["closing"] in (["done", "NotOpen", 1], ["done", "done", 1])


def test_the_chain_of_the_log_is_whole_after_it_all(crowd: dict[str, Any]) -> None:
    assert crowd["whole"]
