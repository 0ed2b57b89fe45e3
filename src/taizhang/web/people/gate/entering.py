"""In by name and password, and what follows for whoever comes in."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from taizhang.web.events.services import record

from ..models import Role, User
from ..passwords import is_old
from . import code

BACKEND = "django.contrib.auth.backends.ModelBackend"
OWES = "owes"
"""What the session notes of one who must first choose a password, or set up the second step."""


def by_password(request: HttpRequest, username: str, password: str) -> User | None:
    """The account when the password is right and it is neither stopped nor locked; a failure is counted."""
    shut = is_locked(request, username)
    user = authenticate(request, username=username, password=password)
    if isinstance(user, User):
        record_authentication(request, user, method="password", username=username)
        return user
    if not shut:  # who tries on at a lock fills no log
        _note_failure(request, username)
    return None


def is_locked(request: HttpRequest, username: str) -> bool:
    """Whether too many failures keep the name shut for this address."""
    return not AxesProxyHandler.is_allowed(request, {"username": username})


def _note_failure(request: HttpRequest, username: str) -> None:
    """In the log, when there is such an account; what was typed in place of a name may be a password."""
    user = User.objects.filter(username=username).first()
    if user is None:
        return
    record("sign-in-failed", user, address=address_of(request))
    if is_locked(request, username):
        record("account-locked", user, address=address_of(request))


def unlock(user: User) -> None:
    """Forget the account's failures, from wherever they came."""
    AccessAttempt.objects.filter(username=user.username).delete()


def enter_new(request: HttpRequest, user: User) -> HttpResponse:
    """Let in who just chose the password of a new account."""
    record_authentication(request, user, method="password", username=user.username)
    return enter(request, user, "/")


def enter(request: HttpRequest, user: User, then: str) -> HttpResponse:
    """Let the person in, or lead to the second step first; then to the address `then`."""
    user.backend = BACKEND
    return perform_login(request, Login(user=user, redirect_url=then))


def address_of(request: HttpRequest) -> str:
    """Where the request came from; "" where the server does not say."""
    return str(request.META.get("REMOTE_ADDR", ""))


def owed_by(user: User) -> str:
    """What the person must do before anything else: "password", "code" or nothing."""
    if is_old(user):
        return "password"
    if needs_code(user) and not code.is_on(user):
        return "code"
    return ""


def needs_code(user: User) -> bool:
    """Whether the role must have a second step (a setting)."""
    return Role(user.role) in settings.MFA_ROLES


def settle(request: HttpRequest, user: User) -> None:
    """Note what is still owed once something was done about it."""
    if owed := owed_by(user):
        request.session[OWES] = owed
    else:
        request.session.pop(OWES, None)


def is_locked_anywhere(user: User) -> bool:
    """Whether too many failures keep the account shut for some address."""
    return locked_names().filter(username=user.username).exists()


def locked_names() -> QuerySet[AccessAttempt, str]:
    """The names that too many failures keep shut for some address now."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(
        attempt_time__gt=since, failures_since_start__gte=settings.AXES_FAILURE_LIMIT
    )
    return attempts.values_list("username", flat=True)
