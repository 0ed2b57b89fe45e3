"""The log: append-only, and any change shows."""

import pytest

from taizhang.web.events.codes import SENTENCES
from taizhang.web.events.models import Event
from taizhang.web.events.services import first_break, record
from taizhang.web.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(alice: User) -> list[Event]:
    return [record("draft-read", alice, source=name, tasks=4) for name in ("甲.txt", "乙.txt", "丙.txt")]


def test_an_untouched_log_is_whole(log: list[Event]) -> None:
    assert first_break() is None


def test_a_changed_fact_is_found(log: list[Event]) -> None:
    Event.objects.filter(pk=log[1].pk).update(facts={"source": "丁.txt", "tasks": 4})
    assert first_break() == log[1]


def test_a_removed_event_is_found_by_the_next(log: list[Event]) -> None:
    Event.objects.filter(pk=log[1].pk).delete()
    assert first_break() == log[2]


def test_an_event_is_never_changed_or_deleted_by_the_program(log: list[Event]) -> None:
    with pytest.raises(ValueError, match="never changed"):
        log[0].save()
    with pytest.raises(ValueError, match="never deleted"):
        log[0].delete()


def test_an_event_tells_itself_as_a_sentence(log: list[Event], alice: User) -> None:
    assert log[0].sentence == f"{alice.name}导入文件“甲.txt”，读出4项任务"


def test_an_unknown_code_is_refused(alice: User) -> None:
    with pytest.raises(KeyError):
        record("painted-green", alice)


@pytest.mark.parametrize("code", SENTENCES)
def test_every_code_has_the_actor_in_its_sentence(code: str) -> None:
    assert "%(actor)s" in SENTENCES[code]
