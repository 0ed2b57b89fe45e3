"""What each role may do.  Every view asks here; a right is a line of the table, not an `if` somewhere."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from .models import Role, User

Visitor: TypeAlias = User | AnonymousUser | None
P = ParamSpec("P")

IMPORTERS = {Role.COORDINATOR, Role.ADMINISTRATOR}
EVENT_READERS = {Role.AUDITOR, Role.ADMINISTRATOR}
PEOPLE_MANAGERS = {Role.ADMINISTRATOR}
RULE_MANAGERS = {Role.ADMINISTRATOR}


def _has(visitor: Visitor, roles: set[Role]) -> bool:
    return isinstance(visitor, User) and visitor.is_active and visitor.role in roles


def may_import(visitor: Visitor) -> bool:
    """Import documents and save them as ledgers."""
    return _has(visitor, IMPORTERS)


def may_read_events(visitor: Visitor) -> bool:
    """Read the log of acts."""
    return _has(visitor, EVENT_READERS)


def may_manage_people(visitor: Visitor) -> bool:
    """Make and stop accounts."""
    return _has(visitor, PEOPLE_MANAGERS)


def may_manage_rules(visitor: Visitor) -> bool:
    """Switch checking rules off for a place."""
    return _has(visitor, RULE_MANAGERS)


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
