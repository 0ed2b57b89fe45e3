"""Acts on a return: each locks its row, asks right, day and state, moves it by the table of `states`, and is logged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from taizhang.web.events.services import record
from taizhang.web.people.access import has
from taizhang.web.people.models import User

from ..access import is_of_a_unit, visible_returns
from ..models import Report, Return, Submission
from ..opening import closed_for, open_for
from ..refusals import Changed, NotOpen, PeriodClosed, ReasonMissing, Refused, WrongState
from ..states import MOVES, Act, Move, State
from .sending import submission_of

Then = Callable[[Return], None]


def held(user: User, key: int, act: Act, reason: str = "") -> Return:
    """The return, which nobody else acts on until the transaction ends; Http404 for one the person may not see.

    Raises PermissionDenied, NotOpen, PeriodClosed, WrongState or ReasonMissing, in this order, when the act is not
    to be done.
    """
    found = visible_returns(user).select_for_update(of=("self",)).filter(pk=key).first()
    if found is None:
        raise Http404
    move = MOVES[act]
    if not has(user, move.right) or is_of_a_unit(user) != (move.side == "unit"):
        raise PermissionDenied
    _ask_day(found, move)
    if State(found.state) not in move.steps:
        raise WrongState(found, act)
    if move.reason and not reason.strip():
        raise ReasonMissing
    return found


def _ask_day(found: Return, move: Move) -> None:
    if move.side == "unit" and not open_for(found.period, found.unit):
        raise NotOpen(found.period)
    if move.side == "office" and closed_for(found.period, found.unit):
        raise PeriodClosed(found.period)


def _act(user: User, key: int, act: Act, reason: str = "", then: Then | None = None) -> Return:
    """One act in one transaction; `then` does what belongs to it, with the return held and its state not yet moved."""
    with transaction.atomic():
        found = held(user, key, act, reason)
        if then is not None:
            then(found)
        moved(user, found, act, reason)
    return found


def moved(user: User, found: Return, act: Act, reason: str = "", **facts: str | int) -> None:
    """The return in the state that the act leads to, and the act in the log."""
    move = MOVES[act]
    was = found.state, found.opened_at
    if act is Act.FILL:
        found.opened_at = found.opened_at or timezone.now()
    found.state = move.steps[State(found.state)]
    if move.reason:
        found.reason = reason.strip()
    if act is not Act.FILL or was != (found.state, found.opened_at):  # most cells are saved in a draft, which stays one
        found.save()
    told = {"reason": found.reason} if move.reason else {}
    about = {"ledger": str(found.period.yearly), "period": found.period.label, "unit": found.unit.name}
    record(move.code, user, **about, **told, **facts)


def submit(user: User, key: int) -> Return:
    """The clerk gives it to the signer."""
    return _act(user, key, Act.SUBMIT)


def hand_back(user: User, key: int, reason: str) -> Return:
    """The signer gives it back to the clerk."""
    return _act(user, key, Act.HAND_BACK, reason)


def send(user: User, key: int) -> Submission:
    """The signer sends it: what it holds now is frozen as a submission.  Untold when a task has no word."""
    with transaction.atomic():
        found = held(user, key, Act.SEND)
        made = submission_of(user, found)
        found.first_sent_at = found.first_sent_at or made.at
        moved(user, found, Act.SEND, number=made.number, digest=made.digest)
    return made


def recall(user: User, key: int) -> Return:
    """The signer takes it back, as long as the office has not taken it up."""
    return _act(user, key, Act.RECALL, then=_open_all)


def amend(user: User, key: int, reason: str) -> Return:
    """The unit changes what was accepted; the accepted submission counts until another one is accepted."""
    return _act(user, key, Act.AMEND, reason, then=_open_all)


def take_up(user: User, key: int) -> Return:
    """The office begins to read; from now on the unit cannot take it back."""
    return _act(user, key, Act.TAKE_UP)


def lay_down(user: User, key: int) -> Return:
    """The office puts it back unread."""
    return _act(user, key, Act.LAY_DOWN)


def give_back(user: User, key: int, reason: str, tasks: Collection[int] = ()) -> Return:
    """The office gives it back with a reason: as a whole, or only the named tasks, which alone may be changed then."""

    def mark(found: Return) -> None:
        reports = Report.objects.filter(of=found)
        chosen = reports.filter(task__in=tasks) if tasks else reports
        reports.update(open=False, returned="")
        chosen.update(open=True, returned=reason.strip())

    return _act(user, key, Act.GIVE_BACK, reason, then=mark)


def accept(user: User, key: int, number: int) -> Return:
    """The office accepts the submission of that number, the one it has read; Changed when a later one was sent."""
    with transaction.atomic():
        found = held(user, key, Act.ACCEPT)
        last = found.submissions.latest("number")
        if last.number != number:
            raise Changed(found)
        found.accepted = last
        Report.objects.filter(of=found).update(returned="")
        moved(user, found, Act.ACCEPT, number=last.number, digest=last.digest)
    return found


def accept_many(user: User, chosen: Iterable[tuple[int, int]]) -> list[tuple[int, Refused | None]]:
    """Accept the submissions, each by the return's key and its number, each for itself: why not, where one was refused.

    PermissionDenied and Http404 as for one.
    """
    done: list[tuple[int, Refused | None]] = []
    for key, number in chosen:
        try:
            accept(user, key, number)
        except Refused as refused:
            done.append((key, refused))
        else:
            done.append((key, None))
    return done


def _open_all(found: Return) -> None:
    Report.objects.filter(of=found).update(open=True, returned="")
