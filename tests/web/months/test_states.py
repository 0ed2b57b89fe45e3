"""The state machine as a table: every state, act and person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from taizhang.web.events.codes import SENTENCES
from taizhang.web.events.models import Event
from taizhang.web.months.models import Report, Return, Submission, Task
from taizhang.web.months.refusals import ReasonMissing, WrongState
from taizhang.web.months.services import acting
from taizhang.web.months.services.filling import fill
from taizhang.web.months.states import MOVES, Act, State, acts_from
from taizhang.web.people.models import Role, User
from taizhang.web.people.rights import RIGHTS, Right

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]

# What each act makes of each state; where a state is not named, the act is refused.
AFTER: dict[Act, dict[str, str]] = {
    Act.FILL: {"blank": "draft", "draft": "draft", "returned": "returned"},
    Act.SUBMIT: {"draft": "signing", "returned": "signing"},
    Act.HAND_BACK: {"signing": "draft"},
    Act.SEND: {"draft": "sent", "returned": "sent", "signing": "sent"},
    Act.RECALL: {"sent": "draft"},
    Act.AMEND: {"accepted": "draft"},
    Act.TAKE_UP: {"sent": "reading"},
    Act.LAY_DOWN: {"reading": "sent"},
    Act.GIVE_BACK: {"sent": "returned", "reading": "returned", "accepted": "returned"},
    Act.ACCEPT: {"sent": "accepted", "reading": "accepted"},
}
SIGNS = {"signer"}
FILLS = {"reporter", "signer"}
OFFICE = {"coordinator", "city"}
WHO: dict[Act, set[str]] = {
    Act.FILL: FILLS,
    Act.SUBMIT: FILLS,
    Act.HAND_BACK: SIGNS,
    Act.SEND: SIGNS,
    Act.RECALL: SIGNS,
    Act.AMEND: SIGNS,
    Act.TAKE_UP: OFFICE,
    Act.LAY_DOWN: OFFICE,
    Act.GIVE_BACK: OFFICE,
    Act.ACCEPT: OFFICE,
}
BLIND = {"other-reporter", "other-signer", "outsider"}
PEOPLE = (*sorted(FILLS | OFFICE | BLIND), "leader", "auditor", "security", "administrator")
DO: dict[Act, Callable[[User, int], object]] = {
    Act.FILL: lambda u, k: fill(u, k, Task.objects.get(reports__of=k).pk, 99, texts={"progress": f"进展{u.pk}"}),
    Act.SUBMIT: acting.submit,
    Act.HAND_BACK: lambda u, k: acting.hand_back(u, k, "数字不对"),
    Act.SEND: acting.send,
    Act.RECALL: acting.recall,
    Act.AMEND: lambda u, k: acting.amend(u, k, "补录一所"),
    Act.TAKE_UP: acting.take_up,
    Act.LAY_DOWN: acting.lay_down,
    Act.GIVE_BACK: lambda u, k: acting.give_back(u, k, "缺少进度"),
    Act.ACCEPT: lambda u, k: acting.accept(u, k, 1),
}


class Undo(Exception):  # noqa: N818 -- no error
    """Takes back what a trial did."""


def outcome(user: User, key: int, act: Act) -> str:
    """The state after the act, or why it was refused; nothing stays."""
    result = ""
    try:
        with transaction.atomic():
            events = Event.objects.count()
            try:
                DO[act](user, key)
            except (PermissionDenied, Http404, WrongState) as refused:
                result = type(refused).__name__
                assert Event.objects.count() == events
            else:
                result = Return.objects.get(pk=key).state
                assert Event.objects.first().code == MOVES[act].code  # type: ignore[union-attr] -- there is one
                assert Event.objects.count() == events + 1
            raise Undo
    except Undo:
        return result


def expected(person: str, state: str, act: Act) -> str:
    if person in BLIND:
        return "Http404"
    if person not in WHO[act]:
        return "PermissionDenied"
    return AFTER[act].get(state, "WrongState")


@pytest.mark.parametrize("act", Act)
def test_each_person_can_do_in_each_state_what_the_table_says(
    act: Act, blank: Return, task: Task, staff: dict[str, User]
) -> None:
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "正在建设"})
    acting.send(staff["signer"], blank.pk)
    got, wanted = {}, {}
    for state in State:
        Return.objects.filter(pk=blank.pk).update(state=state)
        for person in PEOPLE:
            got[person, state.value] = outcome(staff[person], blank.pk, act)
            wanted[person, state.value] = expected(person, state.value, act)
    assert got == wanted


def test_the_table_of_the_program_says_the_same() -> None:
    assert {act: {str(a): str(b) for a, b in move.steps.items()} for act, move in MOVES.items()} == AFTER
    assert {move.code for move in MOVES.values()} <= set(SENTENCES)


def test_every_state_can_be_reached_and_left() -> None:
    steps = [(a, b) for move in MOVES.values() for a, b in move.steps.items() if a != b]
    assert {b for _, b in steps} == set(State) - {State.BLANK}
    assert {a for a, _ in steps} == set(State)


def test_buttons_offer_what_a_role_may_do() -> None:
    assert acts_from(State.DRAFT, RIGHTS[Role.REPORTER]) == (Act.FILL, Act.SUBMIT)
    assert acts_from(State.SIGNING, RIGHTS[Role.SIGNER]) == (Act.HAND_BACK, Act.SEND)
    assert acts_from(State.READING, [Right.REVIEW]) == (Act.LAY_DOWN, Act.GIVE_BACK, Act.ACCEPT)
    assert acts_from(State.SENT, RIGHTS[Role.LEADER]) == ()


@pytest.mark.parametrize(
    ("state", "act", "person"),
    [
        ("signing", acting.hand_back, "signer"),
        ("accepted", acting.amend, "signer"),
        ("sent", acting.give_back, "coordinator"),
    ],
)
def test_what_needs_a_reason_is_not_done_without(
    blank: Return, staff: dict[str, User], state: str, act: Callable[[User, int, str], object], person: str
) -> None:
    Return.objects.filter(pk=blank.pk).update(state=state)
    with pytest.raises(ReasonMissing):
        act(staff[person], blank.pk, "  ")
    assert Return.objects.get(pk=blank.pk).state == state


def test_a_submission_and_a_refused_act_leave_what_was_sent(blank: Return, task: Task, staff: dict[str, User]) -> None:
    report = fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "正在建设"})
    made = acting.send(staff["signer"], blank.pk)
    with pytest.raises(WrongState):
        fill(staff["reporter"], blank.pk, task.pk, report.version, texts={"progress": "已完成"})
    assert Report.objects.get(pk=report.pk).progress == "正在建设"
    with pytest.raises(ValueError, match="never changed"):
        made.save()
    assert Submission.objects.get().sent.reports[0].progress == "正在建设"
