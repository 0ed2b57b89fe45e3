"""Making regions and units, and knowing units by the names that documents give them."""

from django.db import transaction
from django.db.models import Max, QuerySet

from taizhang.measuring import Preset
from taizhang.measuring.presets import GENERAL, PRESETS

from .models import Region, Unit, UnitAlias


@transaction.atomic
def region_under(parent: Region | None, name: str) -> Region:
    """The region of that name directly under `parent` (None: at the top), made when new."""
    region, made = Region.objects.get_or_create(parent=parent, name=name)
    if made:
        region.path = f"{parent.path if parent else '/'}{region.pk}/"
        region.save(update_fields=["path"])
    return region


@transaction.atomic
def unit_named(region: Region, name: str) -> Unit:
    """The region's unit of that name or alias; made when new, as the last in order."""
    known = find_unit(region, name)
    if known is not None:
        return known
    last = Unit.objects.filter(region=region).aggregate(last=Max("order"))["last"] or 0
    return Unit.objects.get_or_create(region=region, name=name, defaults={"order": last + 1})[0]


def find_unit(region: Region, name: str) -> Unit | None:
    """The region's unit of that name or alias; else the only one whose name ends as this one (县教育局, 教育局)."""
    known = holder_of(region, name)
    if known is not None:
        return known
    alike = [u for u in units_of(region) if u.name.endswith(name) or name.endswith(u.name)]
    return alike[0] if len(alike) == 1 else None


def holder_of(region: Region, name: str) -> Unit | None:
    """The region's unit that bears exactly this name or alias; of merged ones the unit that they went into."""
    exact = Unit.objects.filter(region=region, name=name).select_related("merged_into").first()
    if exact is not None:
        return exact.merged_into or exact
    alias = UnitAlias.objects.filter(region=region, name=name).select_related("unit").first()
    return alias.unit if alias else None


def units_of(region: Region) -> QuerySet[Unit]:
    """The region's units in the official order, without those that went into another."""
    return Unit.objects.filter(region=region, merged_into=None)


def learn_alias(unit: Unit, name: str) -> bool:
    """Know the unit by this name too; False when the name is its own or another unit's already."""
    if Unit.objects.filter(region=unit.region, name=name).exists():
        return False
    return UnitAlias.objects.get_or_create(region=unit.region, name=name, defaults={"unit": unit})[0].unit == unit


def lights_of(region: Region) -> Preset:
    """The region's preset of lights, else that of the nearest region above that has one, else the general one."""
    if region.lights or region.parent_id is None:
        return PRESETS.get(region.lights, GENERAL)
    above = Region.objects.filter(pk__in=region.above).exclude(lights="").order_by("-path")
    return PRESETS.get(above.values_list("lights", flat=True).first() or "", GENERAL)
