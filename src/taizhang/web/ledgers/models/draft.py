"""A document that was read and not yet saved."""

from django.conf import settings
from django.db import models

from .content import Content
from .ledger import LedgerVersion


class Draft(Content):
    """Belongs to its importer alone.  `roles` are the corrected columns, by index as text (JSON keys are text).

    Drafts of one import share `batch`; each is the `place`-th of `batch_size`.  `notices` are pairs of Chinese and
    English: what a person should know of the reading.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    roles = models.JSONField(default=dict)
    notices = models.JSONField(default=list)
    batch = models.CharField(max_length=32, blank=True)
    place = models.PositiveSmallIntegerField(default=1)
    batch_size = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    saved_as = models.OneToOneField(LedgerVersion, models.PROTECT, null=True, blank=True, related_name="draft")

    class Meta:
        """Newest first; the same text is read once while its draft is open."""

        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "source_hash"),
                condition=models.Q(saved_as=None),
                name="one_open_draft_a_document",
            ),
        )

    def __str__(self) -> str:
        return self.source_name
