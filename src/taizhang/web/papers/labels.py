"""What the pages of papers call states; a word and a sign, never a colour alone."""

from __future__ import annotations

from collections.abc import Mapping

from taizhang.web.ledgers.labels import Label

from .states import State

STATES: Mapping[str, Label] = {
    State.DRAFT: Label(State.DRAFT.label, "edit", "slate"),
    State.CHECKED: Label(State.CHECKED.label, "search", "blue"),
    State.APPROVED: Label(State.APPROVED.label, "shield", "amber"),
    State.ISSUED: Label(State.ISSUED.label, "check", "green"),
    State.SUPERSEDED: Label(State.SUPERSEDED.label, "compare", "slate"),
}
"""In the order of the way a paper goes."""
