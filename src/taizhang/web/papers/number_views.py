"""The page of the numbers that papers got; the auditor reads it too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from taizhang.web.ledgers.access import visible_regions
from taizhang.web.numbers import whole
from taizhang.web.people.access import only, signed_in

from .doors import may_read_numbers, may_read_papers, may_write_papers
from .services.numbers import books_of, years_of


@only(may_read_numbers)
@require_safe
def numbers_page(request: HttpRequest) -> HttpResponse:
    """The numbers of a year, of the visible regions."""
    user = signed_in(request)
    regions = list(visible_regions(user))
    years = years_of(regions)
    asked = whole(request.GET.get("year", ""))
    year = asked if asked in years else next(iter(years), timezone.localdate().year)
    context = {
        "books": books_of(regions, year) if years else [],
        "year": year,
        "years": years,
        "may_read": may_read_papers(user),
        "may_write": may_write_papers(user),
    }
    return render(request, "papers/numbers.html", context)
