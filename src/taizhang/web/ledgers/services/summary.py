"""Sums over a ledger and its findings, stored beside the content so that lists are cheap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from taizhang.ledger import Finding, Ledger, Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def counts(
    ledger: Ledger, findings: Sequence[Finding], standings: Mapping[int, str], left: Sequence[Finding]
) -> dict[str, Any]:
    """Projects, tasks, tasks by standing; findings that are `left` open by severity, and how many are explained."""
    severities: dict[str, int] = Counter(f.severity for f in left)
    return {
        "projects": len(ledger.projects),
        "tasks": len(ledger.tasks),
        "standings": dict(Counter(standings.values())),
        "severities": {name: severities[name] for name in SEVERITIES} | {"explained": len(findings) - len(left)},
    }
