"""Writing the log, and telling whether anyone has touched it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from .codes import SENTENCES
from .models import Event, Head

if TYPE_CHECKING:
    from taizhang.web.people.models import User

GENESIS = "0" * 64


def record(code: str, actor: User, **facts: str | int) -> Event:
    """Append one act, inside the caller's transaction and as its last act, for the chain is held until it ends.

    KeyError for an unknown code.
    """
    SENTENCES[code]
    with transaction.atomic(savepoint=False):
        head = _head()
        event = Event(
            at=timezone.now(),
            code=code,
            actor=actor,
            actor_name=actor.name,
            facts=facts,
            previous=head.digest,
        )
        event.digest = digest_of(event)
        event.save()
        head.digest = event.digest
        head.save(update_fields=["digest"])
    return event


def _head() -> Head:
    """The end of the chain, held until the transaction ends."""
    held = Head.objects.select_for_update()
    known = held.filter(pk=1).first()
    if known is None:
        Head.objects.get_or_create(pk=1, defaults={"digest": _last_digest()})
        known = held.get(pk=1)
    return known


def _last_digest() -> str:
    last = Event.objects.order_by("-pk").first()
    return last.digest if last else GENESIS


def digest_of(event: Event) -> str:
    """SHA-256, in hexadecimal, over the digest before and the event's content in one fixed writing."""
    moment = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [event.previous, moment, event.code, event.actor_id, event.actor_name, event.facts]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def first_break() -> Event | None:
    """The first event whose content or link to the one before does not hold; None when the log is whole.

    Events cut off at the end are seen by `is_cut_off`.
    """
    previous = GENESIS
    for event in Event.objects.order_by("pk").iterator():
        if event.previous != previous or event.digest != digest_of(event):
            return event
        previous = event.digest
    return None


def is_cut_off() -> bool:
    """Whether acts at the end of the log are gone, as far as the kept end of the chain tells.

    Who takes away both cannot be seen from within; keep the last digest outside (domain.md 8.1).
    """
    known = Head.objects.filter(pk=1).first()
    return known is not None and known.digest != _last_digest()
