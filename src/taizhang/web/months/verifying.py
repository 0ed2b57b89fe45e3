"""Whether what was frozen is still what it was: against its digest, and that against the chain of the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from taizhang.web.events.models import Event
from taizhang.web.events.services import first_break, is_cut_off

from .content import digest_of
from .models import Closing, Submission

CLOSED = ("period-closed", "period-corrected")
SENT = ("return-sent",)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found: how many acts and frozen contents were looked at, and what does not hold.

    `last` is the digest at the end of the chain, to be kept outside; `cut_off`: acts at the end are gone.
    """

    events: int
    last: str
    first_break: Event | None
    cut_off: bool
    frozen: int
    broken: tuple[Closing | Submission, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed."""
        return self.first_break is None and not self.cut_off and not self.broken


def verdict() -> Verdict:
    """Follow the whole chain and hold all frozen contents against it; reads everything once."""
    end = Event.objects.order_by("-pk").values_list("digest", flat=True).first() or ""
    frozen = Submission.objects.count() + Closing.objects.count()
    return Verdict(Event.objects.count(), end, first_break(), is_cut_off(), frozen, tuple(broken()))


def told(found: Verdict) -> Iterator[str]:
    """The verdict in sentences for a terminal, in both languages."""
    count = f"日志{found.events}条，报送和冻结的台账{found.frozen}份"
    english = f"{found.events} acts, {found.frozen} frozen contents"
    if found.is_whole:
        yield f"{count}：未发现改动 · {english}: nothing was changed"
    if found.first_break:
        event = found.first_break
        at = timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S")
        yield f"日志从第{event.pk}条起被改动过 · the log was changed from row {event.pk} on: {at} {event}"
    if found.cut_off:
        yield "日志末尾有记录被删去 · acts at the end of the log are gone"
    for one in found.broken:
        what = "已冻结的台账 · frozen ledger" if isinstance(one, Closing) else "已报送的内容 · submission"
        yield f"{what} 被改动 · changed: {one.period if isinstance(one, Closing) else one}"
    if found.last:
        yield f"最后一条摘要 · last digest: {found.last}"


def broken() -> Iterator[Closing | Submission]:
    """The closings and submissions that were changed since; together with `events.first_break` nothing is missed."""
    logged = set(Event.objects.filter(code__in=(*CLOSED, *SENT)).values_list("facts__digest", flat=True))
    for submission in Submission.objects.select_related("of__unit", "of__period__yearly__region").iterator():
        if digest_of(submission.content) != submission.digest or submission.digest not in logged:
            yield submission
    for closing in Closing.objects.select_related("version__yearly__region", "period").iterator():
        if digest_of(closing.version.content) != closing.digest or closing.digest not in logged:
            yield closing
