"""Signs and labels as HTML; each is put together once a language: a page shows the same ones hundreds of times."""

from __future__ import annotations

from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from taizhang.measuring import Light

from .labels import Label


@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """A sign from icons.svg; it stands beside a word, so readers for the blind skip it."""
    return format_html(
        '<svg class="sign" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("taizhang/icons.svg"),
        name,
    )


def chip(label: Label, number: int | str = "") -> SafeString:
    """A label as icon and word, with its number."""
    return _chip(label, str(number), get_language())


@lru_cache(maxsize=1024)
def _chip(label: Label, number: str, language: str | None) -> SafeString:
    return format_html(
        '<span class="chip tone-{}">{}<span>{}</span>{}</span>',
        label.tone,
        icon(label.icon),
        label.word,
        format_html("<b>{}</b>", number) if number else "",
    )


def dot(label: Label, number: int) -> SafeString:
    """A label's icon and its number; the word is for readers alone."""
    return _dot(label, number, get_language())


@lru_cache(maxsize=1024)
def _dot(label: Label, number: int, language: str | None) -> SafeString:
    return format_html(
        '<span class="dot tone-{}">{}{}<span class="visually-hidden">{}</span></span>',
        label.tone,
        icon(label.icon),
        number,
        label.word,
    )


def lamp(light: Light, short: bool = False) -> SafeString:
    """A light as sign and word in its colour; `short` keeps the word for readers alone."""
    return _lamp(light.colour, light.sign, word_of(light), short)


@lru_cache(maxsize=256)
def _lamp(colour: str, sign: str, word: str, short: bool) -> SafeString:
    return format_html(
        '<span class="lamp lamp-{}"{}><i aria-hidden="true">{}</i><span{}>{}</span></span>',
        colour,
        format_html(' title="{}"', word) if short else "",
        sign,
        SafeString(' class="visually-hidden"') if short else "",
        word,
    )


def word_of(light: Light) -> str:
    """A light's word in the reader's language."""
    return light.word.in_language(get_language() or "zh")
