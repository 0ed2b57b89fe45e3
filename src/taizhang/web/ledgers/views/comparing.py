"""Two periods side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from taizhang.web.people.access import signed_in

from ..access import access_version, visible_versions
from ..comparison import compare
from ..labels import CHANGES
from ..periods import before
from ..today import tallies


@require_safe
def compare_page(request: HttpRequest, ledger: int) -> HttpResponse:
    """?old=1&new=2; without them the latest period and the one before it."""
    user = signed_in(request)
    versions = list(visible_versions(user).filter(yearly=ledger))
    new = access_version(user, ledger, _number(request, "new"))
    earlier = before(new, versions)
    old = access_version(user, ledger, _number(request, "old") or (earlier.number if earlier else new.number))
    comparison = compare(old.ledger, new.ledger)
    context = {
        "old": old,
        "new": new,
        "versions": versions,
        "comparison": comparison,
        "counts": tallies(comparison.counts, CHANGES),
    }
    return render(request, "ledgers/compare.html", context)


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else None
