"""Several documents of one import, reviewed one after another."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.db import transaction

from taizhang.web.people.models import User

from ..models import Draft
from ..models.content import HEAVY


@transaction.atomic
def into_batch(drafts: Sequence[Draft]) -> None:
    """Number the drafts of one import; the same document dropped twice is one."""
    different = list({draft.pk: draft for draft in drafts}.values())
    batch = secrets.token_hex(8)
    for place, draft in enumerate(different, 1):
        draft.batch, draft.place, draft.batch_size = batch, place, len(different)
        draft.save(update_fields=["batch", "place", "batch_size"])


def next_in_batch(user: User, draft: Draft) -> Draft | None:
    """The open draft after this one in its import, then those passed over; None when all are done."""
    if not draft.batch:
        return None
    waiting = Draft.objects.filter(owner=user, batch=draft.batch, saved_as=None).exclude(pk=draft.pk).defer(*HEAVY)
    return min(waiting, key=lambda other: (other.place < draft.place, other.place), default=None)
