"""The first page after signing in, and the list of all ledgers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from taizhang.web.people.access import signed_in

from ..access import open_drafts, open_intakes
from ..attention import attention
from ..today import home, latest_versions


@require_safe
def home_page(request: HttpRequest) -> HttpResponse:
    """The ledgers, the counts, and what needs a hand."""
    user = signed_in(request)
    versions = latest_versions(user)
    context = {
        "home": home(versions),
        "drafts": list(open_drafts(user)[:5]),
        "intakes": list(open_intakes(user)[:5]),
        "attention": attention(user, versions),
    }
    return render(request, "ledgers/home.html", context)
