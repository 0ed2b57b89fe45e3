"""Papers, the outlines and layouts of places, and the register of numbers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.web.ledgers.models import LedgerVersion, Original
from taizhang.web.places.models import Region
from taizhang.web.queue import Queued
from taizhang.writing import KINDS
from taizhang.writing.bulletin import document_number

from .states import State

FROZEN = frozenset({State.ISSUED, State.SUPERSEDED})
KEPT = ("content", "number", "index_number", "day", "digest")
"""What of an issued paper stays as it is."""


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


class FormatOfPlace(models.Model):
    """How a region's papers are headed, signed and published, as JSON (`papers.formats`).

    `names` are of its own organs and of no other region's; `forms` are lent to the regions below, empty: as above.
    """

    region = models.OneToOneField(Region, models.CASCADE, related_name="paper_format")
    names = models.TextField(blank=True)
    forms = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.region)


class IndexRegister(models.Model):
    """The running numbers of a region's 索引号, without gaps: `series` is what surrounds them, {} in their place."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    series = models.CharField(max_length=120)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One for each series."""

        constraints = (models.UniqueConstraint(fields=("region", "series"), name="one_index_register_a_series"),)

    def __str__(self) -> str:
        return self.series.replace("{}", str(self.last))


class Paper(models.Model):
    """A paper of a closed period.  `outline` and `content` are JSON (`writing.bulletin`); `content` is what is printed.

    `publication` (JSON, `writing.publication`) are the 政府信息公开 fields decided so far; when it is issued they stand
    in the content.  `revision` counts how often the draft was saved, last by `edited_by`.  `digest` is the SHA-256 of
    the content as issued, which the log holds too.  `supersedes` is the issued paper whose place it takes.
    """

    version = models.ForeignKey(LedgerVersion, models.PROTECT, related_name="papers")
    before = models.ForeignKey(LedgerVersion, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    outline = models.TextField()
    content = models.TextField()
    revision = models.PositiveIntegerField(default=0)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    publication = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True)
    number = models.CharField(max_length=60, blank=True)
    index_number = models.CharField(max_length=80, blank=True)
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
            models.UniqueConstraint(
                fields=("index_number",), condition=~models.Q(index_number=""), name="one_paper_an_index_number"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An issued paper's words are never changed; ValueError for it."""
        if self.pk is not None:
            kept = Paper.objects.filter(pk=self.pk).values_list("state", *KEPT).first()
            if kept and kept[0] in FROZEN and kept[1:] != tuple(getattr(self, name) for name in KEPT):
                raise ValueError("an issued paper is never changed")
        super().save(*args, **kwargs)


class PaperExplanation(models.Model):
    """Why a doubt about a paper's words stands (说明): it speaks for one rule on the same words."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="explanations")
    rule = models.CharField(max_length=60)
    words = models.TextField(blank=True)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """In the order they were given."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return self.reason


class Making(models.TextChoices):
    """Where a document stands."""

    WAITING = "waiting", _("排队中")
    WORKING = "working", _("正在生成")
    DONE = "done", _("已生成")
    FAILED = "failed", _("没有生成")


class Document(Queued):
    """A closed period's list as a file, in a layout; it is made in the background.

    `layout` is the layout's JSON as it was chosen, `earlier` the periods that stand beside this one where the layout
    has columns for them, `title` another title than the list's own.  `file` is there when it is whole.
    """

    WAITING, WORKING, FAILED = Making.WAITING, Making.WORKING, Making.FAILED

    version = models.ForeignKey(LedgerVersion, models.PROTECT, related_name="documents")
    earlier = models.ManyToManyField(LedgerVersion, related_name="+")
    layout = models.TextField()
    kind = models.CharField(max_length=8, choices=[(kind, kind.upper()) for kind in KINDS])
    title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=Making.choices, default=Making.WAITING)
    file = models.ForeignKey(Original, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=("state", "seen_at")),)

    def __str__(self) -> str:
        return self.title or str(self.version)
