"""Sums over a ledger and its findings, stored beside the content so that lists are cheap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from taizhang.ledger import Finding, Ledger, Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def counts(ledger: Ledger, findings: Sequence[Finding], standings: Mapping[int, str]) -> dict[str, Any]:
    """Projects, tasks, tasks by standing, findings by severity, and how many tasks have an error or warning."""
    severities = Counter(f.severity for f in findings)
    asking = {f.row for f in findings if f.severity != "info"} & set(standings)
    return {
        "projects": len(ledger.projects),
        "tasks": len(ledger.tasks),
        "standings": dict(Counter(standings.values())),
        "severities": {name: severities[name] for name in SEVERITIES},
        "asking": len(asking),
    }
