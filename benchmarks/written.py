"""Ledgers as Word documents and web pages: the whole way to a ledger, against those who only take the cells.

The documents are made of the texts by another process, with real merges, so that the process that is measured sees
every ledger for the first time.  It is warm: other documents were read before.  Then it reads each five times more,
as peers are measured.

The peers are python-docx's walk over all cells for Word, and for pages `pandas.read_html` where it is installed,
else lxml's bare texts of all cells.  They leave undone all that makes a ledger of cells (see `warm`); python-docx and
lxml don't tell merged cells from repeated or missing ones either.
"""

import gc
import io
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import docx
from lxml import html
from tests.reading.files.documents import docx_of, html_of

from taizhang import reading
from taizhang.writing import rows

from .documents import ROOT, documents, others
from .warm import PROCESSES, timed

AGAIN = 5
MANY = 5_000
"""Rows of the long document; python-docx takes minutes on it where cells are merged."""
WRITERS = {".docx": docx_of, ".html": html_of}
PAGES_PEER = "pandas" if find_spec("pandas") else "lxml"


class Written(NamedTuple):
    """Milliseconds of CPU: to a ledger at first sight; then the cells alone, to a ledger, and the peer again."""

    first: float
    cells: float
    again: float
    peer: float


def measure() -> dict[str, Written]:
    """Give for each document the medians over the processes."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        command = [sys.executable, "-m", "benchmarks.written", folder]
        runs = [json.loads(subprocess.check_output(command, cwd=ROOT)) for _ in range(PROCESSES)]
    return {name: Written(*map(statistics.median, zip(*(run[name] for run in runs), strict=True))) for name in runs[0]}


def make(folder: Path) -> None:
    """Write the documents: those measured, and in `other` those to warm up on."""
    (folder / "other").mkdir()
    for path in documents():
        write(folder, path)
    for path in others()[:12]:
        write(folder / "other", path)


def measure_long() -> float:
    """Give the milliseconds of CPU from a Word document of 5,000 rows to its ledger, once."""
    truth = rows(reading.read(documents()[0].read_bytes()).ledger)
    tasks = [row for row in truth["rows"] if "_section" not in row]
    many = [tasks[k % len(tasks)] | {truth["columns"][0]: str(k + 1)} for k in range(MANY)]
    data = docx_of(dict(truth, rows=many))
    return timed(lambda: reading.read(data))[0]


def write(folder: Path, path: Path) -> None:
    """Write one ledger in each kind."""
    truth = rows(reading.read(path.read_bytes(), name=path.name).ledger)
    for suffix, writer in WRITERS.items():
        (folder / f"{path.stem}{suffix}").write_bytes(writer(truth))


def look(path: Path) -> Written:
    """Read one document in each way."""
    from taizhang.reading.files import reader_for

    data = path.read_bytes()
    first, _ = timed(lambda: reading.read(data, name=path.name))
    ways: tuple[Callable[[], object], ...] = (
        lambda: reader_for(data).read(data, path.name),
        lambda: reading.read(data, name=path.name),
        lambda: peer(path.suffix, data),
    )
    return Written(first, *(statistics.median(timed(way)[0] for _ in range(AGAIN)) for way in ways))


def peer(suffix: str, data: bytes) -> int:
    """Take every cell's text as the peers do."""
    if suffix == ".docx":
        tables = docx.Document(io.BytesIO(data)).tables
        return sum(len(cell.text) for table in tables for row in table.rows for cell in row.cells)
    if PAGES_PEER == "pandas":
        import pandas as pd

        return sum(len(table) for table in pd.read_html(io.BytesIO(data), encoding="utf-8"))
    return sum(len("".join(map(str, cell.itertext()))) for cell in html.fromstring(data.decode()).iter("td", "th"))


def main(folder: Path) -> None:
    """Print what one warm process needs."""
    for path in sorted((folder / "other").iterdir()):
        look(path)
    gc.collect()
    print(json.dumps({path.name: look(path) for path in sorted(folder.iterdir()) if path.is_file()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
