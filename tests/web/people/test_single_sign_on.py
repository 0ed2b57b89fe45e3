"""Single sign-on against a provider that runs beside the test."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from pytest_django import Settings

from taizhang.web.people.checks import provider_is_safe
from taizhang.web.people.models import Role, User
from taizhang.web.people.services.invitations import invite, link
from taizhang.web.places.models import Region

from .conftest import come_in
from .provider import CLIENT, SECRET, Provider
from .test_second_step import set_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    made = Provider({"sub": "p-1001", "preferred_username": "coordinator", "name": "某经办"})
    settings.OIDC_URL, settings.OIDC_ID, settings.OIDC_SECRET = made.address, CLIENT, SECRET
    settings.OIDC_CLAIM = "preferred_username"
    yield made
    made.stop()


def there_and_back(browser: Client, **told: str) -> Any:
    """Off to the provider, who sends the person back at once."""
    begun = browser.post("/sign-in/oidc/", told)
    assert begun.status_code == 302, begun.text
    parts = urlsplit(begun.headers["Location"])
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    return browser.get(f"{back.path}?{back.query}")


def test_who_has_an_account_comes_in_and_goes_where_they_were_going(
    alice: User, provider: Provider, client: Client
) -> None:
    assert there_and_back(client, next="/import/").headers["Location"] == "/import/"
    assert client.get("/").status_code == 200
    assert SocialAccount.objects.get().user == alice
    assert not SocialToken.objects.exists()


def test_the_second_time_the_identity_counts_and_not_the_name(alice: User, provider: Provider) -> None:
    there_and_back(Client())
    provider.claims["preferred_username"] = "leader"
    browser = Client()
    there_and_back(browser)
    assert "某督查室经办" in browser.get("/").text
    assert SocialAccount.objects.count() == 1


def test_nobody_comes_in_without_an_account(people: dict[str, User], provider: Provider, client: Client) -> None:
    provider.claims["preferred_username"] = "stranger"
    before = User.objects.count()
    answer = there_and_back(client)
    assert (answer.status_code, "没有对应的台账账号" in answer.text) == (403, True)
    assert User.objects.count() == before
    assert client.get("/").status_code == 302


def test_without_a_claim_accounts_are_linked_by_hand(alice: User, provider: Provider, settings: Settings) -> None:
    settings.OIDC_CLAIM = ""
    assert there_and_back(Client()).status_code == 403
    browser = come_in("coordinator")
    assert "未关联" in browser.get("/account/").text
    assert there_and_back(browser, process="connect").headers["Location"] == "/account/"
    assert "已关联" in browser.get("/account/").text
    other = Client()
    there_and_back(other)
    assert other.get("/").status_code == 200
    browser.post("/account/identity/unlink/")
    assert there_and_back(Client()).status_code == 403


def test_a_stopped_account_stays_out(alice: User, provider: Provider) -> None:
    there_and_back(Client())
    User.objects.filter(pk=alice.pk).update(is_active=False)
    browser = Client()
    assert there_and_back(browser).status_code == 403
    assert browser.get("/").status_code == 302


def test_an_invitation_in_hand_makes_the_account(
    local: User, county: Region, provider: Provider, client: Client
) -> None:
    provider.claims |= {"sub": "p-2002", "preferred_username": "wanglei", "name": "王某"}
    token = link(local, invite(local, "某新人", Role.REPORTER, county, "县教育局"))
    assert "统一身份认证" in client.get(f"/invited/{token}/").text
    there_and_back(client, invitation=token)
    made = User.objects.get(username="wanglei")
    assert (made.role, made.unit, made.name, made.has_usable_password()) == ("reporter", "县教育局", "王某", False)
    assert client.get("/").status_code == 200
    assert Client().get(f"/invited/{token}/").status_code == 404


def test_an_invitation_does_not_wait_in_the_session_for_somebody_else(
    local: User, county: Region, provider: Provider, client: Client
) -> None:
    provider.claims["preferred_username"] = "stranger"
    token = link(local, invite(local, "某新人", Role.REPORTER, county, "县教育局"))
    client.post("/sign-in/oidc/", {"invitation": token})
    assert there_and_back(client).status_code == 403


@pytest.mark.parametrize("trick", ["forge", "other_subject", "expired"])
def test_a_token_that_is_not_the_providers_own_opens_nothing(
    alice: User, provider: Provider, client: Client, trick: str
) -> None:
    if trick == "forge":
        provider.forge = True
    elif trick == "other_subject":
        provider.other_subject = "p-9999"
    else:
        provider.claims["nbf"] = 4_000_000_000
    answer = there_and_back(client)
    assert answer.headers["Location"] == "/sign-in/"
    assert "统一身份认证没有成功" in client.get("/sign-in/").text
    assert client.get("/").status_code == 302


def test_a_way_back_that_was_not_begun_here_opens_nothing(alice: User, provider: Provider, client: Client) -> None:
    assert client.get("/sign-in/oidc/back/?code=x&state=y").headers["Location"] == "/sign-in/"
    assert client.get("/").status_code == 302


def test_the_second_step_is_asked_all_the_same(alice: User, provider: Provider, client: Client) -> None:
    set_up(come_in("coordinator"))
    assert there_and_back(client).headers["Location"] == "/sign-in/code/"
    assert client.get("/").status_code == 302


def test_a_signed_in_person_can_only_link_and_a_visitor_only_sign_in(
    alice: User, provider: Provider, as_: Callable[[str], Client]
) -> None:
    assert as_("coordinator").post("/sign-in/oidc/").status_code == 404
    assert Client().post("/sign-in/oidc/", {"process": "connect"}).status_code == 404


@pytest.mark.parametrize(
    ("address", "bad"), [("http://id.example.cn", 1), ("https://id.example.cn", 0), ("http://127.0.0.1:9", 0), ("", 0)]
)
def test_a_provider_without_https_is_refused_but_on_this_machine(settings: Settings, address: str, bad: int) -> None:
    settings.OIDC_URL = address
    assert len(provider_is_safe(None)) == bad
