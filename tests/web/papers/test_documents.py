"""Files of frozen lists: asked for, made in the background, refused in words, tried again, taken, dropped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from docx import Document as Word
from openpyxl import load_workbook
from pytest_django import Settings

from taizhang.ledger import from_json
from taizhang.web.events.models import Event
from taizhang.web.events.services import first_break
from taizhang.web.ledgers.models import LedgerVersion, Original
from taizhang.web.months.models import Period
from taizhang.web.months.services.closing import close
from taizhang.web.papers.labels import MEDIA_TYPES
from taizhang.web.papers.models import Document, LayoutOfPlace, Making
from taizhang.web.papers.refusals import Corrected, StillMade
from taizhang.web.papers.services import documents
from taizhang.web.people.models import User
from taizhang.writing import AS_READ, KINDS, LAYOUTS, Field, Layout, layout_to_json
from tests.web.sample import HOSTILE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april_closed")]
As = Callable[[str], Client]


@pytest.fixture
def queued(settings: Settings) -> None:
    """Nothing is made until `work_off`."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def made(user: User, version: LedgerVersion, kind: str = "csv", layout: Layout = AS_READ, **more: Any) -> Document:
    """A document, made at once unless `queued`."""
    return Document.objects.select_related("version__yearly", "file").get(
        pk=documents.ask(user, version, layout, kind, **more).pk
    )


def asked(client: Client, of: LedgerVersion, **told: str) -> str:
    """The page that follows the form."""
    sent = {"version": str(of.pk), "layout": "as-read", "kind": "csv"} | told
    return client.post("/papers/documents/make/", sent, follow=True).text


def test_a_document_is_whole_and_the_log_knows_its_digest(alice: User, closed: LedgerVersion) -> None:
    document = made(alice, closed, "docx", title="松屏县实事台账")
    assert (document.state, document.problem) == (Making.DONE, [])
    assert document.file is not None
    data = bytes(document.file.data)
    assert hashlib.sha256(data).hexdigest() == document.file.digest
    opened = Word(BytesIO(data))
    assert any("松屏县实事台账" in paragraph.text for paragraph in opened.paragraphs)
    assert any("新建幼儿园5所" in cell.text for row in opened.tables[0].rows for cell in row.cells)
    facts = Event.objects.get(code="document-made").facts
    assert (facts["digest"], facts["layout"], facts["format"]) == (document.file.digest, "原表", "docx")
    assert Event.objects.filter(code="document-asked").count() == 1
    assert first_break() is None


def test_json_is_the_frozen_list_itself(alice: User, closed: LedgerVersion) -> None:
    document = made(alice, closed, "json")
    assert document.file is not None
    assert from_json(bytes(document.file.data)) == closed.ledger


def test_every_kind_of_file_has_its_media_type() -> None:
    assert set(MEDIA_TYPES) == set(KINDS)


def test_a_place_s_own_layout_is_kept_as_it_was_chosen(as_: As, alice: User, closed: LedgerVersion) -> None:
    own = Layout("本县版", "本县版", "", (Field("project", ("实事",)), Field("progress", ("进展",))))
    kept = LayoutOfPlace.objects.create(
        region=closed.yearly.region, name="本县版", content=layout_to_json(own).decode(), by=alice
    )
    asked(as_("coordinator"), closed, layout="本县版", kind="xlsx")
    kept.delete()
    document = Document.objects.select_related("file").get()
    assert document.file is not None
    rows = list(load_workbook(BytesIO(bytes(document.file.data))).active.values)
    assert ("实事", "进展") in [tuple(cell for cell in row if cell) for row in rows]
    assert "本县版" in as_("coordinator").get(f"/papers/documents/{document.pk}/").text


def test_periods_stand_beside_each_other(as_: As, closed: LedgerVersion) -> None:
    page = asked(as_("coordinator"), closed, layout="periods", beside="3")
    document = Document.objects.get()
    assert [one.period for one in document.earlier.all()] == ["一季度"]
    assert "已完成改造供水管网12公里" in page
    assert "一季度" in page.split("<table")[1]


def test_who_may_not_review_asks_for_none(staff: dict[str, User], closed: LedgerVersion) -> None:
    for name in ("reporter", "signer", "leader", "auditor", "security", "administrator"):
        with pytest.raises(PermissionDenied):
            documents.ask(staff[name], closed, AS_READ, "csv")


def test_only_what_is_frozen_becomes_a_document(as_: As, alice: User, february: Period) -> None:
    page = as_("coordinator").get(f"/papers/documents/make/?period={february.pk}", follow=True).text
    assert "2月还没有关闭" in page
    close(alice, february)
    version = LedgerVersion.objects.get(period_label="2月")
    page = as_("coordinator").get(f"/papers/documents/make/?period={february.pk}").text
    assert f'value="{version.pk}" selected' in page
    close(alice, february, "补录")
    version.refresh_from_db()
    with pytest.raises(Corrected):
        documents.ask(alice, version, AS_READ, "csv")
    assert "请选择报告期" in asked(as_("coordinator"), version)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"layout": "nothing"}, "请选择版式和格式"),
        ({"kind": "exe"}, "请选择版式和格式"),
        ({"version": "9" * 40}, "请选择报告期"),
    ],
)
def test_what_cannot_be_chosen_is_refused(as_: As, closed: LedgerVersion, told: dict[str, str], words: str) -> None:
    assert words in asked(as_("coordinator"), closed, **told)
    assert not Document.objects.exists()


def test_another_county_s_list_cannot_be_chosen(as_: As, closed: LedgerVersion) -> None:
    assert "请选择报告期" in asked(as_("outsider"), closed)


def test_a_layout_that_does_not_suit_fails_in_words_and_leaves_no_file(
    as_: As, alice: User, closed: LedgerVersion
) -> None:
    document = made(alice, closed, "pdf", LAYOUTS["matrix"])
    assert (document.state, document.file) == (Making.FAILED, None)
    assert not any(bytes(kept.data).startswith(b"%PDF") for kept in Original.objects.all())
    page = as_("coordinator").get(f"/papers/documents/{document.pk}/").text
    assert "没有生成：" in page
    assert document.problem[0][0] in page
    assert as_("coordinator").get(f"/papers/documents/{document.pk}/file").status_code == 404
    layout = layout_to_json(AS_READ).decode()
    Document.objects.filter(pk=document.pk).update(layout=layout)
    page = as_("coordinator").post(f"/papers/documents/{document.pk}/retry/", follow=True).text
    assert "已生成" in page
    assert Event.objects.filter(code="document-asked").count() == 2


def test_the_page_follows_the_making(queued: None, as_: As, alice: User, closed: LedgerVersion) -> None:
    first, second = made(alice, closed), made(alice, closed, "xlsx")
    client = as_("coordinator")
    address = f"/papers/documents/{second.pk}/"
    assert "前面还有1份" in client.get(address).text
    part = client.get(address, headers={"HX-Request": "true"})
    assert "every 700ms" in part.text
    assert "<html" not in part.text
    assert 'hx-trigger="every 1s"' in client.get("/papers/documents/").text
    Document.objects.filter(pk=first.pk).update(queued_at=timezone.now() - timedelta(minutes=2))
    assert "后台程序可能没有运行" in client.get("/papers/documents/", headers={"HX-Request": "true"}).text


def test_what_a_dead_worker_left_is_made_by_another_and_given_up_in_the_end(
    queued: None, alice: User, closed: LedgerVersion
) -> None:
    document = made(alice, closed)
    long_ago = timezone.now() - timedelta(minutes=5)
    for attempt in (1, 2):
        Document.objects.update(state=Making.WORKING, attempts=attempt, seen_at=long_ago)
        assert documents.revive() == 1
        document.refresh_from_db()
        assert document.state == Making.WAITING
    Document.objects.update(state=Making.WORKING, attempts=3, seen_at=long_ago)
    documents.revive()
    document.refresh_from_db()
    assert document.state == Making.FAILED
    assert document.problem[0][0] == "生成时进程中断"


def test_a_worker_that_comes_late_changes_nothing(queued: None, alice: User, closed: LedgerVersion) -> None:
    document = made(alice, closed)
    documents.make(document.pk)
    done = Document.objects.get()
    documents.make(document.pk)
    assert (Document.objects.get().state, Document.objects.get().done_at) == (Making.DONE, done.done_at)
    assert Event.objects.filter(code="document-made").count() == 1


def test_a_download_is_logged_and_never_shown(as_: As, alice: User, closed: LedgerVersion) -> None:
    document = made(alice, closed, "html")
    answer = as_("leader").get(f"/papers/documents/{document.pk}/file")
    assert document.file is not None
    assert answer.content == bytes(document.file.data)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Event.objects.get(code="document-taken").actor_name == "某分管领导"


def test_a_dropped_document_takes_its_file_with_it_unless_another_is_the_same(
    as_: As, alice: User, closed: LedgerVersion
) -> None:
    first, second = made(alice, closed), made(alice, closed)
    assert first.file_id == second.file_id
    assert "文件已删除" in as_("coordinator").post(f"/papers/documents/{first.pk}/delete/", follow=True).text
    assert Original.objects.filter(digest=first.file_id).exists()
    as_("coordinator").post(f"/papers/documents/{second.pk}/delete/")
    assert not Original.objects.filter(digest=first.file_id).exists()
    assert Event.objects.filter(code="document-dropped").count() == 2


def test_what_is_worked_on_is_not_dropped(queued: None, alice: User, closed: LedgerVersion) -> None:
    document = made(alice, closed)
    Document.objects.update(state=Making.WORKING, seen_at=timezone.now())
    with pytest.raises(StillMade):
        documents.drop(alice, document)
    assert Document.objects.exists()


def test_nothing_of_a_list_reaches_the_preview_as_markup(as_: As, alice: User, closed: LedgerVersion) -> None:
    from taizhang.ledger import to_json
    from taizhang.reading import read

    LedgerVersion.objects.filter(pk=closed.pk).update(content=to_json(read(HOSTILE).ledger).decode())
    document = made(alice, LedgerVersion.objects.get(pk=closed.pk))
    page = as_("coordinator").get(f"/papers/documents/{document.pk}/").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_list_finds_filters_and_asks_the_same_of_many(
    as_: As, alice: User, closed: LedgerVersion, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        made(alice, closed)
    made(alice, closed, "json", title="给市里的一份")
    client = as_("coordinator")
    with django_assert_max_num_queries(9):
        page = client.get("/papers/documents/").text
    assert page.count('class="what"') == 13
    for query, number in (
        ("kind=json", 1),
        ("q=市里", 1),
        ("state=failed", 0),
        (f"period={closed.pk}", 13),
        ("q=4月 松屏", 13),
    ):
        assert client.get(f"/papers/documents/?{query}").text.count('class="what"') == number, query
    assert "没有符合条件的文件" in client.get("/papers/documents/?state=failed").text
    assert "还没有台账文件" in as_("outsider").get("/papers/documents/").text


def test_a_document_s_page_asks_little(
    as_: As, alice: User, closed: LedgerVersion, django_assert_max_num_queries: Any
) -> None:
    document, client = made(alice, closed), as_("coordinator")
    with django_assert_max_num_queries(10):
        assert client.get(f"/papers/documents/{document.pk}/").status_code == 200


def test_a_ledger_s_page_leads_to_its_file_for_those_who_make_them(
    as_: As, alice: User, closed: LedgerVersion, april: Period
) -> None:
    page, link = f"/ledgers/{closed.yearly_id}/{closed.number}/", f"/papers/documents/make/?version={closed.pk}"
    assert link in as_("coordinator").get(page, follow=True).text
    assert link not in as_("reporter").get(page, follow=True).text
    assert "制作台账文件" in as_("coordinator").get(f"/months/periods/{april.pk}/close/", follow=True).text
    close(alice, april, "补录")
    assert link not in as_("coordinator").get(page, follow=True).text
