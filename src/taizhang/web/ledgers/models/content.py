"""A document as it is stored: the exchange format, the source it came from, and what the check said."""

from functools import cached_property

import msgspec
from django.db import models

from taizhang.ledger import Finding, Ledger, from_json
from taizhang.measuring.standing import standings


class Content(models.Model):
    """`content` is `taizhang.ledger.to_json`, to the byte; `findings` a JSON list of Finding.

    `counts` sums both up, so that lists need not open the content; see `services.summary`.
    """

    source_name = models.CharField(max_length=200, blank=True)
    source_text = models.TextField(blank=True)
    source_hash = models.CharField(max_length=64, db_index=True)
    content = models.TextField()
    findings_json = models.TextField(default="[]")
    counts = models.JSONField(default=dict)
    as_of = models.DateField(null=True, blank=True)

    class Meta:
        """No table of its own."""

        abstract = True

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger in the exchange format's own types."""
        return from_json(self.content)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the check said when this was stored."""
        return msgspec.json.decode(self.findings_json, type=tuple[Finding, ...])

    @cached_property
    def standings(self) -> dict[int, str]:
        """How each task stands, by its row."""
        return standings(self.ledger, self.findings, self.as_of)


HEAVY = ("source_text", "content", "findings_json")
"""The fields that lists leave in the database."""
