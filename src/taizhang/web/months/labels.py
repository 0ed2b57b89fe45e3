"""What the pages of the month call states; a word and a sign, never a colour alone."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from taizhang.web.ledgers.labels import Label

from .states import State

STATES: Mapping[str, Label] = {
    State.BLANK: Label(State.BLANK.label, "circle", "plain"),
    State.DRAFT: Label(State.DRAFT.label, "edit", "slate"),
    State.SIGNING: Label(State.SIGNING.label, "note", "slate"),
    "late": Label(_("逾期未报"), "clock", "red"),
    State.SENT: Label(State.SENT.label, "arrow", "blue"),
    State.READING: Label(State.READING.label, "search", "teal"),
    State.RETURNED: Label(State.RETURNED.label, "back", "amber"),
    State.ACCEPTED: Label(State.ACCEPTED.label, "check", "green"),
}
"""By what `opening.shown_as` says, in the order of the way a return goes."""

SENT_LATE = Label(_("迟报"), "clock", "amber")

CURVES = (
    gettext_noop("线性序时进度"),
    gettext_noop("季度计划进度"),
    gettext_noop("月度计划进度"),
    gettext_noop("节点计划进度"),
    gettext_noop("形象进度计划"),
)
"""The official names that `measuring.curves` gives; pages say them in the reader's language."""
