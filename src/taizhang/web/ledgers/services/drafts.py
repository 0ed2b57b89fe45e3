"""Reading a document into a draft, correcting it, dropping it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404

from taizhang.ledger import Bilingual, Finding, Ledger, Role, to_json
from taizhang.web.events.services import record
from taizhang.web.people.models import User

from ..access import visible_regions
from ..models import Draft, Intake
from ..source import pane_of
from .checks import check_ledger, rules_off, verdict
from .originals import keep, let_go

Run = Callable[..., Any]
"""Calls a function of plain data with its arguments, here or in a process of its own."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A document read and checked, ready to be stored; `data` is the file as given, `pane` as the review shows it."""

    ledger: Ledger
    findings: tuple[Finding, ...]
    text: str
    data: bytes
    name: str
    pane: str
    as_of: date | None
    notices: tuple[Bilingual, ...] = ()
    table: int = 1
    tables: tuple[tuple[int, str, int], ...] = ()

    def fields(self) -> dict[str, Any]:
        """The columns of `Draft` that reading fills."""
        return {
            "source_name": self.name[:200],
            "source_text": self.text,
            "pane": self.pane,
            "content": to_json(self.ledger).decode(),
            "notices": [[notice.zh, notice.en] for notice in self.notices],
            "as_of": self.as_of,
            "table": self.table,
            "tables": [list(one) for one in self.tables],
        } | verdict(self.ledger, self.findings, self.as_of)


def _here(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return function(*args, **kwargs)


def read_and_check(
    data: bytes | str,
    name: str,
    roles: Mapping[int, Role] | None = None,
    owner: User | None = None,
    run: Run = _here,
    table: int | None = None,
) -> Checked:
    """The document, or the `table`-th ledger in it, checked by the rules of its region.

    Raises `taizhang.reading.ReadError`.
    """
    from taizhang.reading import is_ledger_file, read

    reading = run(read, data, name=name, roles=roles, table=table)
    ledger, as_of = reading.ledger, cut_off_of(reading.ledger)
    given = data if isinstance(data, bytes) else data.encode()
    text = reading.source.text or (given.decode() if is_ledger_file(data) else "")
    findings = check_ledger(ledger, None, as_of, _rules_off(owner, ledger), run)
    pane = "" if text else pane_of(reading.source)
    tables = tuple((one.number, one.name, one.rows) for one in reading.tables) if len(reading.tables) > 1 else ()
    return Checked(ledger, findings, text, given, name, pane, as_of, reading.notices, max(reading.table, 1), tables)


def _rules_off(owner: User | None, ledger: Ledger) -> frozenset[str]:
    """By the region that the document names, else by its importer's; saving checks again for the region chosen."""
    if owner is None:
        return frozenset()
    named = visible_regions(owner).filter(name=ledger.document.region).first() if ledger.document.region else None
    return rules_off(named or owner.region)


def cut_off_of(ledger: Ledger) -> date | None:
    """The day the document's figures stand at: its cut-off, else the last day of its period."""
    document = ledger.document
    return document.cut_off or (document.period.end if document.period else None)


def import_document(owner: User, data: bytes | str, name: str, run: Run = _here) -> Draft:
    """A draft of the document, read at once.  Raises `taizhang.reading.ReadError`, and then nothing is stored."""
    return store(owner, read_and_check(data, name, owner=owner, run=run))


@transaction.atomic
def store(owner: User, checked: Checked, *, collected: bool = False) -> Draft:
    """A draft of what was read; the one already open when the same document comes twice (a double click).

    A unit's report, to be `collected`, is a draft of its own each time.
    """
    fields, original = checked.fields(), keep(checked.data)
    if collected:
        draft, made = Draft.objects.create(owner=owner, original=original, collected=True, **fields), True
    else:
        open_ones = {"owner": owner, "original": original, "table": checked.table}
        open_ones |= {"saved_as": None, "collected": False}
        draft, made = Draft.objects.get_or_create(**open_ones, defaults=fields)
    if made:
        record("draft-read", owner, source=checked.name, tasks=len(checked.ledger.tasks))
    return draft


def correct_columns(draft: Draft, roles: Mapping[int, Role], run: Run = _here) -> Draft:
    """The draft read anew with these columns' roles; as it was saved where somebody saved it meanwhile.

    Raises `taizhang.reading.ReadError`, and the draft stays; Http404 when it was dropped meanwhile.
    """
    checked = _anew(draft, roles, draft.table, run)
    with transaction.atomic():
        if _put(draft, checked, roles):
            record("draft-corrected", draft.owner, source=draft.source_name)
    return get_object_or_404(Draft, pk=draft.pk)


def choose_table(draft: Draft, table: int, run: Run = _here) -> Draft:
    """The draft read anew with another ledger of its file, or the open draft of that ledger where there is one.

    Raises as `correct_columns`.
    """
    same = {"owner": draft.owner, "original": draft.original_id, "saved_as": None, "collected": False}
    other = None if draft.collected else Draft.objects.filter(**same, table=table).exclude(pk=draft.pk).first()
    if other is not None:
        return other
    checked = _anew(draft, {}, table, run)
    with transaction.atomic():
        if _put(draft, checked, {}):
            record("table-chosen", draft.owner, source=draft.source_name, number=table)
    return get_object_or_404(Draft, pk=draft.pk)


def _anew(draft: Draft, roles: Mapping[int, Role], table: int, run: Run) -> Checked:
    source = draft.source_text or bytes(draft.original.data)
    return read_and_check(source, draft.source_name, roles, draft.owner, run, table if draft.tables else None)


def _put(draft: Draft, checked: Checked, roles: Mapping[int, Role]) -> bool:
    """What was read in the draft's place, reports that it holds matched anew.

    False, and nothing done, when it was saved or dropped while that was read.
    """
    told = {str(index): role.value for index, role in roles.items()}
    if not Draft.objects.filter(pk=draft.pk, saved_as=None).update(**checked.fields(), roles=told):
        return False
    Intake.objects.filter(files__draft=draft).update(proposals=None)
    return True


@transaction.atomic
def drop_draft(draft: Draft) -> None:
    """The draft is gone, and its file unless something else needs it; the log keeps that it was."""
    record("draft-dropped", draft.owner, source=draft.source_name)
    digest = draft.original_id
    draft.delete()
    let_go({digest})
