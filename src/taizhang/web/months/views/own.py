"""A unit's people: their periods, the grid of one, and what was sent of it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.web.people.access import Visitor, has, only, signed_in
from taizhang.web.people.rights import Right

from ..access import access_return, is_of_a_unit, visible_submissions
from ..models import Cause, Return
from ..own import own_months, shared_tasks, tasks_off
from ..reasons import UNCHANGED
from ..remarks import remarks_by_task, with_notes
from ..services.beginning import opened
from ..services.filling import add_note
from ..sheet import sheet_of
from ..steps import steps_of
from .notices import done


def may_fill(visitor: Visitor) -> bool:
    """Report for a unit."""
    return has(visitor, Right.FILL)


@only(may_fill)
@require_safe
def own_month(request: HttpRequest) -> HttpResponse:
    """The unit's periods, what is open first, and the tasks it cooperates in."""
    user = signed_in(request)
    context = {"months": own_months(user), "shared": shared_tasks(user), "off": tasks_off(user), "unit": user.own_unit}
    return render(request, "months/own.html", context)


@require_safe
def return_page(request: HttpRequest, key: int) -> HttpResponse:
    """The grid of one period; the office is led to what it may see of it."""
    user = signed_in(request)
    found = access_return(user, key)
    if not is_of_a_unit(user):
        return redirect("review-return", found.pk)
    opened(user, found)
    sheet = sheet_of(user, found)
    with_notes(line.report for line in sheet.lines)
    context = {
        "sheet": sheet,
        "found": found,
        "remarks": remarks_by_task(user, [line.key for line in sheet.lines], found.period),
        "causes": Cause.choices,
        "unchanged_reasons": UNCHANGED,
    }
    return render(request, "months/return.html", context)


@require_safe
def check_panel(request: HttpRequest, key: int) -> HttpResponse:
    """What stands in the way of sending, anew."""
    found = own_return(request, key)
    sheet = sheet_of(signed_in(request), found)
    return render(request, "months/return.html#sending", {"sheet": sheet, "found": found})


@require_safe
def submissions_page(request: HttpRequest, key: int) -> HttpResponse:
    """Everything that was sent, each with what differs from the one before."""
    found = own_return(request, key)
    sent = list(visible_submissions(signed_in(request)).filter(of=found))
    return render(request, "months/submissions.html", {"found": found, "steps": steps_of(sent)})


@only(may_fill)
@require_POST
def note(request: HttpRequest, report: int) -> HttpResponse:
    """A cooperating unit's word."""
    user = signed_in(request)
    text = request.POST.get("text", "")
    done(request, lambda: add_note(user, report, text), _("补充说明已送达牵头单位。"))
    return redirect("own-month")


def own_return(request: HttpRequest, key: int) -> Return:
    """The return for its unit's people, PermissionDenied for those who only see where it stands, or Http404."""
    user = signed_in(request)
    found = access_return(user, key)
    if not is_of_a_unit(user):
        raise PermissionDenied
    return found
