"""Small middleware of the site."""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.utils import translation
from django_htmx.http import HttpResponseClientRedirect

from . import errors
from .numbers import LARGEST

MINUTE = 60
NOT_ALLOWED = 405
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


def sound_requests(get_response: GetResponse) -> GetResponse:
    """What no page of ours asks for stops before the database: a sign that it cannot hold, a key beyond all keys."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: object, args: object, kwargs: dict[str, object]) -> None:
        if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
            raise Http404
        if any("\0" in text for sent in (request.GET, request.POST) for pair in sent.lists() for text in _texts(pair)):
            raise SuspiciousOperation("a NUL in a form")

    middleware.process_view = process_view  # type: ignore[attr-defined] # where Django looks for it
    return middleware


def _texts(pair: tuple[str, list[str]]) -> list[str]:
    return [pair[0], *pair[1]]


def told_of_wrong_ways(get_response: GetResponse) -> GetResponse:
    """An address that only a form is sent to says so, where Django's answer is an empty page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != NOT_ALLOWED or response.content:
            return response
        told = errors.wrong_way(request)
        told.headers["Allow"] = response.headers.get("Allow", "")
        return told

    return middleware


def whole_pages(get_response: GetResponse) -> GetResponse:
    """A way that leads on leads the page on: a browser would else put the next page into a part of this one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if getattr(request, "htmx", False) and isinstance(response, HttpResponseRedirectBase):
            return HttpResponseClientRedirect(response.url)
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
