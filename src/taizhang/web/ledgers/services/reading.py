"""The background reader's work on one file: archives opened, documents read and checked, refusals kept."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath

from django.conf import settings
from django.db import transaction

from taizhang.reading import ReadError, is_archive
from taizhang.web import queue
from taizhang.web.bounded import child, unpacked
from taizhang.web.refusals import AT_ONCE, too_large, too_many

from ..models import Incoming, State
from ..uploads import safe_path
from . import intakes
from .drafts import Run, read_and_check, store


def apart() -> Run:
    """Runs a function in this process's child, within the limits of reading."""
    return child(settings.READ_SECONDS, settings.READ_MEMORY).run


def read_incoming(key: int) -> None:
    """Read the file of that key, once however often it is asked for."""
    file = intakes.begin(key)
    if file is None:
        return
    try:
        _read(file)
    except ReadError as error:
        intakes.refuse(file, error)


def _read(file: Incoming) -> None:
    if file.original.size > settings.UPLOAD_LIMIT:
        raise too_large(settings.UPLOAD_LIMIT)
    data = bytes(file.original.data)
    run = child(settings.READ_SECONDS, settings.READ_MEMORY).watched(partial(queue.alive, file))
    if run(is_archive, data):
        _open(file, run(unpacked, data, file.name))
        return
    name = file.archive.name if file.table and file.archive else file.name
    checked = read_and_check(data, PurePosixPath(name).name, owner=file.intake.owner, run=run, table=file.table or None)
    with transaction.atomic():
        draft = store(file.intake.owner, checked, collected=file.intake.yearly_id is not None)
        queue.settle(file, State.READ, draft=draft)


@transaction.atomic
def _open(file: Incoming, documents: list[tuple[str, bytes]]) -> None:
    """An archive's documents become files of the import; one that is too large is refused by itself."""
    if file.intake.files.count() + len(documents) > AT_ONCE:
        raise too_many(len(documents))
    for name, data in documents:
        intakes.add(file.intake, safe_path(f"{file.name}/{name}"), data, archive=file)
    queue.settle(file, State.OPENED)
