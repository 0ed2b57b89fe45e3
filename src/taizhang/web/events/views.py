"""The log of acts: searched, taken away as a file, and verified."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from taizhang.web.months.verifying import verdict
from taizhang.web.people.access import may_read_events, only, signed_in

from .exporting import lines
from .search import Search, named_codes
from .services import record

PAGE = 50


@only(may_read_events)
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """Acts, newest first; ?actor=, code=, words=, since=, until= narrow them."""
    search = Search.from_query(request.GET.dict())
    page = Paginator(search.events(), PAGE).get_page(request.GET.get("page"))
    return render(request, "events/list.html", {"page": page, "search": search, "codes": named_codes()})


@only(may_read_events)
@require_POST
def verify_log(request: HttpRequest) -> HttpResponse:
    """Follow the whole chain, and hold every frozen content against its digest; the log keeps that it was done."""
    found = verdict()
    record("log-verified", signed_in(request), number=found.events, result=int(found.is_whole))
    page = Paginator(Search().events(), PAGE).get_page(1)
    context = {"page": page, "search": Search(), "codes": named_codes(), "verdict": found}
    return render(request, "events/list.html", context)


@require_POST
def export_log(request: HttpRequest) -> StreamingHttpResponse:
    """What the search found, as CSV; the log keeps who took it."""
    user = signed_in(request)
    if not may_read_events(user):
        raise PermissionDenied
    events = Search.from_query(request.POST.dict()).events()
    number = events.count()
    last = events.order_by("-pk").values_list("pk", flat=True).first() or 0
    record("log-exported", user, number=number)
    answer = StreamingHttpResponse(lines(events.filter(pk__lte=last)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="taizhang-log-{timezone.localdate():%Y%m%d}.csv"'
    return answer
