"""The way in: bytes or text to a source, a source to a ledger."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from msgspec import Struct, structs
from msgspec.structs import replace

from taizhang.ledger import Bilingual, Column, Document, FormatError, Ledger, Leftover, Role, from_json

from . import law, rows
from .choices import Choice, choose, others
from .document import describe
from .errors import NOWHERE, ReadError, at_line, no_table
from .facts import Context, matrix_of
from .files.registry import reader_for
from .files.text import TextReader, as_text
from .grid import Source
from .law import Loss
from .period import last_filled
from .roles import settle
from .table import Table, gather
from .tiers import from_notes


class Reading(Struct, frozen=True):
    """A ledger with the source it was read from, and what a person should know of the reading."""

    ledger: Ledger
    source: Source
    notices: tuple[Bilingual, ...] = ()
    tables: tuple[Choice, ...] = ()

    @property
    def table(self) -> int:
        """The number of the ledger that was read, 0 for a ledger file."""
        return next((choice.number for choice in self.tables if choice.read), 0)


def read(
    data: bytes | str,
    *,
    name: str = "",
    roles: Mapping[int, Role] | None = None,
    table: int | None = None,
    form: bool = False,
) -> Reading:
    """The ledger in a file of any kind that `files.readers` know, told by its content, or in a text as a string.

    `name` is the file's name, for origins.  `roles` overrides what columns (by index) are for.  Of several
    ledgers in a file the one with most rows is read, or the `table`-th: `Reading.tables` are all.  A ledger file
    that `ledger.to_json` wrote comes back as it was, with no source.  `form`: a table without rows will do.
    Raises ReadError for bad input, a text without a table, a table without header or without rows, a `table` that
    is not there, and a file that breaks off inside its last row.
    """
    if is_ledger_file(data):
        return _ledger_file(data, name)
    with _uncollected():
        source = TextReader().read(data, name) if isinstance(data, str) else reader_for(data, name).read(data, name)
        return understand(source, roles=roles, number=table, form=form)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector off: a reading keeps nearly all it makes, and a third of a long one went into looking.

    Where two threads read at once, the first to begin puts it on again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def is_ledger_file(data: bytes | str) -> bool:
    """Whether this is a ledger that `ledger.to_json` wrote rather than a document."""
    head = data[:200] if isinstance(data, str) else data[:200].decode("utf-8", "replace")
    return re.match(r'\ufeff?\s*\{\s*"taizhang"', head) is not None


def _ledger_file(data: bytes | str, name: str) -> Reading:
    try:
        return Reading(from_json(data), Source((), name))
    except FormatError as error:
        raise ReadError(
            Bilingual("台账文件不完整或版本不符", "the ledger file is broken or of another version"),
            Bilingual(str(error), str(error)),
            Bilingual("请重新导出后再导入。", "Export it again, then import it."),
        ) from error


def understand(
    source: Source, *, roles: Mapping[int, Role] | None = None, number: int | None = None, form: bool = False
) -> Reading:
    """The ledger in a source, from whatever reader; raises ReadError as `read` does."""
    chosen = choose(source, number)
    if chosen is None and not source.text:  # a document without a ledger's table may hold a flattened one
        source = as_text(source)
        chosen = choose(source, number)
    if chosen is None:
        raise no_table(source.text)
    source = chosen.source
    table = gather(source.blocks, chosen.grouping, chosen.group)
    if not table.lines and not form:
        raise ReadError(
            Bilingual("表格只有表头，没有内容", "the table has a header but no rows"),
            _place(table, source),
            Bilingual("请连同表头下面的各行一并导入。", "Import the rows below the header too."),
        )
    table.columns = _with_roles(settle(table.columns, table.lines), roles or {})
    document, asides = describe(table.above, table.below, table.columns, source.name, _sheet(source))
    document = _dated(document, table)
    context = Context(document.year, document.period, matrix_of(table.columns))
    body = rows.build(table, source.text, context)
    ledger = Ledger(
        document=document,
        columns=table.columns,
        header=table.header,
        sections=tuple(body.sections),
        projects=from_notes(document, body.projects),
        leftovers=_ordered((*source.leftovers, *table.leftovers, *body.leftovers, *asides)),
    )
    lost = law.unplaced(ledger, source)
    if lost:
        ledger = structs.replace(ledger, leftovers=_ordered((*ledger.leftovers, *lost)))
    notices = (*source.notices, *_notices(ledger), *others(chosen.choices))
    return Reading(ledger, replace(source, shelf=None), notices, chosen.choices)


def _dated(document: Document, table: Table) -> Document:
    """A document that says neither period nor day as one of the day on which its rows were last filled in."""
    day = (
        None if document.period or document.period_text or document.cut_off else last_filled(table.columns, table.lines)
    )
    return structs.replace(document, cut_off=day, year=document.year or day.year) if day else document


def _sheet(source: Source) -> str:
    """The name of the sheet read, empty for what is no workbook."""
    return source.shelf.volumes[source.volume].name if source.shelf else ""


def losses(reading: Reading) -> tuple[Loss, ...]:
    """Breaches of law 1: text of the source that the ledger holds not at all, twice or otherwise."""
    return law.losses(reading.ledger, reading.source)


def _with_roles(columns: Sequence[Column], roles: Mapping[int, Role]) -> tuple[Column, ...]:
    return tuple(structs.replace(c, role=roles.get(k, c.role)) for k, c in enumerate(columns))


def _ordered(leftovers: Sequence[Leftover]) -> tuple[Leftover, ...]:
    return tuple(sorted(leftovers, key=lambda x: x.origin.spans[0].start if x.origin.spans else 0))


def _notices(ledger: Ledger) -> tuple[Bilingual, ...]:
    controls = sum(1 for x in ledger.leftovers if x.reason == "debris" and x.text.startswith("U+"))
    if not controls:
        return ()
    return (
        Bilingual(
            f"已去掉{controls}处控制字符，详见未归入内容。",
            f"control characters were kept out at {controls} places; see the leftovers.",
        ),
    )


def _place(table: Table, source: Source) -> Bilingual:
    spans = [s for h in table.header for s in h.origin.spans]
    return at_line(source.text.count("\n", 0, spans[0].start) + 1) if spans else NOWHERE
