"""What the check says of units' reports, before they are part of any list: while typing, before sending, in review."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from taizhang.ledger import REPORTED, Finding, Ledger
from taizhang.web.ledgers.explained import key_of
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.services.checks import check_ledger, rules_off

from .content import Sent, SentReport
from .document import Frame, by_row, composed, frame_of
from .earlier import accepted_before, version_before
from .models import Period, Return, Submission, Task
from .removed import removed_by

OF_THE_LIST = frozenset({"no-unit", "no-deadline", "no-period", "name-variant", "target-changed", "vague-target"})
"""Rules about the list itself, which no unit can mend by its report."""
FOR_THE_TEXT = frozenset({"wording", "privacy"})
"""Families that speak of the words of one cell; in the list's own columns they are not the unit's to mend."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding of a report, its key (`ledgers.explained.key_of`) and, where the unit explained it, why it stands."""

    key: str
    finding: Finding
    reason: str = ""

    @property
    def state(self) -> str:
        """Its severity while it is open, else `explained`."""
        return "explained" if self.reason else self.finding.severity

    @property
    def must(self) -> bool:
        """Whether nothing is sent before it is mended or explained (design.md law 4)."""
        return self.finding.severity == "error" and not self.reason


@dataclass(frozen=True)
class Checker:
    """All that checks of a period's reports share; made once a request by `checker_of`."""

    period: Period
    frame: Frame
    off: frozenset[str]
    version: LedgerVersion | None
    removed: frozenset[int]

    def findings(self, reports: Iterable[SentReport], before: Submission | None = None) -> dict[int, tuple[Doubt, ...]]:
        """The findings of one unit's reports by the row of their task, the gravest first.

        An untold one has none, nor has a task that left the list: nobody is asked to mend it.

        `before` is the unit's last accepted submission of an earlier period (`earlier.accepted_before`).
        """
        told = {row: report for row, report in by_row(reports).items() if row not in self.removed}
        if not told:
            return {}
        ledger = composed(self.frame, self.period, told, told)
        previous = self._previous(before, told)
        found: dict[int, list[Doubt]] = {row: [] for row in told}
        for finding in check_ledger(ledger, previous, self.period.cut_off, self.off, curves=self.frame.curves):
            if finding.row in told and _of_a_report(finding, ledger):
                found[finding.row].append(doubt(finding, told[finding.row]))
        return {row: tuple(doubts) for row, doubts in found.items()}

    def _previous(self, before: Submission | None, told: Mapping[int, SentReport]) -> Ledger | None:
        """The tasks as they stood before: by the unit's last accepted return or, where that is later, by the list."""
        if before is not None:
            period = before.of.period
            if self.version is None or not self.version.as_of or self.version.as_of <= period.cut_off:
                return composed(self.frame, period, by_row(before.sent.reports), told)
        if self.version is not None and self.version.pk == self.frame.version:
            return self.frame.ledger
        return self.version.ledger if self.version else None


def checker_of(period: Period, tasks: Collection[Task] = ()) -> Checker:
    """What is needed to check reports of the period: six queries at most, whatever their number.

    With the tasks of all that is to be checked, fetched with `off` and as `frame_of` says, it is three less.
    """
    if tasks:
        removed = frozenset(task.row for task in tasks if task.left_by(period.cut_off))
    else:
        removed = frozenset(removed_by(period).values_list("row", flat=True))
    frame = frame_of(period, tasks)
    return Checker(period, frame, rules_off(period.yearly.region), version_before(period), removed)


def findings_of(found: Return, sent: Sent, before: Submission | None = None) -> dict[int, tuple[Doubt, ...]]:
    """The findings of one return as it is told (`services.sending.sent_of`, `Submission.sent`), by task row.

    For several returns of a period make one `checker_of` and fetch `accepted_before` once for all units.
    """
    before = before or accepted_before(found.period, [found.unit_id]).get(found.unit_id)
    return checker_of(found.period).findings(sent.reports, before)


def doubt(finding: Finding, report: SentReport) -> Doubt:
    """The finding with the unit's reason."""
    return Doubt(key_of(finding), finding, reason_for(finding, report))


def reason_for(finding: Finding, report: SentReport) -> str:
    """Why the finding stands, as the unit says: "" where it says nothing.

    "No change" with its reason explains why the words are last period's.
    """
    if finding.rule == "copied-text" and report.unchanged:
        return report.unchanged
    given = (r.text for r in report.reasons if r.rule == finding.rule and r.words == finding.words)
    return next(given, "")


def _of_a_report(finding: Finding, ledger: Ledger) -> bool:
    if finding.rule in OF_THE_LIST:
        return False
    role = next((c.role for c in ledger.columns if c.name == finding.column), None)
    return role in REPORTED or _family(finding.rule) not in FOR_THE_TEXT


def _family(slug: str) -> str:
    from taizhang.checking import RULES

    return next((rule.family for rule in RULES if rule.slug == slug), "")
