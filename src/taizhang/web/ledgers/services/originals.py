"""Keeping files as they were given, and letting go of those that nothing refers to."""

from __future__ import annotations

import hashlib

from django.db.models import ManyToOneRel

from taizhang.web.events.services import record
from taizhang.web.people.models import User

from ..models import Original


def keep(data: bytes) -> Original:
    """The file in store; the one kept already when it comes again."""
    digest = hashlib.sha256(data).hexdigest()
    return Original.objects.get_or_create(digest=digest, defaults={"size": len(data), "data": data})[0]


def let_go(digests: set[str]) -> None:
    """Delete those of the files that nothing refers to any more: no period, draft, intake, nor another app's row."""
    kept: set[str] = set()
    for relation in Original._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            model, field = relation.related_model, relation.field
            found = model._base_manager.filter(**{f"{field.name}__in": digests})
            kept |= set(found.values_list(field.attname, flat=True))
    Original.objects.filter(digest__in=digests - kept).delete()


def taken(user: User, name: str, original: Original) -> bytes:
    """The file's bytes for one who takes it; the log keeps who did."""
    record("original-taken", user, source=name, digest=original.digest)
    return bytes(original.data)
