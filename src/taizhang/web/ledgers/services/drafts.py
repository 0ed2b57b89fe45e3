"""Reading a document into a draft, correcting it, dropping it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.db import transaction

from taizhang.ledger import Finding, Ledger, Role, to_json
from taizhang.measuring.standing import standings
from taizhang.web.events.services import record
from taizhang.web.people.models import User

from ..models import Draft
from .summary import counts


@dataclass(frozen=True, slots=True)
class Checked:
    """A document read and checked, ready to be stored."""

    ledger: Ledger
    findings: tuple[Finding, ...]
    text: str
    name: str
    as_of: date | None

    def fields(self) -> dict[str, Any]:
        """The columns of `Content`."""
        return {
            "source_name": self.name[:200],
            "source_text": self.text,
            "source_hash": hashlib.sha256(self.text.encode()).hexdigest(),
            "content": to_json(self.ledger).decode(),
            "findings_json": msgspec.json.encode(self.findings).decode(),
            "counts": counts(self.ledger, self.findings, standings(self.ledger, self.findings, self.as_of)),
            "as_of": self.as_of,
        }


def read_and_check(data: bytes | str, name: str, roles: Mapping[int, Role] | None = None) -> Checked:
    """The document as a checked ledger.  Raises `taizhang.reading.ReadError`."""
    from taizhang.reading import read

    reading = read(data, name=name, roles=roles)
    ledger, as_of = reading.ledger, cut_off_of(reading.ledger)
    text = reading.source.text or (data if isinstance(data, str) else data.decode("utf-8", "replace"))
    return Checked(ledger, check_ledger(ledger, None, as_of), text, name, as_of)


def cut_off_of(ledger: Ledger) -> date | None:
    """The day the document's figures stand at: its cut-off, else the last day of its period."""
    document = ledger.document
    return document.cut_off or (document.period.end if document.period else None)


def check_ledger(ledger: Ledger, previous: Ledger | None, as_of: date | None) -> tuple[Finding, ...]:
    """The findings, gravest first and in the order of rows."""
    from taizhang.checking import check

    order = {"error": 0, "warning": 1, "info": 2}
    found = check(ledger, previous=previous, as_of=as_of)
    return tuple(sorted(found, key=lambda f: (order[f.severity], -1 if f.row is None else f.row)))


def import_document(owner: User, data: bytes | str, name: str) -> Draft:
    """A draft of the document; the one already open when the same text comes twice (a double click).

    Raises `taizhang.reading.ReadError`, and then nothing is stored.
    """
    checked = read_and_check(data, name)
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
    checked = read_and_check(draft.source_text, draft.source_name, roles)
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
