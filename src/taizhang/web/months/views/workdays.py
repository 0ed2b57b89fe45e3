"""A place's working days: the notice, and over it the place's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from taizhang.web.people.access import may_plan, only, signed_in

from ..calendar_page import months_of
from ..fields import DAY, Styled
from ..models import OwnDay
from ..services.periods import remove_own_day, set_own_day, workdays_of
from .places import access_region

WORKED = ((False, gettext_lazy("休息")), (True, gettext_lazy("上班")))


class OwnDayForm(Styled):
    """One day of the place's own."""

    day = forms.DateField(label=gettext_lazy("日期"), widget=DAY())
    worked = forms.TypedChoiceField(
        label=gettext_lazy("当天"), choices=WORKED, coerce=lambda text: text in (True, "True")
    )
    basis = forms.CharField(label=gettext_lazy("依据（文件名称、文号）"), max_length=200)


@only(may_plan)
@require_http_methods(["GET", "POST"])
def workdays_page(request: HttpRequest, region: int, year: int) -> HttpResponse:
    """The year's months; a POST sets a day, or takes one of the region's own away."""
    found = access_region(request, region)
    if not 2004 <= year <= 2100:
        raise Http404
    user, form = signed_in(request), OwnDayForm(request.POST if "day" in request.POST else None)
    if request.method == "POST" and "remove" in request.POST:
        remove_own_day(user, _own(request, region))
        messages.success(request, _("已取消这一天的设定。"))
        return redirect("workdays", region, year)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = set_own_day(user, found, told["day"], told["worked"], told["basis"])
        messages.success(request, _("已保存。已生成的报告期不会自动改动，请核对其日期。"))
        return redirect("workdays", region, made.day.year)
    days = workdays_of(found)
    known = OwnDay.objects.filter(region__in=found.above, day__year=year).select_related("region", "by")
    own = {one.day: one for one in known.order_by("region__path")}
    context: dict[str, Any] = {
        "region": found,
        "year": year,
        "months": months_of(year, days, own),
        "own": sorted(own.values(), key=lambda one: one.day),
        "source": days.source(year),
        "form": form,
    }
    return render(request, "places/workdays.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest, region: int) -> OwnDay:
    key = request.POST.get("remove", "")
    own = OwnDay.objects.select_related("region").filter(region=region)
    found = own.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 10 else None
    if found is None:
        raise Http404
    return found
