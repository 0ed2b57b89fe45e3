"""The import page: files into a queue, pasted text to its review at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.reading import ReadError
from taizhang.web.people.access import may_import, only, signed_in
from taizhang.web.refusals import AT_ONCE, too_large, too_many

from ..access import access_ledger, open_drafts, open_intakes
from ..forms import CollectForm
from ..models import Intake
from ..problems import Problem, problem_of
from ..services import drafts, intakes
from ..services.reading import apart
from ..uploads import readable, safe_name
from .intakes import SENT


@only(may_import)
@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """The form; ?ledger=5 collects units' reports for that list.

    A POST with files, or with `begin` before files that follow one by one, opens an import and leads to its page;
    pasted text alone leads to its review.
    """
    form = _collect_form(request)
    if request.method != "POST":
        return _page(request, form, [])
    problems = _problems(request)
    if problems or (form is not None and not form.is_valid()):
        return _page(request, form, problems)
    files = request.FILES.getlist("file")
    if files or form is not None or "begin" in request.POST:
        intake = _taken_in(request, form, files)
        request.session[SENT] = intake.pk
        return redirect("intake", intake.pk)
    try:
        draft = drafts.import_document(signed_in(request), _text(request), _("粘贴的文本"), apart())
    except ReadError as error:
        return _page(request, form, [problem_of("", error)])
    return redirect("review", draft.pk)


def _collect_form(request: HttpRequest) -> CollectForm | None:
    """The period that reports are collected for, when a list is named."""
    key = request.POST.get("ledger", "") or request.GET.get("ledger", "")
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        return None
    yearly = access_ledger(signed_in(request), int(key))
    return CollectForm(yearly, request.POST if request.method == "POST" else None)


def _problems(request: HttpRequest) -> list[Problem]:
    """What is wrong with what was handed in, before anything is read."""
    files, text = request.FILES.getlist("file"), _text(request)
    if not files and not text and "begin" not in request.POST:
        return [Problem("", _("没有内容"), hint=_("请选择文件，或者把表格粘贴到文本框里。"))]
    if len(files) > AT_ONCE:
        return [problem_of("", too_many(len(files)))]
    limit = settings.UPLOAD_LIMIT
    found = [problem_of(safe_name(f.name or ""), too_large(limit)) for f in files if (f.size or 0) > limit]
    return found + ([problem_of(_("粘贴的文本"), too_large(limit))] if len(text.encode()) > limit else [])


def _text(request: HttpRequest) -> str:
    return request.POST.get("text", "").strip("\r\n").replace("\r\n", "\n")


def _taken_in(request: HttpRequest, form: CollectForm | None, files: Sequence[UploadedFile[bytes]]) -> Intake:
    user = signed_in(request)
    awaited = [safe_name(name) for name in request.POST.getlist("expected")[:AT_ONCE]]
    yearly, period, as_of = form.place() if form else (None, "", None)
    intake = intakes.open_intake(user, yearly, period, as_of, awaited)
    for file in files:
        intakes.add(intake, safe_name(file.name or ""), file.read())
    if text := _text(request):
        intakes.add(intake, _("粘贴的文本"), text.encode())
    return intake


def _page(request: HttpRequest, form: CollectForm | None, problems: list[Problem]) -> HttpResponse:
    user = signed_in(request)
    context: dict[str, Any] = {
        "form": form,
        "problems": problems,
        "drafts": open_drafts(user),
        "intakes": open_intakes(user),
        "readable": readable(),
        "limit": settings.UPLOAD_LIMIT // 1024 // 1024,
        "text": request.POST.get("text", ""),
    }
    return render(request, "ledgers/import.html", context, status=422 if request.method == "POST" else 200)
