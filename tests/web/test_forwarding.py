"""Behind a proxy: whose address counts for locks, log and devices, and that nobody can make one up."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from django.test import Client
from pytest_django import Settings

from taizhang.web.events.models import Event
from taizhang.web.forwarding import visitor
from taizhang.web.people.models import User
from taizhang.web.settings import env

from .conftest import PASSWORD

OURS = [ip_network("127.0.0.1"), ip_network("10.1.0.0/16"), ip_network("fd00::/8")]


@pytest.mark.parametrize(
    ("peer", "said", "found"),
    [
        ("192.0.2.9", "203.0.113.5", "192.0.2.9"),  # no proxy of ours: its word counts for nothing
        ("127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5, 10.1.2.3", "203.0.113.5"),  # two proxies of ours, one behind the other
        ("127.0.0.1", "198.51.100.1, 203.0.113.5", "203.0.113.5"),  # the first was made up by the visitor
        ("127.0.0.1", "127.0.0.1, 203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.5, nonsense", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.5:4711", "203.0.113.5"),
        ("::ffff:127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("fd00::1", '"[2001:db8::7]:443"', "2001:db8::7"),
        ("", "203.0.113.5", ""),  # a socket without an address
    ],
)
def test_an_address_is_believed_as_far_as_our_proxies_saw_it(peer: str, said: str, found: str) -> None:
    assert visitor(peer, said, OURS) == found


def fail(address: str, times: int = 1) -> None:
    for _ in range(times):
        told = {"username": "coordinator", "password": "wrong"}
        Client().post("/sign-in/", told, headers={"X-Forwarded-For": address})


def comes_in(address: str) -> bool:
    told = {"username": "coordinator", "password": PASSWORD}
    return Client().post("/sign-in/", told, headers={"X-Forwarded-For": address}).status_code == 302


@pytest.mark.django_db
def test_behind_a_known_proxy_one_visitors_failures_lock_no_other(people: dict[str, User], settings: Settings) -> None:
    settings.PROXIES = [ip_network("127.0.0.1")]
    fail("203.0.113.5", settings.SIGN_IN_FAILURES)
    assert not comes_in("203.0.113.5")
    assert comes_in("203.0.113.6")
    found = Event.objects.filter(code="account-locked").values_list("facts__address", flat=True)
    assert list(found) == ["203.0.113.5"]


@pytest.mark.django_db
def test_without_the_setting_nobody_escapes_a_lock_by_a_header(people: dict[str, User], settings: Settings) -> None:
    assert settings.PROXIES == []
    for last in range(settings.SIGN_IN_FAILURES):
        fail(f"203.0.113.{last}")
    assert not comes_in("203.0.113.200")


def test_a_setting_that_is_no_address_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_PROXIES", "127.0.0.1, 10.1.0.0/16")
    assert env.networks("PROXIES") == OURS[:2]
    monkeypatch.setenv("TAIZHANG_PROXIES", "nginx.example.cn")
    with pytest.raises(env.SettingError, match="TAIZHANG_PROXIES must be addresses"):
        env.networks("PROXIES")
