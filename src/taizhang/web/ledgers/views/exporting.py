"""Downloads."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from taizhang.web.people.access import signed_in

from ..access import access_version
from ..services.exporting import FORMATS, export


@require_safe
def export_file(request: HttpRequest, ledger: int, number: int, kind: str) -> HttpResponse:
    """The period as xlsx, csv or json."""
    user = signed_in(request)
    version = access_version(user, ledger, number)
    if kind not in FORMATS:
        raise Http404
    data, media_type = export(user, version, kind)
    response = HttpResponse(data, content_type=media_type)
    name = f"{version.yearly}-{version.period_label or version.number}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
