"""The one state machine of a return: which act leads from which state to which, who may do it, what is logged.

    blank - fill -> draft - submit -> signing - send -> sent - take up -> reading - accept -> accepted
                      ^                  |               |                   |                  |
                      +---- hand back ---+               |                   +- give back -> returned
                      +------------- recall -------------+                                      |
                      +------------------------------ amend ------------------------------------+ (from accepted)

"Late" is no state: it is computed from the day of sending (see `standing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.web.people.rights import Right

Side = Literal["unit", "office"]


class State(models.TextChoices):
    """Where a return stands."""

    BLANK = "blank", _("未填报")
    DRAFT = "draft", _("填报中")
    SIGNING = "signing", _("待签发")
    SENT = "sent", _("已报送")
    READING = "reading", _("审阅中")
    RETURNED = "returned", _("已退回")
    ACCEPTED = "accepted", _("已采用")


class Act(StrEnum):
    """What may be done with a return."""

    FILL = "fill"
    SUBMIT = "submit"
    HAND_BACK = "hand-back"
    SEND = "send"
    RECALL = "recall"
    AMEND = "amend"
    TAKE_UP = "take-up"
    LAY_DOWN = "lay-down"
    GIVE_BACK = "give-back"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Move:
    """An act: the state it leads to from each state it may be done in, the right it asks, the code it is logged under.

    The unit's own acts are done by its people while its period is open, the office's by those who review.
    `reason`: it is not done without one.
    """

    act: Act
    steps: Mapping[State, State]
    right: Right
    side: Side
    code: str
    reason: bool = False


def _to(state: State, *before: State) -> dict[State, State]:
    return dict.fromkeys(before, state)


_FILL = {State.BLANK: State.DRAFT, State.DRAFT: State.DRAFT, State.RETURNED: State.RETURNED}
_UNSENT = (State.DRAFT, State.RETURNED)
_BEFORE_OFFICE = (State.SENT, State.READING)
_AT_OFFICE = (*_BEFORE_OFFICE, State.ACCEPTED)

_MOVES = (
    Move(Act.FILL, _FILL, Right.FILL, "unit", "report-filled"),
    Move(Act.SUBMIT, _to(State.SIGNING, *_UNSENT), Right.FILL, "unit", "return-submitted"),
    Move(Act.HAND_BACK, _to(State.DRAFT, State.SIGNING), Right.SEND, "unit", "return-handed-back", reason=True),
    Move(Act.SEND, _to(State.SENT, *_UNSENT, State.SIGNING), Right.SEND, "unit", "return-sent"),
    Move(Act.RECALL, _to(State.DRAFT, State.SENT), Right.SEND, "unit", "return-recalled"),
    Move(Act.AMEND, _to(State.DRAFT, State.ACCEPTED), Right.SEND, "unit", "return-amended", reason=True),
    Move(Act.TAKE_UP, _to(State.READING, State.SENT), Right.REVIEW, "office", "return-taken-up"),
    Move(Act.LAY_DOWN, _to(State.SENT, State.READING), Right.REVIEW, "office", "return-laid-down"),
    Move(Act.GIVE_BACK, _to(State.RETURNED, *_AT_OFFICE), Right.REVIEW, "office", "return-given-back", reason=True),
    Move(Act.ACCEPT, _to(State.ACCEPTED, *_BEFORE_OFFICE), Right.REVIEW, "office", "return-accepted"),
)

MOVES: Mapping[Act, Move] = {move.act: move for move in _MOVES}

SEEN_BY_OFFICE = frozenset({State.SENT, State.READING, State.RETURNED, State.ACCEPTED})
"""States in which the office has a submission to look at; before, it sees the state and no word of the draft."""

WAITING = frozenset(_BEFORE_OFFICE)
"""States in which the office has still to decide."""


def acts_from(state: State, rights: Iterable[Right]) -> tuple[Act, ...]:
    """The acts that someone with these rights may do in the state, for buttons."""
    held = frozenset(rights)
    return tuple(move.act for move in _MOVES if state in move.steps and move.right in held)
