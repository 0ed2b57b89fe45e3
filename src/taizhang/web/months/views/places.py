"""Regions, their units and lights: the pages of those who keep places."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.measuring.presets import PRESETS
from taizhang.web.ledgers.access import visible_regions
from taizhang.web.people.access import may_manage_places, only, signed_in
from taizhang.web.places import choosing
from taizhang.web.places.boundaries import rules_of
from taizhang.web.places.forms import MergeForm, NameForm, NewRegionForm, RegionForm
from taizhang.web.places.models import Region, Unit
from taizhang.web.places.services import lights_of, units_of

from ..access import access_unit
from ..services.merging import merge_units
from .notices import done


@only(may_manage_places)
@require_http_methods(["GET", "POST"])
def places_page(request: HttpRequest) -> HttpResponse:
    """The tree of regions, and a form for a further one."""
    user = signed_in(request)
    regions = visible_regions(user).select_related("parent").annotate(number=Count("units", Q(units__merged_into=None)))
    form = NewRegionForm(visible_regions(user), user.region is None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        told = (data["parent"], data["name"], data["code"], data["code_origin"])
        made = done(request, lambda: choosing.make_region(user, *told), _("已新建地区。"))
        if made is not None:
            return redirect("region", made.pk)
    top = user.region.path.count("/") if user.region else 2
    rows = [(region, region.path.count("/") - top) for region in regions]
    context = {"rows": rows, "form": form, "presets": PRESETS}
    return render(request, "places/regions.html", context, status=422 if form.errors else 200)


def access_region(request: HttpRequest, key: int) -> Region:
    """A visible region, or Http404."""
    found = visible_regions(signed_in(request)).select_related("parent").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@only(may_manage_places)
@require_http_methods(["GET", "POST"])
def region_page(request: HttpRequest, region: int) -> HttpResponse:
    """A region's data and its units in the official order; `act` says which form was sent."""
    found = access_region(request, region)
    forms = {
        "details": RegionForm(initial={name: getattr(found, name) for name in ("name", "code", "code_origin")}),
        "add": NameForm(prefix="unit"),
    }
    if request.method == "POST":
        refused = _region_act(request, found)
        if refused is None:
            return redirect("region", region)
        forms |= refused
    units = units_of(found).annotate(tasks_now=Count("tasks", distinct=True), staff=Count("people", distinct=True))
    context = {
        "region": found,
        "units": units.prefetch_related("aliases"),
        "lights": lights_of(found),
        "year": found.ledgers.values_list("year", flat=True).first() or timezone.localdate().year,
    } | forms
    return render(request, "places/region.html", context, status=422 if any(f.errors for f in forms.values()) else 200)


def _region_act(request: HttpRequest, region: Region) -> dict[str, RegionForm | NameForm] | None:
    """What the form asked; the form that was refused, None where it is done."""
    user, act = signed_in(request), request.POST.get("act")
    if act == "details":
        form = RegionForm(request.POST)
        if not form.is_valid():
            return {"details": form}
        data = form.cleaned_data
        told = (data["name"], data["code"], data["code_origin"])
        done(request, lambda: choosing.change_region(user, region, *told), _("已保存。"))
    elif act == "add":
        name = NameForm(request.POST, prefix="unit")
        if not name.is_valid():
            return {"add": name}
        done(request, lambda: choosing.add_unit(user, region, name.cleaned_data["name"]), _("已新建单位。"))
    elif act == "order":
        _put_in_order(request, region)
    else:
        raise Http404
    return None


def _put_in_order(request: HttpRequest, region: Region) -> None:
    order = _order(request)
    if order is None:
        messages.error(request, _("没有保存：顺序要写成整数，小的在前。"))
    else:
        done(request, lambda: choosing.order_units(signed_in(request), region, order) + 1, _("已保存顺序。"))


def _order(request: HttpRequest) -> dict[int, int] | None:
    """The numbers typed beside the units, by their keys; None where one is no number."""
    told = {k[6:]: v.strip() for k, v in request.POST.items() if k.startswith("order-") and isinstance(v, str)}
    if not all(_whole(key) and _whole(v) for key, v in told.items()):
        return None
    return {int(key): int(v) for key, v in told.items()}


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


@only(may_manage_places)
@require_http_methods(["GET", "POST"])
def unit_page(request: HttpRequest, unit: int) -> HttpResponse:
    """A unit's names, and making it one with another."""
    found = access_unit(signed_in(request), unit)
    others = units_of(found.region).exclude(pk=found.pk)
    if request.method == "POST":
        act = UNIT_ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        return act(request, found)
    context = {
        "unit": found,
        "aliases": found.aliases.all(),
        "rename": NameForm(initial={"name": found.name}, prefix="name"),
        "alias": NameForm(prefix="alias"),
        "merge": MergeForm(others),
        "tasks": found.tasks.select_related("plan__yearly"),
        "returns": found.returns.count(),
    }
    return render(request, "places/unit.html", context)


def _rename(request: HttpRequest, unit: Unit) -> HttpResponse:
    form = NameForm(request.POST, prefix="name")
    if form.is_valid():
        name = form.cleaned_data["name"]
        done(request, lambda: choosing.rename_unit(signed_in(request), unit, name), _("已改名，原名留作别名。"))
    else:
        _complain(request, form)
    return redirect("unit", unit.pk)


def _add_alias(request: HttpRequest, unit: Unit) -> HttpResponse:
    form = NameForm(request.POST, prefix="alias")
    if form.is_valid():
        name = form.cleaned_data["name"]
        done(request, lambda: choosing.add_alias(signed_in(request), unit, name), _("已增加别名。"))
    else:
        _complain(request, form)
    return redirect("unit", unit.pk)


def _complain(request: HttpRequest, form: NameForm) -> None:
    for field in form:
        for error in field.errors:
            messages.error(request, f"{field.label}：{error}")


def _remove_alias(request: HttpRequest, unit: Unit) -> HttpResponse:
    key = request.POST.get("alias", "")
    alias = unit.aliases.select_related("region", "unit").filter(pk=int(key)).first() if _whole(key) else None
    if alias is None:
        raise Http404
    choosing.remove_alias(signed_in(request), alias)
    messages.success(request, _("已删除别名。"))
    return redirect("unit", unit.pk)


def _merge(request: HttpRequest, unit: Unit) -> HttpResponse:
    form = MergeForm(units_of(unit.region).exclude(pk=unit.pk), request.POST)
    if not form.is_valid():
        messages.error(request, _("请选择并入哪个单位。"))
        return redirect("unit", unit.pk)
    into = form.cleaned_data["into"]
    merged = done(request, lambda: merge_units(signed_in(request), unit, into))
    if merged is None:
        return redirect("unit", unit.pk)
    words = _("已并入%(unit)s：转移%(tasks)s项任务、%(returns)s份月报。")
    messages.success(request, words % {"unit": into.name, "tasks": merged.tasks, "returns": merged.returns})
    return redirect("unit", into.pk)


UNIT_ACTS: dict[str, Callable[[HttpRequest, Unit], HttpResponse]] = {
    "rename": _rename,
    "add-alias": _add_alias,
    "remove-alias": _remove_alias,
    "merge": _merge,
}


@only(may_manage_places)
@require_http_methods(["GET", "POST"])
def lights_page(request: HttpRequest, region: int) -> HttpResponse:
    """Every preset with its boundaries and words; a POST chooses one, an empty one follows the region above."""
    found = access_region(request, region)
    if request.method == "POST":
        slug = request.POST.get("preset", "")
        if slug and slug not in PRESETS:
            raise Http404
        choosing.choose_lights(signed_in(request), found, slug)
        messages.success(request, _("已保存，自下一次计算起生效；已关闭的报告期不变。"))
        return redirect("lights", region)
    presets = [(preset, rules_of(preset)) for preset in PRESETS.values()]
    return render(request, "places/lights.html", {"region": found, "presets": presets, "now": lights_of(found)})
