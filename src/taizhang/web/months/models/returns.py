"""A unit's return for a period: a report for each of its tasks, and what was sent of it, as it was sent."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.web.places.models import Unit

from ..content import Sent, decoded
from ..states import State
from .period import Period
from .plan import Indicator, Task


class Return(models.Model):
    """One unit x one period.  It changes by acts of `states` only, each under the lock of its row.

    `accepted` is the submission that counts; it stays when the unit amends or the office gives back, until another one
    takes its place.  `reason` is that of the last act that needed one.  `opened_at` is when the unit first opened it to
    fill it; with `first_sent_at` it measures what the office asks (`burden`), and is no act of anybody.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="returns")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="returns")
    state = models.CharField(max_length=10, choices=State.choices, default=State.BLANK)
    reason = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    first_sent_at = models.DateTimeField(null=True, blank=True)
    accepted = models.ForeignKey("Submission", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """In the official order of units."""

        ordering = ("period__last", "unit__order", "pk")
        constraints = (models.UniqueConstraint(fields=("period", "unit"), name="one_return_a_unit_and_period"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.period.label}"


class Submission(models.Model):
    """What a unit sent, never changed: `content` is `content.Sent` as JSON, `digest` its SHA-256.

    The office reads submissions and no drafts, so what it reads is frozen while it reads.
    """

    of = models.ForeignKey(Return, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest last."""

        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("of", "number"), name="one_submission_a_number"),)

    def __str__(self) -> str:
        return f"{self.of} #{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A row is written once; ValueError for a change."""
        if self.pk is not None:
            raise ValueError("a submission is never changed")
        super().save(*args, **kwargs)

    @cached_property
    def sent(self) -> Sent:
        """The reports as they were sent."""
        return decoded(self.content)


class Cause(models.TextChoices):
    """The chosen cause of a problem; words say the rest."""

    NONE = "none", _("无")
    LAND = "land", _("用地征迁")
    MONEY = "money", _("资金")
    PERMITS = "permits", _("手续审批")
    WORKS = "works", _("施工组织")
    WEATHER = "weather", _("天气")
    POLICY = "policy", _("上级政策")
    OTHER = "other", _("其他")


class Report(models.Model):
    """What the unit says of one task.  `unchanged` is the reason when it said that nothing changed.

    `version` counts its saves and `changed` holds the one that each cell was last changed in, so that two people who
    work on different cells don't meet and two on one cell are told.  `open`: it may be changed while the return is
    with the unit; when the office gives single tasks back, only those are open, with their `returned` reason.
    """

    of = models.ForeignKey(Return, models.CASCADE, related_name="reports")
    task = models.ForeignKey(Task, models.PROTECT, related_name="reports")
    version = models.PositiveIntegerField(default=0)
    changed = models.JSONField(default=dict)
    open = models.BooleanField(default=True)
    returned = models.CharField(max_length=300, blank=True)
    progress = models.TextField(blank=True)
    stage = models.CharField(max_length=40, blank=True)
    cause = models.CharField(max_length=10, choices=Cause.choices, blank=True)
    problems = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    unchanged = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order of the list."""

        ordering = ("task__row",)
        constraints = (models.UniqueConstraint(fields=("of", "task"), name="one_report_a_task"),)

    def __str__(self) -> str:
        return f"{self.of} {self.task}"


class Value(models.Model):
    """A figure: `entered` is the unit's and never the office's to change; `verified` the office's, with its source."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="values")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    entered = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    verified = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    verified_source = models.CharField(max_length=200, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """As the list names the indicators."""

        ordering = ("indicator__order",)
        constraints = (models.UniqueConstraint(fields=("report", "indicator"), name="one_value_an_indicator"),)

    def __str__(self) -> str:
        return "" if self.entered is None else f"{self.entered.normalize():f}"


class Reason(models.Model):
    """Why a finding of a report stands (说明): one for a rule and its words; it goes with the figure to the closing."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="reasons")
    rule = models.CharField(max_length=60)
    words = models.TextField(blank=True)
    text = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In the order they were given."""

        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("report", "rule", "words"), name="one_reason_a_finding"),)

    def __str__(self) -> str:
        return self.text


class Note(models.Model):
    """A word of a cooperating unit to the unit that reports the task; it counts for nothing and is no figure."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="notes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In the order they were given."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text
