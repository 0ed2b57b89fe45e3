"""Ledgers as Excel workbooks: the whole way from the file to a ledger, against openpyxl that only walks the cells.

The workbooks are made of the texts by another process, with titles in merged rows and merged cells, so that the
process that is measured sees every ledger for the first time.  It is warm: other workbooks were read before.  Then
it reads each five times more, as peers are measured: `again` is the median of these.

openpyxl leaves undone all that makes a ledger of cells: title, header of two rows, merged cells (read-only does not
tell them), sections, roles, numbers as printed, hidden rows, units, dates and amounts.
"""

import gc
import io
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook
from tests.reading.files.workbooks import to_xlsx

from taizhang import reading

from .documents import ROOT, documents, others
from .warm import PROCESSES, timed

AGAIN = 5


class Book(NamedTuple):
    """Milliseconds of CPU: the whole way to a ledger at first sight; then cells, ledger and openpyxl again."""

    first: float
    cells: float
    again: float
    read_only: float
    full: float


def measure() -> dict[str, Book]:
    """Give for each document the medians over the processes."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        command = [sys.executable, "-m", "benchmarks.workbooks", folder]
        runs = [json.loads(subprocess.check_output(command, cwd=ROOT)) for _ in range(PROCESSES)]
    return {name: Book(*map(statistics.median, zip(*(run[name] for run in runs), strict=True))) for name in runs[0]}


def make(folder: Path) -> None:
    """Write the workbooks: those measured, and in `other` those to warm up on."""
    (folder / "other").mkdir()
    for path in documents():
        ledger = reading.read(path.read_bytes(), name=path.name).ledger
        (folder / f"{path.stem}.xlsx").write_bytes(to_xlsx(ledger))
    for path in others()[:12]:
        ledger = reading.read(path.read_bytes(), name=path.name).ledger
        (folder / "other" / f"{path.stem}.xlsx").write_bytes(to_xlsx(ledger))


def look(path: Path) -> Book:
    """Read one workbook in each way."""
    from taizhang.reading.files.sheets.xlsx import XlsxReader

    data = path.read_bytes()
    reader = XlsxReader()
    first, _ = timed(lambda: reading.understand(reader.read(data, path.name)))
    ways: tuple[Callable[[], object], ...] = (
        lambda: reader.read(data, path.name),
        lambda: reading.understand(reader.read(data, path.name)),
        lambda: walk(data, read_only=True),
        lambda: walk(data, read_only=False),
    )
    return Book(first, *(statistics.median(timed(way)[0] for _ in range(AGAIN)) for way in ways))


def walk(data: bytes, *, read_only: bool) -> int:
    """Take every cell's value by openpyxl."""
    book = load_workbook(io.BytesIO(data), read_only=read_only, data_only=True)
    return sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None)


def main(folder: Path) -> None:
    """Print what one warm process needs."""
    for path in sorted((folder / "other").glob("*.xlsx")):
        look(path)
    gc.collect()
    print(json.dumps({path.stem: look(path) for path in sorted(folder.glob("*.xlsx"))}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
