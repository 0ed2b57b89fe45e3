"""Ledgers as Word documents, workbooks and web pages: the whole way to a ledger, beside those who only take the cells.

Where the five real ledgers lie beside the checkout, their fixtures are measured, as `make_fixtures.py` there writes
them; elsewhere the samples, written by the tests' own writers.  Another process makes them, so that the process that
is measured sees every ledger for the first time.  It is warm: other documents were read before.  Then it reads each
three times more, as peers are measured: `again` is the median of these.

The peers are python-docx's walk over all cells, openpyxl's (read-only, its quickest), pdfplumber's tables and camelot's
(by ruling lines), and for web pages `pandas.read_html`.  PDFs are printed by LibreOffice, and left out where it is not
installed.  The peers leave undone all that makes a ledger of cells (see `warm`); python-docx doesn't tell merged cells
from repeated ones either.
"""

import gc
import io
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import docx
import pandas
import pdfplumber
from camelot.io import read_pdf
from openpyxl import load_workbook
from tests.reading.files.documents import docx_of, html_of
from tests.reading.files.test_pdf_round_trips import bordered
from tests.reading.files.workbooks import to_xlsx
from tests.tools import libreoffice

from taizhang import reading
from taizhang.ledger import Ledger
from taizhang.writing import rows

from .documents import ROOT, documents, others
from .many import peak
from .warm import timed

PROCESSES, AGAIN = 2, 3
LENGTHS = (1_250, 5_000)
"""Rows of the long documents; python-docx takes minutes on the longer where cells are merged."""
SHARED = ROOT.parent / "shared"


class Kind(NamedTuple):
    """A kind of document: its name, its writer, its peers, and the share of the first one's time that is the goal."""

    name: str
    write: Callable[[Ledger], bytes]
    peers: tuple[str, ...]
    goal: float


def printed(ledger: Ledger) -> bytes:
    """Give the ledger as LibreOffice prints it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger.docx")
        path.write_bytes(bordered(rows(ledger)))
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [str(libreoffice()), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True)
        return path.with_suffix(".pdf").read_bytes()


KINDS = {
    ".docx": Kind("Word", lambda ledger: docx_of(rows(ledger)), ("python-docx",), 0.6),
    ".xlsx": Kind("Excel", to_xlsx, ("openpyxl",), 0.8),
    ".html": Kind("page", lambda ledger: html_of(rows(ledger)), ("pandas",), 1.5),
}
if libreoffice():
    KINDS[".pdf"] = Kind("PDF", printed, ("pdfplumber", "camelot"), 0.35)


class Written(NamedTuple):
    """Milliseconds of CPU: to a ledger at first sight; then the cells alone, to a ledger, and the peers again."""

    first: float
    cells: float
    again: float
    peers: tuple[float, ...]


class Long(NamedTuple):
    """Milliseconds of CPU from a long Word document to its ledger, and the memory that took, in MiB."""

    read: float
    memory: float


def measure() -> dict[str, Written]:
    """Give for each document the medians over the processes."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        command = [sys.executable, "-m", "benchmarks.written", folder]
        runs = [json.loads(subprocess.check_output(command, cwd=ROOT)) for _ in range(PROCESSES)]
    return {name: _median([run[name] for run in runs]) for name in runs[0]}


def _median(seen: list[list[float]]) -> Written:
    first, cells, again, *peers = map(statistics.median, zip(*seen, strict=True))
    return Written(first, cells, again, tuple(peers))


def make(folder: Path) -> None:
    """Write the documents: those measured, and in `other` those to warm up on."""
    (folder / "other").mkdir()
    for path in others()[:4]:
        write(folder / "other", path)
    maker = SHARED / "tools" / "make_fixtures.py"
    truth = sorted((SHARED / "truth").glob("seed-*.json"))
    if maker.exists() and truth:
        formats = ",".join(suffix[1:] for suffix in KINDS)
        command = [sys.executable, *map(str, (maker, folder, *truth)), "--formats", formats]
        subprocess.run(command, check=True, capture_output=True)
        return
    for path in documents():
        write(folder, path)


def write(folder: Path, path: Path) -> None:
    """Write one ledger in each kind."""
    ledger = reading.read(path.read_bytes(), name=path.name).ledger
    for suffix, kind in KINDS.items():
        (folder / f"{path.stem}{suffix}").write_bytes(kind.write(ledger))


def look(path: Path) -> list[float]:
    """Read one document in each way: the fields of `Written` in one row."""
    from taizhang.reading.files import reader_for

    data = path.read_bytes()
    first, _ = timed(lambda: reading.read(data, name=path.name))
    cells = median_of(lambda: reader_for(data).read(data, path.name))
    again = median_of(lambda: reading.read(data, name=path.name))
    peers = [median_of(partial(PEERS[name], data), 1 if name in SLOW else AGAIN) for name in KINDS[path.suffix].peers]
    return [first, cells, again, *peers]


def median_of(way: Callable[[], object], times: int = AGAIN) -> float:
    """Go a way so many times."""
    return statistics.median(timed(way)[0] for _ in range(times))


def by_python_docx(data: bytes) -> int:
    """Take every cell's text."""
    tables = docx.Document(io.BytesIO(data)).tables
    return sum(len(cell.text) for table in tables for row in table.rows for cell in row.cells)


def by_openpyxl(data: bytes) -> int:
    """Take every cell's value."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return sum(value is not None for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def by_pdfplumber(data: bytes) -> int:
    """Take every cell's text."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        cells = [c for page in document.pages for t in page.extract_tables() for row in t for c in row]
    return sum(len(cell or "") for cell in cells)


def by_camelot(data: bytes) -> int:
    """Take every cell's text by ruling lines, the way of it that fits a ledger."""
    return sum(table.df.size for table in read_pdf(io.BytesIO(data), pages="all", flavor="lattice"))


def by_pandas(data: bytes) -> int:
    """Take every table."""
    return sum(len(table) for table in pandas.read_html(io.BytesIO(data), encoding="utf-8"))


PEERS: dict[str, Callable[[bytes], int]] = {
    "python-docx": by_python_docx,
    "openpyxl": by_openpyxl,
    "pdfplumber": by_pdfplumber,
    "camelot": by_camelot,
    "pandas": by_pandas,
}
SLOW = {"camelot"}
"""Asked once a document: seconds do not become surer by waiting for them again."""


def measure_long(length: int) -> Long:
    """Give what a process of its own needs for a Word document of so many rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "long.docx")
        path.write_bytes(long(length))
        command = [sys.executable, "-m", "benchmarks.written", str(path)]
        return Long(*json.loads(subprocess.check_output(command, cwd=ROOT)))


def long(length: int) -> bytes:
    """Give the first sample as a Word document of so many rows."""
    truth = rows(reading.read(documents()[0].read_bytes()).ledger)
    tasks = [row for row in truth["rows"] if "_section" not in row]
    many = [tasks[k % len(tasks)] | {truth["columns"][0]: str(k + 1)} for k in range(length)]
    return docx_of(dict(truth, rows=many))


def look_at_long(path: Path) -> Long:
    """Read one long document in this process, after a short one."""
    reading.read(docx_of(rows(reading.read(documents()[0].read_bytes()).ledger)))
    data, before = path.read_bytes(), peak()
    read, _ = timed(lambda: reading.read(data))
    return Long(read, peak() - before)


def look_at_all(folder: Path) -> dict[str, list[float]]:
    """Read all documents of a folder in this process, warm."""
    for path in sorted((folder / "other").iterdir()):
        reading.read(path.read_bytes(), name=path.name)
    for suffix, kind in KINDS.items():
        for name in kind.peers:
            PEERS[name](next((folder / "other").glob(f"*{suffix}")).read_bytes())
    gc.collect()
    return {path.name: look(path) for path in sorted(folder.iterdir()) if path.is_file()}


def main(given: Path) -> None:
    """Print what one process needs for the documents of a folder, or for a long one."""
    print(json.dumps(look_at_all(given) if given.is_dir() else look_at_long(given)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
