"""Reading a document into a draft, correcting it, dropping it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from taizhang.ledger import Bilingual, Finding, Ledger, Role, to_json
from taizhang.web.events.services import record
from taizhang.web.people.models import User

from ..access import visible_regions
from ..models import Draft
from .checks import check_ledger, rules_off, verdict


@dataclass(frozen=True, slots=True)
class Checked:
    """A document read and checked, ready to be stored; `data` is the file itself where it is no text."""

    ledger: Ledger
    findings: tuple[Finding, ...]
    text: str
    data: bytes | None
    name: str
    as_of: date | None
    notices: tuple[Bilingual, ...] = ()

    def fields(self) -> dict[str, Any]:
        """The columns of `Draft` that reading fills."""
        return {
            "source_name": self.name[:200],
            "source_text": self.text,
            "source_data": self.data,
            "source_hash": hashlib.sha256(self.data or self.text.encode()).hexdigest(),
            "content": to_json(self.ledger).decode(),
            "notices": [[notice.zh, notice.en] for notice in self.notices],
            "as_of": self.as_of,
        } | verdict(self.ledger, self.findings, self.as_of)


def read_and_check(
    data: bytes | str, name: str, roles: Mapping[int, Role] | None = None, owner: User | None = None
) -> Checked:
    """The document as a checked ledger, by the rules of its region.  Raises `taizhang.reading.ReadError`."""
    from taizhang.reading import is_ledger_file, read

    reading = read(data, name=name, roles=roles)
    ledger, as_of = reading.ledger, cut_off_of(reading.ledger)
    text, kept = reading.source.text, None
    if not text and is_ledger_file(data):
        text = data if isinstance(data, str) else data.decode()
    elif not text and isinstance(data, bytes):
        kept = data
    off = _rules_off(owner, ledger)
    return Checked(ledger, check_ledger(ledger, None, as_of, off), text, kept, name, as_of, reading.notices)


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


def import_document(owner: User, data: bytes | str, name: str) -> Draft:
    """A draft of the document; the one already open when the same text comes twice (a double click).

    Raises `taizhang.reading.ReadError`, and then nothing is stored.
    """
    checked = read_and_check(data, name, owner=owner)
    fields = checked.fields()
    with transaction.atomic():
        draft, made = Draft.objects.get_or_create(
            owner=owner, source_hash=fields["source_hash"], saved_as=None, defaults=fields
        )
        if made:
            record("draft-read", owner, source=name, tasks=len(checked.ledger.tasks))
    return draft


def correct_columns(draft: Draft, roles: Mapping[int, Role]) -> Draft:
    """The draft read anew with these columns' roles.  Raises `taizhang.reading.ReadError`; the draft then stays."""
    source = draft.source_text if draft.source_data is None else bytes(draft.source_data)
    checked = read_and_check(source, draft.source_name, roles, draft.owner)
    with transaction.atomic():
        for field, value in checked.fields().items():
            setattr(draft, field, value)
        draft.roles = {str(index): role.value for index, role in roles.items()}
        draft.save()
        record("draft-corrected", draft.owner, source=draft.source_name)
    return Draft.objects.get(pk=draft.pk)


@transaction.atomic
def drop_draft(draft: Draft) -> None:
    """The draft is gone; the log keeps that it was."""
    record("draft-dropped", draft.owner, source=draft.source_name)
    draft.delete()
