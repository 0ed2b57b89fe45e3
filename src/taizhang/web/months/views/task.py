"""One task of the plan: who reports it, its indicators and targets, its schedule, the office's opinions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.measuring import year_curve
from taizhang.measuring.presets import SCALES
from taizhang.web.people.access import may_plan, only, signed_in

from ..access import access_task
from ..drawing import drawn
from ..forms import IndicatorForm, LeavingForm, NewIndicatorForm, OpinionForm, TargetForm, TaskForm
from ..models import Indicator, Question, Task
from ..schedules import CurveForm, suggested
from ..services.indicators import add_indicator, change_indicator, has_figures, remove_indicator
from ..services.plans import change_target, set_curve
from ..services.removing import closed_without, put_back, take_off
from ..services.tasks import change_task, give_opinion, set_reporter
from .notices import done

Forms = dict[str, Any]


@only(may_plan)
@require_http_methods(["GET", "POST"])
def task_page(request: HttpRequest, task: int) -> HttpResponse:
    """The page, and what its forms send: `act` says which."""
    found = access_task(signed_in(request), task)
    if request.method != "POST":
        return _page(request, found, {})
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    refused = act(request, found)
    if refused:
        return _page(request, found, refused)
    part = request.POST.get("part", "")
    return redirect(f"{reverse('plan-task', args=[task])}{'#' + part if part.isalnum() else ''}")


def _page(request: HttpRequest, task: Task, refused: Forms) -> HttpResponse:
    year = task.plan.yearly.year
    scale, today = SCALES.get(request.GET.get("scale", "")), timezone.localdate()
    curve = suggested(task, scale) if scale else task.schedule(year)
    context = {
        "task": task,
        "yearly": task.plan.yearly,
        "details": TaskForm(task),
        "curve": CurveForm(task, scale=scale.slug if scale else ""),
        "drawing": drawn(curve, year, today),
        "scales": SCALES.values(),
        "scale": scale,
        "today": today,
        "indicators": [_indicator(one, refused) for one in task.indicators.prefetch_related("targets__by")],
        "adding": NewIndicatorForm(prefix="new"),
        "opinion": OpinionForm(prefix="o", initial={"since": today}),
        "opinions": task.opinions.select_related("by").order_by("-since", "-pk"),
        "leaving": LeavingForm(task, initial={"since": today}),
        "frozen": closed_without(task.off) if task.off else None,
        "removals": task.removals.select_related("by", "back_by"),
        "refused": refused,
    } | refused
    return render(request, "months/task.html", context, status=422 if refused else 200)


def _indicator(indicator: Indicator, refused: Forms) -> dict[str, Any]:
    """An indicator with its versions, newest first, and its forms: those that were refused keep what was typed."""
    return {
        "indicator": indicator,
        "targets": list(indicator.targets.all())[::-1],
        "in_force": indicator.target_on(timezone.localdate()),
        "fixed": has_figures(indicator),
        "form": refused.get(f"i{indicator.pk}") or IndicatorForm.of(indicator),
        "target": refused.get(f"t{indicator.pk}") or TargetForm.of(indicator),
        "opened": f"t{indicator.pk}" in refused or f"i{indicator.pk}" in refused,
    }


def _details(request: HttpRequest, task: Task) -> Forms:
    form = TaskForm(task, request.POST)
    if not form.is_valid():
        return {"details": form}
    user, told = signed_in(request), form.cleaned_data
    set_reporter(user, [task], told["reporter"])
    done(request, lambda: change_task(user, task, form.details(), told["reason"]), _("已保存。"))
    return {}


def _curve(request: HttpRequest, task: Task) -> Forms:
    form = CurveForm(task, request.POST)
    if not form.is_valid():
        return {"curve": form}
    set_curve(signed_in(request), task, form.curve)
    messages.success(request, _("进度计划已保存，自下一次计算起生效；已关闭的报告期不变。"))
    return {}


def _add_indicator(request: HttpRequest, task: Task) -> Forms:
    form = NewIndicatorForm(request.POST, prefix="new")
    if not form.is_valid():
        return {"adding": form}
    data = form.cleaned_data
    told = (form.told(), data["value"], data["basis"])
    done(request, lambda: add_indicator(signed_in(request), task, *told), _("已增加指标。"))
    return {}


def _one(request: HttpRequest, task: Task) -> Indicator:
    key = request.POST.get("indicator", "")
    found = task.indicators.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 10 else None
    if found is None:
        raise Http404
    return found


def _change_indicator(request: HttpRequest, task: Task) -> Forms:
    indicator = _one(request, task)
    form = IndicatorForm.of(indicator, request.POST)
    if not form.is_valid():
        return {f"i{indicator.pk}": form}
    done(request, lambda: change_indicator(signed_in(request), indicator, form.told()), _("已保存。"))
    return {}


def _remove_indicator(request: HttpRequest, task: Task) -> Forms:
    indicator = _one(request, task)
    done(request, lambda: remove_indicator(signed_in(request), indicator) or True, _("已删除指标。"))
    return {}


def _change_target(request: HttpRequest, task: Task) -> Forms:
    indicator = _one(request, task)
    form = TargetForm.of(indicator, request.POST)
    if not form.is_valid():
        return {f"t{indicator.pk}": form}
    data = form.cleaned_data
    told = (data["value"], data["since"], data["basis"], data["reason"])
    done(request, lambda: change_target(signed_in(request), indicator, *told), _("已新增一版目标值，原来的保留。"))
    return {}


def _opinion(request: HttpRequest, task: Task) -> Forms:
    form = OpinionForm(request.POST, prefix="o")
    if not form.is_valid():
        return {"opinion": form}
    data = form.cleaned_data
    told = (Question(data["question"]), data["answer"], data["since"], data["basis"])
    done(request, lambda: give_opinion(signed_in(request), task, *told), _("已记录研判意见。"))
    return {}


def _take_off(request: HttpRequest, task: Task) -> Forms:
    form = LeavingForm(task, request.POST)
    if not form.is_valid():
        return {"leaving": form}
    told = _("已移出清单，截至日在这一天以后的报告期不再填报；已关闭的报告期不变。")
    done(request, lambda: take_off(signed_in(request), task, form.told()), told)
    return {}


def _put_back(request: HttpRequest, task: Task) -> Forms:
    reason = request.POST.get("reason", "")[:300]
    done(request, lambda: put_back(signed_in(request), task, reason), _("已撤销移出，任务仍在清单上。"))
    return {}


ACTS: dict[str, Callable[[HttpRequest, Task], Forms]] = {
    "details": _details,
    "curve": _curve,
    "add-indicator": _add_indicator,
    "change-indicator": _change_indicator,
    "remove-indicator": _remove_indicator,
    "change-target": _change_target,
    "opinion": _opinion,
    "take-off": _take_off,
    "put-back": _put_back,
}


@only(may_plan)
@require_POST
def curve_preview(request: HttpRequest, task: int) -> HttpResponse:
    """The curve as it would be, drawn; or what is wrong with it."""
    found = access_task(signed_in(request), task)
    form, year = CurveForm(found, request.POST), found.plan.yearly.year
    valid = form.is_valid()
    curve = form.curve or year_curve(year, found.deadline)
    context = {"curve": form, "drawing": drawn(curve, year, timezone.localdate()) if valid else None}
    return render(request, "months/parts/curve.html", context)
