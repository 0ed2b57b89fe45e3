"""The ledger page with its toolbar, and the print view."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from taizhang.web.people.access import signed_in

from ..access import access_version, visible_versions
from ..explained import noted
from ..filters import Filters, choices
from ..models import LedgerVersion
from ..results import Results
from ..services.exporting import FORMATS


@require_safe
def ledger_page(request: HttpRequest, ledger: int, number: int | None = None) -> HttpResponse:
    """The table; an htmx request from the toolbar gets only the results, one from the end of a list what follows.

    Without a script ?from=100 and ?findings=25 give the page with what follows after so many, too.
    """
    user = signed_in(request)
    version = access_version(user, ledger, number)
    filters = Filters.from_query(request.GET.dict())
    hidden = hidden_columns(request, version)
    every = noted(version.findings, version.explanations.select_related("by"))
    results = Results(version, every, filters, hidden)
    if getattr(request, "htmx", False) and not request.htmx.history_restore_request:  # type: ignore[attr-defined] # by its middleware
        return _part(request, results)
    context = results.context(_whole(request, "from"), _whole(request, "findings")) | {
        "versions": list(visible_versions(user).filter(yearly=version.yearly)),
        "choices": choices(version.ledger, every, version.standings),
        "columns": [(i, column.name, i not in hidden) for i, column in enumerate(version.ledger.columns)],
        "formats": FORMATS,
    }
    return render(request, "ledgers/ledger.html", context)


def _part(request: HttpRequest, results: Results) -> HttpResponse:
    """?from=150 the rows after those, ?until=400 to that row at least; ?findings=100 the findings after those."""
    if "findings" in request.GET:
        return render(request, "parts/rail.html", results.findings_from(_whole(request, "findings")))
    if "from" in request.GET:
        context = results.rows_from(_whole(request, "from"), _whole(request, "until"))
        return render(request, "parts/rows.html", context)
    response = render(request, "ledgers/ledger.html#results", results.context())
    return push_url(response, results.address())


def _whole(request: HttpRequest, name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else 0


def hidden_columns(request: HttpRequest, version: LedgerVersion) -> set[int]:
    """The hidden columns: from the address (hide=2.5), else the person's last choice for this list."""
    key = f"hidden-{version.yearly_id}"
    width = len(version.ledger.columns)
    if "hide" in request.GET:
        hidden = {int(i) for i in request.GET["hide"].split(".") if i.isascii() and i.isdigit() and len(i) < 5}
    elif "columns" in request.GET:
        shown = set(request.GET.getlist("show"))
        hidden = {i for i in range(width) if str(i) not in shown}
    else:
        return set(request.session.get(key, ()))
    hidden &= set(range(width))
    if len(hidden) == width:
        hidden = set()
    request.session[key] = sorted(hidden)
    return hidden


@require_safe
def print_page(request: HttpRequest, ledger: int, number: int) -> HttpResponse:
    """The table for A4 landscape, with the filters and hidden columns of the page it was asked from."""
    version = access_version(signed_in(request), ledger, number)
    filters = Filters.from_query(request.GET.dict())
    every = noted(version.findings, version.explanations.all())
    results = Results(version, every, filters, hidden_columns(request, version))
    return render(request, "ledgers/print.html", results.on_paper())
