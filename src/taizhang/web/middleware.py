"""Small middleware of the site."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

MINUTE = 60
GetResponse = Callable[[HttpRequest], HttpResponse]


def chosen_language(get_response: GetResponse) -> GetResponse:
    """Chinese unless the person chose English: an office machine's browser is often set to English by its maker."""
    known = {code for code, _ in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponse:
        code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(code if code in known else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            response = get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response

    return middleware


def idle_clock(get_response: GetResponse) -> GetResponse:
    """The idle time-out counts from the last act; it is noted once a minute, so that reading seldom writes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        now = int(time.time())
        if request.user.is_authenticated and now - request.session.get("seen", 0) >= MINUTE:
            request.session["seen"] = now
        return get_response(request)

    return middleware


def private_pages(get_response: GetResponse) -> GetResponse:
    """Signed-in pages stay out of shared caches and out of the browser's store after signing out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return middleware
