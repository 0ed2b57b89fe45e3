"""A task's drawer, and its findings one by one: shown, explained, the explanation withdrawn."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from taizhang.web.people.access import signed_in
from taizhang.web.people.models import User

from ..access import access_version, may_explain, visible_versions
from ..drawer import drawer
from ..explained import Noted, noted
from ..history import history
from ..models import LedgerVersion
from ..models.content import SOURCES
from ..periods import stands_at
from ..services import explaining

HISTORY = 12
LONGEST = 500


@require_safe
def task_page(request: HttpRequest, ledger: int, number: int, row: int) -> HttpResponse:
    """One task: the drawer's content, or a page of its own without htmx."""
    user = signed_in(request)
    version = access_version(user, ledger, number)
    return _drawn(request, _task(user, version, row))


@require_safe
def finding_page(request: HttpRequest, ledger: int, number: int, key: str) -> HttpResponse:
    """One finding with the form to explain it, in its task's drawer or, without a task, in one of its own."""
    user = signed_in(request)
    version = access_version(user, ledger, number)
    return _drawn(request, _finding(user, version, key))


@require_POST
def explain(request: HttpRequest, ledger: int, number: int, key: str) -> HttpResponse:
    """Keep the reason why the finding stands."""
    user = signed_in(request)
    version = _explainable(user, ledger, number, key)
    reason = request.POST.get("reason", "").strip()
    if not reason or len(reason) > LONGEST:
        told = _("请写明理由。") if not reason else _("理由请控制在500字以内。")
        context = _finding(user, version, key) | {"refused": told, "reason": reason}
        return _drawn(request, context, status=422)
    explaining.explain(user, version, key, reason)
    return _changed(request, ledger, number, key)


@require_POST
def withdraw(request: HttpRequest, ledger: int, number: int, key: str) -> HttpResponse:
    """Take the reason back."""
    user = signed_in(request)
    explaining.withdraw(user, _explainable(user, ledger, number, key), key)
    return _changed(request, ledger, number, key)


def _explainable(user: User, ledger: int, number: int, key: str) -> LedgerVersion:
    version = access_version(user, ledger, number)
    if not may_explain(user, version, _one(version, key).finding):
        raise PermissionDenied
    return version


def _one(version: LedgerVersion, key: str) -> Noted:
    found = next((one for one in noted(version.findings, version.explanations.all()) if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _changed(request: HttpRequest, ledger: int, number: int, key: str) -> HttpResponse:
    """The drawer anew; the table and the list of findings hear of it and come anew too."""
    if not getattr(request, "htmx", False):
        return redirect("finding", ledger, number, key)
    user = signed_in(request)
    answer = _drawn(request, _finding(user, access_version(user, ledger, number), key))
    return trigger_client_event(answer, "explained")


def _drawn(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    template = "ledgers/task.html" if "drawer" in context else "ledgers/finding.html"
    part = "#drawer" if getattr(request, "htmx", False) else ""
    return render(request, template + part, context, status=status)


def _finding(user: User, version: LedgerVersion, key: str) -> dict[str, Any]:
    one = _one(version, key)
    if any(task.row == one.finding.row for task in version.ledger.tasks):
        return _task(user, version, one.finding.row or 0) | {"chosen": key}
    explainable = {one.number} if may_explain(user, version, one.finding) else set()
    return {"version": version, "one": one, "chosen": key, "explainable": explainable}


def _task(user: User, version: LedgerVersion, row: int) -> dict[str, Any]:
    shown = drawer(version, row)
    if shown is None:
        raise Http404
    return {
        "version": version,
        "drawer": shown,
        "past": list(history(_until(user, version), row)),
        "explainable": {one.number for one in shown.findings if may_explain(user, version, one.finding)},
    }


def _until(user: User, version: LedgerVersion) -> list[LedgerVersion]:
    """The version and the valid ones before it, newest first."""
    found = visible_versions(user).filter(yearly=version.yearly).defer(None).defer(*SOURCES, "findings_json")
    earlier = [v for v in found.filter(corrected_by=None) if stands_at(v) < stands_at(version)]
    return [version, *earlier][:HISTORY]
