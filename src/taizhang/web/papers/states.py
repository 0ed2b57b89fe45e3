"""The one state machine of a paper: draft - check -> checked - approve -> approved - issue -> issued.

A checked or approved paper goes back to a draft with a reason; an issued one is never changed, another one takes its
place (`superseded`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.web.people.rights import Right


class State(models.TextChoices):
    """Where a paper stands."""

    DRAFT = "draft", _("草稿")
    CHECKED = "checked", _("已核对")
    APPROVED = "approved", _("已批准")
    ISSUED = "issued", _("已印发")
    SUPERSEDED = "superseded", _("已被替代")


class Act(StrEnum):
    """What may be done with a paper."""

    EDIT = "edit"
    DESCRIBE = "describe"
    CHECK = "check"
    APPROVE = "approve"
    SEND_BACK = "send-back"
    ISSUE = "issue"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Move:
    """An act: the state it leads to from each it may be done in, the right it asks, and its code in the log."""

    act: Act
    steps: Mapping[State, State]
    right: Right
    code: str
    reason: bool = False


_MOVES = (
    Move(Act.EDIT, {State.DRAFT: State.DRAFT}, Right.REVIEW, "paper-edited"),
    Move(
        Act.DESCRIBE,
        {State.DRAFT: State.DRAFT, State.CHECKED: State.CHECKED},
        Right.REVIEW,
        "paper-described",
    ),
    Move(Act.CHECK, {State.DRAFT: State.CHECKED}, Right.REVIEW, "paper-checked"),
    Move(Act.APPROVE, {State.CHECKED: State.APPROVED}, Right.APPROVE, "paper-approved"),
    Move(
        Act.SEND_BACK,
        {State.CHECKED: State.DRAFT, State.APPROVED: State.DRAFT},
        Right.APPROVE,
        "paper-sent-back",
        reason=True,
    ),
    Move(Act.ISSUE, {State.APPROVED: State.ISSUED}, Right.REVIEW, "paper-issued"),
    Move(Act.DROP, {State.DRAFT: State.DRAFT, State.CHECKED: State.CHECKED}, Right.REVIEW, "paper-dropped"),
)

MOVES: Mapping[Act, Move] = {move.act: move for move in _MOVES}


def acts_from(state: State, rights: Iterable[Right]) -> tuple[Act, ...]:
    """The acts that someone with these rights may do in the state, for buttons."""
    held = frozenset(rights)
    return tuple(move.act for move in _MOVES if state in move.steps and move.right in held)
