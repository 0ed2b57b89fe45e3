"""Many documents at once: files, folders and archives read and checked in parallel processes.

`look` is the pure function of one document: it takes and gives plain data that can be sent to another process or
another machine, and never raises for a bad document.  `gather` finds the documents, `look_at_all` runs them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from taizhang.ledger import Bilingual, Finding

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

MAX_FILES = 20_000
"""Most documents taken in one run; a county's ten years of forty units' monthly files are about 5,000."""

_CLUTTER = ("~$", ".")


@dataclass(frozen=True, slots=True)
class Item:
    """One document to look at: a file by its path, or what an archive held, or why it could not be opened."""

    name: str
    path: str = ""
    data: bytes = b""
    error: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document; `error` says why it was not read, `findings` is empty when nothing was checked."""

    name: str
    title: str = ""
    period: str = ""
    tasks: int = 0
    sections: int = 0
    leftovers: int = 0
    findings: tuple[Finding, ...] = ()
    notices: tuple[Bilingual, ...] = ()
    error: Bilingual | None = None

    def count(self, severity: str) -> int:
        """How many findings have that severity."""
        return sum(1 for finding in self.findings if finding.severity == severity)


def look(item: Item, *, check: bool = False, as_of: date | None = None) -> Outcome:
    """Read one document, and check it if asked to; never raises for what is wrong with the document."""
    from taizhang.reading import ReadError

    if item.error:
        return Outcome(item.name, error=item.error)
    try:
        return _looked(item, check, as_of)
    except ReadError as error:
        return Outcome(item.name, error=Bilingual(str(error), error.in_language("en")))
    except OSError as error:
        words = error.strerror or type(error).__name__
        return Outcome(item.name, error=Bilingual(words, words))
    except Exception as error:  # one document must never stop the others; this one is reported as our fault
        return Outcome(item.name, error=_fault(error))


def _looked(item: Item, check: bool, as_of: date | None) -> Outcome:
    from taizhang.reading import read

    data = Path(item.path).read_bytes() if item.path else item.data
    reading = read(data, name=Path(item.name).name)
    ledger = reading.ledger
    findings: tuple[Finding, ...] = ()
    if check:
        from taizhang import checking

        findings = tuple(checking.check(ledger, as_of=as_of))
    return Outcome(
        item.name,
        ledger.document.title,
        ledger.document.period_text,
        len(ledger.tasks),
        len(ledger.sections),
        len(ledger.leftovers),
        findings,
        reading.notices,
    )


def is_many(names: Sequence[str]) -> bool:
    """True for several names, a folder, or an archive with more than one document in it."""
    if len(names) != 1 or Path(names[0]).is_dir():
        return True
    path = Path(names[0])
    if not path.is_file() or not _archive_head(path):
        return False
    return len(list(gather(names))) > 1


def gather(names: Sequence[str]) -> Iterator[Item]:
    """The documents under the names: files as they are, folders with all below them, archives taken apart."""
    for number, item in enumerate(item for name in names for item in _under(name)):
        if number >= MAX_FILES:
            words = (
                f"文件过多，上限为 {MAX_FILES} 个，其余未读",
                f"too many files; the limit is {MAX_FILES}, the rest was not read",
            )
            yield Item("…", error=Bilingual(*words))
            return
        yield item


def _under(name: str) -> Iterator[Item]:
    if name == "-":
        yield Item(name, data=sys.stdin.buffer.read())
        return
    path = Path(name)
    if not path.is_dir():
        yield from _opened(name, path)
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith(_CLUTTER))
        for file in sorted(f for f in files if not f.startswith(_CLUTTER)):
            yield from _opened(str(Path(folder, file)), Path(folder, file))


def _opened(name: str, path: Path) -> Iterator[Item]:
    from taizhang.reading import ReadError, is_archive, open_archive

    if not path.is_file() or not _archive_head(path):
        yield Item(name, str(path))
        return
    data = path.read_bytes()
    if not is_archive(data):
        yield Item(name, str(path))
        return
    try:
        for entry, content in open_archive(data, path.name):
            yield Item(f"{name}/{entry}", data=content)
    except ReadError as error:
        yield Item(name, error=Bilingual(str(error), error.in_language("en")))


def _archive_head(path: Path) -> bool:
    """True when a file may be an archive: a zip package, or text that begins like an e-mail."""
    from taizhang.reading import may_be_archive

    try:
        with path.open("rb") as stream:
            return may_be_archive(stream.read(4000))
    except OSError:
        return False


def look_at_all(
    items: Sequence[Item], *, check: bool = False, as_of: date | None = None, workers: int = 0
) -> Iterator[tuple[int, Outcome]]:
    """The outcomes as they come, each with the index of its item; `workers` 0 means one a processor.

    A process that dies (out of memory) costs only the document that killed it.
    """
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    work = partial(look, check=check, as_of=as_of)
    workers = min(workers or os.cpu_count() or 1, len(items))
    if workers < 2:
        yield from ((index, work(item)) for index, item in enumerate(items))
        return
    undone: list[int] = []
    with _pool(workers) as pool:
        running: dict[Future[Outcome], int] = {pool.submit(work, item): k for k, item in enumerate(items)}
        for done in as_completed(running):
            try:
                yield running[done], done.result()
            except BrokenProcessPool:
                undone.append(running[done])
    for index in sorted(undone):
        yield index, _alone(work, items[index])


def _pool(workers: int) -> ProcessPoolExecutor:
    """Processes that begin anew: a fork would copy the threads that draw the progress bar."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def _alone(work: partial[Outcome], item: Item) -> Outcome:
    """One document in a process of its own."""
    from concurrent.futures.process import BrokenProcessPool

    with _pool(1) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            words = ("读取时进程中断，文件可能过大", "the process died while reading it; the file may be too large")
            return Outcome(item.name, error=Bilingual(*words))


def _fault(error: Exception) -> Bilingual:
    return Bilingual(
        f"程序内部错误（{type(error).__name__}），请把文件报给开发者",
        f"an error inside the program ({type(error).__name__}); please report the file",
    )
