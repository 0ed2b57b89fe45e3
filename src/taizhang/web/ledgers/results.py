"""What a ledger page shows for what was asked: rows, findings and sums, a long ledger part by part."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from .explained import Noted
from .filters import Filters, visible_rows
from .kept import KeptLight, counted, kept_lights
from .labels import SEVERITIES, STATUSES
from .models import LedgerVersion
from .table import build
from .today import tallies

ROWS, FINDINGS = 100, 25
"""What is drawn at first; the rest of a long ledger comes as one scrolls, for browsers are slow with thousands."""


class Results:
    """The answer to a page's filters and hidden columns."""

    def __init__(self, version: LedgerVersion, every: Sequence[Noted], filters: Filters, hidden: set[int]) -> None:
        self.version, self.every, self.filters, self.hidden = version, every, filters, hidden

    @cached_property
    def lights(self) -> dict[int, KeptLight]:
        """The lights that were given when the period was closed, by row."""
        return kept_lights(self.version)

    @cached_property
    def rows(self) -> list[int]:
        """All rows that answer."""
        return visible_rows(self.version.ledger, self.every, self.version.standings, self.filters, self.lights)

    @cached_property
    def findings(self) -> list[Noted]:
        """The findings of those rows that answer too, open ones first."""
        asked = self.filters
        shown = {*self.rows} if asked.active else {*self.rows, None}
        found = [
            one
            for one in self.every
            if one.finding.row in shown and asked.severity in ("", one.state) and asked.rule in ("", one.finding.rule)
        ]
        return sorted(found, key=lambda one: one.explanation is not None)

    def context(self, rows: int = 0, findings: int = 0) -> dict[str, Any]:
        """For the whole page: the sums, the first rows and findings, and what follows after so many of either."""
        version = self.version
        return (
            {
                "version": version,
                "ledger": version.ledger,
                "filters": self.filters,
                "shown": len(set(self.rows) & {t.row for t in version.ledger.tasks}),
                "asking": len(self.findings),
                "standings": tallies(version.counts.get("standings", {}), STATUSES),
                "severities": tallies(version.counts.get("severities", {}), SEVERITIES),
                "light_counts": counted(self.lights),
            }
            | self.rows_from(0, after=rows)
            | self.findings_from(0, after=findings)
        )

    def rows_from(self, start: int, until: int = 0, after: int = 0) -> dict[str, Any]:
        """Rows from the `start`-th: a part of them, that `after` so many too, or as many as reach the row `until`."""
        end = min(max(start, after), len(self.rows)) + ROWS
        while end < len(self.rows) and self.rows[end - 1] < until:
            end += ROWS
        return {
            "version": self.version,
            "table": self._table(self.rows[start:end]),
            "lights": self.lights,
            "rest": max(len(self.rows) - end, 0),
            "rest_row": self.rows[end] if end < len(self.rows) else None,
            "rest_address": self.address(**{"from": end}),
        }

    def findings_from(self, start: int, after: int = 0) -> dict[str, Any]:
        """Findings from the `start`-th: a part of them, that `after` so many too."""
        end = min(max(start, after), len(self.findings)) + FINDINGS
        return {
            "version": self.version,
            "findings": self.findings[start:end],
            "rest_findings": max(len(self.findings) - end, 0),
            "rest_finding": self.findings[end].number if end < len(self.findings) else None,
            "rest_findings_address": self.address(findings=end),
        }

    def on_paper(self) -> dict[str, Any]:
        """For the print view: all rows at once."""
        return {"version": self.version, "ledger": self.version.ledger, "table": self._table(self.rows)}

    def _table(self, rows: Sequence[int]) -> Any:
        return build(self.version.ledger, self.every, self.version.standings, rows, self.hidden)

    def address(self, **more: int) -> str:
        """The page's address with only what is asked for, fit to be sent to a colleague."""
        query: dict[str, str | int] = {**self.filters.given}
        if self.hidden:
            query["hide"] = ".".join(map(str, sorted(self.hidden)))
        address = reverse("version", args=[self.version.yearly_id, self.version.number])
        asked = urlencode(query | more)
        return f"{address}?{asked}" if asked else address
