"""The only doors to ledgers and drafts.  What is not found here does not exist for the person: 404, not 403."""

from pathlib import PurePosixPath

from django.db.models import Q, QuerySet
from django.http import Http404

from taizhang.ledger import Finding
from taizhang.web.people.access import may_import
from taizhang.web.people.models import User
from taizhang.web.people.rights import OF_A_UNIT
from taizhang.web.places.models import Region

from .filters import is_mine, units_of
from .models import Draft, Incoming, Intake, LedgerVersion, Original, State, YearlyLedger
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
    version = found.select_related("yearly__region", "saved_by", "corrected_by", "closing").defer(*SOURCES).first()
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
    return Draft.objects.filter(owner=user, saved_as=None, collected=False).defer(*HEAVY, "pane")


def access_intake(user: User, key: int) -> Intake:
    """One's own import, or Http404."""
    found = Intake.objects.filter(pk=key, owner=user).select_related("yearly__region", "saved_as").first()
    if found is None or not may_import(user):
        raise Http404
    return found


def access_incoming(user: User, key: int) -> Incoming:
    """A file of one's own import, or Http404."""
    found = Incoming.objects.filter(pk=key, intake__owner=user).select_related("intake", "original").first()
    if found is None or not may_import(user):
        raise Http404
    return found


def open_intakes(user: User) -> QuerySet[Intake]:
    """One's own imports that go on: files still to come or to be read, or units' reports not yet saved."""
    unread = Q(files__state__in=(State.QUEUED, State.READING))
    begun = (unread | Q(yearly__isnull=False)) & Q(files__isnull=False)
    going = Intake.objects.filter(begun | ~Q(awaited=[]), owner=user, saved_as=None)
    return going.select_related("yearly__region").distinct()


def access_original(user: User, digest: str) -> tuple[str, Original]:
    """A file with the name it came under, for its giver and those who may see a period made of it; or Http404."""
    periods = visible_versions(user)
    mine = Draft.objects.filter(owner=user, original=digest) if may_import(user) else Draft.objects.none()
    given = Q(intake__saved_as__in=periods.values("pk"))
    if may_import(user):
        given |= Q(intake__owner=user)
    for names in (
        periods.filter(original=digest).values_list("source_name", flat=True),
        Incoming.objects.filter(given, original=digest).values_list("name", flat=True),
        mine.values_list("source_name", flat=True),
    ):
        if (name := names.first()) is not None:
            return PurePosixPath(name).name, Original.objects.get(pk=digest)
    raise Http404


def may_explain(user: User, version: LedgerVersion, finding: Finding) -> bool:
    """Those who import, and a unit for its own tasks; nobody once the period was corrected."""
    if version.corrected_by_id is not None or not user.is_active:
        return False
    if user.role not in OF_A_UNIT:
        return may_import(user)
    task = next((t for t in version.ledger.tasks if t.row == finding.row), None)
    return task is not None and is_mine(user.unit, units_of(task))
