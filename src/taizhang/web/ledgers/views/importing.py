"""Import: drop or paste, review, correct, save."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from taizhang.ledger import Bilingual, Role
from taizhang.reading import ReadError, is_ledger_file
from taizhang.web.people.access import may_import, only, signed_in

from ..access import access_draft, open_drafts, visible_regions
from ..explained import noted
from ..forms import SaveForm
from ..labels import ROLES
from ..models import Draft, LedgerVersion
from ..services import drafts as service
from ..services.batches import into_batch, next_in_batch
from ..services.saving import AlreadySaved, save_draft
from ..source import blocks_of_file, stretches
from ..table import build
from ..uploads import AT_ONCE, documents, readable, safe_name


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a document did not come in: what, where, what to do."""

    name: str
    what: str
    where: str = ""
    hint: str = ""


@only(may_import)
@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """The form; each document that can be read becomes a draft, each other one a problem on the page."""
    user = signed_in(request)
    made: list[Draft] = []
    problems: list[Problem] = []
    if request.method == "POST":
        made, problems = _import_all(request)
        if len(made) + len(problems) > 1:
            into_batch(made)
        if made and not problems:
            return _go(request, reverse("review", args=[made[0].pk]))
    context = {
        "problems": problems,
        "made": made,
        "drafts": open_drafts(user),
        "readable": readable(),
        "limit": settings.UPLOAD_LIMIT // 1024 // 1024,
        "text": request.POST.get("text", ""),
    }
    return render(request, "ledgers/import.html", context, status=422 if problems else 200)


def _import_all(request: HttpRequest) -> tuple[list[Draft], list[Problem]]:
    sources, problems = _sources(request)
    if not sources and not problems:
        problems.append(Problem("", _("没有内容"), hint=_("请选择文件，或者把表格粘贴到文本框里。")))
    if len(sources) > AT_ONCE:
        hint = _("请分几次导入，每次最多%(limit)s份。") % {"limit": AT_ONCE}
        return [], [Problem("", _("一次导入%(number)s份，太多了") % {"number": len(sources)}, hint=hint)]
    made: list[Draft] = []
    for name, data in sources:
        outcome = _import(request, name, data)
        if isinstance(outcome, Draft):
            made.append(outcome)
        else:
            problems.append(outcome)
    return made, problems


def _sources(request: HttpRequest) -> tuple[list[tuple[str, bytes | str]], list[Problem]]:
    """The documents dropped and the text pasted; what is too large or no safe archive becomes a problem."""
    sources: list[tuple[str, bytes | str]] = []
    problems: list[Problem] = []
    for file in request.FILES.getlist("file"):
        name = safe_name(file.name or "")
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            problems.append(_too_large(name))
            continue
        try:
            sources += documents(name, file.read())
        except ReadError as error:
            problems.append(problem_of(name, error))
    if text := request.POST.get("text", "").strip("\r\n"):
        sources.append((_("粘贴的文本"), text.replace("\r\n", "\n")))
    return sources, problems


def _import(request: HttpRequest, name: str, data: bytes | str) -> Draft | Problem:
    if len(data) > settings.UPLOAD_LIMIT:
        return _too_large(name)
    try:
        return service.import_document(signed_in(request), data, name)
    except ReadError as error:
        return problem_of(name, error)


def problem_of(name: str, error: ReadError) -> Problem:
    """The reader's own words in the person's language."""
    language = get_language() or "zh"

    def told(words: Bilingual | None) -> str:
        return words.in_language(language) if words else ""

    return Problem(name, told(error.what), told(error.where), told(error.hint))


def _too_large(name: str) -> Problem:
    limit = settings.UPLOAD_LIMIT // 1024 // 1024
    what = _("文件过大，上限为 %(limit)s MB") % {"limit": limit}
    return Problem(name, what, hint=_("请去掉图片，或者把文件分成几份。"))


def _go(request: HttpRequest, address: str) -> HttpResponse:
    return HttpResponseClientRedirect(address) if getattr(request, "htmx", False) else redirect(address)


def _review_context(request: HttpRequest, draft: Draft, form: SaveForm, problem: Problem | None) -> dict[str, Any]:
    ledger, findings = draft.ledger, noted(draft.findings)
    return {
        "draft": draft,
        "ledger": ledger,
        "table": build(ledger, findings, draft.standings),
        "findings": findings,
        "stretches": () if is_ledger_file(draft.source_text) else stretches(ledger, draft.source_text),
        "blocks": blocks_of_file(ledger, bytes(draft.source_data), draft.source_name) if draft.source_data else (),
        "notices": [Bilingual(zh, en) for zh, en in draft.notices],
        "columns": [(i, column, _roles(column.role)) for i, column in enumerate(ledger.columns)],
        "corrected": {int(index) for index in draft.roles},
        "form": form,
        "regions": visible_regions(signed_in(request)),
        "problem": problem,
    }


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
    """Read the draft anew with the roles that the person chose."""
    user = signed_in(request)
    found = access_draft(user, draft)
    problem = None
    try:
        found = service.correct_columns(found, _chosen(request, found))
    except ReadError as error:
        problem = problem_of(found.source_name, error)
    context = _review_context(request, found, SaveForm(user, found), problem)
    template = "ledgers/review.html#body" if getattr(request, "htmx", False) else "ledgers/review.html"
    return render(request, template, context, status=422 if problem else 200)


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
    form = SaveForm(user, found, request.POST)
    if form.is_valid():
        try:
            return _onward(request, found, save_draft(user, found, form.place()))
        except AlreadySaved as same:
            form.add_error(None, _("这份文件已经存为%(period)s，没有重复保存。") % {"period": same.version.period})
        except PermissionDenied:
            form.add_error("region", _("这个地区不在您的管辖范围内。"))
    return render(request, "ledgers/review.html", _review_context(request, found, form, None), status=422)


@only(may_import)
@require_POST
def drop(request: HttpRequest, draft: int) -> HttpResponse:
    """Throw the draft away, and go on with the next of its import."""
    found = access_draft(signed_in(request), draft)
    following = next_in_batch(found.owner, found)
    service.drop_draft(found)
    return redirect("review", following.pk) if following else redirect("import")


def _onward(request: HttpRequest, draft: Draft, version: LedgerVersion) -> HttpResponse:
    """To the next document of the same import, else to the period just saved."""
    following = next_in_batch(draft.owner, draft)
    if following is None:
        return redirect("version", version.yearly_id, version.number)
    messages.success(
        request, _("已存为《%(ledger)s》%(period)s。") % {"ledger": version.yearly, "period": version.period}
    )
    return redirect("review", following.pk)
