"""The second step: codes of an authenticator (TOTP, RFC 6238) and recovery codes, by allauth."""

from __future__ import annotations

import base64
from collections.abc import Callable

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required, resume_request
from allauth.account.stages import LoginStage
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as recovery
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import flows
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from taizhang.web.events.services import record

from ..models import User

APP = "allauth.mfa"
View = Callable[[HttpRequest], HttpResponse]
CODE = {"class": "form-control", "autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


class CodeStage(LoginStage):
    """Between the password and the site, for those who have a second step.

    Allauth's own stage does the same, and keys and trusted browsers, which are not offered here; it loads a
    library for keys of nine megabytes.
    """

    key = "mfa_authenticate"
    urlname = "sign-in-code"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """The page for the code when there is a second step; a sample role of the demo stays one click away."""
        user = self.login.user
        if user is None or (settings.DEMO and user.is_sample) or not is_on(user):
            return None, True
        return headed_redirect_response("sign-in-code"), True


class CodeForm(AuthenticateForm):
    """The code at signing in."""

    code = forms.CharField(label=_("验证码"), max_length=20, widget=forms.TextInput(attrs=CODE))


class ConfirmForm(ReauthenticateForm):
    """The code once more, before something that matters."""

    code = forms.CharField(label=_("验证码"), max_length=20, widget=forms.TextInput(attrs=CODE))


class SetUpForm(ActivateTOTPForm):
    """The first code, which shows that the authenticator has the secret."""

    code = forms.CharField(label=_("应用上显示的6位验证码"), max_length=10, widget=forms.TextInput(attrs=CODE))


def is_on(user: User) -> bool:
    """Whether the account has a second step."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def picture(user: User, secret: str) -> str:
    """The secret as a QR code: an SVG in a data address."""
    adapter = get_adapter()
    drawn: str = adapter.build_totp_svg(adapter.build_totp_url(user, secret))
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()


def at_the_stage(view: View) -> View:
    """A page for who gave the password and not yet the code; the others go to the sign-in page."""
    found: View = login_stage_required(stage=CodeStage.key, redirect_urlname="sign-in")(view)
    return found


def who_waits(request: HttpRequest) -> User:
    """Who gave the password, at a page of `at_the_stage`."""
    user: User = request._login_stage.login.user  # type: ignore[attr-defined] # allauth sets it
    return user


def pass_on(request: HttpRequest) -> HttpResponse:
    """The code was right: in."""
    answer: HttpResponse = request._login_stage.exit()  # type: ignore[attr-defined] # allauth sets it
    return answer


def go_on(request: HttpRequest) -> HttpResponse | None:
    """Back to what asked for the password once more; None when nothing did."""
    answer: HttpResponse | None = resume_request(request)
    return answer


def confirm_first(request: HttpRequest) -> None:
    """Lead to the page that asks for the password once more, unless it was given in the last minutes."""
    raise_if_reauthentication_required(request, app=APP)


@transaction.atomic
def turn_on(request: HttpRequest, user: User, form: SetUpForm) -> None:
    """The second step holds from the next signing in; recovery codes are made with it."""
    flows.activate_totp(request, form)
    record("second-step-on", user)


@transaction.atomic
def turn_off(request: HttpRequest, user: User) -> None:
    """The second step and its recovery codes are gone."""
    confirm_first(request)
    drop(user)
    record("second-step-off", user)


def drop(user: User) -> None:
    """Forget the account's authenticator and recovery codes."""
    Authenticator.objects.filter(user=user).delete()


def recovery_codes(user: User) -> list[str]:
    """The codes that are left."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return list(found.wrap().get_unused_codes()) if found else []


def new_recovery_codes(request: HttpRequest) -> None:
    """Ten new codes; the old ones are of no use any more."""
    recovery.generate_recovery_codes(request)
