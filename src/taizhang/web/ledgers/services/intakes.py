"""Files come in, and wait for the background reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from taizhang.reading import ReadError
from taizhang.web import queue
from taizhang.web.events.services import record
from taizhang.web.people.models import User
from taizhang.web.refusals import kills

from ..models import Draft, Incoming, Intake, State, YearlyLedger
from ..models.content import HEAVY
from . import originals


def open_intake(
    owner: User,
    yearly: YearlyLedger | None = None,
    period: str = "",
    as_of: date | None = None,
    awaited: Sequence[str] = (),
) -> Intake:
    """A new import; with `yearly`, of units' reports for that period of the list; of the files of these names."""
    return Intake.objects.create(
        owner=owner, yearly=yearly, period_label=period, as_of=as_of, awaited=list(dict.fromkeys(awaited))
    )


@transaction.atomic
def add(intake: Intake, name: str, data: bytes, archive: Incoming | None = None) -> Incoming:
    """The file in the queue; the same file under the same name a second time in one import is one."""
    _has_come(intake, name)
    original = originals.keep(data)
    same = intake.files.filter(name=name[:200], original=original).first()
    if same is not None:
        return same
    file = Incoming.objects.create(
        intake=intake, name=name[:200], original=original, archive=archive, queued_at=timezone.now()
    )
    record("file-received", intake.owner, source=file.name, digest=original.digest)
    _match_anew(file)
    _queue(file)
    return file


def _has_come(intake: Intake, name: str) -> None:
    if name not in intake.awaited:
        return
    held = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
    held.awaited = intake.awaited = [other for other in held.awaited if other != name]
    held.save(update_fields=["awaited"])


@transaction.atomic
def add_tables(draft: Draft) -> Intake:
    """The other ledgers of a draft's file in the queue, each to become a draft of its own; gives their import.

    Those that are open already, or wait, are left as they are.
    """
    file = draft.files.select_related("intake").order_by("-pk").first() or _of_its_own(draft)
    same = Draft.objects.filter(owner=draft.owner, original=draft.original_id, saved_as=None)
    known = {draft.table, *same.filter(collected=draft.collected).values_list("table", flat=True)}
    known |= set(Incoming.objects.filter(intake=file.intake_id, archive=file).values_list("table", flat=True))
    for number, name, _rows in draft.tables:
        if number not in known:
            waiting = Incoming.objects.create(
                intake=file.intake,
                name=f"{file.name}/{name}"[:200],
                original=draft.original,
                table=number,
                archive=file,
                queued_at=timezone.now(),
            )
            _match_anew(waiting)
            _queue(waiting)
    return file.intake


def _of_its_own(draft: Draft) -> Incoming:
    """An import for a draft of pasted text, which came without one."""
    facts = {"name": draft.source_name, "original": draft.original, "draft": draft, "state": State.READ}
    return Incoming.objects.create(intake=open_intake(draft.owner), queued_at=timezone.now(), **facts)


def _queue(file: Incoming) -> None:
    """In the same transaction: the task is there exactly when the file is."""
    from ..tasks import read_file

    read_file.enqueue(file.pk)


@transaction.atomic
def again(file: Incoming) -> None:
    """Back into the queue, by a person's wish; nothing for one that is read or waits."""
    if file.state == State.REFUSED or file.is_stuck:
        _back(file)


def revive() -> int:
    """Queue again what a dead reader left, and refuse what killed several; how many were left."""
    return queue.revive(Incoming, _back, lambda file: refuse(file, kills()))


def _back(file: Incoming) -> None:
    if queue.back(file):
        _match_anew(file)
        _queue(file)


def _match_anew(file: Incoming) -> None:
    """What was proposed for an intake no longer holds when a file more is read; the person's decisions do."""
    Intake.objects.filter(pk=file.intake_id).update(proposals=None)


def begin(key: int) -> Incoming | None:
    """The file for its reader, None when another has it or it is gone."""
    if not queue.begin(Incoming, key):
        return None
    return Incoming.objects.select_related("intake__owner", "original", "archive").get(pk=key)


def refuse(file: Incoming, error: ReadError) -> None:
    """Keep why the file could not be read."""
    queue.fail(file, error.what, error.where, error.hint)


def drafts_of(intake: Intake) -> list[Draft]:
    """What was read of an import and still waits, in the order of its files, a document that came twice once."""
    found = {file.draft_id: file.draft for file in intake.files.select_related("draft").defer(*_heavy("draft__"))}
    return [draft for draft in found.values() if draft is not None and draft.saved_as_id is None]


def next_draft(draft: Draft) -> Draft | None:
    """The open draft after this one in its last import, then those passed over; None when all are done."""
    file = draft.files.select_related("intake").order_by("-pk").first()
    if file is None or file.intake.yearly_id is not None:
        return None
    waiting = [other for other in drafts_of(file.intake) if other.pk != draft.pk]
    return next((other for other in waiting if other.pk > draft.pk), waiting[0] if waiting else None)


def step_of(draft: Draft) -> tuple[int, int]:
    """The draft's place among those of its last import, and how many they are; 1 of 1 for one alone."""
    file = draft.files.select_related("intake").order_by("-pk").first()
    if file is None:
        return 1, 1
    order = list(dict.fromkeys(file.intake.files.exclude(draft=None).values_list("draft", flat=True)))
    return 1 + order.index(draft.pk), len(order)


def _heavy(prefix: str) -> tuple[str, ...]:
    return tuple(f"{prefix}{name}" for name in HEAVY)


@transaction.atomic
def drop_intake(intake: Intake) -> None:
    """The import is gone with its open drafts and the files that nothing else needs; the log keeps that it was."""
    files = list(intake.files.all())
    record("intake-dropped", intake.owner, files=len(files))
    Draft.objects.filter(files__in=files, saved_as=None).delete()
    intake.delete()
    originals.let_go({file.original_id for file in files})
