"""A period's list laid out: plain data in, a file or a page's table out; it runs in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass

from taizhang.ledger import Ledger, from_json
from taizhang.measuring import match_rows
from taizhang.writing import Layout, Period, laid_out, layout_from_json, sheet_of, write
from taizhang.writing.html import fragment


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be written: JSON of the ledger and the layout, the kind of file, another title if one is wanted.

    `earlier` are periods to stand beside it, each its label and JSON, the oldest first.
    """

    ledger: str
    layout: str
    kind: str
    title: str = ""
    earlier: tuple[tuple[str, str], ...] = ()


def file_of(job: Job) -> bytes:
    """The file, whole; WriteError for a layout that doesn't suit the ledger."""
    ledger, layout, earlier = _read(job)
    return write(ledger, job.kind, layout, title=job.title, earlier=earlier)


def page_of(job: Job) -> str:
    """The same as markup for a page that has its own frame; everything in it is escaped.  WriteError as `file_of`."""
    ledger, layout, earlier = _read(job)
    return fragment(sheet_of(laid_out(ledger, layout, title=job.title, earlier=earlier), layout), level=2)


def _read(job: Job) -> tuple[Ledger, Layout, list[Period]]:
    ledger = from_json(job.ledger)
    olds = [(label, from_json(content)) for label, content in job.earlier]
    earlier = [Period(label, old, match_rows(old, ledger)) for label, old in olds]
    return ledger, layout_from_json(job.layout), earlier
