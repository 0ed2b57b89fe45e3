"""Bringing reminders to units: e-mail to each, its own robot, and one message for all to the region's robots."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from msgspec import Struct

from .missing import Missing
from .models import Robot
from .posting import NotPosted
from .robots import tell
from .words import subject_of, text_of_many

ANSWERS = frozenset({
    smtplib.SMTPRecipientsRefused.__name__, smtplib.SMTPSenderRefused.__name__, smtplib.SMTPDataError.__name__,
})  # fmt: skip
"""Errors by which a server answers about one e-mail; after any other it is not there."""


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
    connection: Any = get_connection(fail_silently=False)
    silent = ""  # a server that does not answer is not asked forty times
    try:
        for one in wanted:
            for email in one.mails:
                why = silent or _mail(connection, one, texts[one.unit.pk], email)
                silent = why if why and why not in ANSWERS else ""
                yield one.unit.pk, Way("mail", masked(email), not why, why)
    finally:
        connection.close()


def _mail(connection: Any, one: Missing, text: str, email: str) -> str:
    """Send one e-mail; why it was not sent."""
    message = EmailMessage(subject_of(one), text, to=[email], connection=connection)
    try:
        message.send()
    except OSError as error:  # those of smtplib are such too
        connection.close()  # the next one begins anew
        return type(error).__name__
    return ""


def masked(email: str) -> str:
    """A mailbox that can be recognised and not used: zha…@example.cn."""
    name, _, host = email.partition("@")
    return f"{name[: max(1, len(name) // 2)]}…@{host}"


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
