"""Signing in, locking, the first run, the demo."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django import forms
from django.core.checks import run_checks
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from taizhang.web.events.models import Event
from taizhang.web.people.checks import is_loopback
from taizhang.web.people.models import Role, User
from taizhang.web.people.services import make_account

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client: Client, password: str, **more: str) -> int:
    return client.post("/sign-in/", {"username": "coordinator", "password": password} | more).status_code


def test_the_right_password_signs_in_and_goes_where_the_person_was_going(alice: User, client: Client) -> None:
    answer = client.post("/sign-in/", {"username": "coordinator", "password": PASSWORD, "next": "/import/"})
    assert answer.headers["Location"] == "/import/"


def test_a_wrong_password_does_not_and_says_so(alice: User, client: Client) -> None:
    answer = client.post("/sign-in/", {"username": "coordinator", "password": "wrong"})
    assert answer.status_code == 422
    assert "用户名或密码不对" in answer.text


def test_signing_in_never_leads_to_another_site(alice: User, client: Client) -> None:
    answer = client.post(
        "/sign-in/", {"username": "coordinator", "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer.headers["Location"] == "/"


def test_five_wrong_passwords_lock_the_account_for_thirty_minutes(alice: User, client: Client) -> None:
    assert [sign_in(client, "wrong") for _ in range(5)] == [422] * 5
    assert sign_in(client, PASSWORD) == 422
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert sign_in(client, PASSWORD) == 302


def test_trying_on_does_not_lengthen_the_lock(alice: User, client: Client) -> None:
    for _ in range(5):
        sign_in(client, "wrong")
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        assert sign_in(client, "wrong") == 422
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert sign_in(client, PASSWORD) == 302


def test_the_lock_holds_for_the_name_and_the_address_that_failed(people: dict[str, User], client: Client) -> None:
    for _ in range(5):
        sign_in(client, "wrong")
    assert sign_in(client, PASSWORD, username="leader") == 302
    assert sign_in(Client(REMOTE_ADDR="10.0.0.9"), PASSWORD) == 302


def test_a_right_password_forgets_the_failures_before(alice: User) -> None:
    for _ in range(2):
        assert [sign_in(Client(), "wrong") for _ in range(4)] == [422] * 4
        assert sign_in(Client(), PASSWORD) == 302


def test_failures_and_the_lock_stand_in_the_log(alice: User, client: Client) -> None:
    for _ in range(7):
        sign_in(client, "wrong")
    sign_in(client, "wrong", username="nobody")
    codes = list(Event.objects.filter(code__in=("sign-in-failed", "account-locked")).values_list("code", flat=True))
    assert sorted(codes) == ["account-locked"] + ["sign-in-failed"] * 5


def test_after_half_an_hour_without_an_act_the_session_is_over(alice: User, as_: Callable[[str], Client]) -> None:
    browser, now = as_("coordinator"), timezone.now()
    for minutes, status in ((0, 200), (25, 200), (50, 200), (81, 302)):
        with time_machine.travel(now + timedelta(minutes=minutes)):
            assert browser.get("/").status_code == status


def test_a_stopped_account_is_out_at_once(alice: User, as_: Callable[[str], Client]) -> None:
    browser = as_("coordinator")
    assert browser.get("/").status_code == 200
    as_("administrator").post(f"/accounts/{alice.pk}/stop/")
    assert browser.get("/").status_code == 302
    assert sign_in(Client(), PASSWORD) == 422


def test_nobody_stops_the_own_account(people: dict[str, User], as_: Callable[[str], Client]) -> None:
    as_("administrator").post(f"/accounts/{people['administrator'].pk}/stop/")
    assert User.objects.get(username="administrator").is_active


class TestFirstRun:
    FORM = {"username": "admin", "name": "管理员", "password": PASSWORD, "again": PASSWORD}  # noqa: RUF012 -- never changed

    @pytest.fixture(autouse=True)
    def token(self, settings: Settings) -> None:
        settings.FIRST_RUN_TOKEN = "shown-on-the-console"  # noqa: S105 -- of this test

    def test_an_empty_site_leads_to_it(self, client: Client) -> None:
        assert client.get("/sign-in/").headers["Location"] == "/first-run/"

    def test_the_token_makes_the_administrator(self, client: Client) -> None:
        assert client.post("/first-run/", self.FORM | {"token": "shown-on-the-console"}).status_code == 302
        assert User.objects.get().role == Role.ADMINISTRATOR
        assert client.get("/").status_code == 200

    def test_a_wrong_token_makes_nothing(self, client: Client) -> None:
        assert client.post("/first-run/", self.FORM | {"token": "guessed"}).status_code == 422
        assert not User.objects.exists()

    def test_it_is_gone_once_somebody_is_there(self, alice: User, client: Client) -> None:
        assert client.post("/first-run/", self.FORM | {"token": "shown-on-the-console"}).status_code == 404
        assert not User.objects.filter(username="admin").exists()


class TestDemo:
    @pytest.fixture(autouse=True)
    def demo(self, settings: Settings, alice: User) -> None:
        settings.DEMO, settings.BIND = True, "127.0.0.1"
        make_account(None, "sample", "示例", Role.LEADER, region=alice.region, sample=True)

    def test_one_click_signs_in_a_sample_role(self, client: Client) -> None:
        assert re.search(r'value="sample"', client.get("/sign-in/").text)
        assert client.post("/sign-in/as/", {"username": "sample"}).status_code == 302
        assert client.get("/").status_code == 200

    def test_a_sample_role_with_a_second_step_stays_one_click_away(self, client: Client) -> None:
        TOTP.activate(User.objects.get(username="sample"), "A" * 32)
        assert client.post("/sign-in/as/", {"username": "sample"}).headers["Location"] == "/"
        assert client.get("/").status_code == 200

    def test_it_never_signs_in_a_real_account(self, client: Client) -> None:
        assert client.post("/sign-in/as/", {"username": "coordinator"}).status_code == 404
        assert client.get("/").status_code == 302

    def test_it_is_refused_from_another_machine(self, client: Client) -> None:
        assert client.post("/sign-in/as/", {"username": "sample"}, REMOTE_ADDR="10.0.0.8").status_code == 404

    def test_on_this_machine_it_may_start(self) -> None:
        assert not {"taizhang.E001", "taizhang.E002"} & {problem.id for problem in run_checks()}

    @pytest.mark.parametrize(("address", "problem"), [("0.0.0.0", "taizhang.E001"), ("", "taizhang.E002")])  # noqa: S104 -- what must be refused
    def test_elsewhere_it_does_not_start(self, settings: Settings, address: str, problem: str) -> None:
        settings.BIND = address
        assert problem in {found.id for found in run_checks()}


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("10.0.0.1", False), ("example.cn", False)],
)
def test_loopback_is_told_from_other_addresses(host: str, here: bool) -> None:
    assert is_loopback(host) is here


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (forms.CharField(), "", "请填写这一项。"),
        (forms.CharField(max_length=3), "四个字长", "最多3个字，现在是4个。"),
        (forms.IntegerField(), "一", "请填写整数。"),
        (forms.IntegerField(min_value=2), "1", "不能小于2。"),
        (forms.IntegerField(max_value=2), "3", "不能大于2。"),
        (forms.DecimalField(), "约3", "请填写数字。"),
        (forms.DateField(), "2026-02-30", "请填写日期，例如 2026-03-31。"),
        (forms.EmailField(), "a@b", "请填写电子邮箱，例如 name@example.cn。"),
        (forms.ChoiceField(choices=[("a", "甲")]), "b", "请从列出的几项里选。"),
    ],
)
def test_what_is_wrong_with_a_field_is_told_as_one_would_say_it(field: forms.Field, value: str, words: str) -> None:
    with pytest.raises(ValidationError) as told:
        field.clean(value)
    assert told.value.messages == [words]
