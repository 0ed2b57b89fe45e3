"""Periods with their days, exceptions for one unit, and closings."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from taizhang.web.ledgers.models import LedgerVersion, YearlyLedger
from taizhang.web.places.models import Unit


class Period(models.Model):
    """A period of a yearly list: what is reported on and when (`measuring.windows.Window` names its days).

    It is the run of the month; what comes of it is a `LedgerVersion` of the list, by its `closings`.
    """

    yearly = models.ForeignKey(YearlyLedger, models.CASCADE, related_name="periods")
    label = models.CharField(max_length=60)
    first = models.DateField()
    last = models.DateField()
    cut_off = models.DateField()
    opens = models.DateField()
    due = models.DateField()
    closes = models.DateField()

    class Meta:
        """In the order of the year."""

        ordering = ("last", "pk")
        constraints = (
            models.UniqueConstraint(fields=("yearly", "label"), name="one_period_a_label"),
            models.CheckConstraint(
                condition=models.Q(first__lte=models.F("last"))
                & models.Q(first__lte=models.F("cut_off"))
                & models.Q(opens__lte=models.F("due"))
                & models.Q(due__lte=models.F("closes")),
                name="period_days_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.yearly} {self.label}"


class Reopening(models.Model):
    """An exception: the period is open for one unit to the end of `until`, for a reason."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="reopenings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    until = models.DateField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.reason


class Closing(models.Model):
    """A frozen state of the period: the version of the list and the SHA-256 of its content, which the log holds too.

    A later correction is another closing with a reason.  `judged` are status and light of each task as they were
    given then, by its row: past colours are never repainted.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="closings")
    number = models.PositiveSmallIntegerField()
    version = models.OneToOneField(LedgerVersion, models.PROTECT, related_name="closing")
    digest = models.CharField(max_length=64)
    judged = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest last."""

        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("period", "number"), name="one_closing_a_number"),)

    def __str__(self) -> str:
        return self.digest
