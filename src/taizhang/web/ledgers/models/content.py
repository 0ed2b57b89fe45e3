"""A document as it is stored: the exchange format, the source it came from, and what the check said."""

from collections.abc import Iterator
from functools import cached_property, lru_cache

import msgspec
from django.db import models

from taizhang.ledger import Finding, Ledger, from_json


class Content(models.Model):
    """`content` is `taizhang.ledger.to_json`, to the byte; `findings_json` a JSON list of Finding.

    `source_text` is the source as text where it is text.  `standing_by_row` says how each task stands (JSON keys are
    text); `counts` sums all up, so that lists need not open the content.
    """

    source_name = models.CharField(max_length=200, blank=True)
    source_text = models.TextField(blank=True)
    content = models.TextField()
    findings_json = models.TextField(default="[]")
    standing_by_row = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    as_of = models.DateField(null=True, blank=True)

    class Meta:
        """No table of its own."""

        abstract = True

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger in the exchange format's own types."""
        return _decoded(self.content)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the check said when this was stored."""
        return msgspec.json.decode(self.findings_json, type=tuple[Finding, ...])

    @property
    def standings(self) -> dict[int, str]:
        """How each task stands, by its row."""
        return {int(row): status for row, status in self.standing_by_row.items()}


@lru_cache(maxsize=16)
def _decoded(content: str) -> Ledger:
    """The ledger of a text; a list's base is asked for with every cell that is saved, and ledgers are never changed."""
    return from_json(content)


SOURCES = ("source_text",)
HEAVY = (*SOURCES, "content", "findings_json", "standing_by_row")
"""The fields that lists leave in the database."""


def heavy(prefix: str) -> Iterator[str]:
    """`HEAVY` of a version that something fetched leads to."""
    return (f"{prefix}{name}" for name in HEAVY)
