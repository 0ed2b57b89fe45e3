"""Matching units' reports with a list's tasks: shown, corrected by a person, saved as the list's period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.web.people.access import may_import, only, signed_in

from ..access import access_intake
from ..matched import SECTIONS, Board, Card, Sheaf, board
from ..models import Intake
from ..progress import progress
from ..services.collecting import Undecided, choose, save_collected, undo
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
        return _more(request, found) or _page(request, found, board(found))
    return _decide(request, found)


def _more(request: HttpRequest, intake: Intake) -> HttpResponse | None:
    """The next cards of a section (?more=asked&after=3.12.0); None where nothing more is asked for."""
    section, after = request.GET.get("more", ""), request.GET.get("after", "").split(".")
    if section not in SECTIONS or len(after) != 3 or not all(n.isascii() and n.isdigit() for n in after):
        return None
    shown = board(intake)
    sheaf = shown.sheaf(section, (int(after[0]), int(after[1]), int(after[2])))
    if getattr(request, "htmx", False):
        return render(request, "ledgers/matching.html#more", {"intake": intake, "board": shown, "sheaf": sheaf})
    return _page(request, intake, shown, sheaves={section: sheaf})


def _collection(request: HttpRequest, key: int) -> Intake:
    found = access_intake(signed_in(request), key)
    if found.yearly is None:
        raise Http404
    return found


def _decide(request: HttpRequest, intake: Intake) -> HttpResponse:
    """Keep the decision, or take it back (`undo`); the page gets the cards that it touches, and the sums."""
    before = board(intake)
    key = request.POST.get("key", "")
    card = next((card for card in before.cards if card.one.key == key), None)
    if card is None:
        raise Http404
    if "undo" in request.POST:
        undo(intake, key)
        return _answer(request, intake, before, key)
    if request.POST.get("task") == OTHER and not request.POST.get("label", "").strip():
        return HttpResponse(status=204)  # the person is about to type
    wanted = _wanted(request, before)
    if wanted is Ellipsis:
        return _unknown(request, intake, before, card)
    assert wanted is None or isinstance(wanted, int)  # noqa: S101 -- for the type checker only
    choose(intake, key, wanted)
    return _answer(request, intake, before, key)


def _wanted(request: HttpRequest, shown: Board) -> Any:
    """The task's row, None for no task, Ellipsis for words that name none."""
    task = request.POST.get("task", "")
    label = request.POST.get("label", "").strip()
    if task == NONE:
        return None
    if task == OTHER:
        return next((line.row for line in shown.tasks if line.label == label), Ellipsis)
    return next((line.row for line in shown.tasks if str(line.row) == task), Ellipsis)


def _unknown(request: HttpRequest, intake: Intake, shown: Board, card: Card) -> HttpResponse:
    """The card again, for words that name no task."""
    if not getattr(request, "htmx", False):
        return _page(request, intake, shown, 422)
    context = {"intake": intake, "board": shown, "card": card, "unknown": request.POST.get("label", "")}
    return render(request, "ledgers/matching.html#answer", context, status=422)


def _answer(request: HttpRequest, intake: Intake, before: Board, key: str) -> HttpResponse:
    """What a decision changed: cards in their places, moved ones in their new sections, and the sums.

    Where the card went elsewhere a line stays in its place (`from`, the section it was sent from) with a way back.
    """
    if not getattr(request, "htmx", False):
        return redirect("matching", intake.pk)
    after = board(_collection(request, intake.pk))
    was = {card.one.key: card for card in before.cards}
    changed = [card for card in after.cards if card.one.key != key and card.state != was[card.one.key].state]
    card = next(card for card in after.cards if card.one.key == key)
    here, seen = request.POST.get("from", card.section), was[key].section
    context = {
        "intake": intake,
        "board": after,
        "card": card,
        "here": here,
        "stays": card.section == here,
        "gone": [key] if seen != here else [],
        "swapped": [one for one in changed if one.section == was[one.one.key].section],
        "moved": [one for one in changed if one.section != was[one.one.key].section],
    }
    return render(request, "ledgers/matching.html#answer", context)


def _page(
    request: HttpRequest,
    intake: Intake,
    shown: Board,
    status: int = 200,
    problem: str = "",
    sheaves: Mapping[str, Sheaf] | None = None,
) -> HttpResponse:
    assert intake.yearly is not None  # noqa: S101 -- it is a collection
    context = {
        "intake": intake,
        "board": shown,
        "sheaves": {**shown.sheaves, **(sheaves or {})},
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
