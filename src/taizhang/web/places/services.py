"""Making regions."""

from django.db import transaction

from .models import Region


@transaction.atomic
def region_under(parent: Region | None, name: str) -> Region:
    """The region of that name directly under `parent` (None: at the top), made when new."""
    region, made = Region.objects.get_or_create(parent=parent, name=name)
    if made:
        region.path = f"{parent.path if parent else '/'}{region.pk}/"
        region.save(update_fields=["path"])
    return region
