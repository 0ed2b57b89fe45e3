"""Status and light of a task from what was sent, against its curve and the place's preset (design.md law 7)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from taizhang.measuring import AnyCurve, Figures, Judgement, Preset, Stages, completion, judge

from .content import SentReport
from .models import Indicator, Task

HUNDRED = Decimal(100)


def figures_of(task: Task, sent: SentReport | None, day: date, curve: AnyCurve) -> Figures:
    """The worst of the task's indicators on the day; works with a plan of stages by the stage reached.

    Fetch the task with its indicators and their targets.
    """
    end = task.deadline or date(task.plan.yearly.year, 12, 31)
    return Figures(_done(task, sent, day, curve), curve.expected(day), (end - day).days)


def judgement_of(task: Task, sent: SentReport | None, day: date, preset: Preset) -> tuple[Judgement, AnyCurve]:
    """How the task stands on the day, and the curve that says so."""
    curve = task.schedule(task.plan.yearly.year)
    return judge(preset, figures_of(task, sent, day, curve)), curve


def kept(judgement: Judgement, curve: AnyCurve, preset: Preset) -> dict[str, Any]:
    """A judgement as a closing keeps it: all that a page shows, whatever becomes of the preset later."""
    return {
        "status": judgement.status,
        "colour": judgement.light.colour,
        "sign": judgement.light.sign,
        "word": [judgement.light.word.zh, judgement.light.word.en],
        "gap": None if judgement.gap is None else str(judgement.gap.quantize(Decimal("0.01"))),
        "curve": curve.name,
        "preset": preset.slug,
    }


def _done(task: Task, sent: SentReport | None, day: date, curve: AnyCurve) -> Decimal | None:
    if sent is None:
        return None
    if isinstance(curve, Stages):
        return curve.reached(sent.stage) if sent.stage in {mark.name for mark in curve.marks} else None
    totals = {value.indicator: value.total for value in sent.values}
    known = [_reached(i, totals.get(i.pk), day) for i in task.indicators.all()]
    return min((rate for rate in known if rate is not None), default=None)


def _reached(indicator: Indicator, total: Decimal | None, day: date) -> Decimal | None:
    """Percent of the target in force; a ceiling is kept or not, part of it says nothing of the way."""
    target = indicator.target_on(day)
    if target is None or total is None:
        return None
    if indicator.direction == "at_most":
        return HUNDRED if total <= target.value else Decimal(0)
    return completion(total, target.value)
