"""Whether a period is open for a unit on a day, and whether a return is late: computed, nothing is stored."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from taizhang.web.places.models import Unit

from .models import Period, Reopening, Return
from .states import State


def open_for(period: Period, unit: Unit, day: date | None = None) -> bool:
    """Whether the unit may fill and send on the day (today).

    From the opening to the end of the closing day while the period is not closed; else by an exception for the unit,
    to the end of its last day or until the period is closed again.
    """
    day = day or timezone.localdate()
    if period.opens <= day <= period.closes and not period.closings.exists():
        return True
    return _exceptions(period, unit).filter(until__gte=day).exists()


def closed_for(period: Period, unit: Unit) -> bool:
    """Whether the office can no longer act on the unit's return: closed, and not opened again for it since."""
    return period.closings.exists() and not _exceptions(period, unit).exists()


def _exceptions(period: Period, unit: Unit) -> QuerySet[Reopening]:
    """The exceptions for the unit that no closing has ended."""
    found = period.reopenings.filter(unit=unit)
    last = period.closings.last()
    return found.filter(at__gte=last.at) if last else found


def is_late(found: Return, day: date | None = None) -> bool:
    """First sent after the day due, or not sent when that day is over.  A return given back in time stays in time."""
    zone = timezone.get_default_timezone()
    return sent_late(found.first_sent_at and found.first_sent_at.astimezone(zone).date(), found.period, day)


def sent_late(sent: date | None, period: Period, day: date | None = None) -> bool:
    """`is_late` of a return that was first sent on that day, or by `day` not at all."""
    return (sent or day or timezone.localdate()) > period.due


def shown_as(found: Return, day: date | None = None) -> str:
    """What the matrix of units and periods shows: `late` for what is missing after the day due, else the state."""
    return shown_in(found.state, found.first_sent_at is not None, is_late(found, day))


def shown_in(state: str, sent: bool, late: bool) -> str:
    """`shown_as` of a return in that state, which was ever sent or not, and is late or not."""
    missing = not sent and state in (State.BLANK, State.DRAFT, State.SIGNING)
    return "late" if late and missing else state
