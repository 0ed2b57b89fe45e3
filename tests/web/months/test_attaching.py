"""Files beside a task: optional, kept with what was sent, seen by those who may see that."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from taizhang.web.events.models import Event
from taizhang.web.ledgers.models import Original
from taizhang.web.ledgers.services.originals import let_go
from taizhang.web.months.models import Return, Task
from taizhang.web.months.refusals import TooLarge, TooManyFiles, WrongState
from taizhang.web.months.review import review_of
from taizhang.web.months.services import acting
from taizhang.web.months.services.attaching import MOST, access_attachment, attach, take_away
from taizhang.web.months.services.filling import fill
from taizhang.web.people.models import User

from .office import client as office_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]
Staff = dict[str, User]


def test_a_file_goes_along_and_stays_with_what_was_sent(blank: Return, task: Task, staff: Staff) -> None:
    clerk, office = staff["reporter"], staff["coordinator"]
    made = attach(clerk, blank.pk, task.pk, "开园照片.jpg", b"picture")
    for person in ("coordinator", "leader", "other-reporter", "outsider"):
        with pytest.raises(Http404):
            access_attachment(staff[person], made.pk)
    fill(clerk, blank.pk, task.pk, 0, texts={"progress": "主体封顶"})
    (file,) = acting.send(staff["signer"], blank.pk).sent.reports[0].files
    assert (file.name, file.key, file.digest) == ("开园照片.jpg", made.pk, made.original_id)
    assert access_attachment(office, made.pk) == made
    with pytest.raises(WrongState):
        take_away(clerk, blank.pk, task.pk, made.pk)
    acting.give_back(office, blank.pk, "照片不对")
    take_away(clerk, blank.pk, task.pk, made.pk)
    assert not acting.send(staff["signer"], blank.pk).sent.reports[0].files
    assert access_attachment(office, made.pk) == made  # the first submission still holds it
    with pytest.raises(Http404):
        access_attachment(staff["other-reporter"], made.pk)


def test_a_file_alone_is_no_word_of_the_task(blank: Return, task: Task, staff: Staff) -> None:
    attach(staff["reporter"], blank.pk, task.pk, "照片.jpg", b"picture")
    assert Return.objects.get(pk=blank.pk).reports.get().version == 0


def test_too_many_and_too_large_files_are_refused(blank: Return, task: Task, staff: Staff, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 10
    with pytest.raises(TooLarge):
        attach(staff["reporter"], blank.pk, task.pk, "照片.jpg", b"x" * 11)
    for number in range(MOST):
        attach(staff["reporter"], blank.pk, task.pk, f"{number}.jpg", b"x")
    with pytest.raises(TooManyFiles):
        attach(staff["reporter"], blank.pk, task.pk, "6.jpg", b"x")


def test_the_store_lets_no_attached_file_go(blank: Return, task: Task, staff: Staff) -> None:
    made = attach(staff["reporter"], blank.pk, task.pk, "照片.jpg", b"picture")
    let_go({made.original_id})
    assert Original.objects.filter(pk=made.original_id).exists()


def test_a_file_is_added_on_the_page_and_taken_home(blank: Return, task: Task, staff: Staff) -> None:
    client = Client()
    client.force_login(staff["reporter"], "django.contrib.auth.backends.ModelBackend")
    file = SimpleUploadedFile("../<b>照片.jpg", b"picture")
    answer = client.post(
        reverse("attach", args=[blank.pk, task.pk]), {"file": file}, headers={"X-Requested-With": "fetch"}
    )
    assert "&lt;b&gt;照片.jpg" in answer.json()["tasks"][str(task.pk)]["html"]
    made = Return.objects.get(pk=blank.pk).reports.get().files.get()
    taken = client.get(reverse("attached", args=[made.pk]))
    assert taken.content == b"picture"
    assert taken["Content-Disposition"].startswith("attachment")
    assert Event.objects.filter(code="original-taken").exists()


def test_files_that_came_went_or_were_replaced_are_told_apart(blank: Return, task: Task, staff: Staff) -> None:
    clerk, office = staff["reporter"], staff["coordinator"]
    fill(clerk, blank.pk, task.pk, 0, texts={"progress": "主体封顶"})
    stays = attach(clerk, blank.pk, task.pk, "批文.pdf", b"deed")
    gone, old = (attach(clerk, blank.pk, task.pk, name, name.encode()) for name in ("旧表.xlsx", "照片.jpg"))
    acting.accept(office, blank.pk, acting.send(staff["signer"], blank.pk).number)
    acting.amend(staff["signer"], blank.pk, "换照片")
    for file in (gone, old, stays):
        take_away(clerk, blank.pk, task.pk, file.pk)
    for name, data in (("批文.pdf", b"deed"), ("照片.jpg", b"another picture"), ("名册.xlsx", b"sheet")):
        attach(clerk, blank.pk, task.pk, name, data)
    last = acting.send(staff["signer"], blank.pk)
    (one,) = review_of(Return.objects.get(pk=blank.pk), last).tasks
    told = {(change.was, change.now) for change in one.changes}
    assert told == {("照片.jpg", "照片.jpg（内容已更换）"), ("旧表.xlsx", ""), ("", "名册.xlsx")}
    page = office_client(office).get(reverse("review-return", args=[blank.pk])).content.decode()
    assert "照片.jpg（内容已更换）" in page
    steps = office_client(clerk).get(reverse("submissions", args=[blank.pk])).content.decode()
    assert "与上一次相比，改了3格" in steps
