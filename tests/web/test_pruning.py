"""What is cleared away once a day, and what never is."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from taizhang.web.events.models import Event
from taizhang.web.ledgers.models import Draft, Incoming, Intake, LedgerVersion, Original
from taizhang.web.ledgers.services import intakes
from taizhang.web.ledgers.services.drafts import drop_draft
from taizhang.web.ledgers.services.pruning import IMPORTS_KEPT, TASKS_KEPT, Pruned, prune
from taizhang.web.people.models import User

from .sample import FIRST, SECOND

pytestmark = pytest.mark.django_db


def old_import(owner: User, text: str = FIRST) -> Intake:
    intake = intakes.open_intake(owner)
    intakes.add(intake, "一季度.txt", text.encode())
    Intake.objects.filter(pk=intake.pk).update(made_at=timezone.now() - IMPORTS_KEPT - timedelta(hours=1))
    return intake


def test_an_import_whose_drafts_were_given_up_goes_with_its_file_and_the_log_tells(alice: User) -> None:
    old_import(alice)
    drop_draft(Draft.objects.get())
    assert prune() == Pruned(tasks=0, imports=1)
    assert (Intake.objects.count(), Incoming.objects.count(), Original.objects.count()) == (0, 0, 0)
    assert "1份文件" in Event.objects.get(code="intake-pruned").sentence
    assert prune() == Pruned(tasks=0, imports=0)


def test_what_is_open_waits_was_saved_or_is_recent_stays(alice: User, saved: LedgerVersion) -> None:
    old_import(alice, SECOND)  # its draft is open
    waiting = old_import(alice, SECOND + "\n")
    Incoming.objects.filter(intake=waiting).update(state="queued", draft=None)
    kept = old_import(alice, SECOND + "\n\n")
    Incoming.objects.filter(intake=kept).update(draft=Draft.objects.get(saved_as=saved))
    recent = intakes.open_intake(alice)
    intakes.add(recent, "空.txt", b"")
    assert prune() == Pruned(tasks=0, imports=0)
    assert Intake.objects.count() == 4


def test_finished_tasks_go_after_a_while_and_waiting_ones_stay(db: None) -> None:
    long_ago = timezone.now() - TASKS_KEPT - timedelta(hours=1)
    facts = {"args_kwargs": {"args": [1], "kwargs": {}}, "task_path": "taizhang.web.ledgers.tasks.read_file"}
    for status, finished in (
        (TaskResultStatus.SUCCESSFUL, long_ago),
        (TaskResultStatus.FAILED, long_ago),
        (TaskResultStatus.SUCCESSFUL, timezone.now()),
        (TaskResultStatus.READY, None),
    ):
        DBTaskResult.objects.create(
            status=status, finished_at=finished, backend_name="default", exception_class_path="", traceback="", **facts
        )
    assert prune() == Pruned(tasks=2, imports=0)
    assert DBTaskResult.objects.count() == 2
