"""What the tests of people share: a security administrator of the county, and codes as a telephone makes them."""

from __future__ import annotations

import base64
import hmac
import struct
import time

import pytest
from django.core.cache import cache
from django.test import Client

from taizhang.web.people.models import Role, User
from taizhang.web.people.services import make_account
from taizhang.web.places.models import Region

from ..conftest import PASSWORD


@pytest.fixture(autouse=True)
def no_limits_left() -> None:
    """Allauth counts wrong codes in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def security(people: dict[str, User], county: Region) -> User:
    people["security"] = make_account(None, "security", "某安全员", Role.SECURITY, password=PASSWORD, region=county)
    return people["security"]


@pytest.fixture
def local(people: dict[str, User], county: Region) -> User:
    """A system administrator of the county alone."""
    made = make_account(None, "local", "县管理员", Role.ADMINISTRATOR, password=PASSWORD, region=county)
    people["local"] = made
    return made


def come_in(username: str, password: str = PASSWORD) -> Client:
    """A browser after its person typed name and password."""
    browser = Client()
    browser.post("/sign-in/", {"username": username, "password": password})
    return browser


def code_of(secret: str) -> str:
    """What a telephone shows now (RFC 6238), worked out here and not by the library."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
