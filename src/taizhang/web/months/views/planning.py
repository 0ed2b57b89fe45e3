"""The yearly plan: taking a list into monthly reporting, its tasks, one unit for many, a task added in mid-year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.reading import ReadError
from taizhang.web.ledgers.access import (
    access_ledger,
    access_version,
    valid_versions,
    visible_ledgers,
    visible_regions,
)
from taizhang.web.ledgers.forms import usual_name
from taizhang.web.ledgers.models import YearlyLedger
from taizhang.web.numbers import whole
from taizhang.web.people.access import may_plan, only, signed_in
from taizhang.web.places.services import find_unit, units_of

from ..forms import BulkForm, ListForm, NewTaskForm
from ..models import Plan
from ..planning import LACKS, overview
from ..services.adding import add_task
from ..services.plans import plan_from
from ..services.tasks import set_reporter
from ..services.typing import COLUMNS, NewList, rows_from, rows_of, text_of, type_list
from .notices import done


@only(may_plan)
@require_safe
def plans_page(request: HttpRequest) -> HttpResponse:
    """Every visible list with its plan, and the ways to a new one."""
    lists = (
        visible_ledgers(signed_in(request))
        .select_related("plan", "region")
        .annotate(
            tasks=Count("plan__tasks", distinct=True),
            silent=Count("plan__tasks", Q(plan__tasks__reporter=None), distinct=True),
            months=Count("periods", distinct=True),
        )
    )
    return render(request, "months/plans.html", {"lists": lists})


@only(may_plan)
@require_http_methods(["GET", "POST"])
def new_list(request: HttpRequest) -> HttpResponse:
    """A list typed by hand; ?from=5 begins with the tasks of an earlier one, their targets to be set anew."""
    user = signed_in(request)
    source, initial = _from(request)
    form = ListForm(visible_regions(user), initial, request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        place = NewList(data["region"], data["year"], data["name"])
        try:
            version = done(request, lambda: type_list(user, place, rows_of(data["rows"])))
        except ReadError as error:
            version, problem = None, str(error)
        if version is not None:
            if data["plan"]:
                plan_from(user, version)
                messages.success(request, _("已存为新的年度清单，并设为按月填报。请补齐缺少的内容。"))
            return redirect("plan", version.yearly_id)
    context = {"form": form, "source": source, "problem": problem, "headings": [_(word) for _role, word in COLUMNS]}
    refused = request.method == "POST"
    return render(request, "months/new_list.html", context, status=422 if refused else 200)


def _from(request: HttpRequest) -> tuple[YearlyLedger | None, dict[str, Any]]:
    """The earlier list that was named, and what a form begins with."""
    key = request.GET.get("from", "")
    user = signed_in(request)
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        region = user.region or visible_regions(user).first()
        year = timezone.localdate().year
        return None, {"region": region, "year": year, "name": usual_name(year), "rows": ""}
    version = access_version(user, int(key))
    yearly = version.yearly
    name = yearly.name.replace(str(yearly.year), str(yearly.year + 1))
    told = {"region": yearly.region, "year": yearly.year + 1, "name": name}
    return yearly, told | {"rows": text_of(rows_from(version.ledger))}


@only(may_plan)
@require_safe
def plan_page(request: HttpRequest, ledger: int) -> HttpResponse:
    """The tasks with what they lack first; a list that is not reported monthly yet offers to be."""
    user = signed_in(request)
    yearly = access_ledger(user, ledger)
    plan = plan_of(yearly)
    if plan is None:
        start = {"yearly": yearly, "versions": valid_versions(user).filter(yearly=yearly)}
        return render(request, "months/plan_start.html", start)
    lack = request.GET.get("lack", "")
    context: dict[str, Any] = {
        "yearly": yearly,
        "plan": plan,
        "overview": overview(plan, timezone.localdate(), lack if lack in LACKS else ""),
        "lack": LACKS.get(lack),
        "units": units_of(yearly.region),
        "periods": yearly.periods.count(),
    }
    return render(request, "months/plan.html", context)


def plan_of(yearly: YearlyLedger) -> Plan | None:
    """The list's plan, None before it has one."""
    return Plan.objects.filter(yearly=yearly).select_related("base", "yearly__region").defer("base__content").first()


def planned(request: HttpRequest, ledger: int) -> Plan:
    """The plan of a visible list, or Http404."""
    plan = plan_of(access_ledger(signed_in(request), ledger))
    if plan is None:
        raise Http404
    return plan


@only(may_plan)
@require_POST
def make_plan(request: HttpRequest, ledger: int) -> HttpResponse:
    """Take the list, as a version of it has it, into monthly reporting."""
    user = signed_in(request)
    number = request.POST.get("number", "")
    version = access_version(user, ledger, whole(number))
    plan = plan_from(user, version)
    messages.success(request, _("已列入按月填报。请先补齐缺少的内容，再生成报告期。"))
    return redirect("plan", plan.yearly_id)


@only(may_plan)
@require_POST
def set_reporters(request: HttpRequest, ledger: int) -> HttpResponse:
    """One unit for the tasks chosen; refused with the name when no unit is known by it."""
    plan = planned(request, ledger)
    form = BulkForm(plan.yearly, request.POST)
    if not form.is_valid():
        messages.error(request, _("请勾选任务，并写明单位名称。"))
        return redirect("plan", ledger)
    name = form.cleaned_data["unit"].strip()
    unit = find_unit(plan.yearly.region, name)
    if unit is None:
        messages.error(request, _("没有名为“%(name)s”的单位。请核对，或先在单位页新建。") % {"name": name})
    else:
        number = set_reporter(signed_in(request), list(form.cleaned_data["task"]), unit)
        messages.success(
            request, _("已将%(number)s项任务的填报单位定为%(unit)s。") % {"number": number, "unit": unit.name}
        )
    return redirect("plan", ledger)


@only(may_plan)
@require_http_methods(["GET", "POST"])
def new_task(request: HttpRequest, ledger: int) -> HttpResponse:
    """A task that the list did not have at the year's beginning."""
    plan = planned(request, ledger)
    form = NewTaskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = done(
            request,
            lambda: add_task(
                signed_in(request), plan, form.texts(), data["reason"], tier=data["tier"], category=data["category"]
            ),
            _("已增补。请核对读出的指标和时限。"),
        )
        if made is not None:
            return redirect("plan-task", made.pk)
    context = {"form": form, "plan": plan, "yearly": plan.yearly, "units": units_of(plan.yearly.region)}
    return render(request, "months/new_task.html", context, status=422 if form.errors else 200)
