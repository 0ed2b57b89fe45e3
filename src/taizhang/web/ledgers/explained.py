"""Which findings are explained: an explanation speaks for one rule on the same words of one cell."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from taizhang.ledger import Finding

from .models import Explanation


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding as a page shows it: its number there, its key in addresses, and what explains it."""

    number: int
    key: str
    finding: Finding
    explanation: Explanation | None = None

    @property
    def state(self) -> str:
        """Its severity while it is open, else `explained`."""
        return self.finding.severity if self.explanation is None else "explained"


def by_row(findings: Iterable[Noted]) -> dict[int | None, list[Noted]]:
    """Findings under the row they speak of; None holds those of the whole document."""
    grouped: dict[int | None, list[Noted]] = {}
    for one in findings:
        grouped.setdefault(one.finding.row, []).append(one)
    return grouped


def key_of(finding: Finding | Explanation) -> str:
    """The finding's name in addresses and for its explanation: twelve signs over rule, place and words."""
    place = (finding.rule, "" if finding.row is None else str(finding.row), finding.column or "", finding.words)
    return hashlib.sha256("\0".join(place).encode()).hexdigest()[:12]


def noted(findings: Sequence[Finding], explanations: Iterable[Explanation] = ()) -> tuple[Noted, ...]:
    """Every finding with its explanation."""
    known = {key_of(explanation): explanation for explanation in explanations}
    keys = [key_of(finding) for finding in findings]
    return tuple(
        Noted(number, key, finding, known.get(key))
        for number, (key, finding) in enumerate(zip(keys, findings, strict=True))
    )


def open_findings(findings: Sequence[Finding], explanations: Iterable[Explanation]) -> tuple[Finding, ...]:
    """The findings that nobody has explained."""
    return tuple(one.finding for one in noted(findings, explanations) if one.explanation is None)
