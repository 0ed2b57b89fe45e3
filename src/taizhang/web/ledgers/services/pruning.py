"""Clearing away what is done with: finished tasks of the background reader, and imports that left nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from taizhang.web.events.services import record

from ..models import Incoming, Intake, State
from . import originals

TASKS_KEPT = timedelta(days=14)
"""How long the database keeps a finished task, for someone who looks for what went wrong."""
IMPORTS_KEPT = timedelta(days=30)
"""How long an import is kept of which nothing was read, or all that was read was given up."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many of each were cleared away."""

    tasks: int
    imports: int


def prune() -> Pruned:
    """Clear away what is done with; run twice, the second finds nothing, and two at once do no harm."""
    done = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - TASKS_KEPT)
    return Pruned(done.delete()[0], sum(_drop(key) for key in list(_left_nothing())))


def _left_nothing() -> list[int]:
    """Imports of which no file waits and nothing that was read is left, neither open nor saved."""
    files = Incoming.objects.filter(intake=OuterRef("pk"))
    alive = files.filter(state__in=(State.QUEUED, State.READING)) | files.filter(draft__isnull=False)
    old = Intake.objects.filter(made_at__lt=timezone.now() - IMPORTS_KEPT, saved_as=None)
    return list(old.exclude(Exists(alive)).values_list("pk", flat=True))


@transaction.atomic
def _drop(key: int) -> int:
    """One import with its files, where it is still there; the log keeps that it was."""
    intake = Intake.objects.select_for_update().filter(pk=key).select_related("owner").first()
    if intake is None:
        return 0
    digests = set(intake.files.values_list("original_id", flat=True))
    record("intake-pruned", intake.owner, files=intake.files.count(), days=IMPORTS_KEPT.days)
    intake.delete()
    originals.let_go(digests)
    return 1
