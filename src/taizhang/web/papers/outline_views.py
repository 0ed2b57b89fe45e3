"""Pages of a place's outlines: which kinds have their own, the editor with a preview, files in and out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.web.ledgers.access import valid_versions
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.periods import before
from taizhang.web.people.access import only, signed_in
from taizhang.web.places.models import Region
from taizhang.writing.bulletin import OUTLINES, Outline, outline_to_json
from taizhang.writing.errors import WriteError

from .doors import may_write_papers
from .editing import Form, annexes_of, facts_told, form_of, form_sent, moved, outline_from
from .notices import done
from .place_views import address, chosen_region
from .preview import Preview, preview_of
from .services.layouts import newest_of
from .services.making import outline_for, told_of, written
from .services.outlines import import_outline, outlines_of, reset_outline, set_outline

LARGEST = 1_000_000
"""Bytes of an outline's file."""


@only(may_write_papers)
@require_safe
def outlines_page(request: HttpRequest) -> HttpResponse:
    """Every kind of paper: whose outline it has, when it was changed and by whom."""
    region, regions = chosen_region(request)
    context = {"region": region, "regions": regions, "lines": outlines_of(region)}
    return render(request, "papers/outlines.html", context)


@only(may_write_papers)
@require_http_methods(["GET", "HEAD", "POST"])
def outline_page(request: HttpRequest, kind: str) -> HttpResponse:
    """The outline as a form with a preview on the newest frozen period; `do` changes the form without keeping it."""
    region, _regions = chosen_region(request)
    user = signed_in(request)
    outline = _outline(region, kind)
    form = form_sent(request.POST) if request.method == "POST" else form_of(outline)
    wish = request.POST.get("do", "")
    if wish and wish != "look":
        moved(form, wish)
    elif request.method == "POST" and not wish and not form.errors:
        told = outline_from(form, outline)
        if done(request, lambda: set_outline(user, region, told), _("已保存，以后起草这种文稿都用它。"))[0]:
            return redirect(address("outlines", region))
    version = newest_of(user, region)
    past = before(version, valid_versions(user).filter(yearly=version.yearly_id)) if version else None
    preview, problem = _preview(version, past, outline_from(form, outline), form)
    context = {
        "region": region,
        "outline": outline,
        "form": form,
        "facts": facts_told(told_of(version, past) if version else None),
        "annexes": annexes_of(form, region),
        "version": version,
        "preview": preview,
        "problem": problem,
        "own": any(line.kind == kind and line.is_own for line in outlines_of(region)),
    }
    return render(request, "papers/outline.html", context, status=422 if form.errors else 200)


def _outline(region: Region, kind: str) -> Outline:
    if kind not in OUTLINES:
        raise Http404
    return outline_for(region, kind)


def _preview(
    version: LedgerVersion | None, past: LedgerVersion | None, outline: Outline, form: Form
) -> tuple[Preview | None, str]:
    """The paper as the outline would make it now, or why it cannot be made."""
    if version is None or form.errors:
        return None, ""
    try:
        return preview_of(written(version, past, outline), version.ledger), ""
    except WriteError as error:
        return None, error.in_language(get_language() or "zh")


@only(may_write_papers)
@require_safe
def outline_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The outline as a file."""
    region, _regions = chosen_region(request)
    outline = _outline(region, kind)
    response = HttpResponse(outline_to_json(outline), content_type="application/json")
    name = f"{region.name}{outline.zh}模板.json"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@only(may_write_papers)
@require_POST
def import_outline_file(request: HttpRequest) -> HttpResponse:
    """Take an outline that was exported, or written by hand."""
    region, _regions = chosen_region(request)
    user = signed_in(request)
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > LARGEST:
        messages.error(request, _("请选择导出的模板文件（.json，不超过1 MB）。"))
        return redirect(address("outlines", region))
    data = file.read()
    did, kept = done(request, lambda: import_outline(user, region, data), _("已导入。"))
    return redirect(address("outline", region, kept.kind) if did and kept else address("outlines", region))


@only(may_write_papers)
@require_POST
def reset_outline_of(request: HttpRequest, kind: str) -> HttpResponse:
    """Drop the region's own outline: it has that of the region above again, or the built-in one."""
    region, _regions = chosen_region(request)
    _outline(region, kind)
    reset_outline(signed_in(request), region, kind)
    messages.success(request, _("已恢复。"))
    return redirect(address("outlines", region))
