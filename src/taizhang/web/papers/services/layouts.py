"""The layouts that a place writes its ledgers in: those that come with the program, and its own."""

from __future__ import annotations

from django.utils.translation import get_language

from taizhang.web.places.models import Region
from taizhang.writing import LAYOUTS, Layout, layout_from_json

from ..models import LayoutOfPlace


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
