"""Filling a return: figures and texts of one task, "no change", reasons for findings, notes of cooperating units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from taizhang.web.events.services import record
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right

from ..models import Indicator, Note, Reason, Report, Return, Value
from ..opening import open_for
from ..refusals import Conflict, NotAsked, NotOpen, NotReturned, ReasonMissing
from ..reports import reports_of
from ..states import Act
from .acting import held, moved
from .sending import TEXTS, totals_before

LONGEST_NOTE = 500
VALUE = "value:"
"""Before the key of an indicator in the name of its cell."""
Seen: TypeAlias = int | Mapping[str, int]


@transaction.atomic
def fill(
    user: User,
    key: int,
    task: int,
    seen: Seen,
    *,
    texts: Mapping[str, str] | None = None,
    values: Mapping[int, Decimal | None] | None = None,
) -> Report:
    """Save cells of one task: texts by name (`TEXTS`), figures by indicator.

    `seen` is the report's version shown, or for each cell the version that it was shown at.

    Raises what `acting.held` raises, NotAsked for a task that left the list, NotReturned for one that was not given
    back, Conflict when another person saved one of the cells after `seen`, KeyError for an unknown cell; nothing is
    saved then.
    """
    texts, values = texts or {}, values or {}
    if unknown := set(texts) - set(TEXTS):
        raise KeyError(*unknown)
    found, report = held_report(user, key, task)
    _ask_seen(user, report, seen, [*texts, *(cell_of(i) for i in values)])
    changed = [name for name, text in texts.items() if getattr(report, name) != text]
    for name in changed:
        setattr(report, name, texts[name])
    changed += _set_values(report, values)
    if changed:
        report.unchanged = ""
        _save(user, found, report, changed)
    return report


@transaction.atomic
def no_change(user: User, key: int, task: int, seen: int, reason: str) -> Report:
    """The unit says that nothing changed, and why: the figures of the last accepted period stand again.

    An indicator that takes increments gets 0.  Raises as `fill`, and ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    found, report = held_report(user, key, task)
    indicators = list(report.task.indicators.all())
    _ask_seen(user, report, seen, ["unchanged", *(cell_of(i.pk) for i in indicators)])
    before = totals_before(found, [report.task])
    _set_values(report, {i.pk: before.get(i.pk) if i.cumulative else Decimal(0) for i in indicators})
    report.unchanged = reason.strip()
    _save(user, found, report, ["unchanged", *(cell_of(i.pk) for i in indicators)])
    return report


@transaction.atomic
def give_reason(user: User, key: int, task: int, rule: str, words: str, text: str) -> Reason:
    """Why a finding of the task's report stands; a second one takes the first one's place.  Raises as `no_change`."""
    if not text.strip():
        raise ReasonMissing
    found, report = held_report(user, key, task)
    told = {"text": text.strip(), "by": user, "at": timezone.now()}
    made, _ = Reason.objects.update_or_create(report=report, rule=rule, words=words, defaults=told)
    moved(user, found, Act.FILL, task=str(report.task), cells=f"{rule}: {made.text}")
    return made


@transaction.atomic
def add_note(user: User, report: int, text: str) -> Note:
    """A cooperating unit's word beside the reporting unit's task, while the period is open; Http404 for others.

    Raises PermissionDenied, NotOpen, and ReasonMissing without words.
    """
    if not has(user, Right.FILL):
        raise PermissionDenied
    found = Report.objects.filter(pk=report, task__cooperating=user.own_unit_id).select_related("of__period").first()
    if found is None or user.own_unit is None:
        raise Http404
    if not open_for(found.of.period, user.own_unit):
        raise NotOpen(found.of.period)
    if not text.strip():
        raise ReasonMissing
    text = text.strip()[:LONGEST_NOTE]
    made = Note.objects.create(report=found, unit=user.own_unit, text=text, by=user, at=timezone.now())
    about = {"ledger": str(found.of.period.yearly), "period": found.of.period.label, "task": str(found.task)}
    record("note-added", user, unit=user.own_unit.name, text=text, **about)
    return made


def cell_of(indicator: int) -> str:
    """The name of an indicator's cell."""
    return f"{VALUE}{indicator}"


def held_report(user: User, key: int, task: int) -> tuple[Return, Report]:
    """The return and its report of the task, held; their cells may be changed."""
    found = held(user, key, Act.FILL)
    report = next(iter(reports_of(user, found, [task])), None)
    if report is None:
        raise Http404
    if report.task.left_by(found.period.cut_off):
        raise NotAsked(report)
    if not report.open:
        raise NotReturned(report)
    return found, report


def _ask_seen(user: User, report: Report, seen: Seen, cells: Iterable[str]) -> None:
    shown = {} if isinstance(seen, int) else seen
    least = seen if isinstance(seen, int) else 0
    newer = {cell for cell in cells if report.changed.get(cell, 0) > shown.get(cell, least)}
    if newer:
        raise Conflict(report, newer, user)


def _set_values(report: Report, values: Mapping[int, Decimal | None]) -> list[str]:
    """Keep the figures that differ; the names of their cells.  KeyError for an indicator of another task."""
    indicators: dict[int, Indicator] = {i.pk: i for i in report.task.indicators.all()}
    known = {value.indicator_id: value for value in report.values.all()}
    changed = []
    for key, entered in values.items():
        value = known.get(key) or Value(indicator=indicators[key])
        if value.entered != entered:
            value.entered = entered
            if key in known:
                value.save()
            else:
                report.values.add(value, bulk=False)
            changed.append(cell_of(key))
    return changed


def _save(user: User, found: Return, report: Report, cells: Iterable[str]) -> None:
    report.version += 1
    report.changed = report.changed | dict.fromkeys(cells, report.version)
    report.by, report.at = user, timezone.now()
    report.save()
    moved(user, found, Act.FILL, task=str(report.task), cells="、".join(_named(report, cells)))


def _named(report: Report, cells: Iterable[str]) -> Iterator[str]:
    """The cells as the log names them: those of figures by their indicators."""
    names = {cell_of(i.pk): i.name for i in report.task.indicators.all()}
    return (names.get(cell, cell) for cell in cells)
