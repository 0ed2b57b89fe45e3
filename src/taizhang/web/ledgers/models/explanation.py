"""Why a finding stands (说明), kept beside the figure."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .ledger import LedgerVersion


class Explanation(models.Model):
    """Speaks for the findings of one rule on the same words of one cell; `row` is None for the whole document.

    `carried_from` is the explanation of the period before that still holds because rule and words are the same.
    """

    version = models.ForeignKey(LedgerVersion, models.CASCADE, related_name="explanations")
    rule = models.CharField(max_length=60)
    row = models.PositiveIntegerField(null=True, blank=True)
    column = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        """In the order they were given."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return self.reason
