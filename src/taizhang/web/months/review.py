"""A return as the office reads it: findings first, figures beside the last accepted period's, texts side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial

from django.db.models import QuerySet
from msgspec.structs import replace

from taizhang.measuring import AnyCurve, Judgement, Light, Preset, judge
from taizhang.web.ledgers.history import Word, words
from taizhang.web.places.services import lights_of

from .content import SentReport
from .differences import CELLS, NAMES, Difference, TextCell, differences
from .earlier import accepted_before, told_before, version_before
from .findings import Doubt, findings_of
from .judging import figures_of, judgement_of, reached
from .models import Cause, Indicator, Removal, Report, Return, Submission, Task, Value
from .past import asks_past, pasts_of


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator: the sum in the last accepted period and now, against its target and the curve; all in its unit.

    `rate` and `expected` are in percent; `value` is the row that the office's verified figure stands in, if any.
    """

    indicator: Indicator
    last: Decimal | None
    now: Decimal | None
    target: Decimal | None
    rate: Decimal | None
    expected: Decimal
    light: Light
    value: Value | None

    @property
    def increment(self) -> Decimal | None:
        """What came since; None where one of the two is missing."""
        return None if self.now is None or self.last is None else self.now - self.last

    @property
    def fell(self) -> bool:
        """Whether the sum became less, which a sum since January does not."""
        return self.increment is not None and self.increment < 0

    @property
    def differs(self) -> bool:
        """Whether the office verified another figure than the unit reported."""
        return self.value is not None and self.value.verified is not None and self.value.verified != self.now


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the last accepted period and now, with the words that differ."""

    name: object
    before: tuple[Word, ...]
    now: tuple[Word, ...]

    @property
    def same(self) -> bool:
        """Whether it is word for word the same."""
        return all(word.kind == "kept" for word in (*self.before, *self.now))


@dataclass(frozen=True, slots=True)
class TaskReview:
    """One task of the return; `report` is the unit's draft row, of which only returned and notes are shown."""

    task: Task
    report: Report | None
    told: SentReport
    doubts: tuple[Doubt, ...]
    figures: tuple[Figure, ...]
    texts: tuple[Text, ...]
    judgement: Judgement
    curve: AnyCurve
    changes: tuple[Difference, ...]
    day: date

    @property
    def off(self) -> Removal | None:
        """How the task left the list by the period's cut-off: nothing is asked of it."""
        return self.task.left_by(self.day)

    @property
    def asking(self) -> tuple[Doubt, ...]:
        """The errors and warnings that the unit did not explain."""
        return tuple(doubt for doubt in self.doubts if doubt.state in ("error", "warning"))


@dataclass(frozen=True, slots=True)
class Review:
    """A submission with what it is compared to; tasks with open findings come first, then those that changed most.

    `listed` is the imported period that it is compared to where no return was accepted `before`.
    """

    submission: Submission
    before: Submission | None
    tasks: tuple[TaskReview, ...]
    preset: Preset
    listed: str = ""

    @property
    def changes(self) -> int:
        """How many cells differ from what was accepted of this period before."""
        return sum(len(one.changes) for one in self.tasks)

    @property
    def asking(self) -> int:
        """How many findings ask."""
        return sum(len(one.asking) for one in self.tasks)

    @property
    def explained(self) -> int:
        """How many findings the unit explained."""
        return sum(doubt.state == "explained" for one in self.tasks for doubt in one.doubts)


def review_of(found: Return, submission: Submission) -> Review:
    """The submission of a return as the office reads it; about a dozen queries, whatever the number of tasks.

    Fetch the return with its period, list, region and unit, and what was accepted of it.
    """
    before = accepted_before(found.period, [found.unit_id]).get(found.unit_id)
    maker = _Maker(found, submission, before)
    order = {one.task.pk: (-len(one.asking), one.task.row) for one in maker.tasks}
    tasks = tuple(sorted(maker.tasks, key=lambda one: order[one.task.pk]))
    listed = maker.version() if maker.before and before is None else None
    return Review(submission, before, tasks, maker.preset, listed.period if listed else "")


class _Maker:
    """What all tasks of a review share, fetched once."""

    def __init__(self, found: Return, submission: Submission, before: Submission | None) -> None:
        self.day = found.period.cut_off
        self.preset = lights_of(found.period.yearly.region)
        self.doubts = findings_of(found, submission.sent, before)
        self.changes = _changes(found, submission)
        self.reports = {report.task_id: report for report in _reports(found)}
        told = {report.task: report for report in submission.sent.reports}
        tasks = list(with_targets(told))
        self.version = cache(partial(version_before, found.period))
        self.before = told_before(found, before, tasks, self.version)
        self.pasts = pasts_of(found.period, told) if asks_past(self.preset) else {}
        self.tasks = [self._task(task, told[task.pk]) for task in tasks]

    def _task(self, task: Task, told: SentReport) -> TaskReview:
        before = self.before.get(task.pk)
        judgement, curve = judgement_of(task, told, self.day, self.preset, self.pasts.get(task.pk))
        return TaskReview(
            task=task,
            report=self.reports.get(task.pk),
            told=told,
            doubts=self.doubts.get(task.row, ()),
            figures=tuple(figures(task, told, before, (curve, self.day, self.preset), self._values(task))),
            texts=tuple(_texts(told, before)),
            judgement=judgement,
            curve=curve,
            changes=tuple(self.changes.get(task.pk, ())),
            day=self.day,
        )

    def _values(self, task: Task) -> dict[int, Value]:
        report = self.reports.get(task.pk)
        return {value.indicator_id: value for value in report.values.all()} if report else {}


def figures(
    task: Task,
    told: SentReport,
    before: SentReport | None,
    at: tuple[AnyCurve, date, Preset],
    values: Mapping[int, Value] | None = None,
) -> Iterator[Figure]:
    """The indicators of a task as it was told, at a curve, a cut-off and a preset.

    Fetch the task by `with_targets`.
    """
    curve, day, preset = at
    now = {value.indicator: value.total for value in told.values}
    last = {value.indicator: value.total for value in before.values} if before else {}
    shared = figures_of(task, told, day, curve)
    for one in task.indicators.all():
        rate, target = reached(one, now.get(one.pk), day), one.target_on(day)
        yield Figure(
            indicator=one,
            last=last.get(one.pk),
            now=now.get(one.pk),
            target=target.value if target else None,
            rate=rate,
            expected=shared.expected,
            light=judge(preset, replace(shared, done=rate)).light,
            value=(values or {}).get(one.pk),
        )


def with_targets(tasks: Iterable[int]) -> QuerySet[Task]:
    """The tasks with all that judging them needs: three queries."""
    found = Task.objects.filter(pk__in=list(tasks)).select_related("plan__yearly", "reporter", "off")
    return found.prefetch_related("indicators__targets")


def _reports(found: Return) -> QuerySet[Report]:
    """The unit's rows: only what is not its draft is read of them."""
    return found.reports.prefetch_related("values__verified_by", "notes__unit", "notes__by")


def _changes(found: Return, submission: Submission) -> Mapping[int, Sequence[Difference]]:
    """By task what differs from what was accepted of this period before."""
    if found.accepted is None or submission.number <= found.accepted.number:
        return {}
    grouped: dict[int, list[Difference]] = {}
    for one in differences(found.accepted.sent, submission.sent):
        grouped.setdefault(one.task, []).append(one)
    return grouped


def _texts(told: SentReport, before: SentReport | None) -> Iterator[Text]:
    for cell in CELLS:
        old, new = said(cell, before) if before else "", said(cell, told)
        if old or new:
            yield Text(NAMES[cell], *words(old, new))


def said(cell: TextCell, report: SentReport) -> str:
    """The text of a cell; the chosen cause as its word."""
    text = str(getattr(report, cell))
    return str(Cause(text).label) if cell == "cause" and text else text
