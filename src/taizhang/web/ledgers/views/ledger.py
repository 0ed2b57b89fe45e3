"""The ledger page with its toolbar, and the print view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from taizhang.web.people.access import signed_in

from ..access import access_version, visible_versions
from ..explained import Noted, noted
from ..filters import Filters, choices, visible_rows
from ..labels import SEVERITIES, STATUSES
from ..models import LedgerVersion
from ..services.exporting import FORMATS
from ..table import build
from ..today import tallies


@require_safe
def ledger_page(request: HttpRequest, ledger: int, number: int | None = None) -> HttpResponse:
    """The table; an htmx request from the toolbar gets only the results, and the address to keep."""
    user = signed_in(request)
    version = access_version(user, ledger, number)
    filters = Filters.from_query(request.GET.dict())
    hidden = hidden_columns(request, version)
    every = noted(version.findings, version.explanations.select_related("by"))
    context = _results(version, every, filters, hidden)
    if getattr(request, "htmx", False) and not request.htmx.history_restore_request:  # type: ignore[attr-defined] # by its middleware
        response = render(request, "ledgers/ledger.html#results", context)
        return push_url(response, _address(version, filters, hidden))
    context |= {
        "versions": list(visible_versions(user).filter(yearly=version.yearly)),
        "choices": choices(version.ledger, every, version.standings),
        "columns": [(i, column.name, i not in hidden) for i, column in enumerate(version.ledger.columns)],
        "formats": FORMATS,
    }
    return render(request, "ledgers/ledger.html", context)


def _results(version: LedgerVersion, every: Sequence[Noted], filters: Filters, hidden: set[int]) -> dict[str, Any]:
    rows = visible_rows(version.ledger, every, version.standings, filters)
    shown = set(rows)
    findings = [
        one
        for one in every
        if (one.finding.row in shown or (one.finding.row is None and not filters.active))
        and filters.severity in ("", one.state)
        and filters.rule in ("", one.finding.rule)
    ]
    return {
        "version": version,
        "ledger": version.ledger,
        "filters": filters,
        "table": build(version.ledger, every, version.standings, rows, hidden),
        "shown": len(shown & {t.row for t in version.ledger.tasks}),
        "findings": sorted(findings, key=lambda one: one.explanation is not None),
        "standings": tallies(version.counts.get("standings", {}), STATUSES),
        "severities": tallies(version.counts.get("severities", {}), SEVERITIES),
    }


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


def _address(version: LedgerVersion, filters: Filters, hidden: set[int]) -> str:
    """The page's address with only what is asked for, fit to be sent to a colleague."""
    query = {name: getattr(filters, name) for name in Filters.__slots__ if getattr(filters, name)}
    if hidden:
        query["hide"] = ".".join(map(str, sorted(hidden)))
    address = reverse("version", args=[version.yearly_id, version.number])
    return f"{address}?{urlencode(query)}" if query else address


@require_safe
def print_page(request: HttpRequest, ledger: int, number: int) -> HttpResponse:
    """The table for A4 landscape, with the filters and hidden columns of the page it was asked from."""
    version = access_version(signed_in(request), ledger, number)
    filters = Filters.from_query(request.GET.dict())
    every = noted(version.findings, version.explanations.all())
    context = _results(version, every, filters, hidden_columns(request, version))
    return render(request, "ledgers/print.html", context)
