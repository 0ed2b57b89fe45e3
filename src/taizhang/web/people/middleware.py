"""Who owes a new password or a second step comes to nothing else before."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django_htmx.http import HttpResponseClientRedirect

from .gate.entering import OWES

WHERE = {"password": "change-password", "code": "set-up-code"}
ALLOWED = frozenset(
    {"own-account", "change-password", "set-up-code", "recovery-codes", "confirm", "sign-out", "set_language"}
)


def owed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lead there; the session knows, so that it costs nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        debt = request.session.get(OWES, "") if request.user.is_authenticated else ""
        if debt not in WHERE or _name(request) in ALLOWED:
            return get_response(request)
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(redirect(WHERE[debt]).url)
        return redirect(WHERE[debt])

    return middleware


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
