"""Small words for the templates of ledgers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from taizhang.ledger import Bilingual

from .. import markup
from ..labels import ANSWERS, REASONS, SEVERITIES, STATUSES, Label
from ..marks import Piece
from ..table import TableRow

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """A sign from icons.svg; it stands beside a word, so readers for the blind skip it."""
    return format_html(
        '<svg class="sign" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("taizhang/icons.svg"),
        name,
    )


@register.simple_tag
def chip(label: Label, number: int | str = "") -> SafeString:
    """A label as icon and word, with its number."""
    return _chip(label.tone, label.icon, str(label.word), str(number))


@lru_cache(maxsize=1024)
def _chip(tone: str, sign: str, word: str, number: str) -> SafeString:
    return format_html(
        '<span class="chip tone-{}">{}<span>{}</span>{}</span>',
        tone,
        icon(sign),
        word,
        format_html("<b>{}</b>", number) if number else "",
    )


@register.simple_tag
def cells(row: TableRow, plain: bool = False) -> SafeString:
    """A row's cells, with their marks or plain for paper."""
    return markup.plain_cells(row.cells) if plain else markup.cells(row.cells)


@register.simple_tag
def pieces(found: Iterable[Piece]) -> SafeString:
    """A text with its marks."""
    return markup.marked(found)


@register.filter
def said(words: Bilingual | None) -> str:
    """Bilingual words in the reader's language."""
    return words.in_language(get_language() or "zh") if words else ""


@register.filter
def severity(name: str) -> Label:
    """The label of a severity."""
    return SEVERITIES[name]


@register.filter
def status(name: str) -> Label:
    """The label of a standing; `none` in an address is the empty one."""
    return STATUSES.get("" if name == "none" else name, STATUSES[""])


@register.filter
def reason(name: str) -> Any:
    """Why a text was left over."""
    return REASONS[name]


@register.filter
def answer(kind: str) -> Any:
    """How a report answers a target where it gives no figure."""
    return ANSWERS[kind]


@register.filter
def rule_name(slug: str) -> str:
    """A rule's name in the reader's language; its slug when the rule is gone."""
    from taizhang.checking import RULES

    return next((said(rule.name) for rule in RULES if rule.slug == slug), slug)


@register.simple_tag(takes_context=True)
def narrowed(context: dict[str, Any], **changes: str) -> str:
    """The page's query with some filters changed; an empty value takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"
