"""Several files dropped at once are reviewed one after another."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from taizhang.web.ledgers.models import Draft, LedgerVersion

from .sample import FIRST, SECOND

pytestmark = pytest.mark.django_db
THIRD = FIRST.replace("松屏县2025年民生实事", "松屏县2025年城建实事")
NEW = {"region": "松屏县", "year": "2025", "name": "民生", "period": "一季度", "as_of": "2025-03-31"}


@pytest.fixture
def clerk(as_: Callable[[str], Client]) -> Client:
    return as_("coordinator")


def drop(clerk: Client, *texts: str) -> HttpResponse:
    files = [SimpleUploadedFile(f"{n}.txt", text.encode()) for n, text in enumerate(texts, 1)]
    return clerk.post("/import/", {"file": files})


def test_the_review_tells_how_far_one_has_come(clerk: Client) -> None:
    address = drop(clerk, FIRST, SECOND, THIRD).headers["Location"]
    assert "1 / 3" in clerk.get(address).text


def test_one_file_alone_has_no_progress(clerk: Client) -> None:
    assert "1 / 1" not in clerk.get(drop(clerk, FIRST).headers["Location"]).text


def test_saving_leads_to_the_next_and_at_the_end_to_the_ledger(clerk: Client) -> None:
    drop(clerk, FIRST, SECOND)
    first, second = Draft.objects.order_by("place")
    onward = clerk.post(f"/import/{first.pk}/save/", NEW, follow=True)
    assert onward.redirect_chain[-1][0] == f"/import/{second.pk}/"
    assert "2 / 2" in onward.text
    assert "已存为《松屏县民生》一季度" in onward.text
    ledger = str(LedgerVersion.objects.get().yearly_id)
    form = {"yearly": ledger, "period": "上半年", "as_of": "2025-06-30"}
    assert clerk.post(f"/import/{second.pk}/save/", form).headers["Location"] == f"/ledgers/{ledger}/2/"


def test_one_given_up_leads_to_the_next_too(clerk: Client) -> None:
    drop(clerk, FIRST, SECOND)
    first, second = Draft.objects.order_by("place")
    assert clerk.post(f"/import/{second.pk}/drop/").headers["Location"] == f"/import/{first.pk}/"


def test_the_same_document_twice_is_reviewed_once(clerk: Client) -> None:
    drop(clerk, FIRST, SECOND, FIRST)
    assert list(Draft.objects.order_by("place").values_list("place", "batch_size")) == [(1, 2), (2, 2)]


def test_what_could_be_read_waits_when_another_could_not(clerk: Client) -> None:
    answer = drop(clerk, FIRST, "各位同事：会议改到周五。", SECOND)
    assert answer.status_code == 422
    assert "2.txt" in answer.text
    assert "另有2份已经读出" in answer.text
    assert "没有保存任何内容" not in answer.text
    assert Draft.objects.filter(batch_size=2).count() == 2
