"""Work that waits in the database: rows that a background process takes, shows signs of life for, and settles.

A row is written in the transaction that queues its task, so one is never there without the other.  Who takes it up
counts its attempt; a worker that only seemed dead cannot overrule the one after it, for both carry their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, ClassVar, TypeVar

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from taizhang.ledger import Bilingual

SILENT = timedelta(seconds=30)
"""A worker that gave no sign of life for so long is dead; it gives one every five seconds."""
ATTEMPTS = 3
"""A row whose worker died so often fails; a person may still ask for another try."""
WAITS = timedelta(minutes=1)
"""A row that nobody took up for so long tells that no worker runs."""


class Queued(models.Model):
    """A row of work.  Its `state` goes from WAITING through WORKING to one of its own, or to FAILED.

    `attempts` counts how often work began; `seen_at` is when its worker last gave a sign of life.
    `problem` is why it failed: pairs of Chinese and English for what, where and what to do.
    """

    WAITING: ClassVar[str]
    WORKING: ClassVar[str]
    FAILED: ClassVar[str]

    state = models.CharField(max_length=10)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    problem = models.JSONField(default=list)

    class Meta:
        """No table of its own."""

        abstract = True

    @property
    def is_stuck(self) -> bool:
        """Whether its worker died and nobody has taken over yet."""
        silent = self.seen_at is None or self.seen_at < timezone.now() - SILENT
        return bool(self.state == self.WORKING) and silent


Row = TypeVar("Row", bound=Queued)


def begin(model: type[Row], key: int) -> bool:
    """Take the row up; False when another has it or it is gone."""
    waiting = model._default_manager.filter(pk=key, state=model.WAITING)
    return bool(waiting.update(state=model.WORKING, attempts=F("attempts") + 1, seen_at=timezone.now()))


def alive(row: Queued) -> None:
    """A sign of life of the row's worker."""
    _mine(row).update(seen_at=timezone.now())


def settle(row: Queued, state: str, **facts: Any) -> bool:
    """What became of the row; False, and nothing done, when another worker has taken over."""
    return bool(_mine(row).update(state=state, **{"problem": [], **facts}))


def fail(row: Queued, *parts: Bilingual) -> bool:
    """Keep why it failed: what, where, and what to do."""
    return settle(row, row.FAILED, problem=[[part.zh, part.en] for part in parts])


def back(row: Queued, **facts: Any) -> bool:
    """Let it wait again; only one of several that would do so does, and has to queue its task."""
    model = type(row)
    known = model._default_manager.filter(pk=row.pk, state=row.state, attempts=row.attempts, seen_at=row.seen_at)
    return bool(known.update(state=row.WAITING, queued_at=timezone.now(), problem=[], seen_at=None, **facts))


def revive(model: type[Row], again: Callable[[Row], object], give_up: Callable[[Row], object]) -> int:
    """Do for each row that a dead worker left `again`, or `give_up` when several died of it; how many were left."""
    left = model._default_manager.filter(state=model.WORKING, seen_at__lt=timezone.now() - SILENT)
    for row in left:
        with transaction.atomic():
            again(row) if row.attempts < ATTEMPTS else give_up(row)
    return len(left)


def nobody_works(rows: Iterable[Queued]) -> bool:
    """Whether one of them waits for long and no worker shows a sign of life, with whatever kind of work."""
    now = timezone.now()
    if not any(row.state == row.WAITING and row.queued_at < now - WAITS for row in rows):
        return False
    kinds = (kind._default_manager.filter(state=kind.WORKING) for kind in Queued.__subclasses__())
    return not any(busy.filter(seen_at__gte=now - SILENT).exists() for busy in kinds)


def _mine(row: Queued) -> models.QuerySet[Queued]:
    return type(row)._default_manager.filter(pk=row.pk, state=row.WORKING, attempts=row.attempts)
