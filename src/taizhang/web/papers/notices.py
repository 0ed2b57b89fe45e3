"""Telling a person what an act on a paper did, or why it was refused; a refusal is an answer and no error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language

from taizhang.writing.errors import WriteError

from .refusals import PaperRefused

Done = TypeVar("Done")


def done(request: HttpRequest, act: Callable[[], Done], words: str = "") -> tuple[bool, Done | None]:
    """Whether it was done, and what the act gives; a notice says `words`, or why it was refused."""
    try:
        result = act()
    except PaperRefused as refused:
        messages.error(request, str(refused))
        return False, None
    except WriteError as error:
        messages.error(request, error.in_language(get_language() or "zh"))
        return False, None
    if words:
        messages.success(request, words)
    return True, result
