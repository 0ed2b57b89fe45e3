"""The cells of the matrix, put together by hand: a county has thousands, and a template takes a second for them."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from taizhang.web.ledgers.signs import icon

from .labels import SENT_LATE, STATES
from .matrix import Line
from .models import Period


def squares(line: Line, now: Period | None) -> SafeString:
    """A unit's cells, one a period; `now` is the period that is shown as the current one."""
    language = get_language() or ""
    before, after = _around_key()
    made = []
    for square in line.squares:
        here = ' class="now"' if square.period is now else ""
        if square.key is None:
            made.append(_empty(language))
            continue
        tone, inner = _inner(square.shown, square.sent_late, language)
        made.append(f'<td{here}><a class="square tone-{tone}" href="{before}{square.key}{after}">{inner}</a></td>')
    return mark_safe("".join(made))  # noqa: S308 -- of our own words and whole numbers alone


@lru_cache(maxsize=1)
def _around_key() -> tuple[str, str]:
    """What stands before and after the key of a return in the address of its review, for it is the same in all."""
    before, _, after = reverse("review-return", args=[0]).rpartition("0")
    return before, after


@lru_cache(maxsize=64)
def _inner(shown: str, late: bool, language: str) -> tuple[str, str]:
    """A state as sign and word, with a mark where it was sent late; by language, for words are kept."""
    label = STATES[shown]
    word = format_html("{}<span>{}</span>", icon(label.icon), label.word)
    if not late:
        return label.tone, word
    mark = format_html(
        '<small class="late-mark" title="{}">{}<span>{}</span></small>', SENT_LATE.word, icon(SENT_LATE.icon), _("迟")
    )
    return label.tone, word + mark


@lru_cache(maxsize=4)
def _empty(language: str) -> str:
    return format_html('<td class="none" aria-label="{}">—</td>', _("本期没有任务"))
