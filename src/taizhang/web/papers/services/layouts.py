"""The layouts that a place writes its ledgers in: those that come with the program, and its own."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from msgspec.structs import replace

from taizhang.ledger import Ledger, to_json
from taizhang.web.bounded import child
from taizhang.web.events.services import record
from taizhang.web.ledgers.access import valid_versions
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.people.access import has, reaches
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right
from taizhang.web.places.models import Region
from taizhang.web.refusals import WRITING, too_large
from taizhang.writing import LAYOUTS, Layout, WriteError, layout_from_json, layout_to_json
from taizhang.writing.layouts import faults, fields_of

from ..access import access_layout
from ..laying import Job, file_of
from ..models import LayoutOfPlace
from ..refusals import LayoutNameMissing, LayoutNameTaken, NoColumns, TooManyLayouts
from ..taking import layout_in

LONGEST = 60
"""Characters of a layout's name."""
MOST = 100
"""Layouts of one region."""


def layouts_of(region: Region) -> list[tuple[str, str, Layout]]:
    """Each layout with its name and what it is called: own ones first, those of regions above in the same list.

    Of two of one name that of the nearest region is taken.
    """
    own: dict[str, Layout] = {}
    for kept in LayoutOfPlace.objects.filter(region__in=region.above).order_by("-region__path", "name"):
        own.setdefault(kept.name, layout_from_json(kept.content))
    language = get_language() or "zh"
    built_in = [(name, layout.label.in_language(language), layout) for name, layout in LAYOUTS.items()]
    return [*((name, name, layout) for name, layout in own.items()), *built_in]


def newest_of(user: User, region: Region) -> LedgerVersion | None:
    """The newest period of the region and those below that the person may see."""
    found = valid_versions(user).filter(yearly__region__path__startswith=region.path)
    return found.order_by("-pk").first()


@transaction.atomic
def make_layout(user: User, region: Region, of: str, name: str) -> LayoutOfPlace:
    """A layout of the region's own, begun as a copy of another; one without columns gets those of its newest list.

    Raises Http404 for a layout that there isn't, PermissionDenied, NoColumns, and what `keep` raises.
    """
    base = next((layout for called, _label, layout in layouts_of(region) if called == of), None)
    if base is None:
        raise Http404
    if not base.fields and base.shape == "list":
        newest = newest_of(user, region)
        if newest is None:
            raise NoColumns
        base = replace(base, fields=tuple(replace(f, width=0) for f in fields_of(newest.ledger)))
    return keep(user, region, base, name)


def take_layout(user: User, region: Region, data: bytes, file: str) -> LayoutOfPlace:
    """A layout of the region's own from a Word or JSON file, read within the limits of reading.

    Raises PermissionDenied, ReadError and WriteError for a file that makes none, and what `keep` raises.
    """
    _ask(user, region)
    if len(data) > settings.UPLOAD_LIMIT:
        raise too_large(settings.UPLOAD_LIMIT)
    made = child(settings.READ_SECONDS, settings.READ_MEMORY).run(layout_in, data, file)
    with transaction.atomic():
        return keep(user, region, layout_from_json(made), _free(region, PurePosixPath(file).stem), file=file)


def keep(user: User, region: Region, layout: Layout, name: str, *, file: str = "") -> LayoutOfPlace:
    """A new layout of the region under that name.

    Raises PermissionDenied, LayoutNameMissing, LayoutNameTaken, TooManyLayouts, and WriteError for a faulty layout.
    """
    _ask(user, region)
    called = _name(region, name)
    if LayoutOfPlace.objects.filter(region=region).count() >= MOST:
        raise TooManyLayouts(MOST)
    kept = LayoutOfPlace.objects.create(region=region, name=called, content=_content(layout, called), by=user)
    code = "layout-taken" if file else "layout-made"
    record(code, user, region=region.name, layout=called, key=str(kept.pk), **({"source": file} if file else {}))
    return kept


@transaction.atomic
def change_layout(user: User, key: int, layout: Layout, name: str) -> LayoutOfPlace:
    """The layout as it is now; Http404, and what `keep` raises."""
    kept = access_layout(user, key)
    _ask(user, kept.region)
    kept.name = _name(kept.region, name, but=kept)
    kept.content, kept.by = _content(layout, kept.name), user
    kept.save()
    record("layout-changed", user, region=kept.region.name, layout=kept.name, key=str(kept.pk))
    return kept


@transaction.atomic
def delete_layout(user: User, key: int) -> Region:
    """Away with it; what was written in it stays.  Gives its region; Http404, PermissionDenied."""
    kept = access_layout(user, key)
    _ask(user, kept.region)
    record("layout-deleted", user, region=kept.region.name, layout=kept.name, key=str(kept.pk))
    kept.delete()
    return kept.region


def sample_of(kept: LayoutOfPlace, ledger: Ledger) -> bytes:
    """A ledger written in the layout, as a Word file, within the limits of making papers; WriteError as `write`."""
    job = Job(to_json(ledger).decode(), kept.content, "docx")
    return child(settings.READ_SECONDS, settings.READ_MEMORY, WRITING).run(file_of, job)


def _ask(user: User, region: Region) -> None:
    if not has(user, Right.REVIEW) or not reaches(user, region):
        raise PermissionDenied


def _name(region: Region, name: str, *, but: LayoutOfPlace | None = None) -> str:
    """The name as it is kept: one that no other layout has, that come with the program neither."""
    called = " ".join(name.split())[:LONGEST]
    if not called:
        raise LayoutNameMissing
    others = LayoutOfPlace.objects.filter(region=region, name=called)
    if but is not None:
        others = others.exclude(pk=but.pk)
    built_in = {word for layout in LAYOUTS.values() for word in (layout.name, layout.zh, layout.en)}
    if called in built_in or others.exists():
        raise LayoutNameTaken(called)
    return called


def _free(region: Region, name: str) -> str:
    """The name, with a number behind it where it is taken."""
    wanted = " ".join(name.split())[: LONGEST - 4] or _("版式")
    for number in range(1, MOST + 2):
        called = wanted if number == 1 else f"{wanted} {number}"
        try:
            return _name(region, called)
        except LayoutNameTaken:
            continue
    raise LayoutNameTaken(wanted)


def _content(layout: Layout, name: str) -> str:
    named = replace(layout, name=name, zh=name, en=name)
    for fault in faults(named):
        raise WriteError(fault.told)
    return layout_to_json(named).decode()
