"""Small words for the templates of ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from taizhang.ledger import Bilingual

from .. import markup
from ..kept import KeptLight
from ..labels import ANSWERS, REASONS, SEVERITIES, STATUSES, Label
from ..marks import Piece
from ..models import LedgerVersion
from ..signs import chip, icon
from ..table import Table, TableRow

register = template.Library()


register.simple_tag(icon)
register.simple_tag(chip)


@register.simple_tag
def rows(table: Table, version: LedgerVersion, lights: Mapping[int, KeptLight]) -> SafeString:
    """A ledger's rows with the way to each task; `lights` those of a closed period by row."""
    return markup.rows(table, version, lights)


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
    return said(_names().get(slug)) or slug


@cache
def _names() -> Mapping[str, Bilingual]:
    from taizhang.checking import RULES

    return {rule.slug: rule.name for rule in RULES}


@register.simple_tag(takes_context=True)
def narrowed(context: dict[str, Any], **changes: str) -> str:
    """The page's query with some filters changed; an empty value takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"
