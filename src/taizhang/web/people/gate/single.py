"""Single sign-on by OpenID Connect (统一身份认证): allauth's provider, our addresses, our rule of who comes in."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from taizhang.web.errors import page
from taizhang.web.events.services import record

from ..models import User
from ..services.invitations import by_token, taken_up

INVITED = "invited"
"""Where the session keeps the token of an invitation while its person is at the provider."""

__all__ = ["AuthError", "app", "find_person", "finish", "is_linked", "provider_of", "start", "unlink"]


class _Adapter(OpenIDConnectOAuth2Adapter):
    """With our address to come back to, and a signature that is always verified."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, "oidc")

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("oidc-back"))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **told: Any) -> SocialLogin:
        """What the provider says of the person; OAuth2Error when its two answers are of two persons."""
        identity = self._verified(app, told["response"].get("id_token") or "")
        data: dict[str, Any] = {"id_token": identity}
        if "userinfo_endpoint" in self.openid_config:
            more = self._fetch_user_info(token.token)
            if more.get("sub") != identity.get("sub"):
                raise OAuth2Error("userinfo speaks of another subject")  # OpenID Connect Core 5.3.2
            data["userinfo"] = identity | more
        return self.get_provider().sociallogin_from_response(request, data)

    def _verified(self, app: SocialApp, token: str) -> dict[str, Any]:
        """The claims of the token, its signature verified even though it came straight from the provider."""
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return claims


class _Provider(OpenIDConnectProvider):
    """With our adapter and our address."""

    def get_callback_url(self) -> str:
        return reverse("oidc-back")

    def get_oauth2_adapter(self, request: HttpRequest) -> _Adapter:
        return _Adapter(request)


def app() -> SocialApp:
    """The provider as the settings name it."""
    told = {"server_url": settings.OIDC_URL, "oauth_pkce_enabled": True}
    return SocialApp(
        provider="openid_connect",
        provider_id="oidc",
        name=settings.OIDC_NAME,
        client_id=settings.OIDC_ID,
        secret=settings.OIDC_SECRET,
        settings=told,
    )


def provider_of(request: HttpRequest) -> OpenIDConnectProvider:
    """Allauth's provider for it."""
    return _Provider(request, app=app())


def start(request: HttpRequest) -> HttpResponse:
    """Off to the provider; `next` and `process` are in what was posted."""
    answer: HttpResponse = OAuth2LoginView.adapter_view(_Adapter(request))(request)
    return answer


def finish(request: HttpRequest) -> HttpResponse:
    """Back from the provider."""
    answer: HttpResponse = OAuth2CallbackView.adapter_view(_Adapter(request))(request)
    return answer


def find_person(request: HttpRequest, login: SocialLogin) -> None:
    """Tie a new identity to its account: by an invitation in hand, else by the claim that holds the user name.

    Raises ImmediateHttpResponse with a page for one who has no account here.
    """
    if login.is_existing or login.state.get("process") == AuthProcess.CONNECT:
        return
    user = _invited(request, login) or _named(login)
    if user is None:
        advice = _("您的统一身份认证账号没有对应的台账账号，请向系统管理员要一个邀请链接。")
        raise ImmediateHttpResponse(page(request, 403, _("没有账号"), advice))
    login.connect(request, user)
    record("identity-linked", user, identity=login.account.uid)


def _claims(login: SocialLogin) -> dict[str, Any]:
    data = login.account.extra_data
    claims: dict[str, Any] = data.get("userinfo") or data.get("id_token") or {}
    return claims


def _invited(request: HttpRequest, login: SocialLogin) -> User | None:
    """The account that an invitation in hand is for, made now; its user name is the provider's."""
    invitation = by_token(request.session.pop(INVITED, ""))
    if invitation is None:
        return None
    claims = _claims(login)
    username = str(claims.get(settings.OIDC_CLAIM or "preferred_username") or login.account.uid)[:60]
    if User.objects.filter(username=username).exists():
        return None
    return taken_up(invitation.pk, username, str(claims.get("name") or invitation.name)[:60])


def _named(login: SocialLogin) -> User | None:
    """The account whose user name the claim holds; none that was stopped, none of the demo."""
    username = str(_claims(login).get(settings.OIDC_CLAIM) or "") if settings.OIDC_CLAIM else ""
    return User.objects.filter(username=username, is_active=True, is_sample=False).first() if username else None


def is_linked(user: User) -> bool:
    """Whether the account has an identity at the provider."""
    return SocialAccount.objects.filter(user=user).exists()


def unlink(user: User) -> None:
    """Forget the account's identity."""
    SocialAccount.objects.filter(user=user).delete()
