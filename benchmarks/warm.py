"""Reading and checking in a warm process, each document at first sight and again.

A process warms itself on other ledgers, so that modules are loaded and patterns compiled, then reads and checks
each document: at first sight nothing is known of its texts; again, as when a mended ledger comes back, what was
remembered of them helps.  Times are of the CPU and the least of several processes, as `timeit` advises: what else
a machine does can only add to them.

The peer is Python's own `csv.reader` parting the text at tabs: the least that any reader of flattened tables does.
It leaves undone all that makes rows of it: where the table begins, two-tier headers, merged and cut cells, sections,
roles of columns, origins, and the count of what was lost; on texts without tabs it gives one cell a line.
"""

import csv
import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from taizhang import checking, reading
from taizhang.reading import ReadError

from .documents import ROOT, documents, others

PROCESSES = 4
Result = TypeVar("Result")


class Sight(NamedTuple):
    """One document: milliseconds for reading and checking at first sight, both again, and the peer; rows, findings."""

    read: float
    check: float
    again: float
    peer: float
    rows: float
    findings: float


def measure() -> dict[Path, Sight | None]:
    """Give for each document the least of the processes' figures, None for one that cannot be read."""
    command = [sys.executable, "-m", "benchmarks.warm"]
    runs = [json.loads(subprocess.check_output(command, cwd=ROOT)) for _ in range(PROCESSES)]
    return {path: least(seen) for path, *seen in zip(documents(), *runs, strict=True)}


def least(seen: list[list[float] | None]) -> Sight | None:
    """Give the least of what the processes saw."""
    told = [figures for figures in seen if figures]
    return Sight(*(min(figures) for figures in zip(*told, strict=True))) if told else None


def look(path: Path) -> Sight | None:
    """Read, check and give to the peer one document; None when it cannot be read."""
    data = path.read_bytes()
    try:
        read, ledger = timed(lambda: reading.read(data, name=path.name).ledger)
    except ReadError:
        return None
    check, found = timed(lambda: checking.check(ledger))
    again, _ = timed(lambda: checking.check(reading.read(data, name=path.name).ledger))
    peer, _ = timed(lambda: list(csv.reader(data.decode("utf-8", "replace").splitlines(), delimiter="\t")))
    return Sight(read, check, again, peer, len(ledger.rows), len(found))


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Give the milliseconds of CPU that a piece of work took, and what it gave."""
    gc.collect()  # what was done before must not be cleared up in the time of this
    start = time.process_time()
    result = work()
    return (time.process_time() - start) * 1000, result


def warm_up() -> None:
    """Read and check ledgers of all layouts, so that modules are loaded and patterns compiled."""
    for other in others():
        with suppress(ReadError):
            checking.check(reading.read(other.read_bytes(), name=other.name).ledger)


if __name__ == "__main__":
    warm_up()
    print(json.dumps([look(path) for path in documents()]))
