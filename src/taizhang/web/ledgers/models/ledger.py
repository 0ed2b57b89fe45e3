"""A region's list for a year, and its periods."""

from django.conf import settings
from django.db import models

from taizhang.web.places.models import Region

from .content import Content
from .original import Original


class YearlyLedger(models.Model):
    """One region, one year, one list."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="ledgers")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Newest year first."""

        ordering = ("-year", "region__path", "name")
        constraints = (models.UniqueConstraint(fields=("region", "year", "name"), name="one_list_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.region}{self.name}"


class LedgerVersion(Content):
    """The list as it stood in one period.  `number` names it in addresses; its place among the periods is its day.

    Its ledger is never changed.  Findings are made anew when the period before it comes or is corrected.
    `original` is the file it was read from, None for one gathered from many (see `Intake.saved_as`).
    `corrected_by` is the version that took its place, for `correction_reason` given there.
    """

    yearly = models.ForeignKey(YearlyLedger, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    original = models.ForeignKey(Original, models.PROTECT, null=True, blank=True, related_name="+")
    period_label = models.CharField(max_length=60, blank=True)
    corrected_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrects")
    correction_reason = models.CharField(max_length=200, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Newest period first; a list of goals without a day comes before all reports."""

        ordering = (models.F("as_of").desc(nulls_last=True), "-number")
        constraints = (models.UniqueConstraint(fields=("yearly", "number"), name="one_version_a_number"),)

    def __str__(self) -> str:
        return f"{self.yearly} {self.period}"

    @property
    def period(self) -> str:
        """What people call it: its period, else its day, else its number."""
        return self.period_label or (f"{self.as_of:%Y-%m-%d}" if self.as_of else f"#{self.number}")
