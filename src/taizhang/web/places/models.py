"""A region: a province, city, county or district, under the one above it."""

from django.db import models


class Region(models.Model):
    """A place that keeps ledgers; `path` holds the keys of those above it and its own, as /1/4/."""

    name = models.CharField(max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True, default="", editable=False)

    class Meta:
        """Names may repeat in the country, not under one parent."""

        ordering = ("path",)
        constraints = (
            models.UniqueConstraint(fields=("parent", "name"), name="region_name_once_under_parent"),
            models.UniqueConstraint(
                fields=("name",), condition=models.Q(parent=None), name="region_name_once_at_the_top"
            ),
        )

    def __str__(self) -> str:
        return self.name
