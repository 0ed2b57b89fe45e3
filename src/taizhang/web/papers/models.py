"""Papers, the outlines and layouts of places, and the register of numbers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.places.models import Region
from taizhang.writing.bulletin import document_number

from .states import State

FROZEN = frozenset({State.ISSUED, State.SUPERSEDED})


class OutlineOfPlace(models.Model):
    """A place's own outline of a kind of paper, as JSON (`writing.bulletin.Outline`); regions below use it too."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="outlines")
    kind = models.CharField(max_length=40)
    content = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """By kind."""

        ordering = ("kind",)
        constraints = (models.UniqueConstraint(fields=("region", "kind"), name="one_outline_a_kind_and_region"),)

    def __str__(self) -> str:
        return f"{self.region} {self.kind}"


class LayoutOfPlace(models.Model):
    """A place's own layout of ledgers as JSON (`writing.Layout` with its Word template); regions below use it too."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="layouts")
    name = models.CharField(max_length=60)
    content = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """By name."""

        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("region", "name"), name="one_layout_a_name_and_region"),)

    def __str__(self) -> str:
        return self.name


class Register(models.Model):
    """The numbers of a region's papers in a year, without gaps: `last` is the newest given (GB/T 9704-2012, 7.2.5)."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    word = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One for each word (机关代字) and year."""

        constraints = (models.UniqueConstraint(fields=("region", "word", "year"), name="one_register_a_word_and_year"),)

    def __str__(self) -> str:
        return document_number(self.word, self.year, self.last)


class Paper(models.Model):
    """A paper of a closed period.  `outline` and `content` are JSON (`writing.bulletin`); `content` is what is printed.

    `digest` is the SHA-256 of the content as issued, which the log holds too.  `supersedes` is the issued paper whose
    place it takes.
    """

    version = models.ForeignKey(LedgerVersion, models.PROTECT, related_name="papers")
    before = models.ForeignKey(LedgerVersion, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    outline = models.TextField()
    content = models.TextField()
    reason = models.CharField(max_length=300, blank=True)
    number = models.CharField(max_length=60, blank=True)
    day = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("number",), condition=~models.Q(number=""), name="one_paper_a_number"),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An issued paper's words are never changed; ValueError for it."""
        if self.pk is not None:
            kept = Paper.objects.filter(pk=self.pk).values_list("state", "content", "number").first()
            if kept and kept[0] in FROZEN and (kept[1], kept[2]) != (self.content, self.number):
                raise ValueError("an issued paper is never changed")
        super().save(*args, **kwargs)
