"""Pages of documents: those there are, asking for one, one with its preview, its file, another try, dropping it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.web.ledgers.access import valid_versions
from taizhang.web.ledgers.labels import Label
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.periods import stands_at
from taizhang.web.ledgers.problems import Problem, told
from taizhang.web.months.access import access_period
from taizhang.web.numbers import whole
from taizhang.web.people.access import only, signed_in
from taizhang.web.people.models import User
from taizhang.web.queue import nobody_works
from taizhang.writing import KINDS, Layout, WriteError, layout_from_json

from .access import access_document, listed_documents
from .doors import may_act_on_papers, may_write_papers
from .labels import MAKINGS, MEDIA_TYPES, STUCK
from .laying import page_of
from .models import Document, Making
from .notices import done
from .proof import open_errors
from .searching import Search, periods_of
from .services import documents
from .services.layouts import layouts_of
from .services.making import newest_of, version_of

A_PAGE = 50
MOST_EARLIER = 11
"""Periods beside one: a year's."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as lists and its page show it."""

    document: Document
    label: Label
    layout: Layout
    problem: Problem | None
    retry: bool

    @property
    def layout_name(self) -> str:
        """What the layout is called."""
        return self.layout.label.in_language(get_language() or "zh")

    @property
    def busy(self) -> bool:
        """Whether it is still to come."""
        return self.document.state in (Making.WAITING, Making.WORKING)

    @property
    def name(self) -> str:
        """The file's name."""
        document = self.document
        return f"{document.title or f'{document.version.yearly}{document.version.period}'}.{document.kind}"


def shown(document: Document) -> Shown:
    """The document with its state in words."""
    stuck = document.is_stuck
    label = STUCK if stuck else MAKINGS[document.state]
    problem = told(str(document), document.problem) if document.problem else None
    retry = stuck or document.state == Making.FAILED
    return Shown(document, label, layout_from_json(document.layout), problem, retry)


@only(may_act_on_papers)
@require_safe
def documents_page(request: HttpRequest) -> HttpResponse:
    """What was made, by whom, from which period; while one is made, the page asks again for the table."""
    user = signed_in(request)
    search = Search.from_query(request.GET.dict())
    visible = listed_documents(user)
    page = Paginator(search.within(visible), A_PAGE).get_page(request.GET.get("page"))
    lines = [shown(document) for document in page]
    context = {
        "page": page,
        "lines": lines,
        "busy": any(line.busy for line in lines),
        "idle": nobody_works(line.document for line in lines),
        "search": search,
        "kinds": KINDS,
        "states": MAKINGS,
    }
    if getattr(request, "htmx", False):
        return render(request, "papers/documents.html#rows", context)
    return render(request, "papers/documents.html", context | {"periods": periods_of(visible)})


@only(may_write_papers)
@require_http_methods(["GET", "HEAD", "POST"])
def make_document_page(request: HttpRequest) -> HttpResponse:
    """Choose a frozen period, a layout and a kind of file; `period` comes from a period's pages."""
    user = signed_in(request)
    versions = list(valid_versions(user).order_by("yearly", *(LedgerVersion._meta.ordering or ())))
    chosen = whole(request.POST.get("version", request.GET.get("version", "")))
    if (period := whole(request.GET.get("period", ""))) is not None:
        found = access_period(user, period)
        _did, version = done(request, lambda: version_of(found))
        if version is None:
            return redirect("documents")
        chosen = version.pk
    one = next((v for v in versions if v.pk == chosen), None)
    if one is None and request.method != "POST":
        one = newest_of(versions)
    if request.method == "POST" and request.POST.get("do") != "choose":
        made = _asked(request, user, versions, one)
        if made:
            return redirect("document", made.pk)
    layouts = layouts_of(one.yearly.region) if one else []
    context = {
        "versions": versions,
        "chosen": one,
        "layouts": [(name, label, any(f.each for f in layout.fields)) for name, label, layout in layouts],
        "kinds": KINDS,
        "sent": request.POST,
        "most": MOST_EARLIER,
    }
    return render(request, "papers/make_document.html", context)


def _asked(
    request: HttpRequest, user: User, versions: list[LedgerVersion], version: LedgerVersion | None
) -> Document | None:
    if version is None:
        messages.error(request, _("请选择报告期。"))
        return None
    known = {name: layout for name, _label, layout in layouts_of(version.yearly.region)}
    layout, kind = known.get(request.POST.get("layout", "")), request.POST.get("kind", "")
    if layout is None or kind not in KINDS:
        messages.error(request, _("请选择版式和格式。"))
        return None
    number = min(whole(request.POST.get("beside", "")) or 0, MOST_EARLIER)
    earlier = _earlier(version, versions, number) if any(field.each for field in layout.fields) else []
    title = " ".join(request.POST.get("title", "").split())
    return done(
        request, lambda: documents.ask(user, version, layout, kind, title=title, earlier=earlier), _("已开始生成。")
    )[1]


def _earlier(version: LedgerVersion, versions: list[LedgerVersion], number: int) -> list[LedgerVersion]:
    """The last periods of the list before this one."""
    older = [v for v in versions if v.yearly_id == version.yearly_id and stands_at(v) < stands_at(version)]
    return sorted(older, key=stands_at)[len(older) - min(number, len(older)) :]


@only(may_act_on_papers)
@require_safe
def document_page(request: HttpRequest, key: int) -> HttpResponse:
    """The document as it is laid out, or how far it is; while it is made, the page asks again for that."""
    user = signed_in(request)
    document = access_document(user, key)
    line = shown(document)
    waiting = Q(pk__lt=document.pk, state__in=(Making.WAITING, Making.WORKING))
    context = {
        "line": line,
        "document": document,
        "ahead": Document.objects.filter(waiting).count() if line.busy else 0,
        "idle": nobody_works([document]),
    }
    if getattr(request, "htmx", False):
        if line.busy:
            return render(request, "papers/document.html#making", context)
        return HttpResponse(headers={"HX-Refresh": "true"})
    preview = _preview(document) if document.state == Making.DONE else ""
    errors = open_errors(document.version)
    return render(request, "papers/document.html", context | {"preview": preview, "errors": errors})


def _preview(document: Document) -> SafeString:
    """The document's table; `page_of` has escaped everything in it."""
    try:
        return mark_safe(page_of(documents.job_of(document)))  # noqa: S308 -- escaped by the writer, as a test holds
    except WriteError:  # of a layout from before: the file is there all the same
        return SafeString("")


@only(may_act_on_papers)
@require_safe
def document_file(request: HttpRequest, key: int) -> HttpResponse:
    """The file, always to be stored and never shown; the log keeps who took it."""
    user = signed_in(request)
    document = access_document(user, key)
    if document.state != Making.DONE:
        raise Http404
    response = HttpResponse(documents.taken(user, document), content_type=MEDIA_TYPES[document.kind])
    response["Content-Disposition"] = content_disposition_header(True, shown(document).name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@only(may_write_papers)
@require_POST
def retry_document(request: HttpRequest, key: int) -> HttpResponse:
    """Another try at one that failed or whose worker died."""
    user = signed_in(request)
    documents.again(user, access_document(user, key))
    return redirect("document", key)


@only(may_write_papers)
@require_POST
def delete_document(request: HttpRequest, key: int) -> HttpResponse:
    """Drop the document and its file."""
    user = signed_in(request)
    found = access_document(user, key)
    did, _result = done(request, lambda: documents.drop(user, found), _("文件已删除。"))
    return redirect("documents") if did else redirect("document", key)
