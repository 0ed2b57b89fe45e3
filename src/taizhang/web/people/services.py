"""Acts on accounts: signing in, the first administrator, new accounts, stopping one."""

from __future__ import annotations

import hmac
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from taizhang.web.events.services import record
from taizhang.web.places.models import Region
from taizhang.web.places.services import unit_named

from .access import has
from .models import Role, User
from .rights import OFFICERS, Right


def first_run_open() -> bool:
    """True while no account exists and the console has given out a token."""
    return not settings.DEMO and bool(settings.FIRST_RUN_TOKEN) and not User.objects.exists()


@transaction.atomic
def first_administrator(token: str, username: str, name: str, password: str) -> User | None:
    """The administrator made by the first run; None when the token is wrong or an account exists already."""
    if not first_run_open() or not hmac.compare_digest(token.encode(), settings.FIRST_RUN_TOKEN.encode()):
        return None
    return _made(None, username, name, Role.ADMINISTRATOR, password=password)


@transaction.atomic
def make_account(
    by: User | None,
    username: str,
    name: str,
    role: str,
    *,
    password: str = "",
    region: Region | None = None,
    unit: str = "",
    sample: bool = False,
) -> User:
    """A new account; without a password nobody can sign in to it by form (the sample roles)."""
    return _made(by, username, name, role, password=password, region=region, unit=unit, sample=sample)


def _made(
    by: User | None,
    username: str,
    name: str,
    role: str,
    *,
    password: str = "",
    region: Region | None = None,
    unit: str = "",
    sample: bool = False,
) -> User:
    own = unit_named(region, unit) if region and unit else None
    user = User(username=username, name=name, role=role, region=region, own_unit=own, is_sample=sample)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    record("account-made", by or user, name=name, role=role)
    return user


class OneHand(Exception):  # noqa: N818 -- it is an answer, not an error
    """The role asked for and the one held must not be in one hand."""


@transaction.atomic
def change_role(by: User, user: User, role: Role) -> None:
    """Give an account another role.

    Raises PermissionDenied for one who may not grant roles and for the own account, OneHand when an officer
    would become another officer.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not has(by, Right.GRANT_ROLES) or by == user:
        raise PermissionDenied
    if user.role != role and {user.role, role} <= OFFICERS:
        raise OneHand
    before, user.role = Role(user.role), role
    user.save(update_fields=["role"])
    record("role-changed", by, name=user.name, before=before.value, role=role.value)


@transaction.atomic
def stop_account(by: User, user: User) -> None:
    """The account can no longer sign in; its acts stay in the log."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    record("account-stopped", by, name=user.name)


@transaction.atomic
def sign_in_with(username: str, password: str) -> User | None:
    """The account when the password is right and it is neither stopped nor locked; a failure is counted.

    Five failures lock the account for thirty minutes (domain.md 8.1); both numbers are settings.
    """
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        User().set_password(password)  # as slow as a real check, so that names cannot be told apart by time
        return None
    if not user.is_active or is_locked(user):
        return None
    if user.check_password(password):
        _clear_failures(user)
        record("signed-in", user)
        return user
    _count_failure(user)
    return None


def is_locked(user: User) -> bool:
    """True while too many failures keep the account shut."""
    return user.locked_until is not None and user.locked_until > timezone.now()


def _clear_failures(user: User) -> None:
    user.failures, user.locked_until = 0, None
    user.save(update_fields=["failures", "locked_until"])


def _count_failure(user: User) -> None:
    user.failures += 1
    if user.failures >= settings.SIGN_IN_FAILURES:
        user.failures = 0
        user.locked_until = timezone.now() + timedelta(minutes=settings.SIGN_IN_LOCK_MINUTES)
        record("account-locked", user)
    user.save(update_fields=["failures", "locked_until"])


@transaction.atomic
def sign_in_as_sample(username: str) -> User | None:
    """A sample role of the demo; None for any other account and outside the demo."""
    if not settings.DEMO:
        return None
    user = User.objects.filter(username=username, is_sample=True, is_active=True).first()
    if user is not None:
        record("signed-in", user)
    return user
