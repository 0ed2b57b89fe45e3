"""Keeping files as they were given, and letting go of those that nothing refers to."""

from __future__ import annotations

import hashlib

from taizhang.web.events.services import record
from taizhang.web.people.models import User

from ..models import Draft, Incoming, LedgerVersion, Original


def keep(data: bytes) -> Original:
    """The file in store; the one kept already when it comes again."""
    digest = hashlib.sha256(data).hexdigest()
    return Original.objects.get_or_create(digest=digest, defaults={"size": len(data), "data": data})[0]


def let_go(digests: set[str]) -> None:
    """Delete those of the files that no period, draft or intake refers to any more."""
    kept: set[str] = set()
    for model in (Draft, Incoming, LedgerVersion):
        kept |= set(model.objects.filter(original__in=digests).values_list("original", flat=True))
    Original.objects.filter(digest__in=digests - kept).delete()


def taken(user: User, name: str, original: Original) -> bytes:
    """The file's bytes for one who takes it; the log keeps who did."""
    record("original-taken", user, source=name, digest=original.digest)
    return bytes(original.data)
