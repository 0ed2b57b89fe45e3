"""What every template is given."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from taizhang import __version__

from .people import access


def site(request: HttpRequest) -> dict[str, Any]:
    """The mode, the version (it also renews cached files) and what the person may do."""
    user = getattr(request, "user", None)
    return {
        "demo": settings.DEMO,
        "site_version": __version__,
        "may_import": access.may_import(user),
        "may_read_events": access.may_read_events(user),
        "may_manage_people": access.may_manage_people(user),
        "may_manage_rules": access.may_manage_rules(user),
    }
