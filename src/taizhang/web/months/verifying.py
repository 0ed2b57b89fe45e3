"""Whether what was frozen is still what it was: against its digest, and that against the chain of the log."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang.web.events.models import Event

from .content import digest_of
from .models import Closing, Submission

CLOSED = ("period-closed", "period-corrected")
SENT = ("return-sent",)


def broken() -> Iterator[Closing | Submission]:
    """The closings and submissions that were changed since; together with `events.first_break` nothing is missed."""
    logged = set(Event.objects.filter(code__in=(*CLOSED, *SENT)).values_list("facts__digest", flat=True))
    for submission in Submission.objects.select_related("of__unit", "of__period").iterator():
        if digest_of(submission.content) != submission.digest or submission.digest not in logged:
            yield submission
    for closing in Closing.objects.select_related("version").iterator():
        if digest_of(closing.version.content) != closing.digest or closing.digest not in logged:
            yield closing
