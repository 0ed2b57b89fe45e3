"""Mending the tasks of a plan: who reports them, kind, deadline, units and leaders; the office's opinions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django.utils.translation import override

from taizhang.web.events.services import record
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right
from taizhang.web.places.models import Unit

from ..models import Kind, Opinion, Period, Question, Report, Return, Task
from ..refusals import ReasonMissing
from .periods import prepare

FIELDS = {
    "number": _("序号"),
    "name": _("项目名称"),
    "content": _("工作内容"),
    "leaders": _("牵头领导"),
    "lists": _("所在清单"),
    "kind": _("类型"),
    "deadline": _("完成时限"),
}
UNITS = {"cooperating": _("配合单位"), "supervising": _("督办单位")}


@dataclass(frozen=True, slots=True)
class Details:
    """A task as the form has it; who reports it is an act of its own (`set_reporter`)."""

    number: str
    name: str
    content: str
    kind: str
    deadline: date | None
    leaders: str = ""
    lists: str = ""
    cooperating: Collection[Unit] = field(default=())
    supervising: Collection[Unit] = field(default=())


@transaction.atomic
def change_task(user: User, task: Task, told: Details, reason: str = "") -> Task:
    """Keep what differs; PermissionDenied, ReasonMissing when a deadline that stood is moved without a reason."""
    _ask(user)
    task = Task.objects.select_for_update(of=("self",)).select_related("plan__yearly__region").get(pk=task.pk)
    if task.deadline and task.deadline != told.deadline and not reason.strip():
        raise ReasonMissing
    changed = [name for name in FIELDS if getattr(task, name) != getattr(told, name)]
    before = {name: _said(task, name) for name in changed}
    for name in changed:
        setattr(task, name, getattr(told, name))
    sets = [word for name, word in UNITS.items() if _set(task, name, getattr(told, name))]
    if changed:
        task.save(update_fields=changed)
    if changed or sets:
        cells = [f"{FIELDS[n]}：{before[n][:60]} → {_said(task, n)[:60]}" for n in changed]
        about = {"ledger": str(task.plan.yearly), "task": str(task), "cells": "；".join((*cells, *sets))}
        record("task-changed", user, **about, reason=reason.strip())
    return task


def _said(task: Task, name: str) -> str:
    """What the log says of a field, in its own language."""
    value = getattr(task, name)
    with override("zh-hans"):
        return str((Kind(value).label if name == "kind" else value) or "—")


def _set(task: Task, name: str, units: Collection[Unit]) -> bool:
    """Whether the units of a relation were others; the one that reports the task cooperates with nobody."""
    relation = getattr(task, name)
    wanted = {unit.pk for unit in units} - ({task.reporter_id} if name == "cooperating" else set())
    if {unit.pk for unit in relation.all()} == wanted:
        return False
    relation.set(wanted)
    return True


@transaction.atomic
def set_reporter(user: User, tasks: Iterable[Task], unit: Unit | None) -> int:
    """Name the unit that reports the tasks (None: nobody yet); how many had another one.

    It counts from the periods on that neither unit has sent: there the old unit's draft goes and the new unit gets a
    blank report.  What was sent stays with the unit that sent it.  PermissionDenied for one who may not plan.
    """
    _ask(user)
    changed = []
    for task in Task.objects.select_for_update(of=("self",)).filter(pk__in=[task.pk for task in tasks]):
        if task.reporter_id != (unit.pk if unit else None):
            task.reporter = unit
            task.save(update_fields=["reporter"])
            if unit is not None:
                task.cooperating.remove(unit)
            changed.append(task)
    if changed:
        yearly = changed[0].plan.yearly
        periods = open_periods(Period.objects.filter(yearly=yearly))
        _move_reports(changed, unit, periods)
        for period in periods:
            prepare(period)
        names = "、".join(str(task)[:30] for task in changed[:5]) + ("…" if len(changed) > 5 else "")
        named = unit.name if unit else "—"
        record("reporter-set", user, ledger=str(yearly), unit=named, tasks=names, number=len(changed))
    return len(changed)


def open_periods(periods: Iterable[Period]) -> list[Period]:
    """The periods that a change of the plan still reaches: not closed, and their closing day is not over."""
    today = timezone.localdate()
    return [period for period in periods if period.closes >= today and not period.closings.exists()]


def _move_reports(tasks: Collection[Task], unit: Unit | None, periods: Collection[Period]) -> None:
    """Take the tasks out of the other units' returns that were never sent, in the periods that the change reaches."""
    found = Report.objects.filter(task__in=tasks, of__period__in=periods, of__first_sent_at=None)
    busy = Return.objects.filter(period__in=periods, unit=unit, first_sent_at__isnull=False).values("period")
    gone = found.exclude(of__unit=unit).exclude(of__period__in=busy)
    returns = list(gone.values_list("of", flat=True))
    gone.delete()
    Return.objects.filter(pk__in=returns, reports=None, first_sent_at=None).delete()


@transaction.atomic
def give_opinion(user: User, task: Task, question: Question, answer: bool, since: date, basis: str) -> Opinion:
    """The office's judgement of a task, from a day on; PermissionDenied, ReasonMissing without its basis."""
    _ask(user)
    if not basis.strip():
        raise ReasonMissing
    told = {"question": question, "answer": answer, "since": since, "basis": basis.strip(), "by": user}
    made = Opinion.objects.create(task=task, **told)
    about = {"ledger": str(task.plan.yearly), "task": str(task), "basis": made.basis, "since": str(since)}
    record("opinion-given", user, **about, question=question.value, answer=int(answer))
    return made


def _ask(user: User) -> None:
    if not has(user, Right.PLAN):
        raise PermissionDenied
