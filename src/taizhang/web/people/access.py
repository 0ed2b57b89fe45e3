"""Whether a person may do a thing.  Every view asks here; a right is a line of the table in `rights`."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from taizhang.web.places.models import Region

from .models import Invitation, Role, User
from .rights import OF_A_UNIT, OFFICERS, RIGHTS, Right

Visitor: TypeAlias = User | AnonymousUser | None
P = ParamSpec("P")


def has(visitor: Visitor, right: Right) -> bool:
    """Whether the person's role has the right; nobody who was stopped has any."""
    return isinstance(visitor, User) and visitor.is_active and right in RIGHTS[Role(visitor.role)]


def may_import(visitor: Visitor) -> bool:
    """Import documents and save them as ledgers."""
    return has(visitor, Right.IMPORT)


def may_read_events(visitor: Visitor) -> bool:
    """Read the log of acts."""
    return has(visitor, Right.READ_EVENTS)


def may_manage_people(visitor: Visitor) -> bool:
    """Make and stop accounts."""
    return has(visitor, Right.MANAGE_PEOPLE)


def may_see_accounts(visitor: Visitor) -> bool:
    """See the accounts of the own regions: who makes them, and who grants their roles."""
    return has(visitor, Right.MANAGE_PEOPLE) or has(visitor, Right.GRANT_ROLES)


def reaches(user: User, region: Region | None) -> bool:
    """Whether the region is the person's or below it; all the site (None) is reached by those of no region alone."""
    if user.region is None:
        return True
    return region is not None and region.path.startswith(user.region.path)


def visible_accounts(user: User) -> QuerySet[User]:
    """The accounts of the regions that the person reaches."""
    return User.objects.filter(_reached(user)).select_related("region", "own_unit")


def visible_invitations(user: User) -> QuerySet[Invitation]:
    """The invitations to the regions that the person reaches."""
    return Invitation.objects.filter(_reached(user)).select_related("region", "own_unit", "made_by", "granted_by")


def access_account(user: User, key: int) -> User:
    """The account, or Http404."""
    return get_object_or_404(visible_accounts(user), pk=key)


def access_invitation(user: User, key: int) -> Invitation:
    """The invitation, or Http404."""
    return get_object_or_404(visible_invitations(user), pk=key)


def _reached(user: User) -> Q:
    return Q(region__path__startswith=user.region.path) if user.region else Q()


def handles(by: User, role: str, region: Region | None) -> bool:
    """Whether the person hands out links to accounts of that role there, restarts them and resets their passwords.

    A role of a unit is in the system administrator's hand.  A role beyond one unit is in the security
    administrator's: the other proposes it, and never holds its link.  Where there is no security administrator yet,
    the system administrator does it all (domain.md 8.1).
    """
    if not reaches(by, region):
        return False
    if role in OF_A_UNIT:
        return may_see_accounts(by)
    return has(by, Right.GRANT_ROLES) or (has(by, Right.MANAGE_PEOPLE) and not has_security(region))


def has_security(region: Region | None) -> bool:
    """Whether an active security administrator reaches the region."""
    active = User.objects.filter(role=Role.SECURITY, is_active=True).select_related("region")
    return any(reaches(user, region) for user in active)


def may_stop(by: User, account: User) -> bool:
    """Stop an account: whoever handles it, and the system administrator all but officers; never the own one."""
    if by == account or not reaches(by, account.region):
        return False
    common = has(by, Right.MANAGE_PEOPLE) and account.role not in OFFICERS
    return common or handles(by, account.role, account.region)


def may_manage_rules(visitor: Visitor) -> bool:
    """Switch checking rules off for a place."""
    return has(visitor, Right.MANAGE_RULES)


def may_plan(visitor: Visitor) -> bool:
    """Keep the yearly plan, its periods and the place's working days."""
    return has(visitor, Right.PLAN)


def may_manage_places(visitor: Visitor) -> bool:
    """Keep regions and their units."""
    return has(visitor, Right.MANAGE_PLACES)


def signed_in(request: HttpRequest) -> User:
    """The person at the page; PermissionDenied for nobody (the sign-in middleware comes first)."""
    if isinstance(request.user, User):
        return request.user
    raise PermissionDenied


def only(
    allowed: Callable[[Visitor], bool],
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], HttpResponse]], Callable[Concatenate[HttpRequest, P], HttpResponse]
]:
    """A view for those whom `allowed` lets in; 403 for the others."""

    def decorate(
        view: Callable[Concatenate[HttpRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not allowed(_visitor(request)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        update_wrapper(guarded, view)
        return guarded

    return decorate


def _visitor(request: HttpRequest) -> Any:
    return request.user
