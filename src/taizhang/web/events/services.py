"""Writing the log, and telling whether anyone has touched it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from .codes import SENTENCES
from .models import Event

if TYPE_CHECKING:
    from taizhang.web.people.models import User

GENESIS = "0" * 64


def record(code: str, actor: User, **facts: str | int) -> Event:
    """Append one act, inside the caller's transaction; KeyError for an unknown code."""
    SENTENCES[code]
    with transaction.atomic():
        last = Event.objects.select_for_update().order_by("-pk").first()
        event = Event(
            at=timezone.now(),
            code=code,
            actor=actor,
            actor_name=actor.name,
            facts=facts,
            previous=last.digest if last else GENESIS,
        )
        event.digest = digest_of(event)
        event.save()
    return event


def digest_of(event: Event) -> str:
    """SHA-256, in hexadecimal, over the digest before and the event's content in one fixed writing."""
    moment = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [event.previous, moment, event.code, event.actor_id, event.actor_name, event.facts]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def first_break() -> Event | None:
    """The first event whose content or link to the one before does not hold; None when the log is whole.

    Events cut off at the end cannot be seen from within; keep the last digest outside (domain.md 8.1).
    """
    previous = GENESIS
    for event in Event.objects.order_by("pk").iterator():
        if event.previous != previous or event.digest != digest_of(event):
            return event
        previous = event.digest
    return None
