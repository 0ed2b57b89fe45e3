"""What needs a hand: the gravest open findings of the newest periods; a reporter sees those of the own unit alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taizhang.ledger import Finding
from taizhang.web.people.models import Role, User

from .explained import Noted, noted
from .filters import is_mine, units_of
from .models import LedgerVersion
from .models.content import SOURCES

LEDGERS = 3
ITEMS = 8
GRAVE = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Item:
    """One finding with its task, as a line of the home page; `task` is empty for one of the whole document."""

    version: LedgerVersion
    key: str
    finding: Finding
    task: str
    units: str


@dataclass(frozen=True, slots=True)
class Attention:
    """The lines shown, and how many findings ask in all."""

    items: tuple[Item, ...]
    total: int


def attention(user: User, versions: Sequence[LedgerVersion]) -> Attention:
    """At most eight open errors and warnings, errors first.

    The lines come from the three lists that ask most lately; for a reporter from all, for only the own tasks count.
    """
    asking = [v for v in versions if _grave(v)]
    asking.sort(key=lambda v: (-v.as_of.toordinal() if v.as_of else 0, v.pk))
    reports = user.role == Role.REPORTER
    chosen = _opened(asking if reports else asking[:LEDGERS])
    items = [item for v in chosen for item in _items(user, v)]
    items.sort(key=lambda item: item.finding.severity != "error")
    return Attention(tuple(items[:ITEMS]), len(items) if reports else sum(_grave(v) for v in versions))


def _opened(versions: Sequence[LedgerVersion]) -> list[LedgerVersion]:
    """The versions with their content and explanations, in the same order."""
    found = LedgerVersion.objects.filter(pk__in=[v.pk for v in versions]).defer(*SOURCES)
    by_key = {v.pk: v for v in found.select_related("yearly__region").prefetch_related("explanations")}
    return [by_key[v.pk] for v in versions if v.pk in by_key]


def _grave(version: LedgerVersion) -> int:
    severities = version.counts.get("severities", {})
    return sum(int(severities.get(name, 0)) for name in GRAVE)


def _items(user: User, version: LedgerVersion) -> Iterator[Item]:
    ledger = version.ledger
    tasks = {t.row: (t.name or p.name or t.content, units_of(t)) for p in ledger.projects for t in p.tasks}
    tasks |= {section.row: (section.title or section.text, ()) for section in ledger.sections}
    for one in noted(version.findings, version.explanations.all()):
        if one.state in GRAVE and (user.role != Role.REPORTER or _is_own(user, one, tasks)):
            name, units = tasks.get(one.finding.row or 0, ("", ())) if one.finding.row is not None else ("", ())
            yield Item(version, one.key, one.finding, name, "、".join(units))


def _is_own(user: User, one: Noted, tasks: dict[int, tuple[str, tuple[str, ...]]]) -> bool:
    row = one.finding.row
    return row in tasks and is_mine(user.unit, tasks[row][1])
