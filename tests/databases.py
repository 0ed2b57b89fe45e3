"""Databases brought up to date once a run; a test that needs one of its own takes a copy.

Bringing an empty one up to date takes longer than most tests.  What makes it is tested all the same: each run does it
on SQLite and on PostgreSQL, and a site that starts on an empty folder does it too.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.postgres import server
from tests.tools import ROOT, environment

FILE = "taizhang.sqlite3"
MEMORY = "file:tests?mode=memory&cache=shared"
TEMPLATE = "TAIZHANG_TESTS_TEMPLATE"
"""Names the database on PostgreSQL that those of the tests are copied from."""


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make` fills: by the worker that asks for it first, while the others wait."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            begun = shared / f"{name}.begun"  # left by one that failed
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            make(begun)
            begun.rename(made)
    return made


def migrate(folder: Path, address: str = "") -> None:
    """Bring the database at the address up to date, "": SQLite in the folder; its words are shown when that fails."""
    settings = {"DJANGO_SETTINGS_MODULE": "taizhang.web.settings", "TAIZHANG_DATA": str(folder)}
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity=0"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=environment(**settings, TAIZHANG_DATABASE_URL=address),
    )
    assert done.returncode == 0, done.stdout + done.stderr


def make_cluster(folder: Path) -> None:
    """Keep a cluster of PostgreSQL in the folder whose database is up to date."""
    with server(keep=folder) as address:
        migrate(folder, address)


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a site that nobody has used yet, to be copied."""
    return once(tmp_path_factory, "data", migrate)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cluster of PostgreSQL for `server`, its database up to date."""
    return once(tmp_path_factory, "cluster", make_cluster)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> Iterator[None]:
    """Let the database of this process's tests begin as a copy of one that is up to date."""
    from django.db import connection

    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get(TEMPLATE)
        yield
        return
    connection.settings_dict["TEST"]["NAME"] = MEMORY
    folder: Path = request.getfixturevalue("data_folder")
    with closing(sqlite3.connect(MEMORY, uri=True)) as memory:  # lives as long as one connection to it does
        with closing(sqlite3.connect(folder / FILE)) as file:
            file.backup(memory)
        yield
