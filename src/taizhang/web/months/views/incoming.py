"""The month as an Excel form, and files that come back: read, shown beside the grid, taken cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.reading import ReadError, read
from taizhang.web.ledgers.problems import Problem, problem_of
from taizhang.web.ledgers.services.reading import apart
from taizhang.web.ledgers.uploads import readable, safe_name
from taizhang.web.numbers import whole
from taizhang.web.people.access import signed_in
from taizhang.web.refusals import too_large

from ..cells import Asked, Outcome, asked_in, save_cells
from ..document import frame_of
from ..incoming.board import Board, board_of, board_of_file
from ..incoming.form import form_of
from ..incoming.laying import Broken, read_rows, signed, unsigned
from ..incoming.proposals import UNCHANGED, Proposal
from ..incoming.returned import form_in, returned
from ..incoming.workbook import cells_of
from ..models import Return
from ..refusals import Refused
from ..services.filling import no_change
from ..services.incoming import received
from ..sheet import Sheet, sheet_of
from .own import own_return

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_REASON = 300


@require_safe
def form_file(request: HttpRequest, key: int) -> HttpResponse:
    """The form to download, with what the grid holds now."""
    found = own_return(request, key)
    sheet = sheet_of(signed_in(request), found)
    if not sheet.editable:
        messages.error(request, _("现在不能填报，没有填报表可下载。"))
        return redirect("return", found.pk)
    name = f"{found.unit}{found.period.label}{_('填报表')}.xlsx"
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return HttpResponse(form_of(sheet), content_type=XLSX, headers=headers)


@require_http_methods(["GET", "POST"])
def laid_page(request: HttpRequest, key: int) -> HttpResponse:
    """Form and upload; a file that was sent is shown beside the grid, and nothing of it is saved yet."""
    found = own_return(request, key)
    if request.method != "POST":
        return _page(request, found)
    if "laid" in request.POST:
        return _rematched(request, found)
    file = request.FILES.get("file")
    if file is None:
        return _page(request, found, problem=Problem("", _("没有内容"), hint=_("请选择文件。")))
    name = safe_name(file.name or "")
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        return _page(request, found, problem=problem_of(name, too_large(settings.UPLOAD_LIMIT)))
    data = file.read()
    try:
        received(signed_in(request), key, name, data)
        return _page(request, found, board=_read(request, found, name, data))
    except Refused as refused:
        return _page(request, found, problem=Problem(name, str(refused)))
    except ReadError as error:
        return _page(request, found, problem=problem_of(name, error))


def _read(request: HttpRequest, found: Return, name: str, data: bytes) -> Board:
    """What the file says, read in a process of its own: our form by its key, any other file as a ledger."""
    run = apart()
    sheet = sheet_of(signed_in(request), found)
    form = form_in(run(cells_of, data) or ())
    if form is not None:
        return board_of(sheet, name, returned(sheet, *form))
    ledger = run(read, data, name=name).ledger
    mine = [line.report.task.row for line in sheet.lines]
    return board_of_file(sheet, read_rows(frame_of(found.period).ledger, ledger, mine, name, data), {})


def _rematched(request: HttpRequest, found: Return) -> HttpResponse:
    """The same file with what a person chose for its rows."""
    try:
        laid = unsigned(request.POST["laid"])
    except Broken:
        return _page(request, found, problem=Problem("", _("页面已过期，请重新上传文件。")))
    sheet = sheet_of(signed_in(request), found)
    return _page(request, found, board=board_of_file(sheet, laid, _choices(request.POST)))


def _choices(posted: Mapping[str, str]) -> dict[int, int | None]:
    """`row:5` holds the task that row 5 is of, "none" for no task, "" for a row not decided."""
    rows = {name.removeprefix("row:"): value for name, value in posted.items() if name.startswith("row:")}
    return {
        number: whole(value)
        for row, value in rows.items()
        if (number := whole(row)) is not None and (value == "none" or whole(value) is not None)
    }


@require_POST
def take_laid(request: HttpRequest, key: int) -> HttpResponse:
    """Save the cells that were taken; those that could not be are shown again with what the grid holds now."""
    found = own_return(request, key)
    taken = set(request.POST.getlist("take"))
    posted = {name: str(text) for name, text in request.POST.items()}
    chosen = {n: t for n, t in posted.items() if not n.startswith("c:") or n.removeprefix("c:") in taken}
    asked = asked_in(chosen)
    if not asked:
        messages.error(request, _("没有选中任何一格，什么也没有存入。"))
        return redirect("laid", found.pk)
    try:
        outcomes = _save(request, found, asked)
    except KeyError as error:
        raise Http404 from error
    saved, again = _sorted(asked, outcomes)
    if saved:
        words = _("已存入%(number)s格。") % {"number": saved}
        messages.success(request, words)
    if not again:
        return redirect("return", found.pk)
    sheet = sheet_of(signed_in(request), found)
    return _page(request, found, board=board_of(sheet, posted.get("name", ""), again), status=409)


def _save(request: HttpRequest, found: Return, asked: Mapping[int, Asked]) -> dict[int, Outcome]:
    """Each task by itself; "no change" is an act of its own."""
    user = signed_in(request)
    same = {task: one.cells.pop(UNCHANGED) for task, one in asked.items() if UNCHANGED in one.cells}
    outcomes = save_cells(user, found.pk, {task: one for task, one in asked.items() if one.cells})
    for task, reason in same.items():
        try:
            no_change(user, found.pk, task, asked[task].version, reason.strip()[:LONGEST_REASON])
            outcomes.setdefault(task, Outcome({}))
        except Refused as refused:
            outcomes[task] = Outcome({}, refused)
        asked[task].cells[UNCHANGED] = reason
    return outcomes


def _sorted(asked: Mapping[int, Asked], outcomes: Mapping[int, Outcome]) -> tuple[int, list[Proposal]]:
    """How many cells were saved, and those that were not, with why."""
    saved, again = 0, []
    for task, outcome in outcomes.items():
        for cell, text in asked[task].cells.items():
            if outcome.refused is not None:
                again.append(Proposal(task, cell, text, "ask", (str(outcome.refused),)))
            elif cell in outcome.wrong:
                again.append(Proposal(task, cell, text, "wrong", (outcome.wrong[cell],)))
            else:
                saved += 1
    return saved, again


def _page(
    request: HttpRequest,
    found: Return,
    *,
    board: Board | None = None,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    sheet: Sheet = sheet_of(signed_in(request), found)
    carried = signed(board.laid) if board and board.laid else ""
    context = {"found": found, "sheet": sheet, "board": board, "problem": problem, "carried": carried}
    context |= {"readable": readable(), "limit": settings.UPLOAD_LIMIT // 1024 // 1024}
    return render(request, "months/laid.html", context, status=422 if problem else status)
