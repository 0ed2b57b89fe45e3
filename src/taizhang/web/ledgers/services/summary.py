"""Sums over a ledger and its findings, stored beside the content so that lists are cheap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from taizhang.ledger import Finding, Ledger, Severity, Task

# Findings that settle a task's standing where its unit wrote no status word, the gravest first.
STANDING_OF_RULE = {
    "overdue": "overdue",
    "not-finished": "overdue",
    "not-started": "not_started",
    "behind-schedule": "behind",
}
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def counts(ledger: Ledger, findings: Iterable[Finding]) -> dict[str, Any]:
    """Projects, tasks, tasks by standing, findings by severity, and how many tasks have an error or warning."""
    by_row = findings_by_row(findings)
    standings = Counter(standing(task, by_row.get(task.row, ())) for task in ledger.tasks)
    severities = Counter(f.severity for group in by_row.values() for f in group)
    asking = sum(any(f.severity != "info" for f in by_row.get(task.row, ())) for task in ledger.tasks)
    return {
        "projects": len(ledger.projects),
        "tasks": len(ledger.tasks),
        "standings": dict(standings),
        "severities": {name: severities[name] for name in SEVERITIES},
        "asking": asking,
    }


def standing(task: Task, findings: Iterable[Finding]) -> str:
    """The task's status as written, else what the schedule's findings say, else "" (not told)."""
    if task.report.status:
        return task.report.status
    rules = {finding.rule for finding in findings}
    return next((status for rule, status in STANDING_OF_RULE.items() if rule in rules), "")


def findings_by_row(findings: Iterable[Finding]) -> Mapping[int | None, list[Finding]]:
    """Findings under the row they speak of; None holds those of the whole document."""
    grouped: dict[int | None, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.row, []).append(finding)
    return grouped
