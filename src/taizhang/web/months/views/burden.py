"""What the office asks of units, as it measures itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from taizhang.web.people.access import only, signed_in

from ..burden import burden_of
from ..doors import may_review
from ..matrix import reported_lists
from .matrix import chosen_list

SHOWN = 12


@only(may_review)
@require_safe
def burden_page(request: HttpRequest) -> HttpResponse:
    """?list=4 chooses a list; its last twelve opened periods."""
    lists = list(reported_lists(signed_in(request)))
    chosen = chosen_list(request, lists)
    periods = list(chosen.periods.filter(opens__lte=timezone.localdate())) if chosen else []
    burden = burden_of(periods[-SHOWN:]) if chosen else None
    return render(request, "months/burden.html", {"lists": lists, "chosen": chosen, "burden": burden})
