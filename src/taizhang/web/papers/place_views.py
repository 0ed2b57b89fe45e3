"""Pages of a place's papers: how they are headed and published, the outlines of each kind, the numbers given."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.web.ledgers.access import visible_regions
from taizhang.web.numbers import whole
from taizhang.web.people.access import only, signed_in
from taizhang.web.places.models import Region
from taizhang.writing.bulletin import Bulletin, document_number
from taizhang.writing.errors import WriteError
from taizhang.writing.publication import PLACEHOLDERS, index_number

from .access import access_paper
from .doors import may_write_papers
from .formats import Format
from .notices import done
from .place_forms import GENRES, SUBJECTS, FormsForm, NamesForm, PublicationForm, kind_words
from .publishing import publication_of
from .services.acting import describe
from .services.formats import drop_forms, format_of, keep_forms, keep_names
from .states import MOVES, Act


def chosen_region(request: HttpRequest) -> tuple[Region, list[Region]]:
    """The region that the address asks for, else the person's own or the first; and all that may be asked for.

    Http404 for one that is not visible.
    """
    user = signed_in(request)
    regions = list(visible_regions(user))
    asked = request.GET.get("region")
    wanted = whole(asked) if asked else user.region_id
    found = next((region for region in regions if region.pk == wanted), None if asked else next(iter(regions), None))
    if found is None:
        raise Http404
    return found, regions


def address(name: str, region: Region, *args: str) -> str:
    """The address of a page of the region."""
    return f"{reverse(name, args=args)}?region={region.pk}"


@only(may_write_papers)
@require_http_methods(["GET", "HEAD", "POST"])
def format_page(request: HttpRequest) -> HttpResponse:
    """Names and forms with a preview of the heads; `act` says which form was sent, `look` that it is not kept yet."""
    region, regions = chosen_region(request)
    kept = format_of(region)
    names, forms = NamesForm(names=kept.names), FormsForm(kept=kept)
    act = request.POST.get("act", "")
    if request.method == "POST":
        if act == "names":
            names = NamesForm(request.POST)
        elif act == "forms":
            forms = FormsForm(request.POST)
        elif act != "above":
            raise Http404
        if _kept(request, region, kept, act, names, forms):
            return redirect(address("paper-format", region))
    shown = _shown(kept, names, forms)
    context = {
        "region": region,
        "regions": regions,
        "kept": kept,
        "names": names,
        "forms": forms,
        "heads": _heads(shown, region),
        "nameless": any(form.style != "none" for form in shown.forms.kinds.values()) and not shown.names.head.organs,
        "example": _example(shown),
        "placeholders": [(name, words) for name, words in PLACEHOLDERS.items()],
        "subjects": SUBJECTS,
        "genres": GENRES,
    }
    wrong = request.method == "POST" and "look" not in request.POST
    return render(request, "papers/format.html", context, status=422 if wrong else 200)


def _kept(request: HttpRequest, region: Region, kept: Format, act: str, names: NamesForm, forms: FormsForm) -> bool:
    """Whether what was sent is kept now."""
    user = signed_in(request)
    if act == "above":
        drop_forms(user, region)
        messages.success(request, _("已改为随上级地区。"))
        return True
    if "look" in request.POST or not (names if act == "names" else forms).is_valid():
        return False
    if act == "names":
        keep_names(user, region, names.names(kept.names))
    else:
        keep_forms(user, region, forms.forms())
    messages.success(request, _("已保存，以后起草、核对的文稿都用它；已印发的不变。"))
    return True


def _shown(kept: Format, names: NamesForm, forms: FormsForm) -> Format:
    """The format as it would be with what was typed, as far as that can be kept."""
    told = names.names(kept.names) if names.is_bound and names.is_valid() else kept.names
    lent = forms.forms() if forms.index.is_bound and forms.is_valid() else kept.forms
    return Format(told, lent, kept.forms_from, kept.own_forms)


def _heads(kept: Format, region: Region) -> list[tuple[str, Bulletin]]:
    """A paper of each kind that has a red head, with nothing in it but head and imprint."""
    today = timezone.localdate()
    found = []
    for kind, called in kind_words().items():
        head = kept.head(kind)
        if head.style != "none":
            number = document_number(kept.word(kind) or "〇〇", today.year, 1)
            title = f"关于{region.name}{today.year}年民生实事进展情况的{kept.form(kind).genre or called}"
            paper = Bulletin(kind, title, (), issuer=kept.names.issuer, day=today, number=number, head=head)
            found.append((called, paper))
    return found


def _example(kept: Format) -> str:
    """The first 索引号 of today, "" without a template that can be filled."""
    today: date = timezone.localdate()
    try:
        return index_number(kept.forms.index, kept.names.code or "〇〇", today, 1) if kept.forms.index else ""
    except WriteError:
        return ""


@only(may_write_papers)
@require_http_methods(["GET", "HEAD", "POST"])
def publication_page(request: HttpRequest, key: int) -> HttpResponse:
    """The 政府信息公开 fields of a paper that is not approved yet."""
    user = signed_in(request)
    paper = access_paper(user, key)
    told = publication_of(paper)
    initial = {name: getattr(told, name) for name in ("openness", "reason", "subject", "genre", "publisher")}
    form = PublicationForm(request.POST if request.method == "POST" else None, initial=initial)
    if paper.state not in MOVES[Act.DESCRIBE].steps or (
        request.method == "POST"
        and form.is_valid()
        and done(request, lambda: describe(user, key, form.publication(told)), _("已保存公开信息。"))[0]
    ):
        return redirect("paper", key)
    context = {"paper": paper, "form": form, "subjects": SUBJECTS, "genres": GENRES}
    return render(request, "papers/publication.html", context, status=422 if form.errors else 200)
