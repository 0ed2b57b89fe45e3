"""Bringing reminders to units: e-mail to each, its own robot, and one message for all to the region's robots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings
from msgspec import Struct

from taizhang.web.mailing import Mailer, masked

from .missing import Missing
from .models import Robot
from .posting import NotPosted
from .robots import tell
from .words import subject_of, text_of_many


class Way(Struct, frozen=True):
    """How a unit was reached, or why not; `to` shows no whole mailbox and no key."""

    way: str
    to: str
    ok: bool
    why: str = ""


def delivered(missing: Sequence[Missing], texts: Mapping[int, str]) -> dict[int, list[Way]]:
    """By unit how it was reached; `texts` are the reminders by unit."""
    ways: dict[int, list[Way]] = {one.unit.pk: [] for one in missing}
    for key, way in (*_mailed(missing, texts), *_told(missing, texts)):
        ways[key].append(way)
    return ways


def _mailed(missing: Sequence[Missing], texts: Mapping[int, str]) -> Iterator[tuple[int, Way]]:
    wanted = [one for one in missing if one.mails]
    if not wanted or not settings.EMAIL_IS_SET:
        return
    with Mailer() as mailer:
        for one in wanted:
            for email in one.mails:
                why = mailer.send(email, subject_of(one), texts[one.unit.pk])
                yield one.unit.pk, Way("mail", masked(email), not why, why)


def _told(missing: Sequence[Missing], texts: Mapping[int, str]) -> Iterator[tuple[int, Way]]:
    """A unit's own robot says its reminder; the region's robot is written to once, for it takes twenty in a minute."""
    for one in missing:
        for robot in one.robots:
            if robot.unit_id is not None:
                yield one.unit.pk, _tell(robot, texts[one.unit.pk])
    common = {robot.pk: robot for one in missing for robot in one.robots if robot.unit_id is None}
    for robot in common.values():
        way = _tell(robot, text_of_many(missing))
        yield from ((one.unit.pk, way) for one in missing)


def _tell(robot: Robot, text: str) -> Way:
    try:
        tell(robot, text)
    except NotPosted as error:
        return Way(robot.kind, robot.name, False, str(error))
    return Way(robot.kind, robot.name, True)
