"""The months at a glance: where every unit stands in every period, and what needs a hand today."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from taizhang.web.ledgers.models import YearlyLedger
from taizhang.web.people.access import has, only, signed_in
from taizhang.web.people.rights import Right

from ..doors import may_look, may_review
from ..hands import hands_of
from ..labels import SENT_LATE, STATES
from ..matrix import matrix_of, reported_lists


@only(may_look)
@require_safe
def matrix_page(request: HttpRequest) -> HttpResponse:
    """?list=4 chooses a list, ?year=2025 the first list of that year; else the newest year's first."""
    user = signed_in(request)
    lists = list(reported_lists(user))
    chosen = chosen_list(request, lists)
    context = {
        "chosen": chosen,
        "years": list(dict.fromkeys(yearly.year for yearly in lists)),
        "lists": [yearly for yearly in lists if chosen and yearly.year == chosen.year],
        "matrix": matrix_of(chosen) if chosen else None,
        "legend": STATES,
        "sent_late": SENT_LATE,
        "may_plan": has(user, Right.PLAN),
        "hands": hands_of(user) if may_review(user) else None,
    }
    return render(request, "months/matrix.html", context)


def chosen_list(request: HttpRequest, lists: Sequence[YearlyLedger]) -> YearlyLedger | None:
    """The list that an address asks for, by itself or by its year; else the first."""
    asked = (request.GET.get("list", ""), request.GET.get("year", ""))
    wanted = (yearly for yearly in lists if str(yearly.pk) == asked[0])
    of_year = (yearly for yearly in lists if str(yearly.year) == asked[1])
    return next(wanted, None) or next(of_year, None) or next(iter(lists), None)
