"""Status and light of a task from what was sent, against its curve and the place's preset (design.md law 7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import takewhile
from typing import Any

from msgspec.structs import replace

from taizhang.measuring import AnyCurve, Figures, Judgement, Preset, Stages, completion, judge

from .content import SentReport
from .models import Indicator, Task
from .past import Before, Past

HUNDRED = Decimal(100)


def figures_of(task: Task, sent: SentReport | None, day: date, curve: AnyCurve, past: Past | None = None) -> Figures:
    """The worst of the task's indicators on the day; works with a plan of stages by the stage reached.

    Fetch the task with its indicators and their targets.  Without its `past` (`past.pasts_of`) a light knows nothing
    of the quarter, of late periods running and of the office's opinions.
    """
    end = task.deadline or date(task.plan.yearly.year, 12, 31)
    figures = Figures(_done(task, sent, day, curve), curve.expected(day), (end - day).days)
    return figures if past is None else _with_past(task, figures, curve, past)


def judgement_of(
    task: Task, sent: SentReport | None, day: date, preset: Preset, past: Past | None = None
) -> tuple[Judgement, AnyCurve]:
    """How the task stands on the day, and the curve that says so."""
    curve = task.schedule(task.plan.yearly.year)
    return judge(preset, figures_of(task, sent, day, curve, past)), curve


def _with_past(task: Task, figures: Figures, curve: AnyCurve, past: Past) -> Figures:
    gaps = {one.last: _gap(task, one, curve) for one in past.reports}
    return replace(
        figures,
        quarter_gap=figures.gap if past.last == past.quarter else gaps.get(past.quarter),
        late_periods=_running([*gaps.values(), figures.gap]),
        reachable=past.reachable,
        accepted=past.accepted,
    )


def _gap(task: Task, before: Before, curve: AnyCurve) -> Decimal | None:
    done = _done(task, before.report, before.cut_off, curve)
    return None if done is None else done - curve.expected(before.cut_off)


def _running(gaps: Sequence[Decimal | None]) -> int:
    """How many of the last gaps running are below the curve; one that is not known ends the run."""
    return sum(1 for _ in takewhile(lambda gap: gap is not None and gap < 0, reversed(gaps)))


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
    known = [reached(i, totals.get(i.pk), day) for i in task.indicators.all()]
    return min((rate for rate in known if rate is not None), default=None)


def reached(indicator: Indicator, total: Decimal | None, day: date) -> Decimal | None:
    """Percent of the target in force; a ceiling is kept or not, part of it says nothing of the way."""
    target = indicator.target_on(day)
    if target is None or total is None:
        return None
    if indicator.direction == "at_most":
        return HUNDRED if total <= target.value else Decimal(0)
    return completion(total, target.value)
