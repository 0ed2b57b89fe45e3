"""What needs a hand: the gravest findings of the newest ledgers, a reporter's own unit first and alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taizhang.ledger import Bilingual, Finding
from taizhang.web.people.models import Role, User

from .filters import units_of
from .models import LedgerVersion

LEDGERS = 3
ITEMS = 8


@dataclass(frozen=True, slots=True)
class Item:
    """One finding with its task, as a line of the home page."""

    version: LedgerVersion
    number: int
    finding: Finding
    task: str
    units: str

    @property
    def message(self) -> Bilingual:
        """What is wrong."""
        return self.finding.message


def attention(user: User, versions: Sequence[LedgerVersion]) -> list[Item]:
    """At most eight findings of severity error or warning, errors first, from the three ledgers that ask most."""
    asking = [v for v in versions if _grave(v)]
    asking.sort(key=lambda v: (-v.as_of.toordinal() if v.as_of else 0, v.pk))
    chosen = LedgerVersion.objects.filter(pk__in=[v.pk for v in asking[:LEDGERS]]).defer("source_text")
    items = [item for v in chosen.select_related("yearly__region") for item in _items(user, v)]
    items.sort(key=lambda item: item.finding.severity != "error")
    return items[:ITEMS]


def _grave(version: LedgerVersion) -> int:
    severities = version.counts.get("severities", {})
    return int(severities.get("error", 0)) + int(severities.get("warning", 0))


def _items(user: User, version: LedgerVersion) -> Iterator[Item]:
    ledger = version.ledger
    tasks = {t.row: (t.name or p.name or t.content, units_of(t)) for p in ledger.projects for t in p.tasks}
    for number, finding in enumerate(version.findings):
        if finding.severity == "info" or finding.row not in tasks:
            continue
        name, units = tasks[finding.row]
        if user.role != Role.REPORTER or _is_mine(user.unit, units):
            yield Item(version, number, finding, name, "、".join(units))


def _is_mine(unit: str, units: tuple[str, ...]) -> bool:
    return any(unit and (unit.endswith(name) or name.endswith(unit)) for name in units)
