"""The only doors to ledgers and drafts.  What is not found here does not exist for the person: 404, not 403."""

from django.db.models import Q, QuerySet
from django.http import Http404

from taizhang.ledger import Finding
from taizhang.web.people.access import may_import
from taizhang.web.people.models import Role, User
from taizhang.web.places.models import Region

from .filters import is_mine, units_of
from .models import Draft, LedgerVersion, YearlyLedger
from .models.content import HEAVY, SOURCES


def visible_regions(user: User) -> QuerySet[Region]:
    """The person's region and all below it; every region for one who belongs to none."""
    return Region.objects.filter(_below(user, ""))


def visible_ledgers(user: User) -> QuerySet[YearlyLedger]:
    """The lists of the visible regions."""
    return YearlyLedger.objects.filter(_below(user, "region__")).select_related("region")


def visible_versions(user: User) -> QuerySet[LedgerVersion]:
    """The periods of the visible lists, corrected ones too, without their content."""
    found = LedgerVersion.objects.filter(_below(user, "yearly__region__"))
    return found.select_related("yearly__region", "saved_by").defer(*HEAVY)


def valid_versions(user: User) -> QuerySet[LedgerVersion]:
    """The visible periods that no correction has replaced."""
    return visible_versions(user).filter(corrected_by=None)


def _below(user: User, prefix: str) -> Q:
    if user.region is None:
        return Q()
    return Q(**{f"{prefix}path__startswith": user.region.path})


def access_ledger(user: User, key: int) -> YearlyLedger:
    """The list, or Http404."""
    found = visible_ledgers(user).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def access_version(user: User, key: int, number: int | None = None) -> LedgerVersion:
    """One period of a list with its content (the latest valid one when `number` is None), or Http404."""
    found = LedgerVersion.objects.filter(_below(user, "yearly__region__"), yearly=key)
    found = found.filter(corrected_by=None) if number is None else found.filter(number=number)
    version = found.select_related("yearly__region", "saved_by", "corrected_by").defer(*SOURCES).first()
    if version is None:
        raise Http404
    return version


def access_draft(user: User, key: int) -> Draft:
    """One's own draft, or Http404: nobody sees another's, whatever the role."""
    found = Draft.objects.filter(pk=key, owner=user).select_related("saved_as").first()
    if found is None or not may_import(user):
        raise Http404
    return found


def open_drafts(user: User) -> QuerySet[Draft]:
    """One's own drafts that wait to be saved, without their content."""
    return Draft.objects.filter(owner=user, saved_as=None).defer(*HEAVY)


def may_explain(user: User, version: LedgerVersion, finding: Finding) -> bool:
    """Those who import, and a unit for its own tasks; nobody once the period was corrected."""
    if version.corrected_by_id is not None or not user.is_active:
        return False
    if user.role != Role.REPORTER:
        return may_import(user)
    task = next((t for t in version.ledger.tasks if t.row == finding.row), None)
    return task is not None and is_mine(user.unit, units_of(task))
