"""Files in the queue: read, refused, tried again, taken up after a reader's death, noticed when they come twice."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from taizhang.web import queue
from taizhang.web.events.models import Event
from taizhang.web.ledgers.models import Draft, Incoming, Intake, LedgerVersion, Original, State
from taizhang.web.ledgers.services import intakes
from taizhang.web.people.models import User

from .sample import FIRST, SECOND

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


@pytest.fixture
def waiting(settings: Settings) -> None:
    """Nobody reads."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def intake(alice: User) -> Intake:
    return intakes.open_intake(alice)


def given(intake: Intake, name: str = "一季度.txt", text: str = FIRST) -> Incoming:
    return Incoming.objects.get(pk=intakes.add(intake, name, text.encode()).pk)


def page(as_: As, intake: Intake, *, poll: bool = False) -> str:
    headers = {"HX-Request": "true"} if poll else {}
    return as_("coordinator").get(f"/import/batches/{intake.pk}/", headers=headers).text


def packed(**documents: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in documents.items():
            archive.writestr(f"{name}.txt", content)
    return data.getvalue()


def test_a_file_is_kept_byte_by_byte_and_read(intake: Intake) -> None:
    data = FIRST.encode("gb18030")
    file = Incoming.objects.get(pk=intakes.add(intake, "一季度.txt", data).pk)
    assert file.state == State.READ
    assert file.draft is not None
    assert len(file.draft.ledger.tasks) == 4
    assert bytes(file.original.data) == data
    assert "一季度.txt" in Event.objects.get(code="file-received").sentence
    assert file.original_id in Event.objects.get(code="file-received").sentence


def test_a_file_sent_again_after_a_broken_line_is_one(intake: Intake) -> None:
    assert given(intake) == given(intake)
    assert Draft.objects.count() == 1


def test_an_archive_s_documents_become_files_of_the_import(intake: Intake) -> None:
    intakes.add(intake, "各县.zip", packed(甲=FIRST.encode(), 乙="会议通知".encode()))
    states = {file.name: file.state for file in intake.files.all()}
    assert states == {"各县.zip": "opened", "各县.zip/甲.txt": "read", "各县.zip/乙.txt": "refused"}


def test_one_large_file_in_an_archive_is_refused_alone(intake: Intake, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 5_000
    intakes.add(intake, "各县.zip", packed(甲=FIRST.encode(), 大=FIRST.encode() * 9))
    large = intake.files.get(name="各县.zip/大.txt")
    assert large.problem[0][0] == "文件过大，上限为 0 MB"
    assert intake.files.get(name="各县.zip/甲.txt").state == State.READ


def test_an_archive_of_too_many_files_is_refused(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taizhang.web.ledgers.services.reading.AT_ONCE", 2)
    file = intakes.add(intake, "各县.zip", packed(甲=b"1", 乙=b"2"))
    assert Incoming.objects.get(pk=file.pk).problem[0][0] == "一次导入2份，太多了"
    assert intake.files.count() == 1


def test_the_page_asks_again_while_a_file_waits_and_then_no_more(waiting: None, as_: As, intake: Intake) -> None:
    file = given(intake)
    shown = page(as_, intake)
    assert "排队中" in shown
    assert 'hx-trigger="every' in shown
    Incoming.objects.filter(pk=file.pk).update(
        state=State.REFUSED, problem=[["坏了", "broken"], ["", ""], ["重存", ""]]
    )
    shown = page(as_, intake, poll=True)
    assert "坏了" in shown
    assert "重存" in shown
    assert "hx-trigger" not in shown


def test_a_single_file_leads_on_to_its_review(as_: As, intake: Intake) -> None:
    file = given(intake)
    answer = as_("coordinator").get(f"/import/batches/{intake.pk}/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == f"/import/{file.draft_id}/"


def test_a_file_read_before_its_page_came_leads_on_once_and_whoever_comes_back_stays(as_: As) -> None:
    clerk = as_("coordinator")
    upload = {"file": SimpleUploadedFile("一季度.txt", FIRST.encode())}
    address = clerk.post("/import/", upload, headers={"HX-Request": "true"}).headers["HX-Redirect"]
    draft = Draft.objects.get()
    assert clerk.get(address).headers["Location"] == f"/import/{draft.pk}/"
    assert clerk.get(address).status_code == 200


def test_a_refused_file_is_tried_again_by_a_button(as_: As, intake: Intake) -> None:
    file = given(intake, text="会议通知")
    assert file.state == State.REFUSED
    Original.objects.filter(pk=file.original_id).update(data=FIRST.encode())  # as if our reader had been mended
    as_("coordinator").post(f"/import/files/{file.pk}/retry/")
    assert Incoming.objects.get(pk=file.pk).state == State.READ


def dead(intake: Intake, attempts: int = 1) -> Incoming:
    """A file whose reader died a minute ago."""
    file = given(intake)
    long_ago = timezone.now() - timedelta(minutes=1)
    Incoming.objects.filter(pk=file.pk).update(state=State.READING, attempts=attempts, seen_at=long_ago)
    return Incoming.objects.get(pk=file.pk)


def test_what_a_dead_reader_left_is_shown_with_a_button(waiting: None, as_: As, intake: Intake) -> None:
    file = dead(intake)
    shown = page(as_, intake)
    assert "读取中断" in shown
    assert f"/import/files/{file.pk}/retry/" in shown


def test_what_a_dead_reader_left_is_read_after_all(waiting: None, settings: Settings, intake: Intake) -> None:
    file = dead(intake)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    assert intakes.revive() == 1
    assert Incoming.objects.get(pk=file.pk).state == State.READ
    assert intakes.revive() == 0


def test_what_a_living_reader_works_on_is_left_to_it(waiting: None, intake: Intake) -> None:
    file = dead(intake)
    queue.alive(file)
    assert intakes.revive() == 0


def test_a_file_that_killed_three_readers_is_refused(waiting: None, intake: Intake) -> None:
    file = dead(intake, attempts=3)
    intakes.revive()
    assert Incoming.objects.get(pk=file.pk).problem[0][0] == "读取时后台程序多次中断"


def test_a_reader_thought_dead_does_not_overrule_the_one_after_it(waiting: None, intake: Intake) -> None:
    late = dead(intake)
    intakes.revive()
    second = intakes.begin(late.pk)
    assert second is not None
    assert intakes.begin(late.pk) is None
    assert not queue.settle(late, State.OPENED)
    assert Incoming.objects.get(pk=late.pk).state == State.READING
    assert queue.settle(second, State.READ)
    assert Incoming.objects.get(pk=late.pk).state == State.READ


def test_files_that_nobody_reads_are_told_to_the_person(waiting: None, as_: As, intake: Intake) -> None:
    file = given(intake)
    assert "taizhang worker" not in page(as_, intake)
    Incoming.objects.filter(pk=file.pk).update(queued_at=timezone.now() - timedelta(minutes=5))
    assert "taizhang worker" in page(as_, intake)


def test_a_file_that_was_saved_before_is_noticed_with_a_link(saved: LedgerVersion, as_: As, intake: Intake) -> None:
    given(intake)
    given(intake, "上半年.txt", SECOND)
    shown = page(as_, intake)
    assert f"由{saved.saved_by.name}导入" in shown
    assert f'href="/ledgers/{saved.yearly_id}/1/"' in shown
    assert shown.count("这份文件已于") == 1


def test_what_another_place_saved_is_not_told(saved: LedgerVersion, people: dict[str, User], as_: As) -> None:
    theirs = intakes.open_intake(people["outsider"])
    given(theirs)
    assert "这份文件已于" not in as_("outsider").get(f"/import/batches/{theirs.pk}/").text


def test_one_content_under_two_names_is_reviewed_once(as_: As, intake: Intake) -> None:
    given(intake)
    given(intake, "另存.txt")
    assert "与“一季度.txt”内容相同" in page(as_, intake)
    assert Draft.objects.count() == 1


def test_giving_up_deletes_what_nothing_else_needs(saved: LedgerVersion, as_: As, intake: Intake) -> None:
    given(intake)
    given(intake, "上半年.txt", SECOND)
    as_("coordinator").post(f"/import/batches/{intake.pk}/drop/")
    assert not Intake.objects.exists()
    assert not Draft.objects.filter(saved_as=None).exists()
    assert list(Original.objects.values_list("digest", flat=True)) == [saved.original_id]
    assert Event.objects.filter(code="intake-dropped").exists()


def send(clerk: Client, intake: Intake, data: bytes) -> tuple[int, str]:
    answer = clerk.post(f"/import/batches/{intake.pk}/add/", {"file": SimpleUploadedFile("一季度.txt", data)})
    return answer.status_code, answer.text


def test_files_sent_one_by_one_join_the_import(as_: As, settings: Settings) -> None:
    clerk = as_("coordinator")
    address = clerk.post("/import/", {"begin": "1"}, headers={"HX-Request": "true"}).headers["HX-Redirect"]
    intake = Intake.objects.get()
    assert address == f"/import/batches/{intake.pk}/"
    assert send(clerk, intake, FIRST.encode()) == (204, "")
    settings.UPLOAD_LIMIT = 1024 * 1024
    status, told = send(clerk, intake, b"1" * 1024 * 1025)
    assert status == 422
    assert "上限为 1 MB" in told
    assert intake.files.count() == 1


def test_an_import_that_goes_on_is_found_again(saved: LedgerVersion, waiting: None, as_: As, intake: Intake) -> None:
    given(intake)
    for address in ("/", "/import/"):
        assert f"/import/batches/{intake.pk}/" in as_("coordinator").get(address).text


def test_files_that_were_chosen_and_did_not_come_are_named_until_they_do(as_: As) -> None:
    browser = as_("coordinator")
    told = {"begin": "1", "expected": ["一季度.txt", "C:\\报送\\上半年.txt", "一季度.txt"]}
    address = browser.post("/import/", told, headers={"HX-Request": "true"}).headers["HX-Redirect"]
    assert Intake.objects.get().awaited == ["一季度.txt", "上半年.txt"]
    file = {"file": SimpleUploadedFile("一季度.txt", FIRST.encode())}
    assert browser.post(f"{address}add/", file).status_code == 204
    page = browser.get(address, headers={"HX-Request": "true"})
    assert "HX-Redirect" not in page.headers, "one file of two is not the whole import"
    assert "选好的文件还有1份没有传上来" in page.text
    assert "<li>上半年.txt</li>" in page.text
    assert "1份文件，还有1份没有传上来" in browser.get("/import/").text
    file = {"file": SimpleUploadedFile("上半年.txt", SECOND.encode())}
    sent = browser.post(f"{address}add/", file, headers={"Accept": "text/html"}, follow=True)
    assert "没有传上来" not in sent.text + browser.get("/import/").text
    assert [one.name for one in Intake.objects.get().files.all()] == ["一季度.txt", "上半年.txt"]


def test_what_is_wrong_with_a_file_added_without_a_script_stands_on_the_page(as_: As, intake: Intake) -> None:
    browser = as_("coordinator")
    answer = browser.post(f"/import/batches/{intake.pk}/add/", headers={"Accept": "text/html"}, follow=True)
    assert "没有内容" in answer.text
    assert "再加几份文件" in answer.text
