"""Regions and their units."""

from django.db import models


class Region(models.Model):
    """A place that keeps ledgers; `path` holds the keys of those above it and its own, as /1/4/.

    `code` is its GB/T 2260 code and `code_origin` where that was taken from.  `lights` is the preset of lights
    (`taizhang.measuring.presets`); empty: as the region above, at the top the general one.
    """

    name = models.CharField(max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True, default="", editable=False)
    code = models.CharField(max_length=12, blank=True)
    code_origin = models.CharField(max_length=100, blank=True)
    lights = models.CharField(max_length=40, blank=True)

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

    @property
    def above(self) -> list[int]:
        """The keys of the regions above it and its own, from the top down."""
        return [int(key) for key in self.path.strip("/").split("/")]


class Unit(models.Model):
    """A unit that answers for tasks; `order` is its place in the region's official order (机构序).

    `merged_into` is the unit that a double of it went into; it is kept only where what was sent under it stays.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="units")
    name = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField(default=0)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        """In the official order."""

        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=("region", "name"), name="unit_name_once_in_a_region"),)

    def __str__(self) -> str:
        return self.name


class UnitAlias(models.Model):
    """Another name of a unit: its short name, or one that documents used for it (县教育局, 教育局).

    `learned`: taken from a document, not given by a person.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=100)
    learned = models.BooleanField(default=True)

    class Meta:
        """One name means one unit."""

        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("region", "name"), name="alias_once_in_a_region"),)

    def __str__(self) -> str:
        return self.name
