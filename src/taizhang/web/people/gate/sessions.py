"""Where a person is signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from ..models import User


@dataclass(frozen=True, slots=True)
class Place:
    """A browser that is signed in: since when, last seen when, from which address, which browser, whether this one."""

    since: datetime
    seen: datetime
    address: str
    browser: str
    here: bool


BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
MACHINES = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def of(request: HttpRequest, user: User) -> list[Place]:
    """The person's sessions that hold, the last seen first."""
    found = UserSession.objects.purge_and_list(user)
    here = request.session.session_key
    places = [Place(s.created_at, _seen(s), s.ip, named(s.user_agent), s.session_key == here) for s in found]
    return sorted(places, key=lambda place: (place.here, place.seen), reverse=True)


def _seen(session: UserSession) -> datetime:
    """When it was last used, as the idle clock notes in it: asked seldom, so that no page writes more than it must."""
    noted = SessionStore(session.session_key).get("seen")
    return datetime.fromtimestamp(noted, UTC) if noted else session.last_seen_at


def named(agent: str) -> str:
    """The browser and machine that an agent string means; "" for others."""
    words = [next((word for mark, word in kinds if mark in agent), "") for kinds in (BROWSERS, MACHINES)]
    return " · ".join(word for word in words if word)


def end_others(request: HttpRequest, user: User) -> int:
    """Sign the person out everywhere but here; how many sessions that were."""
    return _end(UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key))


def end_all(user: User) -> int:
    """Sign the person out everywhere."""
    return _end(UserSession.objects.filter(user=user))


def _end(found: Iterable[UserSession]) -> int:
    ended = list(found)
    for session in ended:
        session.end()
    return len(ended)
