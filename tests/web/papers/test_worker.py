"""A real reader's process makes the files that wait."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.papers.models import Making
from taizhang.web.people.models import User
from tests.web.test_worker import work_off

from .test_documents import As, made


@pytest.mark.django_db(transaction=True)
def test_a_worker_makes_what_waits(settings: Settings, as_: As, alice: User, closed: LedgerVersion) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    document = made(alice, closed, "html")
    assert document.state == Making.WAITING
    work_off()
    document.refresh_from_db()
    assert document.state == Making.DONE
    told = as_("coordinator").get(f"/papers/documents/{document.pk}/", headers={"HX-Request": "true"})
    assert told["HX-Refresh"] == "true"
