"""A task in the grid of the unit's page: what is asked, what was entered, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from taizhang.measuring import AnyCurve, Judgement, Stages, completion
from taizhang.measuring.presets import SCALES

from .content import SentReport
from .drafting import Count, draft, style_of
from .findings import Doubt
from .models import Indicator, Removal, Report, Value
from .models.plan import Kind
from .services.filling import cell_of

USUAL_STAGES = tuple(name for name, _ in SCALES["works"].weights)
"""The stages of works that have no plan of their own (domain.md 5.1)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator: its target in force, the sum up to last period, what was entered, and the sum that comes of it."""

    indicator: Indicator
    target: Decimal | None
    before: Decimal | None
    entered: Decimal | None
    total: Decimal | None
    value: Value | None = None

    @property
    def cell(self) -> str:
        """The name of its cell."""
        return cell_of(self.indicator.pk)

    @property
    def gain(self) -> Decimal | None:
        """What the period adds; None until it is known."""
        if self.entered is None or not self.indicator.cumulative:
            return self.entered
        return None if self.before is None else self.entered - self.before

    @property
    def rate(self) -> Decimal | None:
        """Percent of the target; None for a ceiling, a rate, or without figure or target."""
        if self.total is None or self.target is None or self.indicator.direction == "at_most":
            return None
        return None if self.indicator.unit_word == "%" else completion(self.total, self.target)

    @property
    def count(self) -> Count | None:
        """The figure as a draft tells it."""
        if self.entered is None or self.total is None:
            return None
        at_most = self.indicator.direction == "at_most"
        return Count(self.indicator.name, self.indicator.unit_word, self.total, self.gain, self.target, at_most)


@dataclass(frozen=True)
class Line:
    """A task in the grid.  `sent` is the report as it would be sent now, `before` as the last accepted one was."""

    report: Report
    entries: tuple[Entry, ...]
    sent: SentReport
    before: SentReport | None
    curve: AnyCurve
    cut_off: date
    judgement: Judgement
    doubts: tuple[Doubt, ...]
    editable: bool

    @property
    def off(self) -> Removal | None:
        """How the task left the list; nothing is asked of it then, and what was sent of it stays."""
        return self.report.task.left_by(self.cut_off)

    @property
    def key(self) -> int:
        """The task's key, by which the page names all that is the line's."""
        return self.report.task_id

    @cached_property
    def expected(self) -> Decimal:
        """Percent expected at the cut-off by the task's curve."""
        return self.curve.expected(self.cut_off)

    @cached_property
    def rate(self) -> Decimal | None:
        """Percent done, the worst of its indicators; by the stage for works with planned stages."""
        return None if self.judgement.gap is None else self.judgement.gap + self.expected

    @property
    def rows(self) -> tuple[Entry | None, ...]:
        """The rows that the task takes: one an indicator, one for a task without any."""
        return self.entries or (None,)

    @property
    def gauge(self) -> str:
        """The length of its bar, 0 to 100."""
        return _bounded(self.rate)

    @property
    def due(self) -> str:
        """Where the mark of what is expected stands, 0 to 99."""
        return _bounded(self.expected, 99)

    @property
    def lag(self) -> Decimal:
        """How many points it is ahead or behind, to one decimal."""
        return round(abs(self.judgement.gap or Decimal(0)), 1)

    @cached_property
    def draft(self) -> str:
        """A progress text written from the figures; "" without any."""
        counts = [count for entry in self.entries if (count := entry.count)]
        style = style_of(self.before.progress if self.before else "")
        return draft(counts, self.cut_off, stage=self.report.stage, style=style)

    @property
    def is_draft(self) -> bool:
        """Whether the progress is the draft as it was written, touched by nobody."""
        return bool(self.report.progress) and self.report.progress == self.draft

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """The stages to choose from; empty for what is no works."""
        if isinstance(self.curve, Stages):
            return tuple(mark.name for mark in self.curve.marks)
        return USUAL_STAGES if self.report.task.kind == Kind.WORKS else ()

    @property
    def missing(self) -> bool:
        """Whether a figure is still to be entered, of a task told of in words."""
        silent = self.off or not self.sent.told or self.sent.unchanged
        return not silent and any(entry.entered is None for entry in self.entries)

    @property
    def state(self) -> str:
        """What the jump list shows: `off`, `returned`, `blank`, the gravest open finding, `partial`, or `done`."""
        if self.off:
            return "off"
        if self.report.returned and self.editable:
            return "returned"
        if not self.sent.told:
            return "blank"
        gravest = next((d.state for d in self.doubts if d.state in ("error", "warning")), "")
        return gravest or ("partial" if self.missing else "done")


def _bounded(number: Decimal | None, most: int = 100) -> str:
    return f"{min(max(number or Decimal(0), Decimal(0)), Decimal(most)):.1f}"
