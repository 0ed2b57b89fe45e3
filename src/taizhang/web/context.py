"""What every template is given."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from taizhang import __version__

from .navigation import places_for
from .papers.doors import may_write_papers
from .people import access


def site(request: HttpRequest) -> dict[str, Any]:
    """The mode, the version (it also renews cached files), where the person may go, what to import, plan and write."""
    user = getattr(request, "user", None)
    return {
        "demo": settings.DEMO,
        "site_version": __version__,
        "places": places_for(user, request.path),
        "may_import": access.may_import(user),
        "may_plan": access.may_plan(user),
        "may_write": may_write_papers(user),
    }
