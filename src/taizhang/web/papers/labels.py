"""What the pages of papers call states; a word and a sign, never a colour alone."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from taizhang.web.ledgers.labels import Label

from .models import Making
from .states import State

STATES: Mapping[str, Label] = {
    State.DRAFT: Label(State.DRAFT.label, "edit", "slate"),
    State.CHECKED: Label(State.CHECKED.label, "search", "blue"),
    State.APPROVED: Label(State.APPROVED.label, "shield", "amber"),
    State.ISSUED: Label(State.ISSUED.label, "check", "green"),
    State.SUPERSEDED: Label(State.SUPERSEDED.label, "compare", "slate"),
}
"""In the order of the way a paper goes."""

MAKINGS: Mapping[str, Label] = {
    Making.WAITING: Label(Making.WAITING.label, "clock", "slate"),
    Making.WORKING: Label(Making.WORKING.label, "dots", "blue"),
    Making.DONE: Label(Making.DONE.label, "check", "green"),
    Making.FAILED: Label(Making.FAILED.label, "stop", "red"),
}
STUCK = Label(_("生成中断"), "alert", "amber")

MEDIA_TYPES: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
"""What a browser is told that a file of each kind is."""
