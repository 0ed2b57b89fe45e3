"""The order of a list's periods: by the day they stand at, whatever the order they were imported in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .models import LedgerVersion


def stands_at(version: LedgerVersion) -> tuple[date, int]:
    """What periods are ordered by; a list of goals without a day comes before all reports."""
    return version.as_of or date.min, version.number


def before(version: LedgerVersion, others: Iterable[LedgerVersion]) -> LedgerVersion | None:
    """The valid period right before this one."""
    earlier = [other for other in _valid(version, others) if stands_at(other) < stands_at(version)]
    return max(earlier, key=stands_at, default=None)


def after(version: LedgerVersion, others: Iterable[LedgerVersion]) -> LedgerVersion | None:
    """The valid period right after this one."""
    later = [other for other in _valid(version, others) if stands_at(other) > stands_at(version)]
    return min(later, key=stands_at, default=None)


def _valid(version: LedgerVersion, others: Iterable[LedgerVersion]) -> list[LedgerVersion]:
    return [other for other in others if other.corrected_by_id is None and other.number != version.number]


def same_period(version: LedgerVersion, label: str, as_of: date | None) -> bool:
    """Whether two documents tell of one period: they stand at the same day or, where one has none, bear one name."""
    if version.as_of and as_of:
        return version.as_of == as_of
    return version.period_label == label
