"""Invitations: who makes them, who grants them, what a link does, and a sheet of them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from taizhang.web.events.models import Event
from taizhang.web.people.models import Invitation, Role, User
from taizhang.web.people.services.invitations import (
    by_token,
    grant,
    invite,
    link,
    link_by_operator,
    reset_password,
    revoke,
    taken_up,
)
from taizhang.web.people.services.sheets import role_of
from taizhang.web.places.models import Region, Unit
from taizhang.web.places.services import region_under

from ..conftest import PASSWORD
from ..mailbag import Mailbag
from .conftest import come_in

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
NEW = {"username": "new", "name": "新人", "password": PASSWORD, "again": PASSWORD}
SHEET = "姓名,单位,角色,邮箱\n江一,县教育局,填报,jiang@example.cn\n苏二,县教育局,签发,\n周三,,填报,\n"


@pytest.fixture
def invited(local: User, county: Region) -> Invitation:
    """A clerk of the education bureau."""
    return invite(local, "新人", Role.REPORTER, county, "县教育局", "new@example.cn")


@pytest.fixture
def token(local: User, invited: Invitation) -> str:
    return link(local, invited)


class TestTheLink:
    def test_it_makes_the_account_and_signs_in(self, token: str, client: Client, county: Region) -> None:
        assert "县教育局" in client.get(f"/invited/{token}/").text
        assert client.post(f"/invited/{token}/", NEW).status_code == 302
        made = User.objects.get(username="new")
        assert (made.role, made.region, made.unit, made.email) == ("reporter", county, "县教育局", "new@example.cn")
        assert client.get("/").status_code == 200

    def test_what_the_account_may_do_is_not_for_who_opens_it_to_say(self, token: str, client: Client) -> None:
        client.post(f"/invited/{token}/", NEW | {"role": "administrator", "region": "", "unit": "县水务局"})
        made = User.objects.get(username="new")
        assert (made.role, made.unit) == ("reporter", "县教育局")

    def test_it_opens_once(self, token: str, client: Client) -> None:
        client.post(f"/invited/{token}/", NEW)
        assert Client().get(f"/invited/{token}/").status_code == 404
        assert Client().post(f"/invited/{token}/", NEW | {"username": "two"}).status_code == 404
        assert not User.objects.filter(username="two").exists()

    def test_of_two_who_send_the_form_one_is_in(self, invited: Invitation) -> None:
        assert taken_up(invited.pk, "one", "甲", PASSWORD) is not None
        assert taken_up(invited.pk, "two", "乙", PASSWORD) is None

    def test_it_expires(self, token: str, client: Client) -> None:
        with time_machine.travel(timezone.now() + timedelta(days=8)):
            assert client.get(f"/invited/{token}/").status_code == 404

    def test_a_new_link_voids_the_old(self, local: User, invited: Invitation, token: str) -> None:
        assert by_token(link(local, invited)) == invited
        assert by_token(token) is None

    def test_a_revoked_one_is_void(self, local: User, invited: Invitation, token: str) -> None:
        revoke(local, invited)
        assert by_token(token) is None
        with pytest.raises(PermissionDenied):
            link(local, invited)

    def test_the_token_is_not_in_the_database(self, token: str, invited: Invitation) -> None:
        invited.refresh_from_db()
        assert token not in str(vars(invited))
        assert len(invited.digest) == 64

    @pytest.mark.parametrize(
        "wrong", [{"password": "short1A", "again": "short1A"}, {"again": "Other-horse-1"}, {"username": "leader"}]
    )
    def test_a_wrong_form_makes_nothing(
        self, people: dict[str, User], token: str, client: Client, wrong: dict[str, str]
    ) -> None:
        assert client.post(f"/invited/{token}/", NEW | wrong).status_code == 422
        assert not User.objects.filter(username="new").exists()

    def test_the_rules_are_shown_and_named_for_the_page_script(self, token: str, client: Client) -> None:
        text = client.get(f"/invited/{token}/").text
        assert re.findall(r'data-rule="(\w+)" data-least="(\d)"', text) == [
            ("length", "8"),
            ("classes", "3"),
            ("name", "0"),
        ]


class TestTheThreeOfficers:
    def test_without_a_security_administrator_the_system_administrator_does_it_all(
        self, local: User, county: Region
    ) -> None:
        assert by_token(link(local, invite(local, "某人", Role.SECURITY, county))) is not None

    @pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR, Role.SECURITY])
    def test_with_one_a_role_beyond_a_unit_waits_and_its_link_is_hers(
        self, local: User, security: User, county: Region, role: Role
    ) -> None:
        made = invite(local, "某人", role, county)
        for by in (local, security):
            with pytest.raises(PermissionDenied):
                link(by, made)
        with pytest.raises(PermissionDenied):
            grant(local, [made.pk])
        assert grant(security, [made.pk]) == [made]
        with pytest.raises(PermissionDenied):
            link(local, made)
        assert by_token(link(security, made)) == made
        assert Event.objects.filter(code="role-granted").count() == 1

    def test_a_role_of_a_unit_does_not_wait(self, local: User, security: User, county: Region) -> None:
        assert by_token(link(local, invite(local, "某人", Role.SIGNER, county, "县教育局"))) is not None

    def test_the_security_administrator_proposes_nobody(self, security: User, county: Region) -> None:
        with pytest.raises(PermissionDenied):
            invite(security, "某人", Role.LEADER, county)

    def test_the_system_administrator_cannot_take_an_office_over_by_a_new_password(
        self, local: User, security: User, people: dict[str, User]
    ) -> None:
        for name in ("security", "auditor", "coordinator"):
            with pytest.raises(PermissionDenied):
                reset_password(local, people[name])
        with pytest.raises(PermissionDenied):
            reset_password(security, security)
        assert by_token(link(security, reset_password(security, people["auditor"]))) is not None


class TestPlaces:
    def test_nobody_invites_to_another_county(self, local: User, county: Region) -> None:
        other = region_under(county.parent, "远岭县")
        for region in (other, county.parent, None):
            with pytest.raises(PermissionDenied):
                invite(local, "某人", Role.REPORTER, region, "县教育局")

    def test_nobody_sees_or_touches_another_countys(
        self, people: dict[str, User], local: User, invited: Invitation, county: Region, as_: As
    ) -> None:
        people["outsider"].role = Role.ADMINISTRATOR
        people["outsider"].save()
        browser = as_("outsider")
        assert "新人" not in browser.get("/accounts/invitations/").text
        assert "某填报人" not in browser.get("/accounts/").text
        for address in (f"invitations/{invited.pk}/link", f"invitations/{invited.pk}/revoke"):
            assert browser.post(f"/accounts/{address}/").status_code == 404
        assert browser.get(f"/accounts/{people['reporter'].pk}/").status_code == 404
        browser.post("/accounts/invitations/links/", {"invitation": [invited.pk]})
        assert Invitation.objects.get(pk=invited.pk).digest == ""

    def test_the_form_knows_only_the_own_regions(self, local: User, people: dict[str, User], as_: As) -> None:
        form = {"name": "某人", "role": "reporter", "unit": "甲局"}
        assert as_("local").post("/accounts/invite/", form | {"region": "远岭县"}).status_code == 422
        assert as_("local").post("/accounts/invite/", form | {"region": "天外县"}).status_code == 422
        assert not Region.objects.filter(name="天外县").exists()
        assert as_("administrator").post("/accounts/invite/", form | {"region": "天外县"}).status_code == 200
        assert Unit.objects.get(name="甲局").region.name == "天外县"

    def test_a_leader_without_a_region_would_see_everything(self, people: dict[str, User], as_: As) -> None:
        assert as_("administrator").post("/accounts/invite/", {"name": "某人", "role": "leader"}).status_code == 422
        assert not Invitation.objects.exists()


def test_a_password_is_reset_by_a_link(people: dict[str, User], local: User, as_: As) -> None:
    there = come_in("reporter")
    page = as_("local").post(f"/accounts/{people['reporter'].pk}/password/").text
    address = re.search(r"http://testserver(/invited/[\w-]+/)", page)
    assert address
    new = {"password": "Another-horse-8", "again": "Another-horse-8"}
    assert Client().post(address[1], {"password": PASSWORD, "again": PASSWORD}).status_code == 422
    assert Client().post(address[1], new).headers["Location"] == "/sign-in/"
    assert there.get("/").status_code == 302
    assert come_in("reporter", new["password"]).get("/").status_code == 200
    assert Client().post(address[1], new).status_code == 404


def rows_of(page: str) -> dict[str, str]:
    """The fields of the page's rows, as a browser would send them."""
    sent = dict(re.findall(r'name="(form-[\w-]+|region)"[^>]*? value="([^"]*)"', page))
    sent |= dict(re.findall(r'name="(form-\d+-role)".*?value="(\w+)" selected', page, re.S))
    return sent


class TestASheet:
    def send(self, browser: Client, data: bytes, name: str) -> tuple[int, str]:
        file = SimpleUploadedFile(name, data)
        answer = browser.post("/accounts/invite/sheet/", {"region": "松屏县", "file": file})
        return answer.status_code, answer.text

    def test_its_rows_are_looked_at_mended_and_invited(self, local: User, as_: As) -> None:
        browser = as_("local")
        status, page = self.send(browser, SHEET.encode(), "名单.csv")
        assert (status, "共3人，1人有问题" in page) == (200, True)
        rows = rows_of(page)
        assert (rows["form-1-name"], rows["form-1-role"], rows["form-0-email"]) == (
            "苏二",
            "signer",
            "jiang@example.cn",
        )
        assert browser.post("/accounts/invite/sheet/", rows).status_code == 422
        assert not Invitation.objects.exists()
        assert browser.post("/accounts/invite/sheet/", rows | {"form-2-unit": "县水务局"}).status_code == 302
        told = Invitation.objects.order_by("pk").values_list("name", "role", "own_unit__name")
        assert list(told) == [
            ("江一", "reporter", "县教育局"),
            ("苏二", "signer", "县教育局"),
            ("周三", "reporter", "县水务局"),
        ]

    def test_a_workbook_is_read_the_same_with_a_title_above(self, local: User, as_: As) -> None:
        book = openpyxl.Workbook()
        book.active.append(["松屏县填报人员名单"])
        for line in SHEET.splitlines():
            book.active.append(line.split(","))
        made = io.BytesIO()
        book.save(made)
        status, page = self.send(as_("local"), made.getvalue(), "名单.xlsx")
        assert (status, "共3人，1人有问题" in page) == (200, True)

    @pytest.mark.parametrize(("data", "words"), [(b"\x00\x01\x02", ""), ("甲,乙\n1,2\n".encode(), "没有找到")])
    def test_what_is_no_such_sheet_is_refused_with_a_reason(
        self, local: User, as_: As, data: bytes, words: str
    ) -> None:
        status, page = self.send(as_("local"), data, "x.csv")
        assert (status, words in page, "第一行写列名" in page) == (422, True, True)

    def test_who_is_there_already_is_left_out(self, people: dict[str, User], local: User, as_: As) -> None:
        sheet = "姓名,单位,角色\n某填报人,县教育局,填报\n江一,县教育局,填报\n江一,县教育局,填报\n"
        browser = as_("local")
        _, page = self.send(browser, sheet.encode(), "名单.csv")
        left_out = {f"form-{n}-skip": "on" for n in range(3) if re.search(rf'name="form-{n}-skip"[^>]*checked', page)}
        assert set(left_out) == {"form-0-skip", "form-2-skip"}
        browser.post("/accounts/invite/sheet/", rows_of(page) | left_out)
        assert [one.name for one in Invitation.objects.all()] == ["江一"]

    def test_the_links_come_as_a_sheet(self, local: User, county: Region, as_: As) -> None:
        made = [invite(local, name, Role.REPORTER, county, "县教育局") for name in ("江一", "=1+1")]
        answer = as_("local").post("/accounts/invitations/links/", {"invitation": [one.pk for one in made]})
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        rows = list(sheet.iter_rows(values_only=True))
        assert [row[0] for row in rows] == ["姓名", "江一", "=1+1"]
        tokens = [str(row[4]).split("/")[-2] for row in rows[1:]]
        assert [by_token(token) for token in tokens] == made

    def test_links_that_are_not_ones_own_to_give_are_left_out(
        self, local: User, security: User, county: Region, as_: As
    ) -> None:
        waiting = invite(local, "某领导", Role.LEADER, county)
        grant(security, [waiting.pk])
        answer = as_("local").post("/accounts/invitations/links/", {"invitation": [waiting.pk]})
        assert answer.status_code == 302
        assert Invitation.objects.get().digest == ""


@pytest.mark.parametrize(
    ("word", "role"),
    [("", "reporter"), ("签发人", "signer"), ("督查室经办", "coordinator"), ("leader", "leader"), ("神", "")],
)
def test_a_role_is_known_by_its_words(word: str, role: str) -> None:
    assert role_of(word) == role


def test_the_lists_ask_few_questions(
    local: User, county: Region, as_: As, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        invite(local, f"某{number}", Role.REPORTER, county, f"县第{number}局")
        taken_up(invite(local, f"又{number}", Role.REPORTER, county, "县教育局").pk, f"u{number}", f"又{number}", "")
    browser = as_("local")
    browser.get("/")
    with django_assert_max_num_queries(10):
        assert browser.get("/accounts/invitations/").text.count('name="invitation"') == 30
    with django_assert_max_num_queries(10):
        assert "又29" in browser.get("/accounts/?q=又").text


def test_the_operator_of_the_server_lets_a_locked_out_administrator_in_again(people: dict[str, User]) -> None:
    for _ in range(5):
        come_in("administrator", "wrong")
    token = link_by_operator("administrator")
    new = {"password": "Another-horse-8", "again": "Another-horse-8"}
    Client().post(f"/invited/{token}/", new)
    assert come_in("administrator", new["password"]).get("/").status_code == 200
    assert Event.objects.filter(code="password-reset-here").count() == 1
    assert link_by_operator("nobody") == ""


class TestTheMail:
    def test_the_link_goes_to_the_mailbox_and_opens_the_account(
        self, as_: As, invited: Invitation, mailbag: Mailbag, client: Client
    ) -> None:
        page = as_("local").post(f"/accounts/invitations/{invited.pk}/link/")
        assert "已把链接发到 new@example.cn" in page.text
        (message,) = mailbag.messages
        assert (message["To"], message["Subject"]) == ("new@example.cn", "民生实事台账：账号邀请")
        text = message.get_content()
        assert "角色：责任单位填报，单位：县教育局" in text
        (address,) = re.findall(r"http://testserver(/invited/\S+)", text)
        assert address in page.text  # it can be copied all the same
        assert client.post(address, NEW).status_code == 302
        event = Event.objects.get(code="link-mailed")
        assert "n…@example.cn" in event.sentence
        assert "new@example.cn" not in event.sentence

    def test_the_page_says_plainly_why_nothing_was_sent(
        self, as_: As, invited: Invitation, local: User, county: Region
    ) -> None:
        address = "/accounts/invitations/{}/link/"
        assert "没有设置发信服务器" in as_("local").post(address.format(invited.pk)).text
        without = invite(local, "无邮箱", Role.REPORTER, county, "县教育局")
        assert "没有填写电子邮箱" in as_("local").post(address.format(without.pk)).text
        assert "没有设置发信服务器" in as_("local").get("/accounts/invitations/").text
        told = as_("local").post("/accounts/invitations/mail/", {"invitation": [invited.pk]}, follow=True)
        assert "TAIZHANG_EMAIL_URL" in told.text
        assert not Event.objects.filter(code="link-mailed").exists()

    def test_a_mailbox_that_is_refused_is_told_and_the_link_still_works(
        self, as_: As, local: User, county: Region, mailbag: Mailbag, client: Client
    ) -> None:
        made = invite(local, "某人", Role.REPORTER, county, "县教育局", "nobody@example.cn")
        page = as_("local").post(f"/accounts/invitations/{made.pk}/link/").text
        assert "没有发到 nobody@example.cn（邮箱不存在或被拒收）" in page
        (address,) = re.findall(r"/invited/[\w-]+/", page)
        assert client.get(address).status_code == 200

    def test_many_are_sent_at_once_and_each_outcome_is_counted(
        self, as_: As, local: User, county: Region, mailbag: Mailbag
    ) -> None:
        boxes = ("a@example.cn", "b@example.cn", "nobody@example.cn", "")
        keys = [invite(local, f"某{n}", Role.REPORTER, county, "县教育局", box).pk for n, box in enumerate(boxes)]
        page = as_("local").post("/accounts/invitations/mail/", {"invitation": keys}, follow=True).text
        assert "已发出2封邀请邮件" in page
        assert "1封没有发出（邮箱不存在或被拒收）" in page
        assert "1人没有电子邮箱" in page
        assert [message["To"] for message in mailbag.messages] == ["a@example.cn", "b@example.cn"]
        assert Invitation.objects.get(pk=keys[3]).digest == ""  # nothing was made of what went nowhere

    def test_a_new_password_goes_the_same_way(self, as_: As, people: dict[str, User], mailbag: Mailbag) -> None:
        User.objects.filter(pk=people["reporter"].pk).update(email="clerk@example.cn")
        as_("administrator").post(f"/accounts/{people['reporter'].pk}/password/")
        (message,) = mailbag.messages
        assert message["Subject"] == "民生实事台账：重设密码"
        assert "设置新密码" in message.get_content()

    def test_the_sites_own_address_goes_before_the_one_asked_for(
        self, as_: As, invited: Invitation, mailbag: Mailbag, settings: Settings
    ) -> None:
        settings.SITE_URL = "https://ledger.example.cn"
        as_("local").post(f"/accounts/invitations/{invited.pk}/link/")
        assert "https://ledger.example.cn/invited/" in mailbag.messages[0].get_content()
