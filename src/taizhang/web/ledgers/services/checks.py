"""Checking a ledger for its place and period, and again when the period before it or the place's rules change."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

import msgspec

from taizhang.checking.standing import standings
from taizhang.ledger import Finding, Ledger
from taizhang.measuring import AnyCurve
from taizhang.web.events.services import record
from taizhang.web.people.models import User
from taizhang.web.places.models import Region

from ..explained import open_findings
from ..models import Explanation, LedgerVersion, RuleOff
from ..models.content import HEAVY
from ..periods import before
from .summary import counts

ORDER = {"error": 0, "warning": 1, "info": 2}


def check_ledger(
    ledger: Ledger,
    previous: Ledger | None,
    as_of: date | None,
    off: Container[str] = frozenset(),
    run: Callable[..., Any] | None = None,
    curves: Mapping[int, AnyCurve | None] | None = None,
) -> tuple[Finding, ...]:
    """The findings, gravest first and in the order of rows; `run` may call the check in a process of its own."""
    from taizhang.checking import check

    checked = partial(run, check) if run else check
    found = checked(ledger, previous=previous, as_of=as_of, off=off, curves=curves)
    return tuple(sorted(found, key=lambda f: (ORDER[f.severity], -1 if f.row is None else f.row)))


def rules_off(region: Region | None) -> frozenset[str]:
    """The rules that the region, or one above it, has switched off."""
    if region is None:
        return frozenset()
    above = [int(key) for key in region.path.strip("/").split("/")]
    return frozenset(RuleOff.objects.filter(region__in=above).values_list("rule", flat=True))


def verdict(
    ledger: Ledger, findings: tuple[Finding, ...], as_of: date | None, explanations: Iterable[Explanation] = ()
) -> dict[str, Any]:
    """The columns of `Content` that a check fills."""
    stand = standings(ledger, findings, as_of)
    return {
        "findings_json": msgspec.json.encode(findings).decode(),
        "standing_by_row": {str(row): status for row, status in stand.items()},
        "counts": counts(ledger, findings, stand, open_findings(findings, explanations)),
    }


def curves_for(version: LedgerVersion) -> Mapping[int, AnyCurve | None]:
    """The schedules of the plan that a closed month's version was laid out by; none for a document."""
    from taizhang.web.months.document import curves_of_closing  # the month stands on ledgers

    return curves_of_closing(version)


def check_again(by: User, version: LedgerVersion) -> None:
    """The period's findings against what now stands before it; the log tells when they changed."""
    version = LedgerVersion.objects.select_related("yearly__region").get(pk=version.pk)
    earlier = before(version, version.yearly.versions.defer(*HEAVY))
    off = rules_off(version.yearly.region)
    curves = curves_for(version)
    findings = check_ledger(version.ledger, earlier.ledger if earlier else None, version.as_of, off, curves=curves)
    if findings == version.findings:
        return
    fields = verdict(version.ledger, findings, version.as_of, version.explanations.all())
    LedgerVersion.objects.filter(pk=version.pk).update(**fields)
    record("version-rechecked", by, ledger=str(version.yearly), period=version.period)


def count_again(version: LedgerVersion) -> None:
    """The period's sums after an explanation came or went."""
    left = open_findings(version.findings, version.explanations.all())
    summed = counts(version.ledger, version.findings, version.standings, left)
    LedgerVersion.objects.filter(pk=version.pk).update(counts=summed)
