"""The hand that turns the clock: what the demo's year is built with, act by act, on the days they are of.

Services, models and Django's own `auto_now_add` all ask `django.utils.timezone.now`; here it is set for a while.  That
is for the whole process, so only what runs alone may do it: the demo is built before the site listens.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone


class Clock:
    """A clock that stands at `moment` until it is moved on."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def move_to(self, moment: datetime) -> None:
        """ValueError for an earlier moment: a log is written forwards."""
        if moment < self.moment:
            raise ValueError(f"{moment} is before {self.moment}")
        self.moment = moment

    def __call__(self) -> datetime:
        """What `timezone.now` gives."""
        return self.moment


@contextmanager
def standing_at(moment: datetime) -> Iterator[Clock]:
    """The time of this process stands at the moment, and where the clock given is moved to."""
    real, clock = timezone.now, Clock(moment)
    timezone.now = clock
    try:
        yield clock
    finally:
        timezone.now = real
