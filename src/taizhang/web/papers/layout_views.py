"""Pages of a place's layouts of ledgers: which there are, one as a form with its preview, files in and out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ledger import Ledger
from taizhang.web.ledgers.access import visible_regions
from taizhang.web.ledgers.uploads import safe_name
from taizhang.web.people.access import only, signed_in
from taizhang.web.people.models import User
from taizhang.web.places.models import Region
from taizhang.writing import LAYOUTS, layout_from_json
from taizhang.writing.fonts import ALTERNATIVES
from taizhang.writing.template import TAGS, fixed_texts

from .access import access_layout
from .doors import may_write_papers
from .labels import MEDIA_TYPES
from .layout_forms import (
    ALIGNS,
    GROUPS,
    NUMBERINGS,
    SORTS,
    TIER,
    Form,
    choices,
    form_of,
    form_sent,
    layout_of,
    moved,
    unsettled,
)
from .layout_preview import own_names, preview_of
from .models import LayoutOfPlace
from .notices import done
from .place_views import address, chosen_region
from .services.layouts import change_layout, delete_layout, layouts_of, make_layout, newest_of, sample_of, take_layout


@only(may_write_papers)
@require_safe
def layouts_page(request: HttpRequest) -> HttpResponse:
    """The region's own layouts, those lent by regions above, and those that come with the program."""
    region, regions = chosen_region(request)
    visible = set(visible_regions(signed_in(request)).values_list("pk", flat=True))
    own = LayoutOfPlace.objects.filter(region__in=region.above).select_related("region", "by")
    context = {
        "region": region,
        "regions": regions,
        "own": [(kept, layout_from_json(kept.content), kept.region_id in visible) for kept in own],
        "built_in": [layout for name, _label, layout in layouts_of(region) if name in LAYOUTS],
        "tags": TAGS,
    }
    return render(request, "papers/layouts.html", context)


@only(may_write_papers)
@require_POST
def make_layout_page(request: HttpRequest, region: int) -> HttpResponse:
    """A layout of the region's own, begun from another (`of`)."""
    user = signed_in(request)
    place = _access_region(user, region)
    of, name = request.POST.get("of", "")[:60], request.POST.get("name", "")
    words = _("已新建版式，请选列、改表头，右侧随改随看。")
    made = done(request, lambda: make_layout(user, place, of, name), words)[1]
    return redirect("layout", made.pk) if made else redirect(address("layouts", place))


@only(may_write_papers)
@require_POST
def take_layout_page(request: HttpRequest, region: int) -> HttpResponse:
    """A layout from a Word file that the office has always used, or from one that was taken out here."""
    user = signed_in(request)
    place = _access_region(user, region)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("请选择文件。"))
        return redirect(address("layouts", place))
    data, name = file.read(), safe_name(file.name or "")
    made = done(request, lambda: take_layout(user, place, data, name), _("已由文件新建版式，请核对各列。"))[1]
    return redirect("layout", made.pk) if made else redirect(address("layouts", place))


def _access_region(user: User, key: int) -> Region:
    found = visible_regions(user).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@only(may_write_papers)
@require_http_methods(["GET", "HEAD", "POST"])
def layout_page(request: HttpRequest, key: int) -> HttpResponse:
    """The layout as a form beside its preview; `do` moves, adds or takes away a column, or looks, without saving."""
    user = signed_in(request)
    kept = access_layout(user, key)
    base, ledger = layout_from_json(kept.content), _newest(user, kept.region)
    names = own_names(ledger)
    form = form_sent(request.POST, base, names) if request.method == "POST" else form_of(base)
    if wish := request.POST.get("do", ""):
        moved(form, wish)
    elif request.method == "POST" and not form.is_wrong:
        made = layout_of(form)
        if done(request, lambda: change_layout(user, key, made, form.name), _("已保存。"))[0]:
            return redirect("layout", key)
        form.errors.append(_("没有保存。"))
    context = _context(kept, form, names, ledger)
    return render(request, "papers/layout.html", context, status=422 if form.is_wrong and not wish else 200)


def _newest(user: User, region: Region) -> Ledger | None:
    version = newest_of(user, region)
    return version.ledger if version else None


def _context(kept: LayoutOfPlace, form: Form, names: list[str], ledger: Ledger | None) -> dict[str, object]:
    template = form.base.template
    return {
        "kept": kept,
        "form": form,
        "choices": choices(names, form),
        "unsettled": list(unsettled(form, names)),
        "preview": preview_of(layout_of(form), ledger) if _can_be_seen(form) else None,
        "tables": {"groups": GROUPS, "numbering": NUMBERINGS, "sort": SORTS, "align": ALIGNS},
        "tier": TIER,
        "template": template,
        "fixed": [(line, _has_figures(line)) for line in fixed_texts(template)] if template else (),
        "fonts": list(ALTERNATIVES),
    }


def _has_figures(line: str) -> bool:
    """Whether a line that is printed as it is may be the old ledger's: a day, a number."""
    return any(c.isdigit() for c in line)


def _can_be_seen(form: Form) -> bool:
    if form.errors:
        return False
    layout = layout_of(form)
    return bool(layout.fields or not form.is_list) and all(f.of.strip() for f in layout.fields)


@only(may_write_papers)
@require_POST
def preview_layout(request: HttpRequest, key: int) -> HttpResponse:
    """The preview of what stands in the form."""
    user = signed_in(request)
    kept = access_layout(user, key)
    ledger = _newest(user, kept.region)
    form = form_sent(request.POST, layout_from_json(kept.content), own_names(ledger))
    preview = preview_of(layout_of(form), ledger) if _can_be_seen(form) else None
    return render(request, "papers/layout_preview.html", {"form": form, "preview": preview})


@only(may_write_papers)
@require_POST
def delete_layout_page(request: HttpRequest, key: int) -> HttpResponse:
    """Away with a layout."""
    user = signed_in(request)
    region = delete_layout(user, key)
    messages.success(request, _("版式已删除。已经生成的文件不受影响。"))
    return redirect(address("layouts", region))


@only(may_write_papers)
@require_safe
def layout_file(request: HttpRequest, key: int) -> HttpResponse:
    """The layout as a file, for another place or for the command."""
    kept = access_layout(signed_in(request), key)
    return _sent(kept.content.encode(), f"{kept.name}.json")


@only(may_write_papers)
@require_safe
def layout_template(request: HttpRequest, key: int) -> HttpResponse:
    """The Word template of a layout, with its tags, to be changed in Word and given anew."""
    kept = access_layout(signed_in(request), key)
    template = layout_from_json(kept.content).template
    if template is None:
        raise Http404
    return _sent(template.file, f"{kept.name}.docx")


@only(may_write_papers)
@require_safe
def layout_sample(request: HttpRequest, key: int) -> HttpResponse:
    """The newest ledger of the place written in the layout as it is kept."""
    user = signed_in(request)
    kept = access_layout(user, key)
    ledger = _newest(user, kept.region)
    if ledger is None:
        messages.error(request, _("这个地区还没有台账。"))
        return redirect("layout", key)
    data = done(request, lambda: sample_of(kept, ledger))[1]
    return _sent(data, f"{kept.name}.docx") if data else redirect("layout", key)


def _sent(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA_TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
