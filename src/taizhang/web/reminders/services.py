"""Acts of reminding: by hand, by the clock; and the settings of the ways."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import msgspec
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from taizhang.web.events.services import record
from taizhang.web.months.models import Period
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right
from taizhang.web.places.models import Region, Unit

from .delivering import Way, delivered
from .missing import Missing, missing_of
from .models import Kind, Mailbox, Outcome, Policy, Reminder, Robot
from .posting import allowed, host_of
from .robots import tell
from .sealing import sealed
from .words import TEST_WORDS, text_of


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one unit's reminder; `twice`: somebody was faster, nothing was sent now."""

    unit: Unit
    ways: tuple[Way, ...] = ()
    twice: bool = False

    @property
    def ok(self) -> bool:
        """Whether it arrived by one way at least."""
        return any(way.ok for way in self.ways)


def remind(user: User, period: Period, units: Collection[int]) -> list[Result]:
    """Remind those of the units that are missing and were not reminded for the same cause.

    PermissionDenied for one who doesn't review.  Each reminder is claimed before anything is sent, so two who press at
    once, or a command that runs twice, send one.
    """
    if not has(user, Right.REVIEW):
        raise PermissionDenied
    chosen = [one for one in missing_of(period) if one.unit.pk in units and one.can]
    claimed = [(one, reminder) for one in chosen if (reminder := _claim(user, one)) is not None]
    taken = {one.unit.pk for one, _reminder in claimed}
    twice = [Result(one.unit, twice=True) for one in chosen if one.unit.pk not in taken]
    if not claimed:
        return twice
    texts = {one.unit.pk: reminder.text for one, reminder in claimed}
    ways = delivered([one for one, _reminder in claimed], texts)
    return [_settle(user, one, reminder, ways[one.unit.pk]) for one, reminder in claimed] + twice


def _claim(user: User, one: Missing) -> Reminder | None:
    """The reminder, on its way; None where another one claimed it first."""
    told = {"text": text_of(one), "by": user, "at": timezone.now(), "outcome": Outcome.ON_ITS_WAY, "ways": []}
    if one.reminder is not None:
        again = Reminder.objects.filter(pk=one.reminder.pk, outcome=Outcome.FAILED)
        return Reminder.objects.get(pk=one.reminder.pk) if again.update(**told) else None
    try:
        with transaction.atomic():
            return Reminder.objects.create(period=one.found.period, unit=one.unit, cause=one.cause, **told)
    except IntegrityError:
        return None


@transaction.atomic
def _settle(user: User, one: Missing, reminder: Reminder, ways: Sequence[Way]) -> Result:
    result = Result(one.unit, tuple(ways))
    reminder.ways = [msgspec.to_builtins(way) for way in ways]
    reminder.outcome = Outcome.SENT if result.ok else Outcome.FAILED
    reminder.save(update_fields=["ways", "outcome"])
    if result.ok:
        about = {"ledger": str(one.found.period.yearly), "period": one.found.period.label, "unit": one.unit.name}
        reached = "、".join(f"{way.way} {way.to}" for way in ways if way.ok)
        record("unit-reminded", user, cause=one.cause, ways=reached, **about)
    return result


def remind_due() -> list[tuple[Period, list[Result]]]:
    """The timed run: in regions that switched it on, units near the day due, and once more after it."""
    done = []
    for policy in Policy.objects.filter(automatic=True).select_related("region", "by"):
        if not has(policy.by, Right.REVIEW):
            continue
        for period in _open_periods(policy.region):
            wanted = [one.unit.pk for one in missing_of(period) if one.can and one.days <= policy.days]
            if wanted:
                done.append((period, remind(policy.by, period, wanted)))
    return done


def _open_periods(region: Region) -> Iterable[Period]:
    today = timezone.localdate()
    found = Period.objects.filter(yearly__region=region, opens__lte=today).select_related("yearly__region")
    return [p for p in found if p.closes >= today or p.reopenings.filter(until__gte=today).exists()]


class NotAllowed(Exception):  # noqa: N818 -- it is an answer, not an error
    """An address that nothing may be posted to."""


@transaction.atomic
def add_robot(
    user: User, region: Region, kind: str, name: str, address: str, secret: str = "", unit: Unit | None = None
) -> Robot:
    """A robot of the region or of one of its units; PermissionDenied, NotAllowed for an address out of bounds."""
    _ask(user)
    if not allowed(address):
        raise NotAllowed
    told = {"host": host_of(address), "address": sealed(address), "secret": sealed(secret), "by": user}
    made = Robot.objects.create(region=region, unit=unit, kind=Kind(kind), name=name, **told)
    record("robot-added", user, region=region.name, robot=name, host=made.host, unit=unit.name if unit else "—")
    return made


@transaction.atomic
def remove_robot(user: User, robot: Robot) -> None:
    """It is written to no longer; PermissionDenied."""
    _ask(user)
    about = {"region": robot.region.name, "robot": robot.name, "host": robot.host}
    robot.delete()
    record("robot-removed", user, **about)


def try_robot(user: User, robot: Robot) -> None:
    """A test message; PermissionDenied, `posting.NotPosted`."""
    _ask(user)
    tell(robot, TEST_WORDS)


@transaction.atomic
def set_mailbox(user: User, unit: Unit, email: str) -> None:
    """The unit's mailbox; "" takes it away.  PermissionDenied."""
    _ask(user)
    known = Mailbox.objects.filter(unit=unit).first()
    if (known.email if known else "") == email:
        return
    if email:
        Mailbox.objects.update_or_create(unit=unit, defaults={"email": email})
    else:
        Mailbox.objects.filter(unit=unit).delete()
    record("mailbox-set", user, region=unit.region.name, unit=unit.name, set=int(bool(email)))


@transaction.atomic
def set_policy(user: User, region: Region, automatic: bool, days: int) -> Policy:
    """Timed reminders, from now on in the person's name; PermissionDenied."""
    _ask(user)
    told = {"automatic": automatic, "days": days, "by": user}
    made, _ = Policy.objects.update_or_create(region=region, defaults=told)
    record("reminders-timed", user, region=region.name, automatic=int(automatic), days=days)
    return made


def _ask(user: User) -> None:
    if not has(user, Right.PLAN):
        raise PermissionDenied
