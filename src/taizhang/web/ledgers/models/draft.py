"""A document that was read and not yet saved."""

from django.conf import settings
from django.db import models

from .content import Content
from .ledger import LedgerVersion
from .original import Original


class Draft(Content):
    """Belongs to its importer alone.  `roles` are the corrected columns, by index as text (JSON keys are text).

    `notices` are pairs of Chinese and English: what a person should know of the reading.  `pane` are the document's
    paragraphs and tables as the review shows them (see `source`).  `tables` are the ledgers that its file holds
    where there are several, each with number, name and rows; `table` is the number of the one that was read.
    `collected` drafts are units' reports, which are saved together with others and not by themselves.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    original = models.ForeignKey(Original, models.PROTECT, related_name="+")
    roles = models.JSONField(default=dict)
    notices = models.JSONField(default=list)
    pane = models.TextField(blank=True)
    table = models.PositiveSmallIntegerField(default=1)
    tables = models.JSONField(default=list)
    collected = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    saved_as = models.OneToOneField(LedgerVersion, models.PROTECT, null=True, blank=True, related_name="draft")

    class Meta:
        """Newest first; the same ledger of a document is read once while its draft is open."""

        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "original", "table"),
                condition=models.Q(saved_as=None, collected=False),
                name="one_open_draft_a_document",
            ),
        )

    @property
    def label(self) -> str:
        """The file's name, with its ledger's where it holds several."""
        return " · ".join(filter(None, (self.source_name, self.table_name)))

    @property
    def table_name(self) -> str:
        """The name of its ledger where its file holds several."""
        return next((name for number, name, _ in self.tables if number == self.table), "")

    def __str__(self) -> str:
        return self.label
