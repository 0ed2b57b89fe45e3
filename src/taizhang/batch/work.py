"""The work on one document: what is sent and what comes back is plain data, and no document raises."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from taizhang.ledger import Bilingual, Finding, Ledger

from .items import Item


class Job(Struct, frozen=True):
    """What to do with each document: check it as of a day, and make something of it.

    `make` is a key of `writing.FORMATS`, or `rows` for the JSON that `taizhang read --rows` prints.
    """

    check: bool = False
    as_of: date | None = None
    make: str = ""


READ = Job()
"""Read it, no more."""


class Outcome(Struct, frozen=True):
    """What became of one document; `error` says why it was not read.

    `findings` is empty when nothing was checked, `made` when no file was asked for.
    """

    name: str
    title: str = ""
    period: str = ""
    tasks: int = 0
    sections: int = 0
    leftovers: int = 0
    findings: tuple[Finding, ...] = ()
    notices: tuple[Bilingual, ...] = ()
    made: bytes = b""
    error: Bilingual | None = None

    def count(self, severity: str) -> int:
        """How many findings have that severity."""
        return sum(1 for finding in self.findings if finding.severity == severity)


def look(item: Item, job: Job = READ) -> Outcome:
    """Do the job on one document; never raises for what is wrong with the document."""
    from taizhang.reading import ReadError

    item = item.carried()
    if item.error:
        return Outcome(item.name, error=item.error)
    try:
        return _looked(item, job)
    except ReadError as error:
        return Outcome(item.name, error=Bilingual(str(error), error.in_language("en")))
    except Exception as error:  # one document must never stop the others; this one is reported as our fault
        return Outcome(item.name, error=_fault(error))


def _looked(item: Item, job: Job) -> Outcome:
    from taizhang.reading import read

    reading = read(item.data, name=Path(item.name).name)
    ledger = reading.ledger
    return Outcome(
        item.name,
        ledger.document.title,
        ledger.document.period_text,
        len(ledger.tasks),
        len(ledger.sections),
        len(ledger.leftovers),
        _checked(ledger, job),
        reading.notices,
        _made(ledger, job),
    )


def _checked(ledger: Ledger, job: Job) -> tuple[Finding, ...]:
    if not job.check:
        return ()
    from taizhang import checking

    return tuple(checking.check(ledger, as_of=job.as_of))


def _made(ledger: Ledger, job: Job) -> bytes:
    if not job.make:
        return b""
    from taizhang import writing

    return msgspec.json.encode(writing.rows(ledger)) if job.make == "rows" else writing.FORMATS[job.make](ledger)


def _fault(error: Exception) -> Bilingual:
    return Bilingual(
        f"程序内部错误（{type(error).__name__}），请把文件报给开发者",
        f"an error inside the program ({type(error).__name__}); please report the file",
    )
