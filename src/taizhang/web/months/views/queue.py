"""The queue of what waits for the office, and accepting many at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from taizhang.web.people.access import only, signed_in

from ..access import visible_returns
from ..doors import may_look, may_review
from ..services import acting
from ..states import WAITING
from ..waiting import PAGE, Search, described, waiting_returns

AT_ONCE = 200


@only(may_look)
@require_safe
def queue_page(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; filters in the address."""
    return render(request, "months/queue.html", _queue(request))


@only(may_review)
@require_POST
def accept_many(request: HttpRequest) -> HttpResponse:
    """Accept the chosen submissions, and say of each what came of it."""
    user = signed_in(request)
    chosen = dict(_chosen(request.POST.getlist("chosen")[:AT_ONCE]))
    known = {found.pk: found for found in visible_returns(user).filter(pk__in=chosen)}
    results = acting.accept_many(user, [(key, number) for key, number in chosen.items() if key in known])
    told = [(known[key], refused) for key, refused in results]
    accepted = sum(refused is None for _, refused in told)
    return render(request, "months/queue.html", _queue(request) | {"results": told, "accepted": accepted})


def _chosen(texts: list[str]) -> Iterator[tuple[int, int]]:
    """Key and submission of each choice (`Waiting.choice`)."""
    for text in texts:
        key, _, number = text.partition(":")
        if key.isdecimal() and number.isdecimal() and len(text) < 20:
            yield int(key), int(number)


def _queue(request: HttpRequest) -> dict[str, Any]:
    user = signed_in(request)
    every = waiting_returns(user)
    asked = Search.from_query(request.GET.dict())
    page = Paginator(asked.of(every), PAGE).get_page(request.GET.get("page"))
    choices = list(every.values_list("period__yearly__pk", "period__yearly__name", "period__label"))
    return {
        "asked": asked,
        "page": page,
        "waiting": described(list(page.object_list)),
        "all": len(choices),
        "lists": sorted({(str(key), name) for key, name, _ in choices}),
        "periods": sorted({label for _, _, label in choices}),
        "states": [(state.value, state.label) for state in sorted(WAITING)],
        "may_decide": may_review(user),
    }
