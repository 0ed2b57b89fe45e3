"""The yearly plan: taking a list into monthly reporting, its tasks, one unit for many, a task added in mid-year."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.web.ledgers.access import access_ledger, access_version, valid_versions
from taizhang.web.ledgers.models import YearlyLedger
from taizhang.web.people.access import may_plan, only, signed_in
from taizhang.web.places.services import find_unit, units_of

from ..forms import BulkForm, NewTaskForm
from ..models import Plan
from ..planning import LACKS, overview
from ..services.adding import add_task
from ..services.plans import plan_from
from ..services.tasks import set_reporter
from .notices import done


@only(may_plan)
@require_safe
def plan_page(request: HttpRequest, ledger: int) -> HttpResponse:
    """The tasks with what they lack first; a list that is not reported monthly yet offers to be."""
    user = signed_in(request)
    yearly = access_ledger(user, ledger)
    plan = plan_of(yearly)
    if plan is None:
        context = {"yearly": yearly, "versions": valid_versions(user).filter(yearly=yearly)}
        return render(request, "months/plan_start.html", context)
    lack = request.GET.get("lack", "")
    context = {
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
    version = access_version(user, ledger, int(number) if number.isascii() and number.isdigit() else None)
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
