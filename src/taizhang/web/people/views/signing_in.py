"""Signing in and out, the first run, and what a link opens."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.web.errors import page

from .. import services
from ..checks import is_loopback
from ..forms import FirstRunForm, NewAccountForm, NewPasswordForm, SignInForm
from ..gate import code, entering
from ..models import Invitation, User
from ..passwords import rules
from ..services.invitations import by_token, chosen_anew, taken_up


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, or in the demo one button for each sample role."""
    if request.user.is_authenticated:
        return redirect("home")
    if services.first_run_open():
        return redirect("first-run")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = entering.by_password(request, form.cleaned_data["username"], form.cleaned_data["password"])
        if user is not None:
            return entering.enter(request, user, next_of(request))
        form.add_error(None, _("用户名或密码不对，或者账号已被停用、锁定。"))
    samples = User.objects.filter(is_sample=True, is_active=True).order_by("pk") if settings.DEMO else ()
    context = {"form": form, "samples": samples, "next": next_of(request), "oidc": oidc_name()}
    return render(request, "people/sign_in.html", context, status=422 if form.errors else 200)


def oidc_name() -> str:
    """What the button of single sign-on says; "" without one."""
    return (settings.OIDC_NAME or _("统一身份认证")) if settings.OIDC_URL else ""


def next_of(request: HttpRequest) -> str:
    """Where the person was going, when it is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else "/"


@code.at_the_stage
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second step, for who gave the password."""
    form = code.CodeForm(user=code.who_waits(request), data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        return code.pass_on(request)
    return render(request, "people/code.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """One click for a sample role; only in the demo and only from this machine."""
    if not settings.DEMO or not is_loopback(request.META.get("REMOTE_ADDR", "")):
        raise Http404
    user = services.sample_named(request.POST.get("username", ""))
    if user is None:
        raise Http404
    return entering.enter(request, user, next_of(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The session ends."""
    logout(request)
    return redirect("sign-in")


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again", "token")
@require_http_methods(["GET", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """Make the administrator; the page is gone once an account exists."""
    if not services.first_run_open():
        raise Http404
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        user = services.first_administrator(data["token"], data["username"], data["name"], data["password"])
        if user is not None:
            return entering.enter_new(request, user)
        form.add_error("token", _("口令不对，请看启动程序的控制台。"))
    context = {"form": form, "rules": rules()}
    return render(request, "people/first_run.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What a link opens: a form for a new account, or for a new password of one that is there."""
    found = by_token(token)
    if found is None:
        return page(request, 404, _("链接无效"), _("链接已经用过、过期或者被撤销。请向给您链接的人再要一个。"))
    form = NewPasswordForm(found.account, request.POST or None) if found.account else _account_form(request, found)
    if request.method == "POST" and form.is_valid():
        user = _taken_up(found, form.cleaned_data)
        if user is not None:
            logout(request)  # whoever was signed in here is somebody else
            if found.account is None:
                return entering.enter_new(request, user)
            messages.success(request, _("密码已修改，请用新密码登录。"))
        return redirect("sign-in")
    oidc = "" if found.account else oidc_name()
    context = {"form": form, "invitation": found, "rules": rules(), "oidc": oidc, "token": token}
    return render(request, "people/invitation.html", context, status=422 if form.errors else 200)


def _account_form(request: HttpRequest, found: Invitation) -> NewAccountForm:
    return NewAccountForm(request.POST or None, found.name)


def _taken_up(found: Invitation, data: dict[str, str]) -> User | None:
    if found.account is not None:
        return chosen_anew(found.pk, data["password"])
    return taken_up(found.pk, data["username"], data["name"], data["password"])


@login_not_required
@require_POST
def oidc(request: HttpRequest) -> HttpResponse:
    """Off to single sign-on: to sign in, to link the own account (`process`), or with an invitation in hand."""
    linking = request.POST.get("process", "") == "connect"
    if not settings.OIDC_URL or linking != request.user.is_authenticated:
        raise Http404
    from ..gate import single

    request.session[single.INVITED] = request.POST.get("invitation", "")
    return single.start(request)


@login_not_required
@never_cache
@require_safe
def oidc_back(request: HttpRequest) -> HttpResponse:
    """Back from single sign-on."""
    if not settings.OIDC_URL:
        raise Http404
    from ..gate import single

    return single.finish(request)
