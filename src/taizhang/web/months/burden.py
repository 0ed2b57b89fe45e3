"""What a month asks of units: fields, and minutes between opening and sending; by unit and period, never by person.

It measures the office's demands (design.md law 6), so only the office sees it, and nobody is ranked by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from django.db.models import Count

from taizhang.web.places.models import Unit

from .models import Indicator, Period, Report, Return

SENDING = 1


@dataclass(frozen=True, slots=True)
class Load:
    """One unit's month.

    `asked`: a field for each indicator, one for each task without any, and the sending.  `touched`: the fields that
    were changed at least once ("no change" is one), and the sending; None before it was sent.  `minutes` run from the
    first opening of the month by anybody of the unit to its first sending, whatever else was done between; None before.
    """

    asked: int
    touched: int | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Burden:
    """A list's periods that were opened, and the load of each unit in each (None: it has nothing to report then)."""

    periods: tuple[Period, ...]
    rows: tuple[tuple[Unit, tuple[Load | None, ...]], ...]
    sums: tuple[Load, ...]
    most: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked yet."""
        return not self.rows


def burden_of(periods: Iterable[Period]) -> Burden:
    """The loads of periods of one list; three queries."""
    shown = tuple(periods)
    returns = Return.objects.filter(period__in=shown).select_related("unit").order_by("unit__order", "unit")
    loads = loads_of(returns)
    units = {found.unit_id: found.unit for found in returns}
    by_place = {(found.unit_id, found.period_id): loads[found.pk] for found in returns}
    rows = tuple((u, tuple(by_place.get((u.pk, p.pk)) for p in shown)) for u in units.values())
    sums = tuple(_sum([load for (_, period), load in by_place.items() if period == p.pk]) for p in shown)
    return Burden(shown, rows, sums, max((load.asked for load in loads.values()), default=0))


def loads_of(returns: Iterable[Return]) -> dict[int, Load]:
    """The load of each return by its key; two queries for all."""
    returns = list(returns)
    reports: dict[int, list[Report]] = defaultdict(list)
    for report in Report.objects.filter(of__in=returns).only("of", "task", "changed", "unchanged"):
        reports[report.of_id].append(report)
    tasks = {report.task_id for found in reports.values() for report in found}
    counted = Indicator.objects.filter(task__in=tasks).values("task").annotate(number=Count("pk")).order_by()
    indicators = dict(counted.values_list("task", "number"))
    return {found.pk: _load(found, reports[found.pk], indicators) for found in returns}


def _load(found: Return, reports: list[Report], indicators: Mapping[int, int]) -> Load:
    asked = sum(indicators.get(report.task_id, 1) for report in reports) + SENDING
    if found.first_sent_at is None:
        return Load(asked, None, None)
    touched = sum(1 if report.unchanged else len(report.changed) for report in reports) + SENDING
    since = (found.first_sent_at - found.opened_at).total_seconds() if found.opened_at else None
    return Load(asked, touched, None if since is None else max(round(since / 60), 0))


def _sum(loads: list[Load]) -> Load:
    """All units' fields together, and the middle one's minutes."""
    minutes = [load.minutes for load in loads if load.minutes is not None]
    touched = [load.touched for load in loads if load.touched is not None]
    middle = round(median(minutes)) if minutes else None
    return Load(sum(load.asked for load in loads), sum(touched) if touched else None, middle)
