"""The files that git tracks, for tests that hold them to the rules of the house."""

import functools
import subprocess
from pathlib import Path

from tests.tools import ROOT


@functools.cache
def tracked() -> tuple[Path, ...]:
    """Give every file that is tracked, or would be with the next `git add`, without those that are deleted."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    paths = (ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name)
    return tuple(path for path in paths if path.is_file())


@functools.cache
def texts() -> tuple[tuple[Path, str], ...]:
    """Give every tracked file that is text, with its text."""
    pairs = ((path, path.read_bytes()) for path in tracked())
    return tuple((path, data.decode("utf-8", errors="replace")) for path, data in pairs if b"\0" not in data[:8000])
