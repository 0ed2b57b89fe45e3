"""What others say of a task: leaders' remarks (`months/parts/remarks.html`), and notes of cooperating units."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from taizhang.web.ledgers.access import visible_ledgers
from taizhang.web.people.models import User

from .access import is_of_a_unit
from .models import Note, Period, Remark, Report, Task


def visible_remarks(user: User) -> QuerySet[Remark]:
    """A unit sees those on tasks that it reports or cooperates in; the others those of their region."""
    found = Remark.objects.select_related("by", "seen_by", "period", "task__reporter").prefetch_related("replies__by")
    if is_of_a_unit(user):
        own = Task.objects.filter(reporter=user.own_unit_id) | Task.objects.filter(cooperating=user.own_unit_id)
        return found.filter(task__in=own.values("pk"))
    return found.filter(task__plan__yearly__in=visible_ledgers(user))


def remarks_by_task(user: User, tasks: Iterable[int], upto: Period | None = None) -> dict[int, list[Remark]]:
    """The remarks on the tasks that the person may see, newest first; two queries.

    `upto`: those made in that period or an earlier one.
    """
    found = visible_remarks(user).filter(task__in=list(tasks))
    if upto is not None:
        found = found.filter(period__last__lte=upto.last)
    grouped: dict[int, list[Remark]] = {}
    for remark in found:
        grouped.setdefault(remark.task_id, []).append(remark)
    return grouped


def with_notes(reports: Iterable[Report]) -> None:
    """Fetch what the cooperating units noted on the reports, for a page that shows it; one query."""
    notes = Prefetch("notes", queryset=Note.objects.select_related("unit", "by"))
    prefetch_related_objects(list(reports), notes)


def unseen(user: User) -> QuerySet[Remark]:
    """The remarks on the unit's own tasks that nobody there has said to have read."""
    return visible_remarks(user).filter(task__reporter=user.own_unit_id, seen_at=None)
