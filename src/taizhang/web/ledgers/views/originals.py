"""Originals: the list of a period's files, a file to take home, a page of it as a picture."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from taizhang.reading import ReadError
from taizhang.web.bounded import child
from taizhang.web.people.access import signed_in

from ..access import access_original, access_version
from ..originals import given
from ..services.originals import taken

DRAWING_SECONDS = 20
"""Longest time for drawing a page; a crowded one takes half a second."""


@require_safe
def originals_page(request: HttpRequest, ledger: int, number: int) -> HttpResponse:
    """The files that a period was made of: name, size, who gave them and when, their digest."""
    version = access_version(signed_in(request), ledger, number)
    return render(request, "ledgers/originals.html", {"version": version, "files": given(version)})


@require_safe
def original_file(request: HttpRequest, digest: str) -> HttpResponse:
    """The file byte by byte, always to be stored and never shown: what it holds came from outside."""
    user = signed_in(request)
    name, original = access_original(user, digest)
    response = HttpResponse(taken(user, name, original), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def page_image(request: HttpRequest, digest: str, number: int) -> HttpResponse:
    """A page of a PDF as PNG, drawn by us in a process of its own."""
    from taizhang.reading.files.pictures import page_picture

    name, original = access_original(signed_in(request), digest)
    run = child(DRAWING_SECONDS, settings.READ_MEMORY).run
    try:
        picture = run(page_picture, bytes(original.data), number, name)
    except ReadError as error:
        raise Http404 from error
    return HttpResponse(picture, content_type="image/png")
