"""Acts on regions and units by people: new ones, codes, names, order, aliases, the preset of lights."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_noop as _

from taizhang.measuring.presets import PRESETS
from taizhang.web.events.services import record
from taizhang.web.months.refusals import NameTaken
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right

from .models import Region, Unit, UnitAlias
from .services import holder_of, region_under

FIELDS = {"name": _("名称"), "code": _("行政区划代码"), "code_origin": _("代码来源")}


@transaction.atomic
def make_region(user: User, parent: Region | None, name: str, code: str = "", origin: str = "") -> Region:
    """A region below `parent`; NameTaken when there is one, PermissionDenied outside the person's own."""
    _ask(user, parent)
    if Region.objects.filter(parent=parent, name=name).exists():
        raise NameTaken(name, str(parent or ""))
    made = region_under(parent, name)
    made.code, made.code_origin = code, origin
    made.save(update_fields=["code", "code_origin"])
    record("region-made", user, region=name)
    return made


@transaction.atomic
def change_region(user: User, region: Region, name: str, code: str, origin: str) -> Region:
    """Name, GB/T 2260 code and where the code was taken from; NameTaken, PermissionDenied."""
    _ask(user, region)
    if Region.objects.filter(parent=region.parent_id, name=name).exclude(pk=region.pk).exists():
        raise NameTaken(name, str(region.parent or ""))
    told = {"name": name, "code": code, "code_origin": origin}
    changed = [field for field in FIELDS if getattr(region, field) != told[field]]
    cells = "；".join(f"{FIELDS[f]}：{getattr(region, f) or '—'} → {told[f] or '—'}" for f in changed)
    before = region.name
    for field in changed:
        setattr(region, field, told[field])
    if changed:
        region.save(update_fields=changed)
        record("region-changed", user, region=before, cells=cells)
    return region


@transaction.atomic
def choose_lights(user: User, region: Region, slug: str) -> None:
    """The preset that judges the region's lists from now on ("": as the region above); KeyError for an unknown one.

    Closed periods keep the lights that they were given.
    """
    _ask(user, region)
    named = PRESETS[slug].name.zh if slug else "—"
    if region.lights != slug:
        region.lights = slug
        region.save(update_fields=["lights"])
        record("lights-chosen", user, region=region.name, preset=named)


@transaction.atomic
def add_unit(user: User, region: Region, name: str) -> Unit:
    """A further unit, the last in order; NameTaken, PermissionDenied."""
    _ask(user, region)
    _ask_free(region, name)
    made = Unit.objects.create(region=region, name=name, order=_last(region) + 1)
    record("unit-made", user, region=region.name, unit=name)
    return made


@transaction.atomic
def rename_unit(user: User, unit: Unit, name: str) -> Unit:
    """Another name; the old one stays as an alias, for documents go on using it.  NameTaken, PermissionDenied."""
    _ask(user, unit.region)
    if name == unit.name:
        return unit
    _ask_free(unit.region, name, unit)
    before = unit.name
    UnitAlias.objects.filter(unit=unit, name=name).delete()
    unit.name = name
    unit.save(update_fields=["name"])
    UnitAlias.objects.get_or_create(region=unit.region, name=before, defaults={"unit": unit, "learned": False})
    record("unit-renamed", user, region=unit.region.name, before=before, unit=name)
    return unit


@transaction.atomic
def order_units(user: User, region: Region, places: Mapping[int, int]) -> int:
    """The official order by units' keys; units of one number keep their order.  How many moved; PermissionDenied."""
    _ask(user, region)
    known = list(Unit.objects.select_for_update(of=("self",)).filter(region=region))
    sorted_ = sorted(known, key=lambda unit: places.get(unit.pk, unit.order))
    moved = [unit for place, unit in enumerate(sorted_, 1) if unit.order != place]
    for place, unit in enumerate(sorted_, 1):
        unit.order = place
    Unit.objects.bulk_update(moved, ["order"])
    if moved:
        record("units-ordered", user, region=region.name, number=len(moved))
    return len(moved)


@transaction.atomic
def add_alias(user: User, unit: Unit, name: str) -> UnitAlias:
    """A name that documents may use for the unit; NameTaken, PermissionDenied."""
    _ask(user, unit.region)
    _ask_free(unit.region, name)
    made = UnitAlias.objects.create(region=unit.region, unit=unit, name=name, learned=False)
    record("alias-added", user, region=unit.region.name, unit=unit.name, alias=name)
    return made


@transaction.atomic
def remove_alias(user: User, alias: UnitAlias) -> None:
    """Know the unit by the name no longer; tasks that it was found by stay.  PermissionDenied."""
    _ask(user, alias.region)
    about = {"region": alias.region.name, "unit": alias.unit.name, "alias": alias.name}
    alias.delete()
    record("alias-removed", user, **about)


def _ask_free(region: Region, name: str, but: Unit | None = None) -> None:
    holder = holder_of(region, name)
    if holder is not None and holder != but:
        raise NameTaken(name, str(holder))


def _last(region: Region) -> int:
    return max(Unit.objects.filter(region=region).values_list("order", flat=True), default=0)


def _ask(user: User, region: Region | None) -> None:
    """Those who keep places, in their own region and below; the top of the country is of those who see all."""
    inside = user.region is None or (region is not None and region.path.startswith(user.region.path))
    if not has(user, Right.MANAGE_PLACES) or not inside:
        raise PermissionDenied
