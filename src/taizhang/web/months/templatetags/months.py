"""Small words for the templates of the month: states, lights, figures."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from taizhang.measuring import Light
from taizhang.web.ledgers.labels import Label

from ..document import plain
from ..labels import STATES

register = template.Library()


@register.filter
def state(shown: str) -> Label:
    """The label of what `opening.shown_as` says."""
    return STATES[shown]


@register.simple_tag
def lamp(light: Light, short: bool = False) -> SafeString:
    """A light as sign and word in its colour; `short` keeps the word for readers alone."""
    return format_html(
        '<span class="lamp lamp-{}"{}><i aria-hidden="true">{}</i><span{}>{}</span></span>',
        light.colour,
        format_html(' title="{}"', word_of(light)) if short else "",
        light.sign,
        SafeString(' class="visually-hidden"') if short else "",
        word_of(light),
    )


@register.filter
def word_of(light: Light) -> str:
    """A light's word in the reader's language."""
    return light.word.in_language(get_language() or "zh")


@register.filter
def number(value: Decimal | None) -> str:
    """A figure as people write it; a dash where there is none."""
    return "—" if value is None else plain(value)


@register.filter
def signed(value: Decimal | None) -> str:
    """A difference with its sign; a dash where there is none."""
    return "—" if value is None else f"{'+' if value > 0 else ''}{plain(value) if value else '0'}"


@register.filter
def percent(value: Decimal | None) -> str:
    """A rate to one decimal, without a zero at its end; a dash where there is none."""
    return "—" if value is None else f"{plain(round(value, 1)) if value else '0'}%"
