"""An import of files: what became of each, more files, another try, giving it up."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.web.people.access import may_import, only, signed_in
from taizhang.web.refusals import AT_ONCE, too_large, too_many

from ..access import access_incoming, access_intake
from ..models import Intake
from ..problems import problem_of
from ..progress import progress
from ..services import intakes
from ..uploads import readable, safe_name

SENT = "sent"
"""Key in the session: the import that the person has just sent files to."""


@only(may_import)
@require_safe
def intake_page(request: HttpRequest, intake: int) -> HttpResponse:
    """Where each file stands; while one is read the page asks again.

    A single one leads on to its review: to who waits here for it, and once to who has just sent it, for it may have
    been read before the page came.  Whoever comes back stays.
    """
    user = signed_in(request)
    found = access_intake(user, intake)
    if found.saved_as is not None:
        return redirect("version", found.saved_as.yearly_id, found.saved_as.number)
    shown = progress(user, found)
    asks_again = getattr(request, "htmx", False)
    if shown.only is not None:
        just_sent = request.session.get(SENT) == found.pk
        if just_sent:
            del request.session[SENT]
        if just_sent or asks_again:
            return redirect("review", shown.only.pk)
    if not asks_again:
        limit = settings.UPLOAD_LIMIT // 1024 // 1024
        context = {"intake": found, "progress": shown, "limit": limit, "readable": readable()}
        return render(request, "ledgers/intake.html", context)
    return render(request, "ledgers/intake.html#files", {"intake": found, "progress": shown})


@only(may_import)
@require_POST
def add_file(request: HttpRequest, intake: int) -> HttpResponse:
    """One more file, as the page sends them one by one; refused in a plain sentence.

    Without a script its form sends them all at once, and comes back to the page.
    """
    found = access_intake(signed_in(request), intake)
    request.session[SENT] = found.pk
    told = [_taken(found, file) for file in request.FILES.getlist("file")] or [_("没有内容")]
    if "text/html" in request.headers.get("Accept", ""):
        for words in filter(None, told):
            messages.error(request, words)
        return redirect("intake", found.pk)
    words = next(filter(None, told), "")
    return HttpResponse(words, status=422 if words else 204, content_type="text/plain; charset=utf-8")


def _taken(found: Intake, file: UploadedFile[bytes]) -> str:
    """The file in the queue, or why not."""
    if found.saved_as is not None:
        return _("没有内容")
    error = None
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        error = too_large(settings.UPLOAD_LIMIT)
    elif found.files.count() >= AT_ONCE:
        error = too_many(found.files.count() + 1)
    if error:
        told = problem_of("", error)
        return f"{told.what} {told.hint}"
    intakes.add(found, safe_name(file.name or ""), file.read())
    return ""


@only(may_import)
@require_POST
def retry(request: HttpRequest, file: int) -> HttpResponse:
    """Another try at a file that was refused or whose reader died."""
    found = access_incoming(signed_in(request), file)
    intakes.again(found)
    request.session[SENT] = found.intake_id
    return redirect("intake", found.intake_id)


@only(may_import)
@require_POST
def drop_intake(request: HttpRequest, intake: int) -> HttpResponse:
    """Give the whole import up."""
    found = access_intake(signed_in(request), intake)
    if found.saved_as is None:
        intakes.drop_intake(found)
    return redirect("import")
