"""Status and lights, computed from figures against a curve (design.md law 7); lights by a preset of the place.

A preset is data: steps from the first to the last, each with the limits that must hold.  The first step that holds
gives the light, and the last one has no limits, so a preset has no holes.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from taizhang.ledger import Bilingual, Status

from .curves import HUNDRED

SLACK = Decimal(5)
"""Percentage points under the expected progress that still count as on schedule (达到和基本达到, domain.md 2.3)."""
LEAD = Decimal(15)
"""Percentage points over it from which a task is ahead."""

Pace = Literal["behind", "on_schedule", "ahead"]
Measure = Literal["done", "gap", "quarter_gap", "days_left", "late_periods", "reachable", "accepted"]
Sign = Literal[">=", ">", "<", "<="]


class Figures(Struct, frozen=True):
    """What a light is computed from, at one cut-off.

    `done` and `expected` are percent of the target in force; `done` is None where nothing was reported.  `days_left`
    runs to the deadline, below 0 once it has passed.  `quarter_gap` is the gap in points at the last quarter's end,
    `late_periods` how many periods running were below the curve, this one included.  `reachable` is the office's
    recorded judgement whether the target can still be reached, `accepted` whether finished works passed acceptance.
    """

    done: Decimal | None
    expected: Decimal
    days_left: int | None = None
    quarter_gap: Decimal | None = None
    late_periods: int | None = None
    reachable: bool | None = None
    accepted: bool | None = None

    @property
    def gap(self) -> Decimal | None:
        """Percentage points ahead of the curve, below 0 behind it; None without a report."""
        return None if self.done is None else self.done - self.expected


class Light(Struct, frozen=True):
    """A colour, with the word and the sign that say the same without colour (domain.md 8.5)."""

    colour: str
    word: Bilingual
    sign: str


class Limit(Struct, frozen=True):
    """One measure against one number; what is not known holds no limit.  A yes is 1, a no 0."""

    measure: Measure
    sign: Sign
    value: Decimal

    def holds(self, figures: Figures) -> bool:
        """Whether the figures keep the limit."""
        known = getattr(figures, self.measure)
        if known is None:
            return False
        found = Decimal(known)
        if self.sign == ">=":
            return found >= self.value
        if self.sign == ">":
            return found > self.value
        return found < self.value if self.sign == "<" else found <= self.value


class Step(Struct, frozen=True):
    """A light and the limits that must all hold for it."""

    light: Light
    limits: tuple[Limit, ...] = ()


class PresetError(ValueError):
    """Steps that leave a hole, hide each other, or give two lights one sign."""


class Preset(Struct, frozen=True):
    """A place's rule of lights; `source` is the key of domain.md 2.2, `note` says what of it is ours.

    PresetError when the last step has limits, another has none, or one sign stands for two lights.
    """

    slug: str
    name: Bilingual
    source: str
    steps: tuple[Step, ...]
    note: Bilingual = Bilingual("", "")

    def __post_init__(self) -> None:
        if not self.steps or [bool(step.limits) for step in self.steps] != [True] * (len(self.steps) - 1) + [False]:
            raise PresetError("the last step, and no other, takes all that is left")
        if len({light.sign for light in self.lights}) != len(self.lights):
            raise PresetError("each light has a sign of its own")

    @property
    def lights(self) -> tuple[Light, ...]:
        """Its lights in the order of the steps, each once, and the two that every preset has."""
        return tuple(dict.fromkeys((*(step.light for step in self.steps), NOT_DUE, NO_DATA)))


NOT_DUE = Light("none", Bilingual("未到开始时间", "Not due yet"), "○")
NO_DATA = Light("unknown", Bilingual("未报数据", "No data"), "？")


class Judgement(Struct, frozen=True):
    """Status and light of one indicator or task at one cut-off; `gap` is in percentage points."""

    status: Status
    light: Light
    gap: Decimal | None


def judge(preset: Preset, figures: Figures) -> Judgement:
    """The status and the place's light for the figures."""
    return Judgement(status(figures), light(preset, figures), figures.gap)


def light(preset: Preset, figures: Figures) -> Light:
    """The first light whose limits hold; before anything is expected and with nothing done it is not due."""
    if figures.done is None:
        return NO_DATA
    if figures.done == figures.expected == 0:
        return NOT_DUE
    return next(step.light for step in preset.steps if all(limit.holds(figures) for limit in step.limits))


def status(figures: Figures) -> Status:
    """The canonical status (domain.md 2.3): "" without a report; done, then overdue, then not started, then the pace.

    Closed and adjusted are acts of the office and never computed.
    """
    if figures.done is None:
        return ""
    if figures.done >= HUNDRED:
        return "done"
    if figures.days_left is not None and figures.days_left < 0:
        return "overdue"
    return pace(figures.done, figures.expected) if figures.done > 0 else "not_started"


def pace(done: Decimal, expected: Decimal) -> Pace:
    """Behind below `SLACK` points under the expected progress, ahead from `LEAD` points over it on."""
    if done < expected - SLACK:
        return "behind"
    return "ahead" if done >= expected + LEAD else "on_schedule"
