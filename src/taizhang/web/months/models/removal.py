"""Tasks taken off a list in mid-year (调出、取消、中止): by whose document, from when, and why."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.ledger import Bilingual

from .plan import Task


class Way(models.TextChoices):
    """How a task left the list."""

    MOVED = "moved", _("调出")
    DROPPED = "dropped", _("取消")
    HALTED = "halted", _("中止")


SAID = {
    Way.MOVED: Bilingual("已调出", "moved off"),
    Way.DROPPED: Bilingual("已取消", "cancelled"),
    Way.HALTED: Bilingual("已中止", "halted"),
}
"""What the list says of such a task; the Chinese words are read as the status "adjusted"."""


class Removal(models.Model):
    """A task is off its list from `since` on, by the document `basis`, for a reason.

    It stands while the task names it (`Task.off`); one that was taken back keeps who did so, when and why.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="removals")
    way = models.CharField(max_length=10, choices=Way.choices)
    since = models.DateField()
    basis = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    back_at = models.DateTimeField(null=True, blank=True)
    back_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.reason

    @property
    def said(self) -> Bilingual:
        """The word that the list has for it."""
        return SAID[Way(self.way)]

    @property
    def note(self) -> str:
        """The remark that the list prints, in the list's language."""
        day = f"{self.since.year}年{self.since.month}月{self.since.day}日"
        basis, reason = (text.strip().rstrip("。.") for text in (self.basis, self.reason))
        return f"自{day}起{self.said.zh.removeprefix('已')}。依据：{basis}。理由：{reason}。"

    @property
    def told(self) -> dict[str, Any]:
        """What a closing keeps of the task in place of a light and its curve (`Closing.judged`)."""
        word = [self.said.zh, self.said.en]
        return {"status": "adjusted", "colour": "none", "sign": "—", "word": word, "gap": None, "curve": self.note}
