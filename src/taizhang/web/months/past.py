"""What a light needs beside a period's own figures: what was accepted before, and the office's opinions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from taizhang.measuring import Preset
from taizhang.measuring.curves import month_end

from .content import SentReport
from .models import Opinion, Period, Question, Return, Submission

OF_THE_PAST = frozenset({"quarter_gap", "late_periods", "reachable", "accepted"})


@dataclass(frozen=True, slots=True)
class Before:
    """A task's accepted report of an earlier period."""

    last: date
    cut_off: date
    report: SentReport


@dataclass(frozen=True, slots=True)
class Past:
    """A task before a period that ends on `last`: its reports, the oldest first, and the opinions in force."""

    last: date
    reports: tuple[Before, ...] = ()
    reachable: bool | None = None
    accepted: bool | None = None

    @property
    def quarter(self) -> date:
        """The last quarter's end, the period's own last day where it is one."""
        month = (self.last + timedelta(days=1)).month  # of the day after: only a month that is over ends a quarter
        over = (month - 1) // 3 * 3
        return month_end(self.last.year, over) if over else _december(self.last)


def _december(day: date) -> date:
    """The last quarter's end of a day of the first quarter; 31 December is its own."""
    return day if (day.month, day.day) == (12, 31) else date(day.year - 1, 12, 31)


def asks_past(preset: Preset) -> bool:
    """Whether a light of the preset asks for more than the figures of the period itself."""
    return any(limit.measure in OF_THE_PAST for step in preset.steps for limit in step.limits)


def pasts_of(period: Period, tasks: Collection[int] | None = None) -> Mapping[int, Past]:
    """The past of these tasks (all of the list), whoever reported them then, by their keys: two queries."""
    reports: dict[int, list[Before]] = defaultdict(list)
    for sent in _accepted_before(period, tasks):
        of = sent.of.period
        for report in sent.sent.reports:
            if report.told:
                reports[report.task].append(Before(of.last, of.cut_off, report))
    answers: dict[int, dict[str, bool]] = defaultdict(dict)
    given = Opinion.objects.filter(task__plan__yearly=period.yearly_id, since__lte=period.cut_off)
    for opinion in given:
        answers[opinion.task_id][opinion.question] = opinion.answer
    known = {*reports, *answers} if tasks is None else set(tasks)
    return {task: _past(period, reports[task], answers[task]) for task in known}


def _past(period: Period, reports: list[Before], answers: Mapping[str, bool]) -> Past:
    known = answers.get(Question.REACHABLE), answers.get(Question.ACCEPTED)
    return Past(period.last, tuple(reports), *known)


def _accepted_before(period: Period, tasks: Collection[int] | None) -> list[Submission]:
    returns = Return.objects.filter(period__yearly=period.yearly_id, period__last__lt=period.last)
    if tasks is not None:
        returns = returns.filter(reports__task__in=tasks)
    earlier = Submission.objects.filter(pk__in=returns.exclude(accepted=None).values("accepted"))
    return list(earlier.select_related("of__period").order_by("of__period__last", "pk"))
