"""The form of a task's schedule curve: five kinds, checked in the words of the person who fills it in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.measuring import (
    AnyCurve,
    Linear,
    Mark,
    Milestones,
    Plan,
    Stages,
    curve_from_json,
    monthly,
    quarterly,
    year_curve,
)
from taizhang.measuring.curves import month_end
from taizhang.measuring.presets import SCALES, Scale

from .fields import DAY, NUMBER, Styled
from .models import Task

MARKS = 12
KINDS = (
    ("default", gettext_lazy("按月均匀推进（1月1日至完成时限）")),
    ("linear", gettext_lazy("按月均匀推进（另定起止日）")),
    ("quarterly", gettext_lazy("季度计划")),
    ("monthly", gettext_lazy("月度计划")),
    ("milestones", gettext_lazy("节点计划")),
    ("stages", gettext_lazy("工程形象进度")),
)


class CurveForm(Styled):
    """After `is_valid` the `curve` is there; None for the default one."""

    kind = forms.ChoiceField(label=gettext_lazy("进度计划"), choices=KINDS)
    start = forms.DateField(label=gettext_lazy("开始"), required=False, widget=DAY())
    end = forms.DateField(label=gettext_lazy("完成"), required=False, widget=DAY())

    def __init__(self, task: Task, data: Any = None, scale: str = "") -> None:
        self.year, self.deadline = task.plan.yearly.year, task.deadline
        self.curve: AnyCurve | None = None
        super().__init__(data, initial=_initial(task, SCALES.get(scale)), auto_id="curve_%s")
        for name in (*(f"q{n}" for n in range(1, 5)), *(f"m{n}" for n in range(1, 13))):
            self.add(name, forms.DecimalField(required=False, min_value=0, max_value=100, widget=NUMBER()))
        for n in range(MARKS):
            called = [
                words % {"n": n + 1} for words in (_("第%(n)s个名称"), _("第%(n)s个完成日期"), _("第%(n)s个权重"))
            ]
            weight = forms.DecimalField(required=False, min_value=0, max_digits=8, widget=NUMBER())
            self.add(f"name{n}", forms.CharField(required=False, max_length=40), called[0])
            self.add(f"day{n}", forms.DateField(required=False, widget=DAY()), called[1])
            self.add(f"weight{n}", weight, called[2])

    def clean(self) -> dict[str, Any]:
        """The curve of the kind chosen; what it cannot be stands beside the field."""
        data = super().clean() or {}
        if not self.errors:
            self.curve = getattr(self, f"_{data['kind']}")(data)
        return data

    def quarters(self) -> list[tuple[str, forms.BoundField]]:
        """The fields of a quarterly plan with their labels."""
        return [(str(_("%(month)s月底") % {"month": 3 * n}), self[f"q{n}"]) for n in range(1, 5)]

    def months(self) -> list[tuple[str, forms.BoundField]]:
        """The fields of a monthly plan with their labels."""
        return [(str(_("%(month)s月底") % {"month": n}), self[f"m{n}"]) for n in range(1, 13)]

    def marks(self) -> list[tuple[forms.BoundField, ...]]:
        """The lines of milestones or stages: name, day, weight."""
        return [(self[f"name{n}"], self[f"day{n}"], self[f"weight{n}"]) for n in range(MARKS)]

    def _default(self, data: dict[str, Any]) -> None:
        return None

    def _linear(self, data: dict[str, Any]) -> AnyCurve | None:
        start = data["start"] or date(self.year, 1, 1)
        end = data["end"] or self.deadline or date(self.year, 12, 31)
        if start >= end:
            self.add_error("end", _("完成日须晚于开始日。"))
            return None
        return Linear(start, end)

    def _quarterly(self, data: dict[str, Any]) -> AnyCurve | None:
        percents = self._percents(data, "q", 4)
        return quarterly(self.year, percents) if percents else None

    def _monthly(self, data: dict[str, Any]) -> AnyCurve | None:
        percents = self._percents(data, "m", 12)
        return monthly(self.year, percents) if percents else None

    def _percents(self, data: dict[str, Any], letter: str, number: int) -> list[Decimal]:
        """The cumulative percentages; a blank is what was reached before."""
        found: list[Decimal] = []
        for n in range(1, number + 1):
            known = data[f"{letter}{n}"]
            before = found[-1] if found else Decimal(0)
            found.append(before if known is None else known)
            if found[-1] < before:
                self.add_error(f"{letter}{n}", _("累计进度不能比前面的低。"))
        if not self.errors and found[-1] != 100:
            self.add_error(f"{letter}{number}", _("最后一期的累计进度须为100%。"))
        return [] if self.errors else found

    def _milestones(self, data: dict[str, Any]) -> AnyCurve | None:
        marks = self._marks(data)
        return Milestones(tuple(marks)) if marks else None

    def _stages(self, data: dict[str, Any]) -> AnyCurve | None:
        marks = self._marks(data)
        for n, (before, mark) in enumerate(pairwise(marks), 1):
            if before.day > mark.day:
                self.add_error(f"day{n}", _("“%(stage)s”不能早于它前面的阶段。") % {"stage": mark.name})
        return Stages(tuple(marks)) if marks and not self.errors else None

    def _marks(self, data: dict[str, Any]) -> list[Mark]:
        lines = [(n, *(data[f"{part}{n}"] for part in ("name", "day", "weight"))) for n in range(MARKS)]
        marks: dict[str, Mark] = {}
        for n, name, day, weight in lines:
            if not (name or day or weight):
                continue
            if not name or not day or not weight:
                self.add_error(f"name{n}", _("名称、日期和权重都要填写，权重须大于0。"))
            elif name in marks:
                self.add_error(f"name{n}", _("“%(name)s”出现了两次。") % {"name": name})
            else:
                marks[name] = Mark(name, day, weight)
        if not marks and not self.errors:
            self.add_error("name0", _("请至少填写一行。"))
        return [] if self.errors else list(marks.values())


def suggested(task: Task, scale: Scale) -> Stages:
    """A scale's stages laid out evenly up to the task's deadline, as the form begins with them."""
    return Stages(_laid_out(scale, task))


def _initial(task: Task, scale: Scale | None) -> dict[str, Any]:
    """What the task has; or a scale's stages, laid out evenly up to the deadline, for the person to mend."""
    if scale is not None:
        return {"kind": "stages"} | _of_marks(_laid_out(scale, task))
    if not task.curve:
        return {"kind": "default"}
    curve = curve_from_json(task.curve)
    if isinstance(curve, Linear):
        return {"kind": "linear", "start": curve.start, "end": curve.end}
    if isinstance(curve, Plan):
        letter = curve.kind[0]
        return {"kind": curve.kind} | {f"{letter}{n}": point.percent for n, point in enumerate(curve.points, 1)}
    return {"kind": "stages" if isinstance(curve, Stages) else "milestones"} | _of_marks(curve.marks[:MARKS])


def _of_marks(marks: tuple[Mark, ...]) -> dict[str, Any]:
    return {
        f"{part}{n}": value
        for n, mark in enumerate(marks)
        for part, value in (("name", mark.name), ("day", mark.day), ("weight", mark.weight))
    }


def _laid_out(scale: Scale, task: Task) -> tuple[Mark, ...]:
    """Each stage at the end of the month in which steady progress reaches its weight."""
    year = task.plan.yearly.year
    steady = year_curve(year, task.deadline)
    ends = [month_end(year, month) for month in range(1, 13)]
    marks, reached = [], Decimal(0)
    whole = sum((weight for _, weight in scale.weights), Decimal(0))
    for name, weight in scale.weights:
        reached += weight
        day = next((end for end in ends if steady.expected(end) * whole >= reached * 100), steady.end)
        marks.append(Mark(name, min(day, steady.end), weight))
    return tuple(marks)
