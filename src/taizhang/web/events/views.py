"""The log of acts."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from taizhang.web.people.access import may_read_events, only

from .models import Event
from .services import first_break


@only(may_read_events)
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """Acts, newest first, and whether the chain holds."""
    page = Paginator(Event.objects.all(), 50).get_page(request.GET.get("page"))
    return render(request, "events/list.html", {"page": page, "broken": first_break()})
