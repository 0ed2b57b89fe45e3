"""A leader's projects: how each task stands by the last return that the office accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from taizhang.measuring import Light, Preset
from taizhang.web.ledgers.kept import kept_light
from taizhang.web.people.models import User
from taizhang.web.places.services import lights_of

from .content import SentReport
from .earlier import accepted_before
from .findings import Doubt, checker_of
from .judging import judgement_of
from .leading import led_tasks
from .models import Closing, Period, Remark, Return, Submission, Task
from .past import Past, asks_past, pasts_of
from .remarks import remarks_by_task
from .review import Figure, figures, with_targets


@dataclass(frozen=True, slots=True)
class Standing:
    """A task in one period; `closed` where the light is the one that was given when the period was closed."""

    period: Period
    told: SentReport
    light: Light
    figures: tuple[Figure, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Project:
    """A task with how it stands last (None: nothing was accepted yet), and its open findings and remarks."""

    task: Task
    last: Standing | None
    doubts: tuple[Doubt, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The projects of one list, and how many show each light, the most first."""

    title: str
    projects: tuple[Project, ...]
    lights: tuple[tuple[Light, int], ...]


def projects_of(user: User) -> list[Group]:
    """The projects that the person leads, by list; the queries grow with the lists and their periods alone."""
    tasks = led_tasks(user)
    remarks = remarks_by_task(user, [task.pk for task in tasks])
    lists = {task.plan.yearly_id: task.plan.yearly for task in tasks}
    return [
        _group(str(yearly), list(_projects([t for t in tasks if t.plan.yearly_id == key], remarks)))
        for key, yearly in lists.items()
    ]


def _group(title: str, projects: Sequence[Project]) -> Group:
    lights = Counter(project.last.light for project in projects if project.last)
    return Group(title, tuple(projects), tuple(lights.most_common()))


def _projects(tasks: Sequence[Task], remarks: Mapping[int, Sequence[Remark]]) -> Iterator[Project]:
    """The tasks of one list."""
    latest = _latest(tasks)
    judging = _Judging(tasks)
    doubts = _doubts(latest.values(), {task.row for task in tasks})
    for task in tasks:
        found = latest.get(task.reporter_id or 0)
        standing = judging.standing(task, found) if found else None
        asking = tuple(d for d in doubts.get(task.row, ()) if d.state in ("error", "warning"))
        yield Project(task, standing, asking if standing else (), tuple(remarks.get(task.pk, ())))


def history_of(task: Task) -> list[Standing]:
    """The task in every period of which something was accepted, the newest first; half a dozen queries."""
    found = _accepted([task]).order_by("-period__last", "-period")
    judging = _Judging([task])
    standings = (judging.standing(task, one) for one in found)
    return [standing for standing in standings if standing]


def _accepted(tasks: Sequence[Task]) -> QuerySet[Return]:
    units = {task.reporter_id for task in tasks}
    found = Return.objects.filter(period__yearly=tasks[0].plan.yearly_id, unit__in=units, accepted__isnull=False)
    return found.select_related("period__yearly__region", "unit", "accepted")


def _latest(tasks: Sequence[Task]) -> dict[int, Return]:
    """By unit the return of the last period in which something was accepted of it."""
    return {found.unit_id: found for found in _accepted(tasks).order_by("period__last", "period")}


def _doubts(returns: Iterable[Return], rows: set[int]) -> dict[int, tuple[Doubt, ...]]:
    """The findings of the led rows in the returns; those of one period share a checker."""
    returns = list(returns)
    found: dict[int, tuple[Doubt, ...]] = {}
    for period in {one.period_id: one.period for one in returns}.values():
        mine = [one for one in returns if one.period_id == period.pk]
        checker, before = checker_of(period), accepted_before(period, [one.unit_id for one in mine])
        for one in mine:
            told = [report for report in _sent(one).sent.reports if report.row in rows]
            found |= checker.findings(told, before.get(one.unit_id))
    return found


def _sent(found: Return) -> Submission:
    assert found.accepted is not None  # noqa: S101 -- only such are fetched
    return found.accepted


class _Judging:
    """The lights of one list's tasks: the kept ones of closed periods, for the others by today's preset."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        yearly = tasks[0].plan.yearly
        self.preset: Preset = lights_of(yearly.region)
        closings = Closing.objects.filter(period__yearly=yearly).order_by("number")
        self.kept = dict(closings.values_list("period", "judged"))
        self.pasts: dict[int, Mapping[int, Past]] = {}
        self.tasks = {task.pk: task for task in with_targets(t.pk for t in tasks)}

    def standing(self, task: Task, found: Return) -> Standing | None:
        """The task in the return's period; None where the return does not speak of it."""
        told = next((report for report in _sent(found).sent.reports if report.task == task.pk), None)
        if told is None:
            return None
        period, task = found.period, self.tasks[task.pk]
        kept = self.kept.get(period.pk, {}).get(str(task.row))
        judgement, curve = judgement_of(task, told, period.cut_off, self.preset, self._past(task, period))
        light = kept_light(kept).light if kept else judgement.light
        shown = tuple(figures(task, told, None, (curve, period.cut_off, self.preset)))
        return Standing(period, told, light, shown, kept is not None)

    def _past(self, task: Task, period: Period) -> Past | None:
        if not asks_past(self.preset):
            return None
        if period.pk not in self.pasts:
            self.pasts[period.pk] = pasts_of(period, list(self.tasks))
        return self.pasts[period.pk].get(task.pk)
