"""Matching units' reports with a list's tasks: shown, corrected by a person, saved as the list's period."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.web.people.access import may_import, only, signed_in

from ..access import access_intake
from ..matched import Board, Card, board
from ..models import Intake
from ..progress import progress
from ..services.collecting import Undecided, choose, save_collected
from ..services.saving import PeriodTaken, taken_by

NONE, OTHER = "none", "other"


@only(may_import)
@require_http_methods(["GET", "POST"])
def matching_page(request: HttpRequest, intake: int) -> HttpResponse:
    """The rows and their tasks; a POST decides one row (`key`, `task`, and `label` of a task searched for)."""
    found = _collection(request, intake)
    if found.saved_as is not None:
        return redirect("version", found.saved_as.yearly_id, found.saved_as.number)
    if progress(signed_in(request), found).busy:
        return redirect("intake", found.pk)
    if request.method != "POST":
        return _page(request, found, board(found))
    return _decide(request, found)


def _collection(request: HttpRequest, key: int) -> Intake:
    found = access_intake(signed_in(request), key)
    if found.yearly is None:
        raise Http404
    return found


def _decide(request: HttpRequest, intake: Intake) -> HttpResponse:
    """Keep the decision; the page gets the cards that it touches, and the sums."""
    before = board(intake)
    key = request.POST.get("key", "")
    card = next((card for card in before.cards if card.one.key == key), None)
    if card is None:
        raise Http404
    if request.POST.get("task") == OTHER and not request.POST.get("label", "").strip():
        return HttpResponse(status=204)  # the person is about to type
    wanted = _wanted(request, before)
    if wanted is Ellipsis:
        context = {"intake": intake, "board": before, "card": card, "unknown": request.POST.get("label", "")}
        return _answer(request, intake, before, context, 422)
    assert wanted is None or isinstance(wanted, int)  # noqa: S101 -- for the type checker only
    choose(intake, key, wanted)
    after = board(_collection(request, intake.pk))
    fresh = next(one for one in after.cards if one.one.key == key)
    touched = [one for one in after.cards if one.one.key != key and _differs(one, before)]
    return _answer(request, intake, after, {"intake": intake, "board": after, "card": fresh, "touched": touched}, 200)


def _wanted(request: HttpRequest, shown: Board) -> Any:
    """The task's row, None for no task, Ellipsis for words that name none."""
    task = request.POST.get("task", "")
    label = request.POST.get("label", "").strip()
    if task == NONE:
        return None
    if task == OTHER:
        return next((line.row for line in shown.tasks if line.label == label), Ellipsis)
    return next((line.row for line in shown.tasks if str(line.row) == task), Ellipsis)


def _differs(card: Card, before: Board) -> bool:
    """Whether another row's decision changed how this card stands."""
    return all(card.one.key != old.one.key or card.state != old.state for old in before.cards)


def _answer(request: HttpRequest, intake: Intake, shown: Board, context: dict[str, Any], status: int) -> HttpResponse:
    if getattr(request, "htmx", False):
        return render(request, "ledgers/matching.html#answer", context, status=status)
    return _page(request, intake, shown, status) if status != 200 else redirect("matching", intake.pk)


def _page(request: HttpRequest, intake: Intake, shown: Board, status: int = 200, problem: str = "") -> HttpResponse:
    assert intake.yearly is not None  # noqa: S101 -- it is a collection
    context = {
        "intake": intake,
        "board": shown,
        "problem": problem,
        "taken": taken_by(intake.yearly, intake.period_label, intake.as_of),
    }
    return render(request, "ledgers/matching.html", context, status=status)


@only(may_import)
@require_POST
def save_matching(request: HttpRequest, intake: int) -> HttpResponse:
    """Make the reports the list's period."""
    found = _collection(request, intake)
    if found.saved_as is None and progress(signed_in(request), found).busy:
        return redirect("intake", found.pk)
    try:
        version = save_collected(signed_in(request), found, request.POST.get("reason", "").strip()[:200])
    except Undecided:
        return _page(request, found, board(found), 422, _("还有几行没有定下来，没有保存。"))
    except PeriodTaken:
        return _page(request, found, board(found), 422, _("这一期已经有一份，要替换它请写明理由。没有保存。"))
    return redirect("version", version.yearly_id, version.number)
