"""Leaders' remarks on the tasks they lead, and what the units say to them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from taizhang.web.events.services import record
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right

from ..models import Period, Remark, Reply, Task
from ..refusals import WordsMissing

LONGEST = 500


@transaction.atomic
def remark(user: User, task: Task, period: Period, text: str) -> Remark:
    """A leader's remark on a task in a period of its list.

    Raises PermissionDenied, WordsMissing without words, Http404 for a period of another list.  Take the task from
    `leading.access_led_task`: a leader remarks on what he leads.
    """
    if not has(user, Right.REMARK):
        raise PermissionDenied
    if period.yearly_id != task.plan.yearly_id:
        raise Http404
    made = Remark.objects.create(task=task, period=period, text=_words(text), by=user, at=timezone.now())
    record("leader-remarked", user, text=made.text, **_about(made))
    return made


@transaction.atomic
def mark_seen(user: User, key: int) -> Remark:
    """The unit says that it has read it; once said, it stays the first one's word.  Http404 for another unit's."""
    found = _held(user, key)
    if found.seen_at is None:
        found.seen_by, found.seen_at = user, timezone.now()
        found.save(update_fields=["seen_by", "seen_at"])
        record("remark-seen", user, unit=user.unit, **_about(found))
    return found


@transaction.atomic
def reply(user: User, key: int, text: str) -> Reply:
    """The unit answers, which says too that it has read it.  Raises as `mark_seen`, and WordsMissing without words."""
    found = _held(user, key)
    made = Reply.objects.create(remark=found, text=_words(text), by=user, at=timezone.now())
    if found.seen_at is None:
        Remark.objects.filter(pk=found.pk).update(seen_by=user, seen_at=made.at)
    record("remark-answered", user, unit=user.unit, text=made.text, **_about(found))
    return made


def _held(user: User, key: int) -> Remark:
    if not has(user, Right.FILL):
        raise PermissionDenied
    held = Remark.objects.select_for_update(of=("self",)).select_related("task", "period__yearly__region")
    found = held.filter(pk=key, task__reporter=user.own_unit_id).first()
    if found is None:
        raise Http404
    return found


def _words(text: str) -> str:
    if not text.strip():
        raise WordsMissing
    return text.strip()[:LONGEST]


def _about(found: Remark) -> dict[str, str]:
    return {"ledger": str(found.period.yearly), "period": found.period.label, "task": str(found.task)}
