"""The files that a period was made of, as its page of originals lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .models import Incoming, LedgerVersion, Original


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it was given: its name, who gave it and when, its digest and size in bytes."""

    name: str
    by: str
    at: datetime
    digest: str
    size: int


def given(version: LedgerVersion) -> list[Given]:
    """The files of a period: the one it was read from, or all that it was gathered from."""
    if version.original_id is None:
        files = Incoming.objects.filter(intake__saved_as=version).select_related("intake__owner", "original")
        return [_of(file) for file in files.defer("original__data")]
    uses = Incoming.objects.filter(draft__saved_as=version).select_related("intake__owner", "original")
    if found := [_of(file) for file in uses.defer("original__data")]:
        return found
    kept = Original.objects.defer("data").get(pk=version.original_id)
    return [Given(version.source_name, version.saved_by.name, version.saved_at, kept.digest, kept.size)]


def _of(file: Incoming) -> Given:
    return Given(file.name, file.intake.owner.name, file.intake.made_at, file.original_id, file.original.size)
