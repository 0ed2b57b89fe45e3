"""What a yearly list asks of units: its tasks with who reports them, indicators and versions of targets.

They are a view of the list's own document (`Plan.base`), made from it and never instead of it; a closed period is again
a document of the list.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.measuring import AnyCurve, curve_from_json, year_curve
from taizhang.web.ledgers.models import LedgerVersion, YearlyLedger
from taizhang.web.places.models import Unit

if TYPE_CHECKING:
    from .removal import Removal


class Plan(models.Model):
    """The version of a yearly list that its tasks were taken from; `Task.row` counts its rows."""

    yearly = models.OneToOneField(YearlyLedger, models.CASCADE, related_name="plan")
    base = models.ForeignKey(LedgerVersion, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.yearly)


class Kind(models.TextChoices):
    """What kind of task it is (domain.md 5.2); works have stages."""

    WORKS = "works", _("工程建设")
    SERVICE = "service", _("服务")
    SUBSIDY = "subsidy", _("补助发放")
    POLICY = "policy", _("政策")
    TRAINING = "training", _("培训")
    EVENT = "event", _("赛事活动")
    PLATFORM = "platform", _("平台系统")
    RATE = "rate", _("达标率")


class Task(models.Model):
    """A row of the list that `reporter`, one unit, reports on: a figure that two units count is entered once.

    `curve` is the schedule as JSON (`measuring.curve_to_json`); empty: linear from 1 January to the deadline.
    `leaders` are shown as the list names them, `lists` the tiers and lists that the task stands on,
    both with 、 between.  `off`: it was taken off the list, from that day on units are not asked for it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    row = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=300, blank=True)
    content = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SERVICE)
    reporter = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="tasks")
    cooperating = models.ManyToManyField(Unit, blank=True, related_name="+")
    supervising = models.ManyToManyField(Unit, blank=True, related_name="+")
    leaders = models.CharField(max_length=200, blank=True)
    lists = models.CharField(max_length=200, blank=True)
    deadline = models.DateField(null=True, blank=True)
    curve = models.TextField(blank=True)
    off = models.OneToOneField("Removal", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        """In the order of the list."""

        ordering = ("row",)
        constraints = (models.UniqueConstraint(fields=("plan", "row"), name="one_task_a_row"),)

    def __str__(self) -> str:
        return self.name or self.content[:40]

    def left_by(self, day: date) -> Removal | None:
        """Its removal, where it stood on the list no longer on the day; fetch it with `off`."""
        return self.off if self.off and self.off.since <= day else None

    def schedule(self, year: int) -> AnyCurve:
        """The curve that its progress is judged against."""
        return curve_from_json(self.curve) if self.curve else year_curve(year, self.deadline)


class Indicator(models.Model):
    """A thing counted for a task.  `cumulative`: the sum since January is entered, else the period's increment."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="indicators")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    unit_word = models.CharField(max_length=20, blank=True)
    direction = models.CharField(max_length=12, default="at_least")
    cumulative = models.BooleanField(default=True)

    class Meta:
        """As the list names them."""

        ordering = ("task__row", "order")
        constraints = (models.UniqueConstraint(fields=("task", "order"), name="one_indicator_a_place"),)

    def __str__(self) -> str:
        return self.name

    def target_on(self, day: date) -> Target | None:
        """The version in force on the day, of those fetched with it; None before the first."""
        known = [target for target in self.targets.all() if target.since <= day]
        return max(known, key=lambda target: (target.since, target.pk), default=None)


class Target(models.Model):
    """A version of an indicator's target: in force from `since` on, by the document `basis`, for a reason."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    value = models.DecimalField(max_digits=20, decimal_places=4)
    since = models.DateField()
    basis = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The oldest first; a later one of the same day goes before."""

        ordering = ("since", "pk")

    def __str__(self) -> str:
        return f"{self.value.normalize():f}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A version is never changed, a new one is made; ValueError for a change."""
        if self.pk is not None:
            raise ValueError("a version of a target is never changed")
        super().save(*args, **kwargs)
