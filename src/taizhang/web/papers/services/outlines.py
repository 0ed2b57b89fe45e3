"""Keeping a paper's outline as that of its place."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from taizhang.web.events.services import record
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right

from ..access import access_paper
from ..models import OutlineOfPlace


@transaction.atomic
def keep_outline(user: User, key: int) -> OutlineOfPlace:
    """The paper's outline, for all papers of its kind made there and below from now on; Http404, PermissionDenied."""
    paper = access_paper(user, key)
    if not has(user, Right.REVIEW):
        raise PermissionDenied
    region = paper.version.yearly.region
    told = {"content": paper.outline, "by": user}
    kept, _made = OutlineOfPlace.objects.update_or_create(region=region, kind=paper.kind, defaults=told)
    record("outline-kept", user, region=str(region), kind=paper.kind, paper=paper.title, key=str(paper.pk))
    return kept
