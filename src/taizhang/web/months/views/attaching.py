"""Files beside a task: added, taken away, taken home."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from taizhang.web.ledgers.services.originals import taken
from taizhang.web.ledgers.uploads import safe_name
from taizhang.web.people.access import signed_in
from taizhang.web.people.models import User

from ..models import Attachment
from ..refusals import TooLarge
from ..services.attaching import access_attachment, attach, take_away
from .filling import answer_one


@require_POST
def attach_file(request: HttpRequest, key: int, task: int) -> HttpResponse:
    """The file of the form; without one nothing happens."""
    file = request.FILES.get("file")
    if file is None:
        return answer_one(request, key, task, lambda user: None)
    return answer_one(request, key, task, lambda user: _attached(user, key, task, file))


def _attached(user: User, key: int, task: int, file: UploadedFile[bytes]) -> Attachment:
    """Kept; measured before it is read."""
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise TooLarge(settings.UPLOAD_LIMIT)
    return attach(user, key, task, safe_name(file.name or ""), file.read())


@require_POST
def take_file_away(request: HttpRequest, key: int, task: int, file: int) -> HttpResponse:
    """The file is no longer sent along."""
    return answer_one(request, key, task, lambda user: take_away(user, key, task, file))


@require_safe
def attached_file(request: HttpRequest, file: int) -> HttpResponse:
    """The file byte by byte, always to be stored and never shown: what it holds came from outside."""
    user = signed_in(request)
    found = access_attachment(user, file)
    response = HttpResponse(taken(user, found.name, found.original), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
