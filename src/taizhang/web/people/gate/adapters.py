"""What allauth asks of us."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.web.errors import page
from taizhang.web.events.services import record

from ..models import User
from . import sessions
from .entering import OWES, address_of, owed_by


class AccountAdapter(DefaultAccountAdapter):
    """No signing up, our pages, and what follows signing in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts come from invitations."""
        return False

    def get_login_stages(self) -> list[str]:
        """The second step alone."""
        return ["taizhang.web.people.gate.code.CodeStage"]

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address as the server tells it; behind a socket there is none."""
        return address_of(request) or "0.0.0.0"  # noqa: S104 -- no address to listen on

    def is_safe_url(self, url: str) -> bool:
        """Only this site's pages."""
        return bool(url) and super().is_safe_url(url)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for who signed in in the last minutes."""
        request = context.request
        records = get_authentication_records(request, request.user)
        since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not any(entry["at"] >= since for entry in records)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Our one page for it."""
        return [{"id": "confirm", "url": reverse("confirm")}]

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """The page for a stopped account."""
        return page(request, 403, _("账号已停用"), _("请联系系统管理员。"))

    def login(self, request: HttpRequest, user: User) -> None:
        """Let in, and remember when the person was here last."""
        before = user.last_login
        super().login(request, user)
        request.session["seen"] = int(time.time())
        if owed := owed_by(user):
            request.session[OWES] = owed
        record("signed-in", user, address=address_of(request))
        if before and not settings.DEMO:
            when = timezone.localtime(before).strftime("%Y-%m-%d %H:%M")
            words = _("上次登录：%(when)s。如果不是您本人，请马上修改密码。") % {"when": when}
            messages.info(request, words)

    def post_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse:
        """Go on; the other sessions end where only one is allowed."""
        response: HttpResponse = super().post_login(request, user, **told)
        if settings.ONE_SESSION:
            sessions.end_others(request, user)
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: our pages say what happened."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: allauth has no addresses of ours."""


class CodeAdapter(DefaultMFAAdapter):
    """Words of ours, and secrets that are not plain in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("验证码不对，或者已经用过。"),
    }

    def get_totp_label(self, user: User) -> str:
        """The user name."""
        return user.username

    def encrypt(self, text: str) -> str:
        """Encrypted by the site's secret: who reads a copy of the database cannot make codes."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Back to plain; ValueError when the site's secret is another now."""
        from cryptography.fernet import InvalidToken

        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise ValueError("the secret of the site has changed") from error


def _box() -> Any:
    from cryptography.fernet import Fernet  # only those with a second step load it

    key = hashlib.sha256(b"taizhang second step" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """One provider, from the settings; it never makes an account that was not invited."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """The place's provider, or none."""
        from .single import app

        return [app()] if settings.OIDC_URL else []

    def get_provider(self, request: HttpRequest, provider: Any, client_id: Any = None) -> Any:
        """The same as allauth's object; allauth would look it up among its own apps, which start slowly."""
        from .single import provider_of

        return provider_of(request)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find whose identity it is."""
        from .single import find_person

        find_person(request, sociallogin)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Back to the own account."""
        return reverse("own-account")

    def on_authentication_error(self, request: HttpRequest, provider: Any, **told: Any) -> None:
        """Our page, instead of allauth's."""
        from allauth.core.exceptions import ImmediateHttpResponse

        messages.error(request, _("统一身份认证没有成功，请重试，或者用密码登录。"))
        raise ImmediateHttpResponse(redirect("sign-in"))
