"""Who is not signed in is led to the door; who owes a new password or a second step comes to nothing else before."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from .gate.entering import OWES

View = Callable[..., HttpResponseBase]
HTMX_AT = "HX-Current-URL"
WHERE = {"password": "change-password", "code": "set-up-code"}
ALLOWED = frozenset(
    {"own-account", "change-password", "set-up-code", "recovery-codes", "confirm", "sign-out", "set_language"}
)


class SignedIn(LoginRequiredMiddleware):
    """To the door, and from there back to the page that was being looked at.

    A form sent after the session ended cannot be sent again by us: its address answers no visit, so one comes back to
    the page that it was on, and is told that nothing was saved.  What htmx asks for would else be put into the page.
    """

    def process_view(
        self, request: HttpRequest, view_func: View, view_args: tuple[Any, ...], view_kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """The way to the door; None for who may go on."""
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is None:
            return None
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(redirect_to_login(_own(request, request.headers.get(HTMX_AT, ""))).url)
        if request.method in ("GET", "HEAD"):
            return answer
        if "text/html" in request.headers.get("Accept", ""):  # not what a script of ours sends, again and again
            messages.warning(request, _("登录已经过期，刚才提交的内容没有保存。请登录后重新提交。"))
        return redirect_to_login(_own(request, request.headers.get("Referer", "")))


def _own(request: HttpRequest, address: str) -> str:
    """The address within this site; home for one elsewhere."""
    parts = urlsplit(address)
    if parts.netloc != request.get_host() or not parts.path.startswith("/"):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    return parts._replace(scheme="", netloc="", fragment="").geturl()


def owed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lead there; the session knows, so that it costs nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        debt = request.session.get(OWES, "") if request.user.is_authenticated else ""
        return get_response(request) if debt not in WHERE or _name(request) in ALLOWED else redirect(WHERE[debt])

    return middleware


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
