"""What is told to one whose session ended, who opens what only a form is sent to, and when the site breaks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from taizhang.web.ledgers.models import Draft, LedgerVersion
from taizhang.web.people.models import User
from taizhang.web.places.models import Region

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
TYPED = {"Accept": "text/html,application/xhtml+xml"}
LOST = "刚才提交的内容没有保存"


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(people: dict[str, User], county: Region) -> None:
    browser = Client()
    told = TYPED | {"Referer": f"http://testserver/places/{county.pk}/?a=1"}
    sent = browser.post(f"/places/{county.pk}/", {}, headers=told)
    assert sent.headers["Location"] == f"/sign-in/?next=/places/{county.pk}/%3Fa%3D1"
    door = browser.get(sent.headers["Location"])
    assert LOST in door.text
    back = browser.post(
        "/sign-in/", {"username": "coordinator", "password": PASSWORD, "next": f"/places/{county.pk}/?a=1"}
    )
    assert back.headers["Location"] == f"/places/{county.pk}/?a=1"


@pytest.mark.parametrize("referer", ["", "http://elsewhere.example.cn/x/", "nonsense", "http://testserver"])
def test_it_never_leads_elsewhere(db: None, people: dict[str, User], referer: str) -> None:
    sent = Client().post("/sign-out/", headers={"Referer": referer} if referer else {})
    assert sent.headers["Location"] == "/sign-in/?next=/"


def test_a_script_that_sends_again_and_again_heaps_up_no_notices(people: dict[str, User]) -> None:
    browser = Client()
    for _ in range(3):
        browser.post("/import/", headers={"Accept": "*/*"})
    assert LOST not in browser.get("/sign-in/").text


def test_a_part_asked_for_after_the_session_ended_opens_the_door_not_itself(people: dict[str, User]) -> None:
    asked = {"HX-Request": "true", "HX-Current-URL": "http://testserver/papers/?state=draft"}
    answer = Client().get("/papers/", headers=asked)
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=/papers/%3Fstate%3Ddraft"
    assert not answer.content


def test_a_part_whose_page_is_over_leads_the_whole_page_on(as_: As, saved: LedgerVersion) -> None:
    """Not the next page into a part of this one: the draft was saved in another window."""
    draft = Draft.objects.get(saved_as=saved)
    answer = as_("coordinator").post(f"/import/{draft.pk}/columns/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == f"/import/{draft.pk}/"
    assert not answer.content
    assert as_("coordinator").post(f"/import/{draft.pk}/drop/").headers["Location"] == f"/import/{draft.pk}/"
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_an_address_that_takes_forms_alone_says_so(as_: As) -> None:
    answer = as_("coordinator").get("/sign-out/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "这个地址不能直接打开" in answer.text


def test_the_page_of_a_broken_site_asks_nothing_of_the_database_and_tells_the_time(
    as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = as_("coordinator")
    browser.raise_request_exception = False
    monkeypatch.setattr(User, "get_role_display", lambda self: 1 / 0)
    answer = browser.get("/account/")
    assert answer.status_code == 500
    assert "系统出错" in answer.text
    assert "发生时间" in answer.text
