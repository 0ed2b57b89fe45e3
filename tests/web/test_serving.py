"""Starting the site as a person does, and the demo that it loads."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from taizhang.web.serving import kept_secret
from tests.tools import ROOT


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TAIZHANG_", "DJANGO_"))}
    return kept | {"TAIZHANG_DATA": str(folder)}


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "taizhang.cli", "serve", *options]


def test_the_demo_is_refused_on_a_public_address(tmp_path: Path) -> None:
    done = subprocess.run(
        command("--demo", "--host", "0.0.0.0"),  # noqa: S104 -- what must be refused
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0
    assert "演示模式不需要密码，只能在本机使用" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_site_starts_and_prints_its_address_and_token(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = subprocess.Popen(
        command("--port", str(port)), env=environment(tmp_path), stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        assert started.stdout is not None
        lines = [started.stdout.readline(), started.stdout.readline()]
        assert f"http://127.0.0.1:{port}/" in lines[0]
        assert "first-run token" in lines[1]
        assert "首次使用" in page(f"http://127.0.0.1:{port}/sign-in/")
    finally:
        started.terminate()
        started.communicate(timeout=20)
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def page(address: str) -> str:
    """The page once the server listens; a minute at most."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 -- our own address
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"nothing answers at {address}")


def test_the_secret_is_kept_between_starts(tmp_path: Path) -> None:
    first = kept_secret(tmp_path / "key").read_text()
    assert len(first) > 40
    assert kept_secret(tmp_path / "key").read_text() == first


def test_timed_reminders_run_on_an_empty_site_and_say_that_nobody_is_to_be_reminded(
    data_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(data_folder, tmp_path, dirs_exist_ok=True)
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-m", "taizhang.cli", "remind"],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == "没有要催办的单位 · nobody to remind"
