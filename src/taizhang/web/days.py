"""Days as forms and addresses give them."""

from __future__ import annotations

from datetime import date

FIRST, LAST = 1949, 2199
"""Years within which a day is one that somebody means; at the calendar's own ends no day has another beside it."""


def day_of(text: str) -> date | None:
    """The day that 2025-03-31 names; None for what names none that somebody could mean."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST <= day.year <= LAST else None
