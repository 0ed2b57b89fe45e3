"""Closing a period, correcting it, and opening it again for one unit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.web.days import day_of
from taizhang.web.people.access import has, only, signed_in
from taizhang.web.people.rights import Right

from ..access import access_period
from ..doors import may_review
from ..finishing import finish_of
from ..services.closing import close
from ..services.periods import reopen
from .notices import done


@only(may_review)
@require_http_methods(["GET", "HEAD", "POST"])
def close_page(request: HttpRequest, key: int) -> HttpResponse:
    """What is missing, what waits, what closing does; then the closings there are, and the exceptions."""
    user = signed_in(request)
    period = access_period(user, key)
    if request.method == "POST":
        reason = request.POST.get("reason", "")[:200]
        done(
            request,
            lambda: close(user, period, reason),
            _("%(period)s已经关闭，数据已冻结。") % {"period": period.label},
        )
        return redirect("close-period", key)
    context = {
        "finish": finish_of(period),
        "period": period,
        "may_reopen": has(user, Right.PLAN),
    }
    return render(request, "months/closing.html", context)


@only(lambda visitor: has(visitor, Right.PLAN))
@require_POST
def reopen_period(request: HttpRequest, key: int) -> HttpResponse:
    """An exception for one unit, to the end of a day, with a reason."""
    user = signed_in(request)
    period = access_period(user, key)
    chosen = request.POST.get("unit", "")
    found = period.returns.filter(unit=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 10 else None
    until = day_of(request.POST.get("until", ""))
    if found is None or until is None:
        messages.error(request, _("请选择单位，填写截止日期。"))
        return redirect("close-period", key)
    words = _("已为%(unit)s重新开放，至%(until)s止。") % {"unit": found.unit, "until": until}
    done(request, lambda: reopen(user, period, found.unit, until, request.POST.get("reason", "")[:300]), words)
    return redirect("close-period", key)
