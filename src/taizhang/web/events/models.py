"""One act in the log."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from .codes import SENTENCES
from .wording import worded


class _Facts(dict[str, Any]):
    """Facts of an event; one that was not yet noted when it was written is left open."""

    def __missing__(self, name: str) -> str:
        return "…"


class Event(models.Model):
    """`digest` is the SHA-256 over the event before and this one's own content, so no row can change unseen."""

    at = models.DateTimeField()
    code = models.CharField(max_length=40, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        """Newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """The act in the reader's language; of a row that somebody made of other stuff, what it holds."""
        if self.code not in SENTENCES or not isinstance(self.facts, dict):
            return f"{self.actor_name} {self.code} {self.facts}"
        return _(SENTENCES[self.code]) % _Facts(worded(self.code, self.facts) | {"actor": self.actor_name})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A row is written once; ValueError for a change."""
        if self.pk is not None:
            raise ValueError("an event is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """ValueError: nothing leaves the log."""
        raise ValueError("an event is never deleted")


class Head(models.Model):
    """The end of the chain, in one row: who appends holds it, so that two acts of one moment follow each other.

    Locking the newest event wouldn't do: the one who waited for it would not see the one that came in between.
    """

    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.digest
