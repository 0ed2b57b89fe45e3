"""Filling: cells, "no change", reasons for findings.  The page asks for JSON; a form without a script gets the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from taizhang.web.numbers import whole
from taizhang.web.people.access import signed_in

from ..cells import Asked, Outcome, asked_in, save_cells, shown
from ..lines import Line
from ..models import Return
from ..refusals import Refused
from ..reports import reports_of
from ..services.filling import give_reason, no_change
from ..sheet import sheet_of
from .own import own_return

LONGEST_REASON = 500
LONGEST_UNCHANGED = 300


@require_POST
def fill_cells(request: HttpRequest, key: int) -> HttpResponse:
    """Save cells of one or many tasks; what follows from them comes back."""
    user = signed_in(request)
    asked = asked_in({name: str(text) for name, text in request.POST.items()})
    try:
        outcomes = save_cells(user, key, asked)
    except KeyError as error:
        raise Http404 from error
    if not _scripted(request):
        return _back(request, own_return(request, key), outcomes)
    return _answer(request, key, asked, outcomes)


@require_POST
def unchanged(request: HttpRequest, key: int, task: int) -> HttpResponse:
    """The unit says that nothing changed, and why."""
    reason = request.POST.get("reason", "").strip()[:LONGEST_UNCHANGED]
    version = request.POST.get(f"s:{task}", "")
    seen = whole(version) or 0
    return answer_one(request, key, task, lambda user: no_change(user, key, task, seen, reason))


@require_POST
def explain_finding(request: HttpRequest, key: int, task: int) -> HttpResponse:
    """The unit says why a finding stands: `finding` is its key as the page showed it."""
    user = signed_in(request)
    text = request.POST.get("text", "").strip()[:LONGEST_REASON]
    found = own_return(request, key)
    lines = sheet_of(user, found, reports_of(user, found, [task])).lines
    doubts = {doubt.key: doubt.finding for line in lines for doubt in line.doubts}
    finding = doubts.get(request.POST.get("finding", ""))
    if finding is None:  # mended meanwhile: nothing is left to explain
        return answer_one(request, key, task, lambda user: None)
    return answer_one(request, key, task, lambda user: give_reason(user, key, task, finding.rule, finding.words, text))


def answer_one(request: HttpRequest, key: int, task: int, act: Any) -> HttpResponse:
    """One act on one task, answered as saved cells are."""
    user = signed_in(request)
    found = own_return(request, key)
    try:
        act(user)
        outcome = Outcome({})
    except Refused as refused:
        outcome = Outcome({}, refused)
    if not _scripted(request):
        return _back(request, found, {task: outcome})
    version = request.POST.get(f"s:{task}", "")
    asked = {task: Asked(version=whole(version) or 0)}
    return _answer(request, key, asked, {task: outcome})


def _answer(
    request: HttpRequest, key: int, asked: Mapping[int, Asked], outcomes: Mapping[int, Outcome]
) -> HttpResponse:
    """For each task what follows; 409 when one could not be saved: the return moved on, or was never open.

    A task that is no longer the return's has no part in the answer; `refused` says so.
    """
    user = signed_in(request)
    saved = {task: outcome.report for task, outcome in outcomes.items() if outcome.report}
    found = [*saved.values()][-1].of if saved else own_return(request, key)
    unsaved = asked.keys() - saved.keys()
    reports = [*saved.values(), *(reports_of(user, found, unsaved) if unsaved else ())]
    sheet = sheet_of(user, found, reports)
    refused = next((str(o.refused) for o in outcomes.values() if o.refused and not o.clash), "")
    context = {"sheet": sheet, "found": sheet.found}
    tasks = {line.key: _told(line, asked[line.key], outcomes[line.key], context) for line in sheet.lines}
    at = timezone.localtime().strftime("%H:%M")
    told = {"tasks": tasks, "saved": at, "refused": refused}
    return JsonResponse(told, status=409 if refused else 200)


def _told(line: Line, asked: Asked, outcome: Outcome, context: dict[str, Any]) -> dict[str, Any]:
    report = line.report
    clash = outcome.clash
    seen = {cell: asked.seen.get(cell, asked.version) for cell in report.changed}
    mine = set(asked.cells) if outcome.refused is None else set(outcome.wrong)
    newer = [cell for cell, version in report.changed.items() if version > seen[cell] and cell not in mine]
    fields = clash.fields if clash else ()
    return {
        "version": report.version,
        "html": render_to_string("months/parts/told.html", context | {"line": line}),
        "fresh": {cell: shown(report, cell) for cell in newer if cell not in fields},
        "clash": {cell: {"theirs": shown(report, cell), "mine": asked.cells.get(cell, "")} for cell in fields},
        "clashed": str(clash) if clash else "",
        "wrong": dict(outcome.wrong),
        "refused": str(outcome.refused) if outcome.refused and not clash else "",
        "draft": line.draft,
        "state": line.state,
        "told": line.sent.told,
    }


def _scripted(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _back(request: HttpRequest, found: Return, outcomes: Mapping[int, Outcome]) -> HttpResponse:
    refused = [str(outcome.refused) for outcome in outcomes.values() if outcome.refused]
    wrong = [words for outcome in outcomes.values() for words in outcome.wrong.values()]
    for words in dict.fromkeys((*refused, *wrong)):
        messages.error(request, words)
    if not refused and not wrong:
        messages.success(request, _("已保存。"))
    return redirect("return", found.pk)
