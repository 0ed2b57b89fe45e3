"""Originals are kept as they came, for those alone who may see them, and never shown as they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from taizhang.web.events.models import Event
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.services import intakes
from taizhang.web.people.models import User
from tests.reading.files.pdfs import pdf, table, text

from .sample import FIRST

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
PAPER = pdf(
    text(60, 370, "松屏县2025年民生实事台账")
    + table(
        (40, 80, 240, 340, 560),
        350,
        [("序号", "项目内容", "责任单位", "进展情况"), ("1", "修桥2座。", "县交通局", "已修1座。")],
    )
)


def test_the_file_comes_back_to_be_stored_and_never_shown(saved: LedgerVersion, as_: As) -> None:
    answer = as_("leader").get(f"/originals/{saved.original_id}/")
    assert answer.content == FIRST.encode()
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "一季度.txt" in Event.objects.get(code="original-taken").sentence


def test_a_draft_s_file_is_its_giver_s_alone(people: dict[str, User], as_: As) -> None:
    intake = intakes.open_intake(people["coordinator"])
    digest = intakes.add(intake, "台账.pdf", PAPER).original_id
    found = {name: as_(name).get(f"/originals/{digest}/").status_code for name in people}
    assert found == dict.fromkeys(people, 404) | {"coordinator": 200}
    pages = {name: as_(name).get(f"/originals/{digest}/pages/1.png").status_code for name in people}
    assert pages == found


def test_an_unknown_digest_and_page_are_missing(saved: LedgerVersion, as_: As) -> None:
    clerk = as_("coordinator")
    assert clerk.get(f"/originals/{'0' * 64}/").status_code == 404
    assert clerk.get(f"/originals/{saved.original_id}/pages/1.png").status_code == 404


def test_a_page_is_a_picture_of_ours_beside_the_rows(people: dict[str, User], as_: As) -> None:
    intake = intakes.open_intake(people["coordinator"])
    file = intakes.add(intake, "台账.pdf", PAPER)
    file.refresh_from_db()
    clerk = as_("coordinator")
    review = clerk.get(f"/import/{file.draft_id}/").text
    assert f'src="/originals/{file.original_id}/pages/1.png"' in review
    assert 'data-source="0-1"' in review
    picture = clerk.get(f"/originals/{file.original_id}/pages/1.png")
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert clerk.get(f"/originals/{file.original_id}/pages/2.png").status_code == 404


def test_a_period_tells_its_files_with_who_and_when(saved: LedgerVersion, as_: As) -> None:
    shown = as_("auditor").get(f"/ledgers/{saved.yearly_id}/1/originals/").text
    assert "一季度.txt" in shown
    assert saved.saved_by.name in shown
    assert (saved.original_id or "?")[:12] in shown
