"""What the office judged of a task where figures say nothing (研判, 验收)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .plan import Task


class Question(models.TextChoices):
    """What some places' lights ask beside the figures (`measuring.lights.Figures`)."""

    REACHABLE = "reachable", _("年内能否完成")
    ACCEPTED = "accepted", _("是否通过验收")


class Opinion(models.Model):
    """The office's answer, in force from `since` on, with its basis; a later one goes before it and neither changes."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="opinions")
    question = models.CharField(max_length=10, choices=Question.choices)
    answer = models.BooleanField()
    since = models.DateField()
    basis = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The oldest first; a later one of the same day goes before."""

        ordering = ("since", "pk")

    def __str__(self) -> str:
        return self.basis

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A row is written once; ValueError for a change."""
        if self.pk is not None:
            raise ValueError("an opinion is never changed, a new one is given")
        super().save(*args, **kwargs)
