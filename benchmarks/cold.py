"""The command as a whole: a process that starts, does its work and ends.  The peer is a Python that does nothing."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 5
COMMAND = Path(sys.executable).with_name("taizhang")


def measure(*command: str | Path) -> tuple[float, float]:
    """Give the median time in milliseconds and the peak memory in MiB (Linux counts it in KiB)."""
    runs = [run(*command) for _ in range(ROUNDS)]
    return statistics.median(elapsed for elapsed, _ in runs), max(memory for _, memory in runs)


def run(*command: str | Path) -> tuple[float, float]:
    """Run once; the exit code is not judged, for findings are no failure here."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(child.pid, 0)
    elapsed = (time.perf_counter() - start) * 1000
    child.returncode = 0  # waited for above, so that Popen does not look for it again
    return elapsed, usage.ru_maxrss / 1024
