"""A finding is explained by those who answer for it, with a reason; the explanation stays with the same words."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from taizhang.web.events.models import Event
from taizhang.web.ledgers.explained import key_of
from taizhang.web.ledgers.models import Explanation, LedgerVersion
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.explaining import explain, withdraw
from taizhang.web.ledgers.services.saving import Place, save_draft
from taizhang.web.people.models import User
from taizhang.web.places.services import unit_named

from .sample import SECOND

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
REASON = "按县政府常务会议纪要，2所已开园、3所已封顶。"


@pytest.fixture
def key(saved: LedgerVersion) -> str:
    """The wrong rate of the county's education bureau."""
    return next(key_of(finding) for finding in saved.findings if finding.rule == "rate-mismatch")


def address(version: LedgerVersion, key: str, act: str = "") -> str:
    return f"/ledgers/{version.yearly_id}/{version.number}/findings/{key}/{act}"


def test_an_explained_finding_is_no_longer_open(alice: User, saved: LedgerVersion, key: str, as_: As) -> None:
    explain(alice, saved, key, REASON)
    stored = LedgerVersion.objects.get(pk=saved.pk)
    assert (stored.counts["severities"]["error"], stored.counts["severities"]["explained"]) == (0, 1)
    page = as_("leader").get(f"/ledgers/{saved.yearly_id}/").text
    assert REASON in page
    assert alice.name in page
    assert "文中写作50%" not in as_("coordinator").get("/").text


def test_it_is_logged_with_its_reason(alice: User, saved: LedgerVersion, key: str) -> None:
    explain(alice, saved, key, REASON)
    assert REASON in Event.objects.get(code="finding-explained").sentence
    withdraw(alice, saved, key)
    assert REASON in Event.objects.get(code="explanation-withdrawn").sentence


def test_an_explanation_withdrawn_opens_the_finding_again(alice: User, saved: LedgerVersion, key: str) -> None:
    explain(alice, saved, key, REASON)
    withdraw(alice, saved, key)
    assert LedgerVersion.objects.get(pk=saved.pk).counts["severities"]["error"] == 1
    assert not Explanation.objects.exists()


def test_the_unit_explains_its_own_task_and_no_other(people: dict[str, User], saved: LedgerVersion, key: str) -> None:
    reporter = people["reporter"]
    assert explain(reporter, saved, key, REASON).by == reporter
    assert reporter.region is not None
    reporter.own_unit = unit_named(reporter.region, "县水务局")
    with pytest.raises(PermissionDenied):
        explain(reporter, saved, key, REASON)


def test_a_leader_reads_and_does_not_explain(people: dict[str, User], saved: LedgerVersion, key: str, as_: As) -> None:
    with pytest.raises(PermissionDenied):
        explain(people["leader"], saved, key, REASON)
    assert "作出说明" not in as_("leader").get(address(saved, key)).text
    assert "作出说明" in as_("coordinator").get(address(saved, key)).text


def test_the_drawer_keeps_the_explanation_and_tells_the_page(saved: LedgerVersion, key: str, as_: As) -> None:
    answer = as_("reporter").post(address(saved, key, "explain/"), {"reason": REASON}, headers={"HX-Request": "true"})
    assert REASON in answer.text
    assert "<html" not in answer.text
    assert "explained" in answer.headers["HX-Trigger"]


@pytest.mark.parametrize("reason", ["", "   ", "长" * 501])
def test_a_reason_is_needed_and_has_its_limit(reason: str, saved: LedgerVersion, key: str, as_: As) -> None:
    assert as_("coordinator").post(address(saved, key, "explain/"), {"reason": reason}).status_code == 422
    assert not Explanation.objects.exists()


def test_a_finding_that_is_not_there_is_missing(saved: LedgerVersion, as_: As) -> None:
    assert as_("coordinator").get(address(saved, "0" * 12)).status_code == 404


def test_explained_findings_can_be_filtered(alice: User, saved: LedgerVersion, key: str, as_: As) -> None:
    explain(alice, saved, key, REASON)
    page = as_("leader").get(f"/ledgers/{saved.yearly_id}/1/?severity=explained", headers={"HX-Request": "true"}).text
    assert "新建幼儿园" in page
    assert "供水管网" not in page


@pytest.mark.parametrize(("text", "carried"), [(SECOND, True), (SECOND.replace("完成率50%", "完成率60%"), False)])
def test_it_is_carried_on_only_with_the_same_words(
    text: str, carried: bool, alice: User, saved: LedgerVersion, key: str
) -> None:
    given = explain(alice, saved, key, REASON)
    place = Place(ledger=saved.yearly, period="上半年", as_of=date(2025, 6, 30))
    later = save_draft(alice, import_document(alice, text, "上半年.txt"), place)
    found = list(later.explanations.values_list("carried_from", "reason", "at"))
    assert found == ([(given.pk, REASON, given.at)] if carried else [])
    assert later.counts["severities"]["error"] == (0 if carried else 1)
