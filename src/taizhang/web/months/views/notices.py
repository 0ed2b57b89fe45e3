"""Telling a person what an act did, or why it was refused; a refusal is an answer and no error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from ..refusals import Refused

Done = TypeVar("Done")


def done(request: HttpRequest, act: Callable[[], Done], words: str = "") -> Done | None:
    """What the act gives, with `words` as a notice on the next page; None, with the reason, when it was refused."""
    try:
        result = act()
    except Refused as refused:
        messages.error(request, str(refused))
        return None
    if words:
        messages.success(request, words)
    return result


def next_page(request: HttpRequest, otherwise: str) -> str:
    """The page of this site that a form asks to go back to."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else otherwise
