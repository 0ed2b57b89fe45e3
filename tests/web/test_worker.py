"""The queue in the database, worked off by a real reader; and the process that runs beside the site."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from taizhang.web.companion import Companion
from taizhang.web.ledgers.models import Incoming, State
from taizhang.web.ledgers.services import intakes
from taizhang.web.people.models import User

from .sample import FIRST, SECOND


def work_off() -> None:
    """Let a reader of the package's own take all that waits."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    ).run()


@pytest.mark.django_db(transaction=True)
def test_a_reader_works_off_the_queue(settings: Settings, alice: User) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    intake = intakes.open_intake(alice)
    for name, text in (("一季度.txt", FIRST), ("通知.txt", "会议改到周五"), ("上半年.txt", SECOND)):
        intakes.add(intake, name, text.encode())
    assert set(intake.files.values_list("state", flat=True)) == {State.QUEUED}
    work_off()
    assert list(intake.files.values_list("state", flat=True)) == [State.READ, State.REFUSED, State.READ]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


@pytest.mark.django_db(transaction=True)
def test_a_file_given_up_while_it_waits_does_no_harm(settings: Settings, alice: User) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    intake = intakes.open_intake(alice)
    intakes.add(intake, "一季度.txt", FIRST.encode())
    intakes.drop_intake(intake)
    work_off()
    assert not Incoming.objects.exists()
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


LIVE = """
import os, sys
with open(sys.argv[1], "a") as file:
    file.write(f"{os.getpid()}\\n")
sys.stdin.buffer.read()
"""


def until(true: Callable[[], bool]) -> None:
    """Wait for something to become so, half a minute at most."""
    for _ in range(300):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not become so")


def test_the_process_beside_is_begun_anew_and_ends_with_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("taizhang.web.companion.PAUSE", 0.1)
    notes = tmp_path / "pids"
    notes.touch()
    companion = Companion([sys.executable, "-c", LIVE, str(notes)])
    companion.start()
    until(lambda: len(pids(notes)) == 1)
    os.kill(pids(notes)[0], 9)
    until(lambda: len(pids(notes)) == 2)
    companion.stop()
    until(lambda: not running(pids(notes)[1]))
    assert "重新启动" in capfd.readouterr().err


def pids(notes: Path) -> list[int]:
    return [int(line) for line in notes.read_text().splitlines()]


def running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_reader_whose_site_is_gone_ends_by_itself(data_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(data_folder, tmp_path, dirs_exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TAIZHANG_", "DJANGO_"))}
    command = [sys.executable, "-m", "taizhang.cli", "worker", "--data", str(tmp_path), "--until-closed"]
    reader = subprocess.Popen(command, env=kept, stdin=subprocess.PIPE)
    try:
        until(lambda: (tmp_path / "secret-key").exists())
        assert reader.stdin is not None
        reader.stdin.close()
        assert reader.wait(30) in (0, -signal.SIGTERM)  # the latter while it still starts
    finally:
        reader.kill()
        reader.wait()


PARTING = """
import sys, threading, time
from pathlib import Path
from taizhang.web.serving import prepare_data
prepare_data(Path(sys.argv[1]))
import django
django.setup()
from taizhang.web.worker import _end_with_input
threading.Thread(target=_end_with_input, daemon=True).start()
time.sleep(0.5)
"""


def test_a_reader_that_is_told_to_stop_parts_in_peace_from_a_site_that_goes_on(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TAIZHANG_", "DJANGO_"))}
    command = [sys.executable, "-c", PARTING, str(tmp_path)]
    reader = subprocess.Popen(command, env=kept, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert reader.stderr is not None
    assert (reader.wait(60), reader.stderr.read()) == (0, b"")
    reader.communicate()
