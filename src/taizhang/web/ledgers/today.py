"""The home page: every list at its latest period, the sums over them, and what needs a hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from taizhang.web.people.models import User

from .access import valid_versions
from .labels import SEVERITIES, STATUSES, Label
from .models import LedgerVersion


@dataclass(frozen=True, slots=True)
class Tally:
    """A label with its number."""

    key: str
    label: Label
    number: int


@dataclass(frozen=True, slots=True)
class Card:
    """A list at its latest period."""

    version: LedgerVersion
    standings: tuple[Tally, ...]
    severities: tuple[Tally, ...]

    @property
    def tasks(self) -> int:
        """How many tasks it has."""
        return int(self.version.counts.get("tasks", 0))

    @property
    def done(self) -> int:
        """How many of them are done."""
        return sum(tally.number for tally in self.standings if tally.key in ("done", "closed"))


@dataclass(frozen=True, slots=True)
class Home:
    """What the home page shows."""

    cards: tuple[Card, ...]
    standings: tuple[Tally, ...]
    severities: tuple[Tally, ...]
    tasks: int


def latest_versions(user: User) -> list[LedgerVersion]:
    """The newest period of each visible list, newest year first."""
    newest: dict[int, LedgerVersion] = {}
    for version in valid_versions(user):  # each list's newest period comes first
        newest.setdefault(version.yearly_id, version)
    return sorted(newest.values(), key=lambda v: (-v.yearly.year, v.yearly.region.path, v.yearly.name))


def home(versions: Sequence[LedgerVersion]) -> Home:
    """Cards and sums; the ledgers themselves are not opened."""
    cards = tuple(
        Card(v, tallies(v.counts.get("standings", {}), STATUSES), tallies(v.counts.get("severities", {}), SEVERITIES))
        for v in versions
    )
    return Home(
        cards=cards,
        standings=tallies(_sum(card.standings for card in cards), STATUSES),
        severities=tallies(_sum(card.severities for card in cards), SEVERITIES),
        tasks=sum(card.tasks for card in cards),
    )


def tallies(numbers: dict[str, int], labels: dict[str, Label]) -> tuple[Tally, ...]:
    """Numbers above nought under their labels, in the labels' order."""
    return tuple(Tally(key, label, numbers[key]) for key, label in labels.items() if numbers.get(key))


def _sum(groups: Iterable[tuple[Tally, ...]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for group in groups:
        total.update({tally.key: tally.number for tally in group})
    return dict(total)
