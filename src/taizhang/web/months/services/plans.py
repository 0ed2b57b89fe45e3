"""The plan of a yearly list: tasks, units and indicators taken from its document; later versions of targets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from taizhang import ledger as core
from taizhang.language.kinds import likely_kind
from taizhang.measuring import AnyCurve, curve_to_json, year_curve
from taizhang.web.events.services import record
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right
from taizhang.web.places.models import Region, Unit
from taizhang.web.places.services import learn_alias, unit_named

from ..drafting import counted
from ..models import Indicator, Plan, Target, Task
from ..refusals import ReasonMissing


@transaction.atomic
def plan_from(user: User, version: LedgerVersion) -> Plan:
    """The list's plan as its document has it, made once; PermissionDenied for one who may not plan.

    The first lead unit reports a task, the first responsible one where none leads; the others cooperate.
    """
    _ask(user)
    plan, made = Plan.objects.get_or_create(yearly=version.yearly, defaults={"base": version})
    if not made:
        return plan
    for project in version.ledger.projects:
        for task in project.tasks:
            take_row(user, plan, project, task)
    record("plan-made", user, ledger=str(plan.yearly), tasks=plan.tasks.count())
    return plan


def take_row(user: User, plan: Plan, project: core.Project, task: core.Task) -> Task:
    """The task of a row of the plan's document, with what was read in it."""
    region = plan.yearly.region
    units = _units(region, (*task.lead_units, *task.responsible_units, *task.cooperating_units))
    dates = task.deadline.dates if task.deadline else ()
    name = (task.name or project.name)[:300]
    made = Task.objects.create(
        plan=plan,
        row=task.row,
        number=(task.number or project.number)[:20],
        name=name,
        content=task.content,
        kind=likely_kind(f"{name} {task.content}"),
        reporter=units[0] if units else None,
        deadline=max(dates, default=None),
        leaders="、".join(dict.fromkeys(leader.name for leader in task.lead_leaders))[:200],
        lists="、".join(task.tiers or ((project.tier,) if project.tier else ()))[:200],
    )
    made.cooperating.set(units[1:])
    made.supervising.set(_units(region, task.supervising_units))
    for order, indicator in enumerate(i for i in task.indicators if i.target is not None):
        _take_indicator(user, made, order, indicator, _before(task, indicator))
    return made


def _before(task: core.Task, indicator: core.Indicator) -> str:
    """The words of the list that stand before the indicator's figure, "" where they are not known."""
    target = indicator.target
    cell = task.cell(target.column) if target and target.column is not None else None
    return cell.text[: target.span.start] if cell and target and target.span else ""


def _units(region: Region, names: Sequence[core.Name]) -> list[Unit]:
    units = []
    for name in names:
        unit = unit_named(region, name.name)
        if unit.name != name.name:
            learn_alias(unit, name.name)
        units.append(unit)
    return list(dict.fromkeys(units))


def _take_indicator(user: User, task: Task, order: int, indicator: core.Indicator, said: str) -> None:
    assert indicator.target is not None  # noqa: S101 -- only such are taken
    wanted = indicator.target
    made = Indicator.objects.create(
        task=task,
        order=order,
        name=counted(indicator.name, said),
        unit_word=wanted.quantity.unit[:20],
        direction=wanted.direction,
    )
    start = date(task.plan.yearly.year, 1, 1)
    Target.objects.create(indicator=made, value=wanted.quantity.value, since=start, by=user)


@transaction.atomic
def change_target(user: User, indicator: Indicator, value: Decimal, since: date, basis: str, reason: str) -> Target:
    """A new version of a target, in force from a day on; PermissionDenied, ReasonMissing without basis and reason."""
    _ask(user)
    if not basis.strip() or not reason.strip():
        raise ReasonMissing
    made = Target.objects.create(indicator=indicator, value=value, since=since, basis=basis, reason=reason, by=user)
    about = {"ledger": str(indicator.task.plan.yearly), "indicator": indicator.name}
    record("target-changed", user, value=str(value), since=str(since), basis=basis, reason=reason, **about)
    return made


@transaction.atomic
def set_curve(user: User, task: Task, curve: AnyCurve | None) -> None:
    """The schedule that the task is judged against from now on (None: linear to its deadline).

    Closed periods keep their light.
    """
    _ask(user)
    task.curve = curve_to_json(curve) if curve else ""
    task.save(update_fields=["curve"])
    named = curve or year_curve(task.plan.yearly.year, task.deadline)
    record("curve-set", user, ledger=str(task.plan.yearly), task=str(task), curve=named.name)


def _ask(user: User) -> None:
    if not has(user, Right.PLAN):
        raise PermissionDenied
