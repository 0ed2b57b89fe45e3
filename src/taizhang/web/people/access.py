"""Whether a person may do a thing.  Every view asks here; a right is a line of the table in `rights`."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from .models import Role, User
from .rights import RIGHTS, Right

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
