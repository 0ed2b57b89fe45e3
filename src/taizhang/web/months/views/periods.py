"""Periods of a list: generating a year's with a look at every day first, other days, taking an empty one away."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.web.people.access import may_plan, only, signed_in

from ..access import access_period
from ..services.periods import change_days, delete_period, make_periods, workdays_of
from ..states import State
from ..terms import DaysForm, TermsForm, foreseen, unannounced
from .notices import done
from .planning import planned


@only(may_plan)
@require_http_methods(["GET", "POST"])
def periods_page(request: HttpRequest, ledger: int) -> HttpResponse:
    """What there is, and a form whose query shows what it would make; a POST of the same fields makes it."""
    plan = planned(request, ledger)
    yearly = plan.yearly
    days = workdays_of(yearly.region)
    told = request.POST if request.method == "POST" else (request.GET if "kind" in request.GET else None)
    form = TermsForm(yearly.year, days, told)
    valid = told is not None and form.is_valid()
    if request.method == "POST" and valid:
        made = make_periods(signed_in(request), yearly, form.windows)
        done(request, lambda: made, _("已生成%(number)s个报告期。") % {"number": len(made)})
        return redirect("plan-periods", ledger)
    begun = Count("returns", filter=~Q(returns__state=State.BLANK))
    periods = list(
        yearly.periods.annotate(units=Count("returns"), begun=begun, closed=Count("closings", distinct=True))
    )
    context = {
        "yearly": yearly,
        "form": form,
        "preview": foreseen(form, periods) if valid else [],
        "periods": periods,
        "unannounced": unannounced([*periods, *form.windows], days),
        "today": timezone.localdate(),
        "without": plan.tasks.filter(reporter=None).count(),
    }
    htmx = getattr(request, "htmx", False)
    template = "months/periods.html#preview" if htmx else "months/periods.html"
    refused = told is not None and not valid and not htmx
    return render(request, template, context, status=422 if refused else 200)


@only(may_plan)
@require_http_methods(["GET", "POST"])
def period_days(request: HttpRequest, key: int) -> HttpResponse:
    """Other days, before it opens."""
    period = access_period(signed_in(request), key)
    form = DaysForm(period, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and form.window is not None:
        window = form.window
        done(request, lambda: change_days(signed_in(request), period, window), _("已保存。"))
        return redirect("plan-periods", period.yearly_id)
    days = workdays_of(period.yearly.region)
    context = {"period": period, "form": form, "unannounced": unannounced([period], days)}
    return render(request, "months/period_days.html", context, status=422 if form.errors else 200)


@only(may_plan)
@require_http_methods(["GET", "POST"])
def delete_period_page(request: HttpRequest, key: int) -> HttpResponse:
    """Ask, then take an empty period away."""
    user = signed_in(request)
    period = access_period(user, key)
    if request.method == "POST":
        done(request, lambda: delete_period(user, period) or True, _("已删除%(label)s。") % {"label": period.label})
        return redirect("plan-periods", period.yearly_id)
    return render(request, "months/period_delete.html", {"period": period, "units": period.returns.count()})
