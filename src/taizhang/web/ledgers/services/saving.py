"""Making a draft a period of a yearly ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import msgspec
from django.core.exceptions import PermissionDenied
from django.db import transaction

from taizhang.ledger import Ledger
from taizhang.measuring import match_rows
from taizhang.measuring.standing import standings
from taizhang.web.events.services import record
from taizhang.web.people.models import User
from taizhang.web.places.models import Region
from taizhang.web.places.services import region_under

from ..access import visible_ledgers, visible_regions
from ..models import Draft, LedgerVersion, YearlyLedger
from .drafts import check_ledger
from .summary import counts

SAME_LIST = 0.4
"""The part of a document's rows that must be found in a list for it to be that list's next period."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a draft goes: the next period of `ledger`, or else a new list of that region and year."""

    ledger: YearlyLedger | None = None
    region: str = ""
    year: int = 0
    name: str = ""
    period: str = ""
    as_of: date | None = None


class AlreadySaved(Exception):  # noqa: N818 -- it is an answer, not an error
    """The same document is already a period of that list: `version`."""

    def __init__(self, version: LedgerVersion) -> None:
        super().__init__(str(version))
        self.version = version


@transaction.atomic
def save_draft(user: User, draft: Draft, place: Place) -> LedgerVersion:
    """The draft as a period.  Saving twice gives the first one's period.

    Raises PermissionDenied for a region outside the person's own, AlreadySaved when the list holds the document.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.saved_as is not None:
        return draft.saved_as
    yearly = place.ledger or _new_list(user, place)
    yearly = YearlyLedger.objects.select_for_update().get(pk=yearly.pk)
    same = yearly.versions.filter(source_hash=draft.source_hash).first()
    if same is not None:
        raise AlreadySaved(same)
    version = _version(user, draft, yearly, place)
    draft.saved_as = version
    draft.save(update_fields=["saved_as"])
    record("version-saved", user, source=draft.source_name, ledger=str(yearly), number=version.number)
    return version


def _new_list(user: User, place: Place) -> YearlyLedger:
    region = region_for(user, place.region)
    made = {"made_by": user}
    return YearlyLedger.objects.get_or_create(region=region, year=place.year, name=place.name, defaults=made)[0]


def region_for(user: User, name: str) -> Region:
    """The visible region of that name, or a new one below the person's own.

    PermissionDenied when the name is that of a region the person may not see.
    """
    known = visible_regions(user).filter(name=name).first()
    if known is not None:
        return known
    if Region.objects.filter(name=name).exists():
        raise PermissionDenied
    return region_under(user.region, name)


def _version(user: User, draft: Draft, yearly: YearlyLedger, place: Place) -> LedgerVersion:
    last = yearly.versions.first()
    findings = check_ledger(draft.ledger, last.ledger if last else None, place.as_of)
    return LedgerVersion.objects.create(
        yearly=yearly,
        number=last.number + 1 if last else 1,
        period_label=place.period,
        saved_by=user,
        source_name=draft.source_name,
        source_text=draft.source_text,
        source_hash=draft.source_hash,
        content=draft.content,
        findings_json=msgspec.json.encode(findings).decode(),
        counts=counts(draft.ledger, findings, standings(draft.ledger, findings, place.as_of)),
        as_of=place.as_of,
    )


def likely_ledger(user: User, ledger: Ledger) -> YearlyLedger | None:
    """The visible list that this document most likely continues: same region and year, and mostly the same rows."""
    document = ledger.document
    if document.year is None:
        return None
    for yearly in visible_ledgers(user).filter(year=document.year):
        if not document.region or _same_region(yearly.region.name, document.region):
            last = yearly.versions.first()
            if last and len(match_rows(last.ledger, ledger)) >= SAME_LIST * len(ledger.rows):
                return yearly
    return None


def _same_region(ours: str, theirs: str) -> bool:
    """云川市清禾县 and 清禾县 are one place."""
    return ours.endswith(theirs) or theirs.endswith(ours)
