"""Rules that a place has switched off."""

from django.conf import settings
from django.db import models

from taizhang.web.places.models import Region


class RuleOff(models.Model):
    """A rule that is not asked in a region and those below it, with the reason."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="rules_off")
    rule = models.CharField(max_length=60)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """By rule."""

        ordering = ("rule",)
        constraints = (models.UniqueConstraint(fields=("region", "rule"), name="one_switch_a_rule_and_region"),)

    def __str__(self) -> str:
        return self.rule
