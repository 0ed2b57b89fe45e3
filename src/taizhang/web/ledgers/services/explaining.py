"""Explaining a finding, taking that back, and carrying it on to the next period."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db import transaction

from taizhang.ledger import Ledger
from taizhang.measuring import match_rows
from taizhang.web.events.services import record
from taizhang.web.people.models import User

from ..access import may_explain
from ..explained import key_of, noted
from ..models import Explanation, LedgerVersion
from .checks import count_again


@transaction.atomic
def explain(user: User, version: LedgerVersion, key: str, reason: str) -> Explanation:
    """The reason why the finding stands, with who and when; a second one takes the first one's place.

    Raises PermissionDenied for one who may not, KeyError when the period has no such finding.
    """
    found = {one.key: one for one in noted(version.findings, version.explanations.all())}[key]
    if not may_explain(user, version, found.finding):
        raise PermissionDenied
    if found.explanation is not None:
        found.explanation.delete()
    finding = found.finding
    made = Explanation.objects.create(
        version=version,
        rule=finding.rule,
        row=finding.row,
        column=finding.column or "",
        words=finding.words,
        reason=reason,
        by=user,
    )
    count_again(version)
    record("finding-explained", user, **_facts(version, made), reason=reason)
    return made


@transaction.atomic
def withdraw(user: User, version: LedgerVersion, key: str) -> None:
    """The finding is open again; the log keeps the reason.  PermissionDenied and KeyError as `explain`."""
    found = {one.key: one for one in noted(version.findings, version.explanations.all())}[key]
    if not may_explain(user, version, found.finding):
        raise PermissionDenied
    if found.explanation is None:
        return
    record("explanation-withdrawn", user, **_facts(version, found.explanation), reason=found.explanation.reason)
    found.explanation.delete()
    count_again(version)


def _facts(version: LedgerVersion, made: Explanation) -> dict[str, str | int]:
    from taizhang.checking import RULES

    rule = next((r.name.zh for r in RULES if r.slug == made.rule), made.rule)
    return {
        "ledger": str(version.yearly),
        "period": version.period,
        "row": 0 if made.row is None else made.row + 1,
        "rule": rule,
        "words": made.words[:60],
    }


def carry_on(earlier: LedgerVersion | None, version: LedgerVersion) -> None:
    """Explanations of `earlier` that still hold: the same rule on the same words of the same cell of the same row."""
    if earlier is None:
        return
    asked = {key_of(finding) for finding in version.findings}
    known = {key_of(explanation) for explanation in version.explanations.all()}
    for moved in _moved(earlier, version.ledger):
        key = key_of(moved)
        if key in asked and key not in known:
            moved.version = version
            moved.save()
            known.add(key)


def _moved(earlier: LedgerVersion, ledger: Ledger) -> Iterator[Explanation]:
    """Unsaved copies of the earlier explanations, at the rows that continue theirs."""
    rows = {old: new for new, old in match_rows(earlier.ledger, ledger).items()}
    for given in earlier.explanations.all():
        if given.row is None or given.row in rows:
            yield Explanation(
                rule=given.rule,
                row=None if given.row is None else rows[given.row],
                column=given.column,
                words=given.words,
                reason=given.reason,
                by_id=given.by_id,
                at=given.at,
                carried_from=given,
            )
