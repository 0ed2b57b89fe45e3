"""Units' reports collected for a list: matched with its tasks, decided by a person, saved as its next period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _
from msgspec.structs import replace

from taizhang import language
from taizhang.ledger import REPORTED, Document, Ledger, to_json
from taizhang.measuring import Match, match_reports
from taizhang.web.events.services import record
from taizhang.web.people.models import User

from ..models import Incoming, Intake, LedgerVersion, State
from ..models.content import HEAVY
from ..periods import stands_at
from .saving import PeriodTaken, Place, locked, make_version, settle, taken_by

SHOWN = 300
"""Most characters of a report that the matching page shows; the file has them all."""


class Proposal(msgspec.Struct, omit_defaults=True):
    """A row of a unit's file and the task proposed for it, as an intake keeps it; see `measuring.Match`.

    `key` is the file's key and the row's number.  `instead` is the file that was taken in its place, `rivals` are
    files that claim the same task.
    """

    key: str
    file: int
    row: int
    title: str = ""
    content: str = ""
    units: str = ""
    said: str = ""
    task: int | None = None
    likeness: float = 0.0
    likely: tuple[tuple[int, float], ...] = ()
    sure: bool = False
    silent: bool = False
    instead: int | None = None
    rivals: tuple[int, ...] = ()


class Undecided(Exception):  # noqa: N818 -- it is an answer, not an error
    """Rows wait for a person, or several files claim one task; nothing was saved."""


def base_of(intake: Intake) -> LedgerVersion:
    """The period of the list that the reports go on from: the last one before theirs, else the last."""
    assert intake.yearly is not None  # noqa: S101 -- only such intakes are collected
    valid = list(intake.yearly.versions.filter(corrected_by=None).defer(*HEAVY))
    before = [v for v in valid if intake.as_of is None or v.as_of is None or v.as_of < intake.as_of]
    return max(before or valid, key=stands_at)


def read_files(intake: Intake) -> list[Incoming]:
    """The files with a report in them; a document that came twice once."""
    files = intake.files.filter(state=State.READ, draft__isnull=False).select_related("draft")
    return list({(f.original_id, f.draft.table if f.draft else 0): f for f in reversed(files)}.values())[::-1]


def proposals(intake: Intake) -> list[Proposal]:
    """The rows of all files with what is proposed for them, and kept; call it when all files are settled.

    They are made anew when the list has another period to go on from; decisions taken for the old one are void then.
    """
    base = base_of(intake)
    if intake.proposals is None or intake.proposals["base"] != base.number:
        files = read_files(intake)
        found = match_reports(base.ledger, [ledger_of(file) for file in files])
        rows = msgspec.to_builtins([_proposal(files, match) for match in found])
        if intake.proposals is not None:
            intake.choices = {}
        intake.proposals = {"base": base.number, "rows": rows}
        Intake.objects.filter(pk=intake.pk).update(proposals=intake.proposals, choices=intake.choices)
    return msgspec.convert(intake.proposals["rows"], list[Proposal])


def ledger_of(file: Incoming) -> Ledger:
    """What was read of a file."""
    assert file.draft is not None  # noqa: S101 -- what is read has a draft
    return file.draft.ledger


def _proposal(files: Sequence[Incoming], match: Match) -> Proposal:
    file, ledger = files[match.file], ledger_of(files[match.file])
    project, task = next((p, t) for p in ledger.projects for t in p.tasks if t.row == match.row)
    told = [c.text for c in task.cells if ledger.columns[c.column].role in REPORTED and not language.is_none(c.text)]
    units = dict.fromkeys(n.name for n in (*task.lead_units, *task.responsible_units))
    return Proposal(
        f"{file.pk}-{match.row}",
        file.pk,
        match.row,
        " ".join(filter(None, (task.number, project.name if project.name != task.content else ""))),
        task.content[:SHOWN],
        "、".join(units),
        " ".join(told)[:SHOWN],
        match.task,
        match.likeness,
        match.likely,
        match.sure,
        match.silent,
        None if match.instead is None else files[match.instead].pk,
        tuple(files[rival].pk for rival in match.rivals),
    )


def decided(intake: Intake, found: Iterable[Proposal]) -> dict[str, int | None]:
    """The task of each row, None for a row that reports none; rows that wait for a person are left out."""
    result: dict[str, int | None] = {}
    for one in found:
        if one.key in intake.choices:
            result[one.key] = intake.choices[one.key]
        elif one.silent or one.sure or one.task is None:
            result[one.key] = None if one.silent else one.task
    return result


def conflicts(chosen: Mapping[str, int | None]) -> dict[int, list[str]]:
    """The tasks that several rows claim, with the rows' keys."""
    claims: dict[int, list[str]] = defaultdict(list)
    for key, task in chosen.items():
        if task is not None:
            claims[task].append(key)
    return {task: keys for task, keys in claims.items() if len(keys) > 1}


@transaction.atomic
def choose(intake: Intake, key: str, task: int | None) -> None:
    """A person's decision for a row: the row of the task that it reports, or None."""
    intake = Intake.objects.select_for_update().get(pk=intake.pk)
    intake.choices = intake.choices | {key: task}
    intake.save(update_fields=["choices"])


@transaction.atomic
def undo(intake: Intake, key: str) -> None:
    """Take a person's decision for a row back: what was proposed for it holds again."""
    intake = Intake.objects.select_for_update().get(pk=intake.pk)
    intake.choices = {other: task for other, task in intake.choices.items() if other != key}
    intake.save(update_fields=["choices"])


@transaction.atomic
def save_collected(user: User, intake: Intake, correction: str = "") -> LedgerVersion:
    """The reports as the list's period, in one transaction.  Saving twice gives the first one's period.

    Raises Undecided while a row waits for a person or a task is claimed twice, PeriodTaken when the list has that
    period already and no reason for a `correction` is given.
    """
    intake = Intake.objects.select_for_update(of=("self",)).select_related("yearly__region").get(pk=intake.pk)
    if intake.saved_as is not None:
        return intake.saved_as
    found = proposals(intake)
    chosen = decided(intake, found)
    if len(chosen) < len(found) or conflicts(chosen):
        raise Undecided
    base = base_of(intake)
    yearly = locked(base.yearly)
    twin = taken_by(yearly, intake.period_label, intake.as_of)
    if twin is not None and not correction:
        raise PeriodTaken(twin)
    ledger, files = _gathered(intake, base, found, chosen)
    place = Place(yearly, period=intake.period_label, as_of=intake.as_of, correction=correction)
    version = make_version(user, ledger, yearly, place, twin, _document(ledger, files))
    Intake.objects.filter(pk=intake.pk).update(saved_as=version)
    reported = sum(1 for task in chosen.values() if task is not None)
    facts = {"files": len(files), "reported": reported, "missing": len(ledger.tasks) - reported}
    record("version-gathered", user, ledger=str(yearly), period=version.period, **facts)
    settle(user, version, twin, correction)
    return version


def _gathered(
    intake: Intake, base: LedgerVersion, found: Sequence[Proposal], chosen: Mapping[str, int | None]
) -> tuple[Ledger, list[Incoming]]:
    """The list with the reports, and the files that they came from."""
    from taizhang.reading.gathering import Part, gather

    files = {file.pk: file for file in read_files(intake)}
    ledgers = {key: ledger_of(file) for key, file in files.items()}
    parts: dict[int, Part] = {}
    unused: list[Part] = []
    for one in found:
        part, task = Part(ledgers[one.file], one.row, files[one.file].name), chosen[one.key]
        if task is not None:
            parts[task] = part
        elif not one.silent and one.instead is None:
            unused.append(part)
    document = _about(base, intake)
    return gather(base.ledger, parts, document, name=base.source_name, unused=unused), list(files.values())


def _about(base: LedgerVersion, intake: Intake) -> Document:
    """The paper's own facts for the new period; notes and notices of the earlier paper speak of its own figures."""
    known, label = base.ledger.document, intake.period_label
    title = f"{base.yearly}（{label}）" if label else str(base.yearly)
    return replace(
        Document(region=known.region, year=known.year or base.yearly.year, issuer=known.issuer),
        title=title,
        period_text=label,
        period=language.period(label, year=known.year or base.yearly.year),
        cut_off=intake.as_of,
    )


def _document(ledger: Ledger, files: Sequence[Incoming]) -> dict[str, Any]:
    """The columns of a period that is gathered from many files."""
    name = "、".join(file.name for file in files[:2])[:180]
    if len(files) > 2:
        name = _("%(names)s等%(number)s份") % {"names": name, "number": len(files)}
    return {"source_name": name, "source_text": "", "original_id": None, "content": to_json(ledger).decode()}
