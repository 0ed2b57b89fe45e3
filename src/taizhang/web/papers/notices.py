"""Telling a person what an act on a paper did, or why it was refused; a refusal is an answer and no error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language

from taizhang.reading.errors import ReadError
from taizhang.writing.errors import WriteError

from .refusals import PaperRefused

Done = TypeVar("Done")


def done(
    request: HttpRequest, act: Callable[[], Done], words: str = "", *, but: tuple[type[PaperRefused], ...] = ()
) -> tuple[bool, Done | None]:
    """Whether it was done, and what the act gives; a notice says `words`, or why it was refused.

    Refusals `but` are raised: the page has more to say of them.
    """
    try:
        result = act()
    except PaperRefused as refused:
        if isinstance(refused, but):
            raise
        messages.error(request, str(refused))
        return False, None
    except (ReadError, WriteError) as error:
        messages.error(request, error.in_language(get_language() or "zh"))
        return False, None
    if words:
        messages.success(request, words)
    return True, result
