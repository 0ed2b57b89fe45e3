"""A place's own working days."""

from django.conf import settings
from django.db import models

from taizhang.web.places.models import Region


class OwnDay(models.Model):
    """A day that is worked, or is not, in a region and those below it, whatever the national notice says."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="own_days")
    day = models.DateField()
    worked = models.BooleanField()
    basis = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """By day."""

        ordering = ("day",)
        constraints = (models.UniqueConstraint(fields=("region", "day"), name="own_day_once_in_a_region"),)

    def __str__(self) -> str:
        return f"{self.day}"
