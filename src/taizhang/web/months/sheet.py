"""A unit's month as its page shows it: every task with target, path, last period, what was entered and what follows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch
from django.utils import timezone

from taizhang.measuring import AnyCurve, Judgement, Preset, Stages, completion
from taizhang.measuring.presets import SCALES
from taizhang.web.people.models import Role, User
from taizhang.web.people.rights import RIGHTS
from taizhang.web.places.services import lights_of

from .access import visible_reports
from .content import SentReport
from .drafting import Count, draft, style_of
from .earlier import accepted_before
from .findings import Doubt, checker_of
from .judging import judgement_of
from .models import Indicator, Note, Remark, Report, Return, Submission, Value
from .models.plan import Kind
from .opening import is_late, open_for, shown_as
from .past import asks_past, pasts_of
from .remarks import remarks_by_task
from .services.filling import cell_of
from .services.sending import told_of
from .states import Act, State, acts_from

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
    remarks: Sequence[Remark] = ()

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
        return self.sent.told and not self.sent.unchanged and any(entry.entered is None for entry in self.entries)

    @property
    def state(self) -> str:
        """What the jump list shows: `returned`, `blank`, the gravest open finding, `partial`, or `done`."""
        if self.report.returned and self.editable:
            return "returned"
        if not self.sent.told:
            return "blank"
        gravest = next((d.state for d in self.doubts if d.state in ("error", "warning")), "")
        return gravest or ("partial" if self.missing else "done")


_PANEL = (Act.SEND, Act.SUBMIT, Act.HAND_BACK, Act.RECALL, Act.AMEND)


def _bounded(number: Decimal | None, most: int = 100) -> str:
    return f"{min(max(number or Decimal(0), Decimal(0)), Decimal(most)):.1f}"


@dataclass(frozen=True)
class Sheet:
    """The unit's page.  `acts` are those that the person may do now: by right, state and day."""

    found: Return
    lines: tuple[Line, ...]
    acts: tuple[Act, ...]
    open: bool

    @property
    def editable(self) -> bool:
        """Whether anything may be filled in."""
        return Act.FILL in self.acts

    @property
    def told(self) -> int:
        """How many tasks something was said of."""
        return sum(line.sent.told for line in self.lines)

    @property
    def untold(self) -> tuple[Line, ...]:
        """The tasks without a word."""
        return tuple(line for line in self.lines if not line.sent.told)

    @property
    def partial(self) -> tuple[Line, ...]:
        """The tasks told of with a figure missing."""
        return tuple(line for line in self.lines if line.missing)

    @property
    def doubtful(self) -> tuple[Line, ...]:
        """The tasks with findings that nobody explained."""
        return tuple(line for line in self.lines if any(not doubt.reason for doubt in line.doubts))

    @property
    def errors(self) -> int:
        """Findings that must be mended or explained before anything is sent."""
        return sum(doubt.must for line in self.lines for doubt in line.doubts)

    @property
    def warnings(self) -> int:
        """The other open findings."""
        return sum(not doubt.must and not doubt.reason for line in self.lines for doubt in line.doubts)

    @property
    def explained(self) -> int:
        """Findings with a reason."""
        return sum(bool(doubt.reason) for line in self.lines for doubt in line.doubts)

    @property
    def figures(self) -> int:
        """How many figures are entered."""
        return sum(entry.entered is not None for line in self.lines for entry in line.entries)

    @property
    def ready(self) -> bool:
        """Whether sending would be taken."""
        return not self.untold and not self.errors

    @property
    def late(self) -> bool:
        """Whether the day due is over and nothing was sent in time."""
        return is_late(self.found)

    @property
    def days_left(self) -> int:
        """Days to the day due, below 0 after it."""
        return (self.found.period.due - timezone.localdate()).days

    @property
    def overdue(self) -> int:
        """Days since the day due."""
        return max(-self.days_left, 0)

    @property
    def coming(self) -> bool:
        """Whether it opens later."""
        return timezone.localdate() < self.found.period.opens

    @property
    def shown(self) -> str:
        """What its state is called (`opening.shown_as`)."""
        return shown_as(self.found)

    @property
    def some_returned(self) -> bool:
        """Whether only single tasks were given back."""
        return self.editable and any(not line.editable for line in self.lines)

    @property
    def act_names(self) -> tuple[str, ...]:
        """The acts of the panel, the most likely first."""
        return tuple(act.value for act in _PANEL if act in self.acts)

    @property
    def may_send(self) -> bool:
        """Whether the person signs."""
        return Act.SEND in self.acts


@dataclass(frozen=True)
class _Ground:
    """What all lines of a sheet share."""

    found: Return
    preset: Preset
    before: Submission | None
    editable: bool


def sheet_of(user: User, found: Return, tasks: Collection[int] | None = None) -> Sheet:
    """The page of the unit's return, or only some tasks of it: a fixed number of queries, whatever the tasks.

    Take the return from `access.access_return`.
    """
    is_open = open_for(found.period, found.unit)
    # The first cell makes a blank return a draft, on the same page: its buttons are those of a draft.
    state = State.DRAFT if found.state == State.BLANK else State(found.state)
    acts = acts_from(state, RIGHTS[Role(user.role)]) if is_open else ()
    before = accepted_before(found.period, [found.unit_id]).get(found.unit_id)
    preset = lights_of(found.period.yearly.region)
    ground = _Ground(found, preset, before, Act.FILL in acts)
    return Sheet(found, _lines(user, ground, tasks), acts, is_open)


def _lines(user: User, ground: _Ground, tasks: Collection[int] | None) -> tuple[Line, ...]:
    reports = list(_reports(user, ground.found, tasks))
    totals = ground.before.sent.totals if ground.before else {}
    earlier = {report.task: report for report in ground.before.sent.reports} if ground.before else {}
    told = {report.pk: told_of(report, totals) for report in reports}
    checker = checker_of(ground.found.period, [i for report in reports for i in report.task.indicators.all()])
    doubts = checker.findings(told.values(), ground.before)
    keys = [report.task_id for report in reports]
    remarks = remarks_by_task(user, keys, ground.found.period)
    pasts = pasts_of(ground.found.period, keys) if asks_past(ground.preset) else {}
    lines = []
    for report in reports:
        sent = told[report.pk]
        past = pasts.get(report.task_id)
        known = sent if sent.told else None  # last period's sums are no answer to this one
        judgement, curve = judgement_of(report.task, known, ground.found.period.cut_off, ground.preset, past)
        lines.append(
            Line(
                report=report,
                entries=_entries(report, sent, totals, ground.found.period.cut_off),
                sent=sent,
                before=earlier.get(report.task_id),
                curve=curve,
                cut_off=ground.found.period.cut_off,
                judgement=judgement,
                doubts=doubts.get(sent.row, ()),
                editable=ground.editable and report.open,
                remarks=remarks.get(report.task_id, ()),
            )
        )
    return tuple(lines)


def _reports(user: User, found: Return, tasks: Collection[int] | None) -> Collection[Report]:
    reports = visible_reports(user).filter(of=found).select_related("of__period", "task__plan__yearly", "by")
    reports = reports.prefetch_related(None).prefetch_related("values", "reasons", "files", "task__indicators__targets")
    if tasks is not None:
        reports = reports.filter(task__in=tasks)
    notes = Note.objects.select_related("unit", "by")
    return reports.prefetch_related(Prefetch("notes", queryset=notes))


def _entries(report: Report, sent: SentReport, totals: dict[int, Decimal], cut_off: date) -> tuple[Entry, ...]:
    values = {value.indicator_id: value for value in report.values.all()}
    known = {value.indicator: value for value in sent.values}
    made = []
    for indicator in report.task.indicators.all():
        target, value = indicator.target_on(cut_off), known[indicator.pk]
        total = value.total if value.entered is not None else None
        made.append(
            Entry(
                indicator,
                target.value if target else None,
                totals.get(indicator.pk),
                value.entered,
                total,
                values.get(indicator.pk),
            )
        )
    return tuple(made)
