"""Adding files to a task's report, taking them away, and taking them home."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from taizhang.web.events.services import record
from taizhang.web.ledgers.services.originals import keep
from taizhang.web.people.models import User

from ..access import visible_submissions
from ..models import Attachment
from ..refusals import TooLarge, TooManyFiles
from .filling import held_report

MOST = 5


@transaction.atomic
def attach(user: User, key: int, task: int, name: str, data: bytes) -> Attachment:
    """A file beside the report.  Raises as `fill` for a task, TooLarge, and TooManyFiles for the sixth."""
    found, report = held_report(user, key, task)
    if len(data) > settings.UPLOAD_LIMIT:
        raise TooLarge(settings.UPLOAD_LIMIT)
    if report.files.filter(away=False).count() >= MOST:
        raise TooManyFiles(MOST)
    made = Attachment.objects.create(report=report, original=keep(data), name=name, by=user, at=timezone.now())
    about = {"ledger": str(found.period.yearly), "period": found.period.label, "unit": found.unit.name}
    record("file-attached", user, task=str(report.task), source=name, digest=made.original_id, **about)
    return made


@transaction.atomic
def take_away(user: User, key: int, task: int, attachment: int) -> Attachment:
    """The file is no longer sent with the report; what was sent with it keeps it.  Raises as `fill`, and Http404."""
    found, report = held_report(user, key, task)
    kept = report.files.filter(pk=attachment, away=False).first()
    if kept is None:
        raise Http404
    kept.away = True
    kept.save(update_fields=["away"])
    about = {"ledger": str(found.period.yearly), "period": found.period.label, "unit": found.unit.name}
    record("file-detached", user, task=str(report.task), source=kept.name, **about)
    return kept


def access_attachment(user: User, key: int) -> Attachment:
    """A file of the own unit; for others one that was sent with a submission that they may see; or Http404."""
    found = Attachment.objects.filter(pk=key).select_related("report__of", "original").first()
    if found is None:
        raise Http404
    of = found.report.of
    if user.own_unit_id is not None and of.unit_id == user.own_unit_id:
        return found
    for submission in visible_submissions(user).filter(of=of).order_by("-number"):
        if any(file.key == key for report in submission.sent.reports for file in report.files):
            return found
    raise Http404
