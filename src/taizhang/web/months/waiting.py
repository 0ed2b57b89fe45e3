"""The office's queue: what was sent and not decided, the oldest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery

from taizhang.web.asking import Asking
from taizhang.web.ledgers.access import visible_ledgers
from taizhang.web.numbers import whole
from taizhang.web.people.models import User

from .differences import differences
from .earlier import accepted_before
from .findings import checker_of
from .models import Period, Return, Submission
from .opening import is_late
from .states import WAITING

PAGE = 50
"""Returns a page of the queue: each is checked anew when the page is asked for."""


@dataclass(frozen=True, slots=True)
class Search(Asking):
    """What of the queue is asked for."""

    yearly: str = ""
    period: str = ""
    unit: str = ""
    state: str = ""

    def of(self, waiting: QuerySet[Return]) -> QuerySet[Return]:
        """Those of the waiting returns that answer."""
        if (yearly := whole(self.yearly)) is not None:
            waiting = waiting.filter(period__yearly=yearly)
        if self.period:
            waiting = waiting.filter(period__label=self.period)
        if self.unit:
            waiting = waiting.filter(unit__name__icontains=self.unit)
        return waiting.filter(state=self.state) if self.state in WAITING else waiting


@dataclass(frozen=True, slots=True)
class Waiting:
    """A return in the queue: `last` is what would be accepted, `changes` how many cells differ from what was."""

    found: Return
    last: Submission
    late: bool
    tasks: int
    changes: int
    doubts: tuple[tuple[str, int], ...]

    @property
    def choice(self) -> str:
        """What a checkbox sends: the return and the submission that was shown."""
        return f"{self.found.pk}:{self.last.number}"


def waiting_returns(user: User) -> QuerySet[Return]:
    """The visible returns that wait for the office, the oldest submission first."""
    last = Submission.objects.filter(of=OuterRef("pk")).order_by("-number")
    found = Return.objects.filter(period__yearly__in=visible_ledgers(user), state__in=WAITING)
    found = found.annotate(sent_at=Subquery(last.values("at")[:1]), last_key=Subquery(last.values("pk")[:1]))
    return found.select_related("period__yearly__region", "unit", "accepted").order_by(F("sent_at").asc(), "pk")


def described(returns: Sequence[Return]) -> list[Waiting]:
    """The returns with what the queue says of them: one query, and six for each period among them."""
    submissions = Submission.objects.in_bulk([found.last_key for found in returns])  # type: ignore[attr-defined] # annotated
    latest = {one.of_id: one for one in submissions.values()}
    doubts: dict[int, Counter[str]] = {}
    for period in {found.period_id: found.period for found in returns}.values():
        doubts |= _doubts(period, [found for found in returns if found.period_id == period.pk], latest)
    return [_waiting(found, latest[found.pk], doubts[found.pk]) for found in returns]


def _doubts(period: Period, returns: Iterable[Return], latest: Mapping[int, Submission]) -> dict[int, Counter[str]]:
    returns = list(returns)
    checker = checker_of(period)
    before = accepted_before(period, [found.unit_id for found in returns])
    return {
        found.pk: Counter(
            doubt.state
            for told in checker.findings(latest[found.pk].sent.reports, before.get(found.unit_id)).values()
            for doubt in told
        )
        for found in returns
    }


def _waiting(found: Return, last: Submission, doubts: Counter[str]) -> Waiting:
    changes = 0
    if found.accepted is not None and found.accepted_id != last.pk:
        changes = len(differences(found.accepted.sent, last.sent))
    counted = tuple((state, doubts[state]) for state in ("error", "warning", "info", "explained") if doubts[state])
    return Waiting(found, last, is_late(found), len(last.sent.reports), changes, counted)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a return stands in the whole queue: its place from 1 (0: not in it), and those beside it."""

    place: int
    number: int
    before: int | None
    after: int | None


def neighbours(user: User, key: int) -> Neighbours:
    """The returns before and after this one in the queue; for one that left it the first that waits."""
    keys = list(waiting_returns(user).values_list("pk", flat=True))
    if key not in keys:
        return Neighbours(0, len(keys), None, keys[0] if keys else None)
    at = keys.index(key)
    after = keys[at + 1] if at + 1 < len(keys) else None
    return Neighbours(at + 1, len(keys), keys[at - 1] if at else None, after)
