"""A leader's remarks (批示) on a task, and what the unit answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .period import Period
from .plan import Task


class Remark(models.Model):
    """What a leader says of a task in a period; it reaches the unit that reports the task, and the office.

    `seen_by` is who of the unit first said that it was read there.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="remarks")
    period = models.ForeignKey(Period, models.PROTECT, related_name="remarks")
    text = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.text


class Reply(models.Model):
    """The unit's answer to a remark."""

    remark = models.ForeignKey(Remark, models.PROTECT, related_name="replies")
    text = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In the order they were given."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text
