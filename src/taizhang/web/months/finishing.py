"""What a period looks like before it is closed, and what became of it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.services.saving import taken_by

from .models import Closing, Period, Reopening, Return, Task
from .opening import shown_as
from .states import WAITING, State


@dataclass(frozen=True, slots=True)
class Finish:
    """The returns of a period by where they stand.

    `taken` is the version that the list has of the period already: closing over it is a correction and needs a reason.
    `since` are the returns of which something else was accepted after the last closing.
    """

    period: Period
    returns: tuple[Return, ...]
    closings: tuple[Closing, ...]
    reopenings: tuple[Reopening, ...]
    taken: LedgerVersion | None
    tasks: int
    silent: int
    day: date

    @property
    def waiting(self) -> tuple[Return, ...]:
        """Those that the office has to decide on: while there is one, the period is not closed."""
        return tuple(found for found in self.returns if found.state in WAITING)

    @property
    def accepted(self) -> tuple[Return, ...]:
        """Those that go into the frozen list, with what was accepted of them."""
        return tuple(found for found in self.returns if found.accepted_id)

    @property
    def missing(self) -> tuple[tuple[Return, str], ...]:
        """Those of which nothing was accepted and nothing waits, with the state shown."""
        missing = (found for found in self.returns if not found.accepted_id and found.state not in WAITING)
        return tuple((found, shown_as(found, self.day)) for found in missing)

    @property
    def unsettled(self) -> tuple[Return, ...]:
        """Those accepted that are with their unit again: what was accepted counts."""
        return tuple(f for f in self.accepted if f.state not in WAITING and f.state != State.ACCEPTED)

    @property
    def last(self) -> Closing | None:
        """The closing that stands."""
        return self.closings[-1] if self.closings else None

    @property
    def since(self) -> tuple[Return, ...]:
        """Those that stand otherwise than at the last closing."""
        last = self.last
        return tuple(f for f in self.returns if last and f.accepted and f.accepted.at > last.at)

    @property
    def needs_reason(self) -> bool:
        """Whether it is a correction."""
        return self.last is not None or self.taken is not None


def finish_of(period: Period) -> Finish:
    """How the period stands today; seven queries at most."""
    returns = period.returns.select_related("unit", "accepted").order_by("unit__order", "pk")
    closings = period.closings.select_related("by", "version").defer("version__content", "version__findings_json")
    found = tuple(returns)
    for one in found:
        one.period = period
    listed = Task.objects.filter(plan__yearly=period.yearly_id).exclude(off__since__lte=period.cut_off)
    tasks = frozenset(listed.values_list("pk", flat=True))
    return Finish(
        period=period,
        returns=found,
        closings=tuple(closings),
        reopenings=tuple(period.reopenings.select_related("unit", "by")),
        taken=taken_by(period.yearly, period.label, period.cut_off),
        tasks=len(tasks),
        silent=len(tasks - _told(found)),
        day=timezone.localdate(),
    )


def _told(returns: Sequence[Return]) -> frozenset[int]:
    """The tasks of which something was accepted."""
    sent = (report for found in returns if found.accepted for report in found.accepted.sent.reports)
    return frozenset(report.task for report in sent if report.told)
