"""Pages: the papers there are, one as it will be printed, the rows behind a figure, its paragraphs as a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.web.events.models import Event
from taizhang.web.ledgers.access import valid_versions
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.periods import before
from taizhang.web.months.access import access_period
from taizhang.web.numbers import whole
from taizhang.web.people.access import only, signed_in
from taizhang.web.people.models import Role, User
from taizhang.web.people.rights import RIGHTS
from taizhang.writing.bulletin import OUTLINES, bulletin_from_json, outline_from_json
from taizhang.writing.bulletin.model import URGENCIES
from taizhang.writing.bulletin.page import to_html
from taizhang.writing.bulletin.press import to_pdf
from taizhang.writing.bulletin.word import to_docx

from .access import access_paper, listed_papers, visible_papers
from .differences import changed_lines, changes, last_issued
from .doors import may_act_on_papers, may_read_papers, may_write_papers
from .editing import Form, annexes_of, facts_told, form_of, form_sent, lines_of, moved
from .labels import MEDIA_TYPES, STATES
from .models import FROZEN, Paper
from .notices import done
from .preview import figures_of, preview_of, rows_of
from .proof import Doubt, doubts_of
from .publishing import fields_shown, file_properties, page_tags
from .refusals import Changed, WrongState
from .searching import Search, periods_of
from .services.acting import edit
from .services.formats import format_of
from .services.making import make_paper, newest_of, told_of, version_of
from .states import MOVES, Act, State, acts_from

A_PAGE = 50
WRITERS: Mapping[str, Callable[..., bytes]] = {"docx": to_docx, "pdf": to_pdf, "html": to_html}


@only(may_read_papers)
@require_safe
def papers_page(request: HttpRequest) -> HttpResponse:
    """What was made, by whom, from which period; ?q=, kind=, state=, period= narrow it."""
    user = signed_in(request)
    search = Search.from_query(request.GET.dict())
    found = listed_papers(user)
    context = {
        "page": Paginator(search.within(found, ("number",)), A_PAGE).get_page(request.GET.get("page")),
        "search": search,
        "kinds": OUTLINES,
        "states": STATES,
        "periods": periods_of(found),
    }
    return render(request, "papers/list.html", context)


@only(may_write_papers)
@require_http_methods(["GET", "HEAD", "POST"])
def make_page(request: HttpRequest) -> HttpResponse:
    """Choose a period, a kind, and whether to compare with the period before; `period` comes from a period's pages."""
    user = signed_in(request)
    versions = list(valid_versions(user).order_by("yearly", *(LedgerVersion._meta.ordering or ())))
    if (period := whole(request.GET.get("period", ""))) is not None:
        found = access_period(user, period)
        _did, version = done(request, lambda: version_of(found))
        if version is None:
            return redirect("papers")
        chosen: int | None = version.pk
    else:
        chosen = whole(request.POST.get("version", request.GET.get("version", "")))
    if request.method == "POST":
        made = _made(request, user, versions, chosen)
        return redirect("paper", made.pk) if made else redirect("make-paper")
    if chosen is None and (newest := newest_of(versions)):
        chosen = newest.pk
    context = {"versions": versions, "chosen": chosen, "kinds": OUTLINES}
    return render(request, "papers/make.html", context)


def _made(request: HttpRequest, user: User, versions: list[LedgerVersion], chosen: int | None) -> Paper | None:
    version = next((v for v in versions if v.pk == chosen), None)
    if version is None:
        messages.error(request, _("请选择报告期。"))
        return None
    others = [v for v in versions if v.yearly_id == version.yearly_id]
    past = before(version, others) if request.POST.get("compared") else None
    kind = request.POST.get("kind", "")[:40]
    return done(request, lambda: make_paper(user, version, kind, before=past), _("已起草，请核对正文。"))[1]


@only(may_read_papers)
@require_safe
def paper_page(request: HttpRequest, key: int) -> HttpResponse:
    """The paper as it will be printed, what may be done with it, and what was done."""
    user = signed_in(request)
    paper = access_paper(user, key)
    rights = RIGHTS[Role(user.role)]
    last = last_issued(paper, visible_papers(user))
    context = {
        "paper": paper,
        "preview": preview_of(bulletin_from_json(paper.content), paper.version.ledger),
        "acts": acts_from(State(paper.state), rights),
        "doubts": _doubts(paper) if may_act_on_papers(user) else (),
        "kinds": WRITERS,
        "last": last,
        "changes": changes(last, paper) if last else [],
        "corrected": paper.version.corrected_by_id is not None,
        "replaced_by": visible_papers(user).filter(supersedes=paper, state=State.ISSUED).first(),
        "history": _history(paper) if may_write_papers(user) or rights & {MOVES[Act.APPROVE].right} else (),
        "word": _word(paper) if paper.state == State.APPROVED else "",
        "today": timezone.localdate(),
        "fields": fields_shown(paper),
        "tags": page_tags(paper),
    }
    return render(request, "papers/paper.html", context)


def _doubts(paper: Paper) -> tuple[Doubt, ...]:
    """What the checks say of a paper; of one that was issued what was explained before."""
    found = doubts_of(paper, bulletin_from_json(paper.content), told_of(paper.version, paper.before))
    return found if paper.state not in FROZEN else tuple(doubt for doubt in found if doubt.explanation)


def _history(paper: Paper) -> list[Event]:
    return list(Event.objects.filter(code__startswith="paper-", facts__key=str(paper.pk)).order_by("pk"))


def _word(paper: Paper) -> str:
    """The word (机关代字) that the place has for the kind, else the one that it used last."""
    if word := format_of(paper.version.yearly.region).word(paper.kind):
        return word
    same = Paper.objects.filter(version__yearly__region=paper.version.yearly.region_id).exclude(number="")
    number = same.order_by("-issued_at").values_list("number", flat=True).first()
    return number.split("〔")[0] if number else ""


@only(may_read_papers)
@require_safe
def rows_page(request: HttpRequest, key: int) -> HttpResponse:
    """The rows of the ledger behind the figure `n`: a drawer, or a page of its own without htmx."""
    paper = access_paper(signed_in(request), key)
    figures = figures_of(bulletin_from_json(paper.content))
    number = whole(request.GET.get("n", ""))
    if number is None or number >= len(figures):
        raise Http404
    figure = figures[number]
    rows = rows_of(paper.version.ledger, figure.rows)
    context = {"paper": paper, "version": paper.version, "figure": figure, "rows": rows}
    template = "papers/rows.html#drawer" if getattr(request, "htmx", False) else "papers/rows.html"
    return render(request, template, context)


@only(may_read_papers)
@require_safe
def paper_file(request: HttpRequest, key: int, kind: str) -> HttpResponse:
    """The paper with its annexes as a Word document, a PDF or a web page."""
    paper = access_paper(signed_in(request), key)
    write = WRITERS.get(kind)
    if write is None:
        raise Http404
    bulletin, told = bulletin_from_json(paper.content), {"fields": file_properties(paper)}
    if kind == "html":
        told["tags"] = dict(page_tags(paper))
    did, data = done(request, lambda: write(bulletin, paper.version.ledger, **told))
    if not did or data is None:
        return redirect("paper", key)
    response = HttpResponse(data, content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, f"{paper.title}.{kind}") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@only(may_write_papers)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_page(request: HttpRequest, key: int) -> HttpResponse:
    """The paragraphs as a form; `do` moves, adds or takes away one without saving.

    Who saves after another did, or after the paper went on, gets both versions: nothing typed is lost.
    """
    user = signed_in(request)
    paper = access_paper(user, key)
    if paper.state != State.DRAFT and request.method != "POST":
        messages.error(request, str(WrongState(paper)))
        return redirect("paper", key)
    sent = request.method == "POST"
    form = form_sent(request.POST) if sent else form_of(outline_from_json(paper.outline), paper.revision)
    clash = ""
    if wish := request.POST.get("do", ""):
        moved(form, wish)
    elif sent and not form.errors:
        try:
            if _saved(request, user, key, form):
                return redirect("paper", key)
        except (Changed, WrongState) as refused:
            clash = str(refused)
    return _form_page(request, access_paper(user, key) if clash else paper, form, clash)


def _form_page(request: HttpRequest, paper: Paper, form: Form, clash: str) -> HttpResponse:
    """The form; with a clash beside what is kept now, which saving once more would overwrite knowingly."""
    kept = form_of(outline_from_json(paper.outline), paper.revision)
    context = {
        "paper": paper,
        "form": replace(form, seen=kept.seen) if clash else form,
        "facts": facts_told(told_of(paper.version, paper.before)),
        "annexes": annexes_of(form, paper.version.yearly.region),
        "urgencies": URGENCIES,
        "red": format_of(paper.version.yearly.region).head(paper.kind).style != "none",
        "clash": clash,
        "locked": paper.state != State.DRAFT,
        "kept": list(changed_lines(lines_of(kept), lines_of(form))) if clash else (),
    }
    return render(request, "papers/edit.html", context, status=409 if clash else 422 if form.errors else 200)


def _saved(request: HttpRequest, user: User, key: int, form: Form) -> bool:
    """Changed and WrongState are for the form's page; other refusals become notices."""

    def save() -> Paper:
        parts = (user, key, form.blocks, form.title)
        return edit(
            *parts, to=form.to, annexes=form.annexes, layouts=form.layouts, urgency=form.urgency, seen=form.seen
        )

    return done(request, save, _("已保存。"), but=(Changed, WrongState))[0]
