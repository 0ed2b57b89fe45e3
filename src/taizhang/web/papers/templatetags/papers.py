"""Small words for the templates of papers: states, kinds, acts."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from taizhang.web.ledgers.labels import Label
from taizhang.writing.bulletin import OUTLINES, Bulletin, Head
from taizhang.writing.bulletin.printed import copied_to, organ_mark, printed_line

from ..doors import may_act_on_papers, may_read_numbers, may_read_papers, may_write_papers
from ..labels import STATES

register = template.Library()
TABS = (
    ("papers", _("通报和报告"), may_read_papers),
    ("documents", _("台账文件"), may_act_on_papers),
    ("layouts", _("台账版式"), may_write_papers),
    ("outlines", _("模板"), may_write_papers),
    ("paper-format", _("公文格式"), may_write_papers),
    ("numbers", _("文号登记"), may_read_numbers),
)
"""The pages of papers: the name of each address, its word, and who may open it."""


@register.inclusion_tag("papers/tabs.html", takes_context=True)
def tabs(context: Context, here: str) -> dict[str, Any]:
    """The pages of papers that the person may open."""
    user = context["request"].user
    return {"tabs": [(name, word) for name, word, allowed in TABS if allowed(user)], "here": here}


@register.filter
def paper_state(state: str) -> Label:
    """The label of a paper's state."""
    return STATES[state]


@register.filter
def paper_kind(kind: str) -> str:
    """What papers of a kind are called; a kind that the program does not know by its own name."""
    outline = OUTLINES.get(kind)
    return outline.label.in_language(get_language() or "zh") if outline else kind


@register.filter
def organ_lines(head: Head) -> tuple[str, ...]:
    """The organs in red, a line each, and what they issue behind the last."""
    marks = organ_mark(head)
    return (*marks[:-1], marks[-1] + head.suffix) if len(marks) > 1 else marks


@register.filter
def copied_line(head: Head) -> str:
    """Who gets copies, as printed."""
    return copied_to(head)


@register.filter
def printed_words(bulletin: Bulletin) -> tuple[str, str]:
    """Who prints it and when, as printed."""
    return printed_line(bulletin)
