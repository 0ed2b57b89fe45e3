"""Small words for the templates of papers: states, kinds, acts."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from taizhang.web.ledgers.labels import Label
from taizhang.writing.bulletin import OUTLINES

from ..labels import STATES

register = template.Library()


@register.filter
def paper_state(state: str) -> Label:
    """The label of a paper's state."""
    return STATES[state]


@register.filter
def paper_kind(kind: str) -> str:
    """What papers of a kind are called; a kind that the program does not know by its own name."""
    outline = OUTLINES.get(kind)
    return outline.label.in_language(get_language() or "zh") if outline else kind
