"""A place's outlines: those of its own, those lent from above, those that come with the program."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from msgspec.structs import replace

from taizhang.ledger import Document, Ledger
from taizhang.web.events.services import record
from taizhang.web.people.access import has, reaches
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right
from taizhang.web.places.models import Region
from taizhang.writing.bulletin import (
    OUTLINES,
    Outline,
    compose,
    outline_from_json,
    outline_named,
    outline_to_json,
    tell,
)
from taizhang.writing.bulletin.compose import ANNEX_TITLES

from ..access import access_paper
from ..models import OutlineOfPlace
from .layouts import layouts_of


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of paper in a region: its outline, and where that is kept (None: it is the built-in one)."""

    kind: str
    outline: Outline
    kept: OutlineOfPlace | None
    is_own: bool
    annexes: tuple[tuple[str, str], ...]


def outlines_of(region: Region) -> list[Line]:
    """Every kind with the outline that papers of the region are made by; each annex with what its layout is called."""
    found = OutlineOfPlace.objects.filter(region__in=region.above).select_related("region", "by")
    nearest = {kept.kind: kept for kept in found.order_by("region__path")}
    called = {name: label for name, label, _layout in reversed(layouts_of(region))}
    return [_line(kind, nearest.get(kind), region, called) for kind in OUTLINES]


def _line(kind: str, kept: OutlineOfPlace | None, region: Region, called: dict[str, str]) -> Line:
    outline = outline_from_json(kept.content) if kept else OUTLINES[kind]
    layouts = [outline.layouts.get(name, "") for name in outline.annexes]
    annexes = ((ANNEX_TITLES[n], called.get(own, own)) for n, own in zip(outline.annexes, layouts, strict=True))
    return Line(kind, outline, kept, kept is not None and kept.region_id == region.pk, tuple(annexes))


@transaction.atomic
def set_outline(user: User, region: Region, outline: Outline) -> OutlineOfPlace:
    """The outline of all papers of its kind made there and below from now on.

    Raises PermissionDenied, and WriteError for an unknown kind, a broken brace, an unknown fact or layout.
    """
    _ask(user, region)
    outline_named(outline.name)
    layouts = {name: layout for name, _label, layout in layouts_of(region)}
    compose(outline, tell(Ledger(document=Document()), {}), layouts=layouts)
    told = {"content": outline_to_json(outline).decode(), "by": user}
    kept, _made = OutlineOfPlace.objects.update_or_create(region=region, kind=outline.name, defaults=told)
    record("outline-set", user, region=region.name, kind=outline.zh)
    return kept


def import_outline(user: User, region: Region, data: bytes) -> OutlineOfPlace:
    """The outline in a file; raises what `set_outline` raises, and WriteError for a file that is none."""
    return set_outline(user, region, outline_from_json(data))


@transaction.atomic
def reset_outline(user: User, region: Region, kind: str) -> None:
    """Drop the region's own outline of the kind; nothing where there is none.  PermissionDenied."""
    _ask(user, region)
    gone, _of = OutlineOfPlace.objects.filter(region=region, kind=kind).delete()
    if gone:
        record("outline-reset", user, region=region.name, kind=outline_named(kind).zh)


@transaction.atomic
def keep_outline(user: User, key: int) -> OutlineOfPlace:
    """The paper's outline, for all papers of its kind made there and below from now on; Http404, PermissionDenied."""
    paper = access_paper(user, key)
    region = paper.version.yearly.region
    _ask(user, region)
    outline = replace(outline_from_json(paper.outline), urgency="")  # what was urgent once need not be so again
    told = {"content": outline_to_json(outline).decode(), "by": user}
    kept, _made = OutlineOfPlace.objects.update_or_create(region=region, kind=paper.kind, defaults=told)
    record("outline-kept", user, region=str(region), kind=paper.kind, paper=paper.title, key=str(paper.pk))
    return kept


def _ask(user: User, region: Region) -> None:
    if not has(user, Right.REVIEW) or not reaches(user, region):
        raise PermissionDenied
