"""The only doors to plans, periods and returns.  What is not found here does not exist for the person: 404, not 403.

A unit's people find the own unit's returns alone.  All others find returns by region, but what is in one only from its
submissions: a draft is seen by nobody outside the unit.
"""

from typing import TypeVar

from django.db.models import F, Model, Q, QuerySet
from django.http import Http404

from taizhang.web.ledgers.access import visible_ledgers, visible_regions
from taizhang.web.people.models import User
from taizhang.web.people.rights import OF_A_UNIT
from taizhang.web.places.models import Unit

from .models import Period, Report, Return, Submission, Task
from .states import SEEN_BY_OFFICE

Found = TypeVar("Found", bound=Model)


def is_of_a_unit(user: User) -> bool:
    """Whether the person reports for a unit, and so sees that unit's returns alone."""
    return user.role in OF_A_UNIT


def visible_periods(user: User) -> QuerySet[Period]:
    """The periods of the visible lists."""
    return Period.objects.filter(yearly__in=visible_ledgers(user)).select_related("yearly__region")


def access_period(user: User, key: int) -> Period:
    """The period, or Http404."""
    return _found(visible_periods(user).filter(pk=key))


def visible_returns(user: User) -> QuerySet[Return]:
    """The own unit's returns; for those of no unit all of the visible regions, of which they see the state."""
    found = Return.objects.select_related("period__yearly__region", "unit")
    if is_of_a_unit(user):
        return found.filter(unit=user.own_unit_id)
    return found.filter(period__yearly__in=visible_ledgers(user))


def access_return(user: User, key: int) -> Return:
    """The return, or Http404."""
    return _found(visible_returns(user).filter(pk=key))


def visible_reports(user: User) -> QuerySet[Report]:
    """The drafts of the own unit's reports; nobody else's."""
    found = Report.objects.select_related("of__period", "task", "by").prefetch_related("values__indicator", "reasons")
    return found.filter(of__unit=user.own_unit_id) if is_of_a_unit(user) else found.none()


def visible_submissions(user: User) -> QuerySet[Submission]:
    """What the own unit sent; for the others what was sent and not taken back by its unit, and what counts."""
    found = Submission.objects.filter(of__in=visible_returns(user)).select_related("of__unit", "by")
    if is_of_a_unit(user):
        return found
    return found.filter(Q(of__state__in=SEEN_BY_OFFICE) | Q(pk=F("of__accepted")))


def access_submission(user: User, key: int, number: int) -> Submission:
    """The submission of that number of a return, or Http404."""
    return _found(visible_submissions(user).filter(of=key, number=number))


def access_task(user: User, key: int) -> Task:
    """A task of a visible list, or Http404."""
    return _found(
        Task.objects.filter(pk=key, plan__yearly__in=visible_ledgers(user)).select_related("plan__yearly", "off")
    )


def access_unit(user: User, key: int) -> Unit:
    """A unit of a visible region, or Http404."""
    return _found(Unit.objects.filter(pk=key, region__in=visible_regions(user)))


def _found(query: QuerySet[Found]) -> Found:
    found = query.first()
    if found is None:
        raise Http404
    return found
