"""The plan of a list as its page shows it: every task with what is missing, and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from taizhang.measuring import Stages, curve_from_json

from .models import Indicator, Plan, Task

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a task lacks: the words, how to mend it, and the part of the task's page that does."""

    slug: str
    word: _StrPromise
    advice: _StrPromise
    part: str


LACKS = {
    lack.slug: lack
    for lack in (
        Lack("reporter", _("没有填报单位"), _("没有单位会收到这项任务。请指定一个填报单位。"), "details"),
        Lack(
            "indicator",
            _("没有指标"),
            _("只能报文字，算不出完成率和亮灯。请增加指标，或者为工程设置形象进度计划。"),
            "indicators",
        ),
        Lack("target", _("指标没有目标值"), _("请为指标设定目标值。"), "indicators"),
        Lack("deadline", _("没有完成时限"), _("按12月31日计算序时进度。文件另有规定的，请填写。"), "details"),
    )
}


@dataclass(frozen=True, slots=True)
class Aim:
    """An indicator with its target in force and how often that was changed."""

    indicator: Indicator
    target: str
    changed: int


@dataclass(frozen=True, slots=True)
class Line:
    """A task of the plan."""

    task: Task
    aims: tuple[Aim, ...]
    curve: str
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole plan; `lacking` says how many tasks lack what, in the order of `LACKS`."""

    lines: tuple[Line, ...]
    lacking: tuple[tuple[Lack, int], ...]


def overview(plan: Plan, day: date, lack: str = "") -> Overview:
    """The plan on a day, or only the tasks that lack something; four queries, whatever its size."""
    found = plan.tasks.select_related("reporter", "off").prefetch_related("cooperating", "indicators__targets")
    lines = [_line(task, plan.yearly.year, day) for task in found]
    counts = Counter(one.slug for line in lines for one in line.lacks)
    shown = [line for line in lines if not lack or lack in {one.slug for one in line.lacks}]
    return Overview(tuple(shown), tuple((LACKS[slug], counts[slug]) for slug in LACKS if counts[slug]))


def _line(task: Task, year: int, day: date) -> Line:
    indicators = list(task.indicators.all())
    aims = tuple(_aim(indicator, year, day) for indicator in indicators)
    return Line(task, aims, task.schedule(year).name, tuple(_lacks(task, indicators)))


def _aim(indicator: Indicator, year: int, day: date) -> Aim:
    versions = list(indicator.targets.all())
    in_force = indicator.target_on(min(max(day, date(year, 1, 1)), date(year, 12, 31)))
    target = in_force or next(reversed(versions), None)
    return Aim(indicator, f"{target}{indicator.unit_word}" if target else "", max(len(versions) - 1, 0))


def _lacks(task: Task, indicators: Sequence[Indicator]) -> list[Lack]:
    if task.off_id is not None:
        return []
    staged = bool(task.curve) and isinstance(curve_from_json(task.curve), Stages)
    lacking = {
        "reporter": task.reporter_id is None,
        "indicator": not indicators and not staged,
        "target": any(not indicator.targets.all() for indicator in indicators),
        "deadline": task.deadline is None,
    }
    return [LACKS[slug] for slug, missing in lacking.items() if missing]
