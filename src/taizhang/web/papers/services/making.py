"""Making a paper of a closed period, and writing it anew when figures or outline change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from msgspec.structs import replace

from taizhang.web.events.services import record
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.months.models import Closing, Period
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right
from taizhang.web.places.models import Region
from taizhang.writing import AS_READ
from taizhang.writing.bulletin import (
    Bulletin,
    Outline,
    bulletin_to_json,
    compose,
    outline_from_json,
    outline_named,
    outline_to_json,
    tell,
)
from taizhang.writing.bulletin.facts import Told
from taizhang.writing.bulletin.printed import annex_sheets

from ..formats import kept_json
from ..models import OutlineOfPlace, Paper
from ..refusals import Corrected, NotFrozen
from ..standing import standings_before, standings_of
from .formats import format_of
from .layouts import layouts_of


def outline_for(region: Region, kind: str) -> Outline:
    """The place's own outline of the kind, that of a region above it, else the program's; WriteError for no kind."""
    own = OutlineOfPlace.objects.filter(region__in=region.above, kind=kind).order_by("-region__path").first()
    return outline_from_json(own.content) if own else outline_named(kind)


@transaction.atomic
def make_paper(
    user: User,
    version: LedgerVersion,
    kind: str,
    *,
    before: LedgerVersion | None = None,
    supersedes: Paper | None = None,
) -> Paper:
    """A draft from a version of the list; PermissionDenied, Corrected, WriteError for an unknown kind."""
    if not has(user, Right.REVIEW):
        raise PermissionDenied
    if version.corrected_by_id is not None:
        raise Corrected(version.period)
    region = version.yearly.region
    outline = outline_for(region, kind)
    bulletin = written(version, before, outline)
    made = Paper.objects.create(
        version=version,
        before=before,
        kind=kind,
        title=bulletin.title[:200],
        outline=outline_to_json(outline).decode(),
        content=bulletin_to_json(bulletin).decode(),
        publication=supersedes.publication if supersedes else _proposed(region, kind, bulletin.issuer),
        supersedes=supersedes,
        made_by=user,
    )
    about = {"ledger": str(version.yearly), "period": version.period, "paper": made.title}
    record("paper-made", user, **about, key=str(made.pk))
    return made


def _proposed(region: Region, kind: str, issuer: str) -> str:
    return kept_json(format_of(region).publication(kind, issuer))


def version_of(period: Period) -> LedgerVersion:
    """What the closed period left; NotFrozen while it is open."""
    last = period.closings.select_related("version__yearly__region").last()
    if last is None:
        raise NotFrozen(period.label)
    return last.version


def newest_of(versions: Sequence[LedgerVersion]) -> LedgerVersion | None:
    """The one that a paper is most likely made of: the newest period that a month's closing left, else the newest."""
    closed = set(Closing.objects.filter(version__in=versions).values_list("version", flat=True))
    return max(versions, key=lambda v: (v.pk in closed, v.as_of or date.min, v.pk), default=None)


def written(version: LedgerVersion, before: LedgerVersion | None, outline: Outline) -> Bulletin:
    """The outline's paper from the version's record as it is now, headed and signed as its place does.

    WriteError as `compose` raises it, and for a layout of an annex that doesn't suit the ledger.
    """
    region = version.yearly.region
    kept = format_of(region)
    layouts = {name: layout for name, _label, layout in reversed(layouts_of(region))}
    told = told_of(version, before)
    made = compose(outline, told, issuer=kept.names.issuer, layouts=layouts)
    laid = replace(made, annexes=tuple(annex for annex in made.annexes if annex.layout))
    for _sheet in annex_sheets(laid, told.ledger, AS_READ):
        pass  # a layout that doesn't suit is told of now, not when the paper is printed
    head = kept.head(outline.name)
    return replace(made, head=replace(head, urgency=outline.urgency if head.style != "none" else ""))


def told_of(version: LedgerVersion, before: LedgerVersion | None) -> Told:
    """What the version's record tells, beside the period before."""
    past = standings_before(version, before) if before else None
    return tell(version.ledger, standings_of(version), as_of=version.as_of, before=past)
