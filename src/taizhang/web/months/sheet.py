"""A unit's month as its page shows it: every task with target, path, last period, what was entered and what follows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from taizhang.measuring import Preset
from taizhang.web.people.models import Role, User
from taizhang.web.people.rights import RIGHTS
from taizhang.web.places.services import lights_of

from .content import Sent, SentReport
from .earlier import accepted_before, told_before
from .findings import checker_of
from .judging import judgement_of
from .lines import Entry, Line
from .models import Report, Return, Submission
from .opening import is_late, open_for, shown_as
from .past import asks_past, pasts_of
from .reports import reports_of
from .services.sending import told_of
from .states import Act, State, acts_from

_PANEL = (Act.SEND, Act.SUBMIT, Act.HAND_BACK, Act.RECALL, Act.AMEND)


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
    def asked(self) -> tuple[Line, ...]:
        """The tasks that stand on the list."""
        return tuple(line for line in self.lines if not line.off)

    @property
    def told(self) -> int:
        """How many of the tasks asked for something was said of."""
        return sum(line.sent.told for line in self.asked)

    @property
    def untold(self) -> tuple[Line, ...]:
        """The tasks without a word."""
        return tuple(line for line in self.asked if not line.sent.told)

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
        return sum(entry.entered is not None for line in self.asked for entry in line.entries)

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
        return self.editable and any(not line.editable for line in self.asked)

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


def sheet_of(user: User, found: Return, reports: Collection[Report] | None = None) -> Sheet:
    """The page of the unit's return, or only some `reports` of it: a fixed number of queries, whatever the tasks.

    Take the return from `access.access_return`, the reports from `reports.reports_of`.
    """
    is_open = open_for(found.period, found.unit)
    # The first cell makes a blank return a draft, on the same page: its buttons are those of a draft.
    state = State.DRAFT if found.state == State.BLANK else State(found.state)
    acts = acts_from(state, RIGHTS[Role(user.role)]) if is_open else ()
    before = accepted_before(found.period, [found.unit_id]).get(found.unit_id)
    preset = lights_of(found.period.yearly.region)
    ground = _Ground(found, preset, before, Act.FILL in acts)
    known = reports_of(user, found) if reports is None else reports
    return Sheet(found, _lines(ground, known), acts, is_open)


def _lines(ground: _Ground, reports: Collection[Report]) -> tuple[Line, ...]:
    asked = [report.task for report in reports]
    checker = checker_of(ground.found.period, asked)
    earlier = told_before(ground.found, ground.before, asked, lambda: checker.version)
    totals = Sent(tuple(earlier.values())).totals
    told = {report.pk: told_of(report, totals) for report in reports}
    doubts = checker.findings(told.values(), ground.before)
    keys = [report.task_id for report in reports]
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
                editable=ground.editable and report.open and not report.task.left_by(ground.found.period.cut_off),
            )
        )
    return tuple(lines)


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
