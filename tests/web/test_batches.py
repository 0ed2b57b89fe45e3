"""Several files dropped at once are reviewed one after another."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from taizhang.web.ledgers.models import Draft, LedgerVersion
from taizhang.web.ledgers.services.intakes import step_of

from .sample import FIRST, SECOND

pytestmark = pytest.mark.django_db
THIRD = FIRST.replace("松屏县2025年民生实事", "松屏县2025年城建实事")
NEW = {"region": "松屏县", "year": "2025", "name": "民生", "period": "一季度", "as_of": "2025-03-31"}


@pytest.fixture
def clerk(as_: Callable[[str], Client]) -> Client:
    return as_("coordinator")


def drop(clerk: Client, *texts: str) -> HttpResponse:
    files = [SimpleUploadedFile(f"{n}.txt", text.encode()) for n, text in enumerate(texts, 1)]
    return clerk.post("/import/", {"file": files}, follow=True)


def test_the_review_tells_how_far_one_has_come(clerk: Client) -> None:
    page = drop(clerk, FIRST, SECOND, THIRD)
    first = Draft.objects.order_by("pk")[0]
    assert f'href="/import/{first.pk}/"' in page.text
    assert "1 / 3" in clerk.get(f"/import/{first.pk}/").text


def test_one_file_alone_has_no_progress(clerk: Client) -> None:
    drop(clerk, FIRST)
    page = clerk.get(f"/import/{Draft.objects.get().pk}/").text
    assert "1 / 1" not in page
    assert 'class="step"' not in page


def test_saving_leads_to_the_next_and_at_the_end_to_the_ledger(clerk: Client) -> None:
    drop(clerk, FIRST, SECOND)
    first, second = Draft.objects.order_by("pk")
    onward = clerk.post(f"/import/{first.pk}/save/", NEW, follow=True)
    assert onward.redirect_chain[-1][0] == f"/import/{second.pk}/"
    assert "2 / 2" in onward.text
    assert "已存为《松屏县民生》一季度" in onward.text
    ledger = str(LedgerVersion.objects.get().yearly_id)
    form = {"yearly": ledger, "period": "上半年", "as_of": "2025-06-30"}
    assert clerk.post(f"/import/{second.pk}/save/", form).headers["Location"] == f"/ledgers/{ledger}/2/"


def test_one_given_up_leads_to_the_next_too(clerk: Client) -> None:
    drop(clerk, FIRST, SECOND)
    first, second = Draft.objects.order_by("pk")
    assert clerk.post(f"/import/{second.pk}/drop/").headers["Location"] == f"/import/{first.pk}/"


def test_the_same_document_twice_is_reviewed_once(clerk: Client) -> None:
    drop(clerk, FIRST, SECOND, FIRST)
    assert [step_of(draft) for draft in Draft.objects.order_by("pk")] == [(1, 2), (2, 2)]


def test_what_could_be_read_waits_when_another_could_not(clerk: Client) -> None:
    answer = drop(clerk, FIRST, "各位同事：会议改到周五。", SECOND)
    assert "2.txt" in answer.text
    assert "没有找到台账表格" in answer.text
    assert "读出2份" in answer.text
    assert [step_of(draft) for draft in Draft.objects.order_by("pk")] == [(1, 2), (2, 2)]
