"""Files that a unit adds to a task of its own accord; none is ever asked for (design.md law 6)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from taizhang.web.ledgers.models import Original

from .returns import Report


class Attachment(models.Model):
    """A file beside a report.  One that was taken away stays in what was sent before, so its row is kept."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="files")
    original = models.ForeignKey(Original, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    away = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In the order they were added."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
