"""Passwords: the rules, their age, those used before; and where one is signed in."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from taizhang.web.people.gate.sessions import named
from taizhang.web.people.models import User
from taizhang.web.people.passwords import ClassesValidator, OwnNameValidator, classes, is_old
from taizhang.web.people.services.passwords import choose

from ..conftest import PASSWORD
from .conftest import come_in

pytestmark = pytest.mark.django_db
NEW = "Another-horse-8"


def change(browser: Client, old: str, new: str, again: str = "") -> int:
    told = {"old": old, "password": new, "again": again or new}
    return browser.post("/account/password/", told).status_code


@pytest.mark.parametrize(
    ("password", "count"), [("abcdefgh", 1), ("abcdEFGH", 2), ("abcdEF12", 3), ("aB3-", 4), ("密码", 1)]
)
def test_the_classes_of_a_password_are_counted(password: str, count: int) -> None:
    assert classes(password) == count


def test_a_password_of_two_classes_is_refused() -> None:
    with pytest.raises(ValidationError):
        ClassesValidator().validate("abcdefgh1")


def test_how_many_classes_is_a_setting(settings: Settings) -> None:
    settings.PASSWORD_CLASSES = 4
    with pytest.raises(ValidationError, match="4"):
        ClassesValidator().validate("abcdEF12")


def test_a_password_does_not_hold_the_user_name(alice: User) -> None:
    with pytest.raises(ValidationError):
        OwnNameValidator().validate("xx-Coordinator-1", alice)


def test_the_own_password_is_changed_with_the_old_one(alice: User) -> None:
    browser = come_in("coordinator")
    assert change(browser, "wrong", NEW) == 422
    assert change(browser, PASSWORD, NEW, "Another-horse-9") == 422
    assert change(browser, PASSWORD, "short-1A") == 302
    assert browser.get("/").status_code == 200


def test_a_change_ends_the_other_sessions(alice: User) -> None:
    here, there = come_in("coordinator"), come_in("coordinator")
    change(here, PASSWORD, NEW)
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)


def test_the_last_five_are_not_used_again(alice: User) -> None:
    browser, old = come_in("coordinator"), PASSWORD
    for number in range(5):
        new = f"Another-horse-{number}"
        assert change(browser, old, new) == 302
        assert change(browser, new, PASSWORD) == (422 if number < 4 else 302)
        old = new
    assert alice.past_passwords.count() == 5


def test_without_a_history_any_may_come_back(alice: User, settings: Settings) -> None:
    settings.PASSWORD_HISTORY = 0
    browser = come_in("coordinator")
    assert change(browser, PASSWORD, NEW) == 302
    assert change(browser, NEW, PASSWORD) == 302


def test_after_ninety_days_a_new_one_is_chosen_before_anything_else(alice: User) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=89)):
        assert come_in("coordinator").get("/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        browser = come_in("coordinator")
        assert browser.get("/").headers["Location"] == "/account/password/"
        assert "密码已到更换期限" in browser.get("/account/password/").text
        assert change(browser, PASSWORD, NEW) == 302
        assert browser.get("/").status_code == 200


def test_age_is_a_setting_and_nothing_to_who_has_no_password(alice: User, settings: Settings) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert is_old(alice)
        settings.PASSWORD_DAYS = 0
        assert not is_old(alice)
        settings.PASSWORD_DAYS = 90
        alice.set_unusable_password()
        assert not is_old(alice)


def test_a_chosen_password_is_young(alice: User) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        choose(alice, NEW)
        assert not is_old(User.objects.get(pk=alice.pk))


CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/106.0 Safari/537.36"


def test_a_browser_is_named_by_its_agent() -> None:
    assert named(CHROME) == "Chrome · Windows"
    assert named("curl/8") == ""


def test_the_own_page_lists_where_one_is_signed_in_and_ends_the_others(alice: User) -> None:
    here, there = come_in("coordinator"), Client(headers={"User-Agent": CHROME})
    there.post("/sign-in/", {"username": "coordinator", "password": PASSWORD})
    assert "Chrome · Windows" in here.get("/account/").text
    here.post("/account/sessions/end/")
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)


def test_where_only_one_session_is_allowed_the_older_ends(alice: User, settings: Settings) -> None:
    settings.ONE_SESSION = True
    first, second = come_in("coordinator"), come_in("coordinator")
    assert (first.get("/").status_code, second.get("/").status_code) == (302, 200)


def test_the_last_sign_in_is_told(alice: User) -> None:
    assert "上次登录" not in come_in("coordinator").get("/").text
    assert "上次登录" in come_in("coordinator").get("/").text


def test_a_short_password_is_refused_in_chinese(alice: User) -> None:
    page = come_in("coordinator").post("/account/password/", {"old": PASSWORD, "password": "a", "again": "a"}).text
    assert "密码至少要有8个字符。" in page
    assert "too short" not in page
