"""`taizhang verify-log` as a machine calls it: whole, changed, and where nothing is; on both databases."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.postgres import server
from tests.tools import ROOT, environment, needs

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=needs("postgresql"))])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Run]:
    """Runs Python with arguments, on each database; `check` tells whether it must succeed."""

    def runner(address: str) -> Run:
        named = {"DJANGO_SETTINGS_MODULE": "taizhang.web.settings", "TAIZHANG_DATA": str(tmp_path)}
        settings = environment(**named, TAIZHANG_DATABASE_URL=address)

        def runs(*words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=check, env=settings
            )

        return runs

    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("data_folder"), tmp_path, dirs_exist_ok=True)
        yield runner("")
    else:
        with server(request.getfixturevalue("cluster")) as address:
            yield runner(address)


def test_a_whole_log_ends_with_0_and_a_changed_row_is_named_with_1(run: Run) -> None:
    run("tests.web.tampered", "make")
    whole = run("taizhang.cli", "verify-log")
    assert "日志3条" in whole.stdout
    assert "未发现改动" in whole.stdout
    row = run("tests.web.tampered", "spoil").stdout.strip()
    changed = run("taizhang.cli", "verify-log", check=False)
    assert changed.returncode == 1
    assert f"日志从第{row}条起被改动过" in changed.stdout
    assert "丙.txt" in changed.stdout
    assert "未发现改动" not in changed.stdout


def test_where_there_is_no_database_nothing_is_made(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    done = subprocess.run(
        [sys.executable, "-m", "taizhang.cli", "verify-log", "--data", str(nowhere)],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert (done.returncode, nowhere.exists()) == (2, False)
    assert "没有数据库" in done.stderr
