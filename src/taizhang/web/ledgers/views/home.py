"""The first page after signing in, and the list of all ledgers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from taizhang.web.people.access import has, signed_in
from taizhang.web.people.duties import duties_of
from taizhang.web.people.rights import Right

from ..access import open_drafts, open_intakes
from ..attention import attention
from ..beginning import steps_of
from ..today import home, latest_versions


@require_safe
def home_page(request: HttpRequest) -> HttpResponse:
    """The ledgers, the counts, and what needs a hand."""
    user = signed_in(request)
    versions = latest_versions(user)
    steps = [] if versions else steps_of(user)
    context = {
        "home": home(versions),
        "steps": steps,
        "next_step": next((step for step in steps if not step.done), None),
        "duties": duties_of(user),
        "handles": has(user, Right.REVIEW) or has(user, Right.FILL),
        "drafts": list(open_drafts(user)[:5]),
        "intakes": list(open_intakes(user)[:5]),
        "attention": attention(user, versions),
    }
    return render(request, "ledgers/home.html", context)
