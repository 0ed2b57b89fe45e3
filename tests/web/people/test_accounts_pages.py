"""The pages of accounts: finding one, stopping and restarting, roles and units."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from taizhang.web.people.models import Role, User
from taizhang.web.places.models import Region
from taizhang.web.places.services import unit_named

from ..conftest import PASSWORD
from .conftest import come_in

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


def test_accounts_are_found_by_words_role_and_state(local: User, people: dict[str, User], as_: As) -> None:
    User.objects.filter(username="leader").update(is_active=False)
    browser = as_("local")

    def found(query: str) -> set[str]:
        page = browser.get(f"/accounts/?{query}").text
        return {name for name in people if f">{people[name].username}<" in page.split("<tbody>")[1]}

    assert found("") == {"coordinator", "leader", "auditor", "reporter", "local"}  # of the own county alone
    assert found("q=教育") == {"reporter"}
    assert found("role=auditor") == {"auditor"}
    assert found("state=stopped") == {"leader"}
    assert found("q=没有") == set()


def test_a_stopped_account_is_restarted_by_who_handles_it(
    people: dict[str, User], local: User, security: User, as_: As
) -> None:
    key = people["coordinator"].pk
    assert as_("local").post(f"/accounts/{key}/stop/").status_code == 302
    assert come_in("coordinator").get("/").status_code == 302
    assert as_("local").post(f"/accounts/{key}/restart/").status_code == 403
    assert as_("security").post(f"/accounts/{key}/restart/").status_code == 302
    assert come_in("coordinator").get("/").status_code == 200


def test_the_system_administrator_stops_no_officer(
    people: dict[str, User], local: User, security: User, as_: As
) -> None:
    for name in ("security", "auditor"):
        assert as_("local").post(f"/accounts/{people[name].pk}/stop/").status_code == 403
    assert User.objects.filter(is_active=False).count() == 0


def test_nobody_stops_or_restarts_the_own_account(security: User, as_: As) -> None:
    for act in ("stop", "restart", "password", "code/drop"):
        assert as_("security").post(f"/accounts/{security.pk}/{act}/").status_code == 403


def test_a_lock_is_taken_off(people: dict[str, User], local: User, as_: As) -> None:
    for _ in range(5):
        come_in("reporter", "wrong")
    key = people["reporter"].pk
    assert "因多次输错密码锁定" in as_("local").get(f"/accounts/{key}/").text
    as_("local").post(f"/accounts/{key}/restart/")
    assert come_in("reporter").get("/").status_code == 200


class TestRoles:
    def change(self, browser: Client, user: User, role: str, unit: str = "") -> int:
        told = {"role": role, "unit": unit}
        return browser.post(f"/accounts/{user.pk}/role/", told).status_code

    def test_a_clerk_is_moved_to_another_unit(
        self, people: dict[str, User], local: User, county: Region, as_: As
    ) -> None:
        unit_named(county, "县水务局")
        assert self.change(as_("local"), people["reporter"], "reporter", "县水务局") == 302
        assert User.objects.get(username="reporter").unit == "县水务局"

    def test_a_clerk_needs_a_unit(self, people: dict[str, User], local: User, as_: As) -> None:
        assert self.change(as_("local"), people["reporter"], "reporter", "") == 422

    def test_the_role_is_for_the_security_administrator(
        self, people: dict[str, User], local: User, security: User, as_: As
    ) -> None:
        assert self.change(as_("local"), people["reporter"], "coordinator") == 403
        assert self.change(as_("security"), people["reporter"], "coordinator") == 302
        changed = User.objects.get(username="reporter")
        assert (changed.role, changed.own_unit) == ("coordinator", None)
        assert self.change(as_("security"), people["leader"], "signer", "县教育局") == 302
        assert User.objects.get(username="leader").unit == "县教育局"

    def test_no_officer_becomes_another(self, people: dict[str, User], local: User, security: User, as_: As) -> None:
        browser = as_("security")
        answer = browser.post(f"/accounts/{people['auditor'].pk}/role/", {"role": "administrator"})
        assert (answer.status_code, "不能由同一人担任" in answer.text) == (422, True)
        assert User.objects.get(username="auditor").role == Role.AUDITOR

    def test_a_role_that_waits_is_granted_on_the_page_and_its_link_shown(
        self, local: User, security: User, as_: As
    ) -> None:
        form = {"name": "某领导", "role": "leader", "region": "松屏县"}
        assert as_("local").post("/accounts/invite/", form).status_code == 302
        page = as_("security").get("/accounts/invitations/").text
        key = page.split('name="invitation" value="')[1].split('"')[0]
        assert "待授权" in page
        as_("security").post("/accounts/invitations/grant/", {"invitation": [key]})
        assert "/invited/" in as_("security").post(f"/accounts/invitations/{key}/link/").text
        assert as_("local").post(f"/accounts/invitations/{key}/link/").status_code == 403


def test_who_is_signed_in_and_opens_anothers_link_leaves_the_own_account(local: User, county: Region, as_: As) -> None:
    from taizhang.web.people.services.invitations import invite, link

    token = link(local, invite(local, "新人", Role.REPORTER, county, "县教育局"))
    browser = as_("local")
    browser.post(f"/invited/{token}/", {"username": "new", "name": "新人", "password": PASSWORD, "again": PASSWORD})
    assert ">新人<" in browser.get("/account/").text
