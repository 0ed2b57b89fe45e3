"""Files of closed periods: asked for, made in the background, tried again, taken, dropped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from taizhang.ledger import Bilingual
from taizhang.web import queue
from taizhang.web.bounded import child
from taizhang.web.events.services import record
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.periods import stands_at
from taizhang.web.ledgers.services import originals
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right
from taizhang.web.refusals import WRITING, writer_died
from taizhang.writing import Layout, WriteError, layout_from_json, layout_to_json

from ..laying import Job, file_of
from ..models import Document, Making
from ..refusals import Corrected, NotYetMade, StillMade

NOTHING = Bilingual("", "")


@transaction.atomic
def ask(
    user: User,
    version: LedgerVersion,
    layout: Layout,
    kind: str,
    *,
    title: str = "",
    earlier: Iterable[LedgerVersion] = (),
) -> Document:
    """A document in the queue; PermissionDenied, Corrected, KeyError for another kind of file."""
    if not has(user, Right.REVIEW):
        raise PermissionDenied
    if version.corrected_by_id is not None:
        raise Corrected(version.period)
    made = Document.objects.create(
        version=version,
        layout=layout_to_json(layout).decode(),
        kind=kind,
        title=title.strip()[:200],
        made_by=user,
        queued_at=timezone.now(),
    )
    made.earlier.set(earlier)
    record("document-asked", user, **_about(made))
    _queue(made)
    return made


def _queue(document: Document) -> None:
    """In the same transaction: the task is there exactly when the document is."""
    from ..tasks import make_document

    make_document.enqueue(document.pk)


def make(key: int) -> None:
    """The background process's work: the file, or why there is none; once however often it is asked for."""
    if not queue.begin(Document, key):
        return
    document = Document.objects.select_related("version__yearly__region", "made_by").get(pk=key)
    run = child(settings.READ_SECONDS, settings.READ_MEMORY, WRITING).watched(partial(queue.alive, document))
    try:
        data = run(file_of, job_of(document))
    except WriteError as error:
        fail(document, error)
    else:
        _keep(document, data)


@transaction.atomic
def _keep(document: Document, data: bytes) -> None:
    """The whole file, its digest in the log; nothing when another worker has taken over."""
    kept = originals.keep(data)
    if queue.settle(document, Making.DONE, file=kept, done_at=timezone.now()):
        record("document-made", document.made_by, **_about(document), digest=kept.digest)
    else:
        originals.let_go({kept.digest})


def fail(document: Document, error: WriteError) -> None:
    """Keep why there is no file."""
    queue.fail(document, error.what, NOTHING, error.hint or NOTHING)


def revive() -> int:
    """Queue again what a dead worker left, give up what killed several; how many were left."""
    return queue.revive(Document, _back, lambda document: fail(document, writer_died()))


def _back(document: Document) -> None:
    if queue.back(document):
        _queue(document)


@transaction.atomic
def again(user: User, document: Document) -> None:
    """Another try at one that failed or whose worker died; nothing for one that is made or waits."""
    if not has(user, Right.REVIEW):
        raise PermissionDenied
    if document.state == Making.FAILED or document.is_stuck:
        record("document-asked", user, **_about(document))
        _back(document)


@transaction.atomic
def drop(user: User, document: Document) -> None:
    """The document is gone, and its file where nothing else is the same; StillMade while it is worked on."""
    if not has(user, Right.REVIEW):
        raise PermissionDenied
    held = Document.objects.select_for_update().get(pk=document.pk)
    if held.state == Making.WORKING and not held.is_stuck:
        raise StillMade
    record("document-dropped", user, **_about(document))
    held.delete()
    originals.let_go({held.file_id} if held.file_id else set())


def taken(user: User, document: Document) -> bytes:
    """The file for one who takes it; the log keeps who did.  NotYetMade without one."""
    if document.file is None:
        raise NotYetMade
    record("document-taken", user, **_about(document), digest=document.file.digest)
    return bytes(document.file.data)


def job_of(document: Document) -> Job:
    """What is to be written, as plain data."""
    beside = sorted(document.earlier.all(), key=stands_at)
    earlier = tuple((one.period, one.content) for one in beside)
    return Job(document.version.content, document.layout, document.kind, document.title, earlier)


def _about(document: Document) -> dict[str, str]:
    version, label = document.version, layout_from_json(document.layout).label
    names = {"ledger": str(version.yearly), "period": version.period}
    return names | {"layout": label.zh, "format": document.kind, "document": str(document.pk)}
