"""The own account: password, second step, where one is signed in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..access import signed_in
from ..forms import ChangePasswordForm, SignInForm
from ..gate import code, entering, sessions
from ..passwords import rules
from ..services.passwords import choose
from .signing_in import next_of, oidc_name


@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    """Who one is here, and what may be done about it."""
    user = signed_in(request)
    context = {
        "own_places": sessions.of(request, user),
        "code_on": code.is_on(user),
        "code_needed": entering.needs_code(user),
        "has_password": user.has_usable_password(),
        "days": settings.PASSWORD_DAYS,
        "oidc": oidc_name(),
        "linked": _linked(request),
    }
    return render(request, "people/own.html", context)


def _linked(request: HttpRequest) -> bool:
    if not settings.OIDC_URL:
        return False
    from ..gate import single

    return single.is_linked(signed_in(request))


@sensitive_post_parameters("old", "password", "again")
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """The old password and a new one; all other sessions end."""
    user = signed_in(request)
    if not user.has_usable_password():
        raise Http404
    form = ChangePasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if entering.by_password(request, user.username, form.cleaned_data["old"]) == user:
            choose(user, form.cleaned_data["password"])
            update_session_auth_hash(request, user)
            sessions.end_others(request, user)
            entering.settle(request, user)
            messages.success(request, _("密码已修改，其他设备上的登录已经退出。"))
            return redirect("own-account")
        form.add_error("old", _("现在的密码不对，或者账号已被锁定。"))
    context = {"form": form, "rules": rules(), "owed": request.session.get(entering.OWES) == "password"}
    return render(request, "people/change_password.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def set_up_code(request: HttpRequest) -> HttpResponse:
    """Scan, type a code, done; then the recovery codes."""
    user = signed_in(request)
    if code.is_on(user):
        return redirect("own-account")
    code.confirm_first(request)
    form = code.SetUpForm(user=user, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        code.turn_on(request, user, form)
        entering.settle(request, user)
        return redirect("recovery-codes")
    context = {"form": form, "secret": form.secret, "picture": code.picture(user, form.secret)}
    context["owed"] = request.session.get(entering.OWES) == "code"
    return render(request, "people/set_up_code.html", context, status=422 if form.errors else 200)


@require_POST
def turn_off_code(request: HttpRequest) -> HttpResponse:
    """No second step any more; refused where the role must have one."""
    user = signed_in(request)
    if entering.needs_code(user):
        messages.error(request, _("您的角色必须使用两步验证，不能关闭。"))
    elif code.is_on(user):
        code.turn_off(request, user)
        messages.success(request, _("两步验证已关闭。"))
    return redirect("own-account")


@never_cache
@require_http_methods(["GET", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes that are left; new ones by a button."""
    user = signed_in(request)
    if not code.is_on(user):
        return redirect("own-account")
    code.confirm_first(request)
    if request.method == "POST":
        code.new_recovery_codes(request)
        return redirect("recovery-codes")
    return render(request, "people/recovery_codes.html", {"codes": code.recovery_codes(user)})


@sensitive_post_parameters("password", "code")
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """The password once more, or for one without a password a code, before something that matters."""
    user = signed_in(request)
    form = _confirm_form(request)
    if request.method == "POST" and form.is_valid():
        if isinstance(form, code.ConfirmForm):
            form.save()
            return _go_on(request)
        if entering.by_password(request, user.username, form.cleaned_data["password"]) == user:
            return _go_on(request)
        form.add_error(None, _("密码不对，或者账号已被锁定。"))
    context = {"form": form, "next": next_of(request)}
    return render(request, "people/confirm.html", context, status=422 if form.errors else 200)


def _confirm_form(request: HttpRequest) -> code.ConfirmForm | SignInForm:
    user = signed_in(request)
    if not user.has_usable_password():
        return code.ConfirmForm(user=user, data=request.POST or None)
    form = SignInForm(request.POST or None)
    del form.fields["username"]
    return form


def _go_on(request: HttpRequest) -> HttpResponse:
    return code.go_on(request) or redirect("own-account")


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    ended = sessions.end_others(request, signed_in(request))
    messages.success(request, _("已退出其他%(number)s处登录。") % {"number": ended})
    return redirect("own-account")


@require_POST
def unlink_identity(request: HttpRequest) -> HttpResponse:
    """Sign in by single sign-on no more; kept where there is no password to sign in with."""
    user = signed_in(request)
    if not settings.OIDC_URL:
        raise Http404
    from ..gate import single

    if not user.has_usable_password():
        messages.error(request, _("您没有密码，解除后就无法登录，没有解除。"))
    else:
        single.unlink(user)
        messages.success(request, _("已解除统一身份认证。"))
    return redirect("own-account")
