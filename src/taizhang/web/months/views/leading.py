"""A leader's own projects, his remarks on them, and what units answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.web.people.access import has, only, signed_in
from taizhang.web.people.rights import Right

from ..doors import may_remark
from ..leading import access_led_task, all_leaders
from ..matrix import current
from ..models import Period, Task
from ..projects import history_of, projects_of
from ..remarks import remarks_by_task
from ..services import remarks
from .notices import done, next_page


@only(may_remark)
@require_safe
def projects_page(request: HttpRequest) -> HttpResponse:
    """The projects that the person leads, with lights, open findings and remarks."""
    user = signed_in(request)
    groups = projects_of(user)
    context = {"groups": groups, "names": () if groups else all_leaders(user)}
    return render(request, "months/projects.html", context)


@only(may_remark)
@require_safe
def project_page(request: HttpRequest, key: int) -> HttpResponse:
    """One project through the periods, and a form for a remark."""
    user = signed_in(request)
    task = access_led_task(user, key)
    context = {
        "task": task,
        "history": history_of(task),
        "remarks": remarks_by_task(user, [task.pk]).get(task.pk, []),
        "period": _current(task),
    }
    return render(request, "months/project.html", context)


@only(may_remark)
@require_POST
def make_remark(request: HttpRequest, key: int) -> HttpResponse:
    """A remark on a project, in the period that was opened last; Http404 before the first."""
    user = signed_in(request)
    task = access_led_task(user, key)
    period = _current(task)
    if period is None:
        raise Http404
    words = _("批示已送达责任单位和督查室。")
    done(request, lambda: remarks.remark(user, task, period, request.POST.get("text", "")), words)
    return redirect("my-project", key)


def _current(task: Task) -> Period | None:
    return current(task.plan.yearly.periods.all(), timezone.localdate())


@only(lambda visitor: has(visitor, Right.FILL))
@require_POST
def see_remark(request: HttpRequest, key: int) -> HttpResponse:
    """The unit has read a remark."""
    done(request, lambda: remarks.mark_seen(signed_in(request), key))
    return redirect(next_page(request, "/"))


@only(lambda visitor: has(visitor, Right.FILL))
@require_POST
def answer_remark(request: HttpRequest, key: int) -> HttpResponse:
    """The unit answers a remark."""
    text = request.POST.get("text", "")
    done(request, lambda: remarks.reply(signed_in(request), key, text), _("回复已送达。"))
    return redirect(next_page(request, "/"))
