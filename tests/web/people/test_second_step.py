"""Codes of a telephone: setting up, signing in with them, obligation, and the way back for who lost the telephone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from taizhang.web.events.models import Event
from taizhang.web.people.models import User
from taizhang.web.people.services import drop_second_step

from ..conftest import PASSWORD
from .conftest import code_of, come_in

pytestmark = pytest.mark.django_db


def set_up(browser: Client) -> tuple[str, list[str]]:
    """The secret as the page shows it, and the recovery codes."""
    text = browser.get("/account/code/").text
    found = re.search(r'class="secret">([A-Z2-7]+)<', text)
    assert found
    assert "data:image/svg+xml;base64," in text
    page = browser.post("/account/code/", {"code": code_of(found[1])}, follow=True)
    return found[1], re.findall(r"<code>(\d+)</code>", page.text)


def test_after_the_password_a_code_is_asked(alice: User) -> None:
    secret, codes = set_up(come_in("coordinator"))
    assert len(codes) == 10
    assert Event.objects.filter(code="second-step-on").count() == 1
    browser = Client()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        answer = browser.post("/sign-in/", {"username": "coordinator", "password": PASSWORD, "next": "/import/"})
        assert answer.headers["Location"] == "/sign-in/code/"
        assert browser.get("/").status_code == 302
        assert browser.post("/sign-in/code/", {"code": "000000"}).status_code == 422
        assert browser.post("/sign-in/code/", {"code": code_of(secret)}).headers["Location"] == "/import/"
        assert browser.get("/").status_code == 200


def test_a_code_opens_once(alice: User) -> None:
    secret, _ = set_up(come_in("coordinator"))
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        for expected in (302, 422):
            assert come_in("coordinator").post("/sign-in/code/", {"code": code_of(secret)}).status_code == expected


def test_a_recovery_code_opens_once(alice: User) -> None:
    _, codes = set_up(come_in("coordinator"))
    for expected in (302, 422):
        assert come_in("coordinator").post("/sign-in/code/", {"code": codes[0]}).status_code == expected


def test_codes_cannot_be_tried_without_end(alice: User) -> None:
    secret, _ = set_up(come_in("coordinator"))
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        browser = come_in("coordinator")
        for _attempt in range(8):
            browser.post("/sign-in/code/", {"code": "000000"})
        assert browser.post("/sign-in/code/", {"code": code_of(secret)}).status_code == 422


def test_a_wrong_first_code_sets_nothing_up(alice: User) -> None:
    browser = come_in("coordinator")
    browser.get("/account/code/")
    assert browser.post("/account/code/", {"code": "000000"}).status_code == 422
    assert not Authenticator.objects.exists()


def test_the_secret_is_not_plain_in_the_database(alice: User) -> None:
    secret, codes = set_up(come_in("coordinator"))
    kept = " ".join(str(found.data) for found in Authenticator.objects.all())
    assert secret not in kept
    assert codes[0] not in kept


def test_the_code_page_leads_nowhere_without_a_password(client: Client) -> None:
    assert client.get("/sign-in/code/").headers["Location"] == "/sign-in/"


def test_after_ten_minutes_the_password_is_asked_once_more(alice: User) -> None:
    browser = come_in("coordinator")
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        answer = browser.get("/account/code/")
        assert answer.headers["Location"] == "/account/confirm/?next=%2Faccount%2Fcode%2F"
        where = answer.headers["Location"]
        assert browser.post(where, {"password": "wrong"}).status_code == 422
        assert browser.post(where, {"password": PASSWORD}).headers["Location"] == "/account/code/"
        assert browser.get("/account/code/").status_code == 200


class TestObligation:
    @pytest.fixture(autouse=True)
    def obliged(self, settings: Settings) -> None:
        settings.MFA_ROLES = ["coordinator"]

    def test_who_must_have_it_sets_it_up_before_anything_else(self, alice: User) -> None:
        browser = come_in("coordinator")
        assert browser.get("/").headers["Location"] == "/account/code/"
        assert browser.get("/import/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/account/code/"
        set_up(browser)
        assert browser.get("/").status_code == 200

    def test_they_cannot_turn_it_off(self, alice: User) -> None:
        browser = come_in("coordinator")
        set_up(browser)
        browser.post("/account/code/off/")
        assert Authenticator.objects.filter(type="totp").count() == 1

    def test_the_others_are_not_asked(self, people: dict[str, User]) -> None:
        assert come_in("leader").get("/").status_code == 200


def test_who_need_not_have_it_turns_it_off(alice: User) -> None:
    browser = come_in("coordinator")
    set_up(browser)
    browser.post("/account/code/off/")
    assert not Authenticator.objects.exists()
    assert come_in("coordinator").get("/").status_code == 200


def test_new_recovery_codes_void_the_old(alice: User) -> None:
    browser = come_in("coordinator")
    _, old = set_up(browser)
    new = re.findall(r"<code>(\d+)</code>", browser.post("/account/recovery-codes/", follow=True).text)
    assert len(new) == 10
    assert not set(old) & set(new)


def test_a_lost_telephone_is_forgotten_by_who_handles_the_account(
    people: dict[str, User], local: User, security: User
) -> None:
    for name in ("reporter", "coordinator"):
        set_up(come_in(name))
    with pytest.raises(PermissionDenied):
        drop_second_step(local, people["coordinator"])
    drop_second_step(local, people["reporter"])
    drop_second_step(security, people["coordinator"])
    assert not Authenticator.objects.exists()
    assert come_in("reporter").get("/").status_code == 200
