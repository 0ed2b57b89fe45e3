"""The format of a region's papers: its own names, and forms that regions below use as long as they have none."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from taizhang.web.events.services import record
from taizhang.web.people.access import has, reaches
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right
from taizhang.web.places.models import Region
from taizhang.writing.publication import ask_template

from ..formats import PLAIN, Format, Forms, Names, from_kept, kept_json
from ..models import FormatOfPlace


def format_of(region: Region) -> Format:
    """The names of the region and the forms of the nearest one above that has any, else plain ones."""
    found = FormatOfPlace.objects.filter(region__in=region.above).select_related("region")
    kept = {one.region_id: one for one in found}
    own = kept.get(region.pk)
    names = from_kept(own.names, Names) if own and own.names else Names()
    lent = next((kept[key] for key in reversed(region.above) if key in kept and kept[key].forms), None)
    if lent is None:
        return Format(names, PLAIN)
    return Format(names, from_kept(lent.forms, Forms), lent.region.name, lent.region_id == region.pk)


@transaction.atomic
def keep_names(user: User, region: Region, names: Names) -> None:
    """Who issues, prints and publishes papers of the region from now on; PermissionDenied."""
    _keep(user, region, names=kept_json(names))
    record("paper-names-set", user, region=region.name, issuer=names.issuer or "—", word=names.word or "—")


@transaction.atomic
def keep_forms(user: User, region: Region, forms: Forms) -> None:
    """The forms of papers of the region and those below; PermissionDenied, WriteError for a template with an error."""
    if forms.index:
        ask_template(forms.index)
    _keep(user, region, forms=kept_json(forms))
    record("paper-forms-set", user, region=region.name, index=forms.index or "—")


@transaction.atomic
def drop_forms(user: User, region: Region) -> None:
    """Back to the forms of the region above; PermissionDenied."""
    _keep(user, region, forms="")
    record("paper-forms-dropped", user, region=region.name)


def _keep(user: User, region: Region, **told: str) -> None:
    if not has(user, Right.REVIEW) or not reaches(user, region):
        raise PermissionDenied
    FormatOfPlace.objects.update_or_create(region=region, defaults=told | {"by": user})
