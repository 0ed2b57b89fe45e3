"""The command as a whole: a process that starts, does its work and ends.  The peer is a Python that does nothing."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from .documents import ROOT

ROUNDS = 7
COMMAND = Path(sys.executable).with_name("taizhang")


class Run(NamedTuple):
    """Milliseconds of CPU, in the program and in the system for it; peak memory in MiB."""

    cpu: float
    memory: float


def measure(*command: str | Path) -> Run:
    """Give the median time and the peak memory of several runs.

    They are started by a process of its own: Linux counts to a process what its parent held when it began.
    """
    starter = [sys.executable, "-m", "benchmarks.cold", *map(str, command)]
    return Run(*json.loads(subprocess.check_output(starter, cwd=ROOT)))


def median(*command: str) -> Run:
    """Run several times, after one run that leaves compiled modules behind.

    An installed command has its modules compiled; a folder of our own holds them, whatever the environment says.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        run(environment, *command)
        runs = [run(environment, *command) for _ in range(ROUNDS)]
    return Run(statistics.median(r.cpu for r in runs), max(r.memory for r in runs))


def run(environment: dict[str, str], *command: str) -> Run:
    """Run once; the exit code is not judged, for findings are no failure here.  Linux counts memory in KiB."""
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0  # waited for above, so that Popen does not look for it again
    return Run((usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    print(json.dumps(median(*sys.argv[1:])))
