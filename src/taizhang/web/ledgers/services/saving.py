"""Making a draft a period of a yearly ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from taizhang.ledger import Ledger
from taizhang.measuring import AnyCurve, match_rows
from taizhang.web.events.services import record
from taizhang.web.people.models import User
from taizhang.web.places.models import Region
from taizhang.web.places.services import region_under

from ..access import visible_ledgers, visible_regions
from ..models import Draft, LedgerVersion, YearlyLedger
from ..models.content import HEAVY
from ..periods import after, before, same_period
from .checks import check_again, check_ledger, count_again, rules_off, verdict
from .explaining import carry_on

DOCUMENT = ("source_name", "source_text", "original_id", "content")
SAME_LIST = 0.4
"""The part of a document's rows that must be found in a list for it to be that list's next period."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a draft goes: a period of `ledger`, or else a new list of that region and year.

    `correction` is the reason for which it takes the place of the version that already tells of that period.
    """

    ledger: YearlyLedger | None = None
    region: str = ""
    year: int = 0
    name: str = ""
    period: str = ""
    as_of: date | None = None
    correction: str = ""


class AlreadySaved(Exception):  # noqa: N818 -- it is an answer, not an error
    """The same document is already a period of that list: `version`."""

    def __init__(self, version: LedgerVersion) -> None:
        super().__init__(str(version))
        self.version = version


class PeriodTaken(Exception):  # noqa: N818 -- it is an answer, not an error
    """The list has a version of that period already: `version`; a correction would replace it."""

    def __init__(self, version: LedgerVersion) -> None:
        super().__init__(str(version))
        self.version = version


@transaction.atomic
def save_draft(user: User, draft: Draft, place: Place) -> LedgerVersion:
    """The draft as a period.  Saving twice gives the first one's period.

    The period after it is checked anew against it.  Raises PermissionDenied for a region outside the person's own,
    AlreadySaved when the list holds the document, PeriodTaken when it holds another of that period and the draft
    is no correction.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.saved_as is not None:
        return draft.saved_as
    yearly = locked(place.ledger or _new_list(user, place))
    twin = _replaced(yearly, draft, place)
    document = {name: getattr(draft, name) for name in DOCUMENT}
    version = make_version(user, draft.ledger, yearly, place, twin, document)
    draft.saved_as, draft.pane = version, ""
    draft.save(update_fields=["saved_as", "pane"])
    record("version-saved", user, source=draft.source_name, ledger=str(yearly), period=version.period)
    settle(user, version, twin, place.correction)
    return version


def locked(yearly: YearlyLedger) -> YearlyLedger:
    """The list, which nobody else adds a period to until the transaction ends."""
    return YearlyLedger.objects.select_for_update().get(pk=yearly.pk)


def settle(user: User, version: LedgerVersion, twin: LedgerVersion | None, reason: str) -> None:
    """What follows from a new period: the correction is logged, the period after it is checked anew."""
    yearly = version.yearly
    if twin is not None:
        record("version-corrected", user, ledger=str(yearly), period=version.period, reason=reason)
    later = after(version, yearly.versions.defer(*HEAVY))
    if later is not None:
        check_again(user, later)


def _replaced(yearly: YearlyLedger, draft: Draft, place: Place) -> LedgerVersion | None:
    """The version that this one takes the place of: of the same document, whose period was wrong, or of the period."""
    same, twin = saved_in(yearly, draft), taken_by(yearly, place.period, place.as_of)
    if same is not None and (not place.correction or (twin is not None and twin != same)):
        raise AlreadySaved(same)
    if twin is not None and not place.correction:
        raise PeriodTaken(twin)
    return same or twin


def saved_in(yearly: YearlyLedger, draft: Draft) -> LedgerVersion | None:
    """The valid version that was made of the same ledger of the same document."""
    same = {"original": draft.original_id, "draft__table": draft.table}
    return yearly.versions.filter(corrected_by=None, **same).defer(*HEAVY).first()


def taken_by(yearly: YearlyLedger, period: str, as_of: date | None) -> LedgerVersion | None:
    """The valid version that already tells of that period."""
    valid = yearly.versions.filter(corrected_by=None).defer(*HEAVY)
    return next((version for version in valid if same_period(version, period, as_of)), None)


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


def make_version(
    user: User,
    ledger: Ledger,
    yearly: YearlyLedger,
    place: Place,
    twin: LedgerVersion | None,
    document: Mapping[str, Any],
    curves: Mapping[int, AnyCurve | None] | None = None,
) -> LedgerVersion:
    """The new period in its place, with the findings against the one before and the explanations that still hold.

    `curves` as `checking.check` takes them.
    """
    version = LedgerVersion(
        yearly=yearly,
        number=1 + (yearly.versions.aggregate(last=Max("number"))["last"] or 0),
        period_label=place.period,
        as_of=place.as_of,
        saved_by=user,
        correction_reason=place.correction if twin else "",
        **document,
    )
    others = [other for other in yearly.versions.defer(*HEAVY) if twin is None or other.pk != twin.pk]
    earlier = before(version, others)
    off = rules_off(yearly.region)
    findings = check_ledger(ledger, earlier.ledger if earlier else None, place.as_of, off, curves=curves)
    for name, value in verdict(ledger, findings, place.as_of).items():
        setattr(version, name, value)
    version.save()
    if twin is not None:
        LedgerVersion.objects.filter(pk=twin.pk).update(corrected_by=version)
    for giver in (twin, earlier):
        carry_on(giver, version)
    count_again(version)
    version.refresh_from_db(fields=["counts"])
    return version


def likely_ledger(user: User, ledger: Ledger) -> YearlyLedger | None:
    """The visible list that this document most likely continues: same region and year, and mostly the same rows."""
    document = ledger.document
    if document.year is None:
        return None
    for yearly in visible_ledgers(user).filter(year=document.year):
        if not document.region or _same_region(yearly.region.name, document.region):
            last = yearly.versions.filter(corrected_by=None).first()
            if last and len(match_rows(last.ledger, ledger)) >= SAME_LIST * len(ledger.rows):
                return yearly
    return None


def _same_region(ours: str, theirs: str) -> bool:
    """云川市清禾县 and 清禾县 are one place."""
    return ours.endswith(theirs) or theirs.endswith(ours)
