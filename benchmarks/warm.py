"""Reading and checking in a process that is warm, a document at a time.

The peer is Python's own `csv.reader` parting the text at tabs: the least that any reader of flattened tables does.
It leaves undone all that makes rows of it: where the table begins, two-tier headers, merged and cut cells, sections,
roles of columns, origins, and the count of what was lost; on texts without tabs it gives one cell a line.
"""

import csv
import gc
import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from taizhang import checking, language, reading

ROUNDS = 7


def measure(path: Path) -> tuple[float, float, float, int, int]:
    """Give reading, checking and the peer in milliseconds (median), and the numbers of rows and findings."""
    data = path.read_bytes()
    ledger = reading.read(data, name=path.name).ledger
    found = checking.check(ledger)
    read = median(lambda: reading.read(data, name=path.name))
    check = median(lambda: checking.check(ledger))
    peer = median(lambda: list(csv.reader(io.StringIO(data.decode("utf-8", "replace")), delimiter="\t")))
    return read, check, peer, len(ledger.rows), len(found)


def median(work: Callable[[], object]) -> float:
    """Give the median time of some rounds in milliseconds; no answer is taken from an earlier round."""
    times = []
    for _ in range(ROUNDS):
        forget()
        gc.collect()
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def forget() -> None:
    """Empty what language remembers of texts it has read: each document must pay for its own."""
    for name in ("read", "promises", "answers"):
        clear = getattr(getattr(language, name), "cache_clear", None)
        if clear:
            clear()
