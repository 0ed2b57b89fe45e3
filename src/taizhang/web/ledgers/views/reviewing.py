"""Review: source and table side by side, corrected, saved as a period or dropped."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.ledger import Bilingual, Role
from taizhang.reading import ReadError, is_ledger_file
from taizhang.web.bounded import child
from taizhang.web.people.access import may_import, only, signed_in

from ..access import access_draft, visible_regions
from ..explained import noted
from ..forms import SaveForm
from ..labels import ROLES
from ..models import Draft, Intake, LedgerVersion
from ..problems import Problem, problem_of
from ..services import drafts as service
from ..services.intakes import add_tables, next_draft, step_of
from ..services.reading import apart
from ..services.saving import AlreadySaved, PeriodTaken, save_draft
from ..source import Leaf, blocks, leaves, stretches
from ..table import build
from .originals import DRAWING_SECONDS


def _review_context(request: HttpRequest, draft: Draft, form: SaveForm, problem: Problem | None) -> dict[str, Any]:
    ledger, findings = draft.ledger, noted(draft.findings)
    table = build(ledger, findings, draft.standings)
    return {
        "draft": draft,
        "ledger": ledger,
        "table": table,
        "unsure": [cell.key for row in table.rows for cell in row.cells if cell.unsure and not cell.again],
        "findings": findings,
        "stretches": () if is_ledger_file(draft.source_text) else stretches(ledger, draft.source_text),
        "blocks": blocks(ledger, draft.pane),
        "leaves": () if draft.source_text or draft.pane else _leaves(draft),
        "step": step_of(draft),
        "matching": _matching(draft),
        "notices": [Bilingual(zh, en) for zh, en in draft.notices],
        "columns": [(i, column, _roles(column.role)) for i, column in enumerate(ledger.columns)],
        "corrected": {int(index) for index in draft.roles},
        "form": form,
        "regions": visible_regions(signed_in(request)),
        "problem": problem,
    }


def _leaves(draft: Draft) -> tuple[Leaf, ...]:
    """The document's pages; none when they can't be drawn."""
    from taizhang.reading.files.pictures import page_sizes

    run = child(DRAWING_SECONDS, settings.READ_MEMORY).run
    try:
        return leaves(draft.ledger, run(page_sizes, bytes(draft.original.data), draft.source_name))
    except ReadError:
        return ()


def _matching(draft: Draft) -> Intake | None:
    """The collection that a unit's report belongs to; it is saved from there."""
    file = draft.files.select_related("intake").order_by("-pk").first() if draft.collected else None
    return file.intake if file else None


def _roles(chosen: Role) -> list[tuple[str, object, bool]]:
    return [(role.value, word, role is chosen) for role, word in ROLES.items()]


@only(may_import)
@require_safe
def review(request: HttpRequest, draft: int) -> HttpResponse:
    """Source and table side by side."""
    user = signed_in(request)
    found = access_draft(user, draft)
    if found.saved_as is not None:
        return redirect("version", found.saved_as.yearly_id, found.saved_as.number)
    context = _review_context(request, found, SaveForm(user, found), None)
    return render(request, "ledgers/review.html", context)


@only(may_import)
@require_POST
def correct(request: HttpRequest, draft: int) -> HttpResponse:
    """Read the draft anew with the roles that the person chose; one that is saved leads on to its period."""
    user = signed_in(request)
    found = access_draft(user, draft)
    problem = None
    try:
        if found.saved_as is None:
            found = service.correct_columns(found, _chosen(request, found), apart())
    except ReadError as error:
        problem = problem_of(found.source_name, error)
    if found.saved_as is not None:
        return redirect("review", found.pk)
    context = _review_context(request, found, SaveForm(user, found), problem)
    template = "ledgers/review.html#body" if getattr(request, "htmx", False) else "ledgers/review.html"
    return render(request, template, context, status=422 if problem else 200)


@only(may_import)
@require_POST
def choose_table(request: HttpRequest, draft: int) -> HttpResponse:
    """Read another ledger of the file instead (`table`), or bring them all in (`all`), each as a draft of its own."""
    user = signed_in(request)
    found = access_draft(user, draft)
    number = request.POST.get("table", "")
    if found.saved_as is not None or number not in {str(known) for known, *_ in found.tables}:
        return redirect("review", found.pk)
    if "all" in request.POST:
        return redirect("intake", add_tables(found).pk)
    try:
        return redirect("review", service.choose_table(found, int(number), apart()).pk)
    except ReadError as error:
        problem = problem_of(found.source_name, error)
    context = _review_context(request, access_draft(user, draft), SaveForm(user, found), problem)
    return render(request, "ledgers/review.html", context, status=422)


def _chosen(request: HttpRequest, draft: Draft) -> dict[int, Role]:
    """Earlier corrections and those selects that differ from the draft."""
    roles = {int(index): Role(role) for index, role in draft.roles.items()}
    known = {role.value for role in Role}
    for index, column in enumerate(draft.ledger.columns):
        value = request.POST.get(f"role-{index}", "")
        if value in known and value != column.role.value:
            roles[index] = Role(value)
    return roles


@only(may_import)
@require_POST
def save(request: HttpRequest, draft: int) -> HttpResponse:
    """Make the draft a period of a yearly ledger."""
    user = signed_in(request)
    found = access_draft(user, draft)
    if found.collected:
        raise PermissionDenied  # a unit's report is saved with the others
    form = SaveForm(user, found, request.POST)
    if form.is_valid():
        try:
            return _onward(request, found, save_draft(user, found, form.place()))
        except AlreadySaved as same:
            form.add_error(None, _("这份文件已经存为%(period)s，没有重复保存。") % {"period": same.version.period})
        except PeriodTaken as taken:
            words = _("“%(ledger)s”里已有%(period)s，没有保存。要替换它，请在“存入”里选这份台账，再作为更正保存。")
            told = {"ledger": taken.version.yearly, "period": taken.version.period}
            form.add_error("yearly", words % told)
        except PermissionDenied:
            form.add_error("region", _("这个地区不在您的管辖范围内。"))
    return render(request, "ledgers/review.html", _review_context(request, found, form, None), status=422)


@only(may_import)
@require_POST
def drop(request: HttpRequest, draft: int) -> HttpResponse:
    """Throw the draft away, and go on with the next of its import; one that is saved meanwhile stays."""
    found = access_draft(signed_in(request), draft)
    if found.collected:
        raise PermissionDenied
    if found.saved_as is not None:
        return redirect("review", found.pk)
    following = next_draft(found)
    service.drop_draft(found)
    return redirect("review", following.pk) if following else redirect("import")


def _onward(request: HttpRequest, draft: Draft, version: LedgerVersion) -> HttpResponse:
    """To the next document of the same import, else to the period just saved."""
    following = next_draft(draft)
    if following is None:
        return redirect("version", version.yearly_id, version.number)
    messages.success(
        request, _("已存为《%(ledger)s》%(period)s。") % {"ledger": version.yearly, "period": version.period}
    )
    return redirect("review", following.pk)
