"""A unit hands in a file for its return: what is logged of it, and what of it a person takes."""

from __future__ import annotations

import hashlib

from django.db import transaction

from taizhang.web.events.services import record
from taizhang.web.people.models import User

from ..models import Return
from ..states import Act
from .acting import held


@transaction.atomic
def received(user: User, key: int, name: str, data: bytes) -> Return:
    """Log that the file came in; no figure is saved by it.  Raises what `acting.held` raises for filling."""
    found = held(user, key, Act.FILL)
    about = {"ledger": str(found.period.yearly), "period": found.period.label, "unit": found.unit.name}
    record("file-laid", user, source=name, digest=hashlib.sha256(data).hexdigest(), **about)
    return found
