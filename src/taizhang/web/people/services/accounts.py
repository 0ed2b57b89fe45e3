"""Acts on accounts: the first administrator, new accounts, roles, units, stopping and restarting."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from taizhang.web.events.services import record
from taizhang.web.places.models import Region
from taizhang.web.places.services import unit_named

from ..access import handles, has, may_stop
from ..models import Role, User
from ..rights import OF_A_UNIT, OFFICERS, Right


def first_run_open() -> bool:
    """True while no account exists and the console has given out a token."""
    return not settings.DEMO and bool(settings.FIRST_RUN_TOKEN) and not User.objects.exists()


@transaction.atomic
def first_administrator(token: str, username: str, name: str, password: str) -> User | None:
    """The administrator made by the first run; None when the token is wrong or an account exists already."""
    if not first_run_open() or not hmac.compare_digest(token.encode(), settings.FIRST_RUN_TOKEN.encode()):
        return None
    return make_account(None, username, name, Role.ADMINISTRATOR, password=password)


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
    email: str = "",
    sample: bool = False,
) -> User:
    """A new account; without a password nobody can sign in to it by form (the sample roles, single sign-on)."""
    own = unit_named(region, unit) if region and unit else None
    user = User(username=username, name=name, role=role, region=region, own_unit=own, email=email, is_sample=sample)
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
def change_role(by: User, user: User, role: Role, unit: str = "") -> None:
    """Give an account another role; one of a unit stays in its unit, or comes to `unit`.

    Raises PermissionDenied for one who may not grant roles here and for the own account, OneHand when an officer
    would become another officer, ValueError for a role of a unit without one.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not has(by, Right.GRANT_ROLES) or by == user or not handles(by, role, user.region):
        raise PermissionDenied
    if user.role != role and {user.role, role} <= OFFICERS:
        raise OneHand
    before, user.role = Role(user.role), role
    _into_unit(user, unit)
    user.save(update_fields=["role", "own_unit"])
    record("role-changed", by, name=user.name, before=before.value, role=role.value)


def _into_unit(user: User, unit: str) -> None:
    if user.role not in OF_A_UNIT:
        user.own_unit = None
    elif unit and user.region:
        user.own_unit = unit_named(user.region, unit)
    if user.role in OF_A_UNIT and user.own_unit is None:
        raise ValueError("a role of a unit needs one")


@transaction.atomic
def move(by: User, user: User, unit: str) -> None:
    """Bring a unit's clerk or signer to another unit of the region; PermissionDenied without the right."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if by == user or user.role not in OF_A_UNIT or not handles(by, user.role, user.region):
        raise PermissionDenied
    before = user.unit
    _into_unit(user, unit)
    user.save(update_fields=["own_unit"])
    record("account-moved", by, name=user.name, before=before, unit=user.unit)


@transaction.atomic
def stop_account(by: User, user: User) -> None:
    """The account can no longer sign in; its acts stay in the log.  PermissionDenied without the right."""
    from ..gate import sessions

    if not may_stop(by, user):
        raise PermissionDenied
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions.end_all(user)
    record("account-stopped", by, name=user.name)


@transaction.atomic
def restart_account(by: User, user: User) -> None:
    """A stopped account may sign in again, a locked one at once; PermissionDenied without the right."""
    from ..gate.entering import unlock

    if by == user or not handles(by, user.role, user.region):
        raise PermissionDenied
    user.is_active = True
    user.save(update_fields=["is_active"])
    unlock(user)
    record("account-restarted", by, name=user.name)


@transaction.atomic
def drop_second_step(by: User, user: User) -> None:
    """Forget the second step of one who lost the telephone; PermissionDenied without the right."""
    from ..gate import code

    if by == user or not handles(by, user.role, user.region):
        raise PermissionDenied
    code.drop(user)
    record("second-step-dropped", by, name=user.name)


def sample_named(username: str) -> User | None:
    """A sample role of the demo; None for any other account and outside the demo."""
    if not settings.DEMO:
        return None
    return User.objects.filter(username=username, is_sample=True, is_active=True).first()
