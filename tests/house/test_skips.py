"""A missing tool skips a test with its remedy, and fails it under CI=true: the hooks of tests/conftest.py."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools import ROOT, environment

NEEDY = """
import pytest

@pytest.mark.needs("unicorn")
def test_with_a_tool_that_is_nowhere():
    pass
"""
PLUGIN = """
from tests.tools import TOOLS, Tool

TOOLS["unicorn"] = Tool("a unicorn", lambda: False, "look in the woods")
"""
WHOLE_MODULE = """
import pytest

pytest.skip("not today", allow_module_level=True)
"""
EXPECTED_FAILURE = """
import pytest

@pytest.mark.xfail(reason="known", strict=True)
def test_what_is_known_to_fail():
    assert False
"""


@pytest.mark.parametrize(
    ("body", "here", "in_ci"),
    [(NEEDY, 0, 1), (WHOLE_MODULE, 5, 2), (EXPECTED_FAILURE, 0, 0)],
    ids=["a missing tool", "a skipped module", "an expected failure"],
)
def test_a_skip_is_a_failure_under_ci_only(tmp_path: Path, body: str, here: int, in_ci: int) -> None:
    assert run(tmp_path, body, ci="").returncode == here
    assert run(tmp_path, body, ci="true").returncode == in_ci


def test_the_reason_tells_what_would_help(tmp_path: Path) -> None:
    assert "needs a unicorn, which is not here: look in the woods" in run(tmp_path, NEEDY, ci="").stdout


def run(folder: Path, body: str, *, ci: str) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "unicorn_plugin.py").write_text(PLUGIN)
    (folder / "test_it.py").write_text(body)
    plugins = ["-p", "no:cacheprovider", "-p", "no:django", "-p", "tests.conftest", "-p", "unicorn_plugin"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", *plugins, "--rootdir", folder, folder / "test_it.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=environment(CI=ci, PYTHONPATH=f"{ROOT}:{folder}"),
    )
