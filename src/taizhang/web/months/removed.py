"""The tasks that left their list by a period's cut-off: asked for no longer, whatever was sent of them stays."""

from __future__ import annotations

from django.db.models import QuerySet

from .models import Period, Task


def removed_by(period: Period) -> QuerySet[Task]:
    """The tasks of the period's list that a unit is not asked for in it, since they were taken off by its cut-off."""
    return Task.objects.filter(plan__yearly=period.yearly_id, off__since__lte=period.cut_off)
