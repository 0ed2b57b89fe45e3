"""Links that make an account, or give one a new password: used once, for some days, known by their digest alone."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from taizhang.web.events.services import record
from taizhang.web.places.models import Region
from taizhang.web.places.services import unit_named

from ..access import handles, has, reaches
from ..models import Invitation, User
from ..rights import OF_A_UNIT, Right
from .accounts import make_account
from .passwords import choose


@transaction.atomic
def invite(by: User, name: str, role: str, region: Region | None, unit: str = "", email: str = "") -> Invitation:
    """An invitation; granted at once when the inviter may hand out the role, else it waits for who may.

    Raises PermissionDenied for one who may not make accounts there.
    """
    if not has(by, Right.MANAGE_PEOPLE) or not reaches(by, region):
        raise PermissionDenied
    own = unit_named(region, unit) if region and unit and role in OF_A_UNIT else None
    granted = by if handles(by, role, region) else None
    made = Invitation.objects.create(
        name=name, role=role, region=region, own_unit=own, email=email, made_by=by, granted_by=granted
    )
    record("account-invited", by, name=name, role=role, unit=made.unit)
    return made


@transaction.atomic
def reset_password(by: User, account: User) -> Invitation:
    """A link by which the account's person chooses a new password; older ones are revoked.

    Raises PermissionDenied for one who may not, and for the own account.
    """
    if by == account or not account.is_active or not handles(by, account.role, account.region):
        raise PermissionDenied
    made = _for(account, by)
    record("password-reset", by, name=account.name)
    return made


def _for(account: User, by: User) -> Invitation:
    """A link for a new password; those before it are void."""
    account.links.filter(used_at=None, revoked_at=None).update(revoked_at=timezone.now())
    return Invitation.objects.create(
        name=account.name,
        role=account.role,
        region=account.region,
        own_unit=account.own_unit,
        email=account.email,
        account=account,
        made_by=by,
        granted_by=by,
    )


@transaction.atomic
def link_by_operator(username: str) -> str:
    """The token of a link for a new password, made on the server itself; "" for no active account.

    The second step and a lock are taken off with it: who asks so is locked out of everything.
    """
    from ..gate import code, entering

    account = User.objects.filter(username=username, is_active=True).first()
    if account is None:
        return ""
    code.drop(account)
    entering.unlock(account)
    made = _for(account, account)
    token = _made_anew(made)
    record("password-reset-here", account)
    return token


@transaction.atomic
def grant(by: User, keys: Iterable[int]) -> list[Invitation]:
    """Grant what waits among them; what the person may not grant raises PermissionDenied."""
    found = list(Invitation.objects.select_for_update().filter(pk__in=keys, granted_by=None))
    for invitation in found:
        if not has(by, Right.GRANT_ROLES) or not handles(by, invitation.role, invitation.region):
            raise PermissionDenied
        invitation.granted_by = by
        invitation.save(update_fields=["granted_by"])
        record("role-granted", by, name=invitation.name, role=invitation.role)
    return found


@transaction.atomic
def link(by: User, invitation: Invitation) -> str:
    """A new token for the link; the one before is of no use any more, and the days run anew.

    Raises PermissionDenied for one who may not hand it out, and while it is not granted or already used.
    """
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not held.is_open or held.granted_by_id is None or not handles(by, held.role, held.region):
        raise PermissionDenied
    token = _made_anew(held)
    record("link-made", by, name=held.name)
    return token


def _made_anew(invitation: Invitation) -> str:
    token = secrets.token_urlsafe(32)
    invitation.digest = digest_of(token)
    invitation.expires_at = timezone.now() + timedelta(days=settings.INVITATION_DAYS)
    invitation.save(update_fields=["digest", "expires_at"])
    return token


@transaction.atomic
def revoke(by: User, invitation: Invitation) -> None:
    """The link is of no use any more; PermissionDenied for one who neither invites nor grants there."""
    if not reaches(by, invitation.region) or not (has(by, Right.MANAGE_PEOPLE) or has(by, Right.GRANT_ROLES)):
        raise PermissionDenied
    if Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None).update(revoked_at=timezone.now()):
        record("invitation-revoked", by, name=invitation.name)


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_token(token: str) -> Invitation | None:
    """The invitation of a link that may be used now."""
    if not token:
        return None
    found = Invitation.objects.filter(digest=digest_of(token)).select_related("region", "own_unit", "account")
    invitation = found.first()
    if invitation is None or not invitation.is_open or invitation.is_late or invitation.granted_by_id is None:
        return None
    return invitation


@transaction.atomic
def taken_up(key: int, username: str, name: str, password: str = "") -> User | None:
    """The account made of the invitation, or None when somebody was faster; what it may do stands in the invitation."""
    found = Invitation.objects.select_for_update(of=("self",)).select_related("region", "own_unit", "granted_by")
    held = found.get(pk=key)
    if not held.is_open or held.account_id is not None:
        return None
    user = make_account(
        held.granted_by,
        username,
        name,
        held.role,
        password=password,
        region=held.region,
        unit=held.unit,
        email=held.email,
    )
    _used(held, user)
    return user


@transaction.atomic
def chosen_anew(key: int, password: str) -> User | None:
    """The account with its new password, signed out everywhere; None when the link was used in between."""
    from ..gate import entering, sessions

    held = Invitation.objects.select_for_update(of=("self",)).select_related("account").get(pk=key)
    if not held.is_open or held.account is None or not held.account.is_active:
        return None
    choose(held.account, password)
    _used(held, held.account)
    sessions.end_all(held.account)
    entering.unlock(held.account)
    return held.account


def _used(invitation: Invitation, user: User) -> None:
    invitation.used_at, invitation.used_by = timezone.now(), user
    invitation.save(update_fields=["used_at", "used_by"])
