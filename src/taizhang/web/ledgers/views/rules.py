"""The rules by family, and switching one off for a place."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.checking import RULES, Rule
from taizhang.web.people.access import may_manage_rules, only, signed_in
from taizhang.web.places.models import Region

from ..access import visible_regions
from ..labels import FAMILIES
from ..models import RuleOff
from ..services.switching import switch_off, switch_on


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule, and what switched it off in the region chosen, or above it."""

    rule: Rule
    off: RuleOff | None
    inherited: bool


@only(may_manage_rules)
@require_safe
def rules_page(request: HttpRequest) -> HttpResponse:
    """?region=4; the first region without it."""
    return _page(request, _region(request, request.GET.get("region", "")))


def _page(request: HttpRequest, region: Region | None, refused: str = "", rule: str = "") -> HttpResponse:
    context = {
        "regions": visible_regions(signed_in(request)),
        "region": region,
        "families": _families(region),
        "refused": refused,
        "refused_rule": rule,
    }
    return render(request, "ledgers/rules.html", context, status=422 if refused else 200)


def _families(region: Region | None) -> list[tuple[object, list[Switch]]]:
    above = [int(key) for key in region.path.strip("/").split("/")] if region else []
    found = RuleOff.objects.filter(region__in=above).select_related("region", "by").order_by("region__path")
    off = {switch.rule: switch for switch in found}
    order = list(FAMILIES)
    ordered = sorted(RULES, key=lambda rule: order.index(rule.family))
    switches = [Switch(r, off.get(r.slug), r.slug in off and off[r.slug].region != region) for r in ordered]
    return [(FAMILIES[family], list(group)) for family, group in groupby(switches, lambda s: s.rule.family)]


def _region(request: HttpRequest, key: str) -> Region | None:
    regions = visible_regions(signed_in(request))
    if not key:
        return regions.first()
    found = regions.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 10 else None
    if found is None:
        raise Http404
    return found


@only(may_manage_rules)
@require_POST
def switch(request: HttpRequest, rule: str) -> HttpResponse:
    """Off with a reason, or on again."""
    region = _region(request, request.POST.get("region", ""))
    if region is None or rule not in {known.slug for known in RULES}:
        raise Http404
    reason = request.POST.get("reason", "").strip()[:500]
    if "on" in request.POST:
        switch_on(signed_in(request), region, rule)
    elif not reason:
        return _page(request, region, _("请写明停用的理由。"), rule)
    else:
        switch_off(signed_in(request), region, rule, reason)
    return redirect(f"{reverse('rules')}?region={region.pk}#{rule}")
