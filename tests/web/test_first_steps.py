"""An empty site leads its first people on; officers see their own work on the home page, not the office's."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.people.models import Role, User
from taizhang.web.people.services import first_administrator, make_account
from taizhang.web.people.services.invitations import invite
from taizhang.web.places.models import Region

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


def steps(page: str) -> list[tuple[str, bool]]:
    """The words of each step, and whether it is ticked."""
    found = re.findall(r'<li( class="done")?>.*?<h2>(.*?)(?: <small|</h2>)', page.split("first-steps")[1], re.DOTALL)
    return [(words, bool(done)) for done, words in found]


def test_the_first_administrator_is_led_from_a_region_to_the_first_ledger(settings: Settings) -> None:
    settings.FIRST_RUN_TOKEN = "once"  # noqa: S105 -- a test's
    user = first_administrator("once", "first", "某管理员", PASSWORD)
    assert user is not None
    browser = Client()
    browser.force_login(user, "django.contrib.auth.backends.ModelBackend")
    words = ("新建地区", "邀请安全管理员和审计监督", "邀请督查室经办", "导入第一份台账")
    told = [(one, False) for one in words]
    page = browser.get("/").text
    assert steps(page) == told
    assert re.search(r'class="btn btn-primary" href="/places/"', page), "what comes next stands out"
    region = Region.objects.create(name="松屏县")
    invite(user, "某经办", Role.COORDINATOR, region)
    page = browser.get("/").text
    assert steps(page) == [(one, one in ("新建地区", "邀请督查室经办")) for one in words]
    assert re.search(r'class="btn btn-primary" href="/accounts/invite/"', page)
    for role in (Role.SECURITY, Role.AUDITOR):
        make_account(None, role.value, f"某{role.label}", role, password=PASSWORD)
    assert [done for _one, done in steps(browser.get("/").text)] == [True, True, True, False]


def test_the_office_of_an_empty_county_is_told_how_the_year_begins(as_: As) -> None:
    page = as_("coordinator").get("/").text
    assert steps(page) == [("导入第一份台账", False), ("设为按月填报，生成报告期", False)]
    assert 'href="/plans/new/"' in as_("coordinator").get("/plans/").text
    assert 'href="/plans/"' in as_("coordinator").get("/months/").text
    for name in ("leader", "reporter", "auditor"):
        assert "first-steps" not in as_(name).get("/").text


def test_officers_are_not_given_the_office_s_work(saved: LedgerVersion, as_: As) -> None:
    for name in ("coordinator", "reporter"):
        assert "今天要处理" in as_(name).get("/").text
    for name in ("auditor", "administrator", "leader"):
        page = as_(name).get("/").text
        assert "今天要处理" not in page
        assert "要紧的疑点" in page


def test_the_auditor_sees_when_the_log_was_verified(saved: LedgerVersion, as_: As) -> None:
    browser = as_("auditor")
    assert "还没有校验过" in browser.get("/").text
    browser.post("/events/verify/")
    assert re.search(r"由某审计监督校验，未发现改动；此后新增\d+条。", browser.get("/").text)
    assert 'id="duties"' not in as_("coordinator").get("/").text


def test_who_keeps_accounts_sees_what_waits_and_who_is_locked(county: Region, people: dict[str, User], as_: As) -> None:
    browser = as_("administrator")
    assert 'id="duties"' not in browser.get("/").text
    security = make_account(None, "security", "某安全管理员", Role.SECURITY, password=PASSWORD)
    invite(people["administrator"], "新经办", Role.COORDINATOR, county)
    for _ in range(5):
        Client().post("/sign-in/", {"username": "reporter", "password": "wrong"})
    page = browser.get("/").text
    assert "1份邀请还没有使用" in page
    assert "等您授权" not in page
    assert "1个账号因连续输错密码被锁定" in page
    there = Client()
    there.force_login(security, "django.contrib.auth.backends.ModelBackend")
    assert "1份邀请等您授权" in there.get("/").text
    listed = browser.get("/accounts/?state=locked").text
    assert "某责任单位填报" not in listed
    assert re.findall(r'href="/accounts/(\d+)/"', listed) == [str(people["reporter"].pk)]
