"""What a list's own document says of tasks: the report before the first month is an imported one."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from taizhang import ledger as core
from taizhang.measuring import match_rows
from taizhang.web.ledgers.models import LedgerVersion

from .content import SentReport, SentValue
from .models import Indicator, Task
from .typed import in_unit


def told_by_list(version: LedgerVersion, tasks: Collection[Task]) -> dict[int, SentReport]:
    """What a version of the list (`earlier.version_before`) reports of these tasks, by task.

    Fetch the tasks with their indicators and targets.  A sum is taken where one amount answers the indicator in a unit
    that converts to its own; nothing is added up here.
    """
    plan = version.yearly.plan
    rows = {} if version.pk == plan.base_id else match_rows(version.ledger, plan.base.ledger)
    known = {task.row: task for task in version.ledger.tasks}
    pairs = ((task, known.get(rows.get(task.row, -1) if rows else task.row)) for task in tasks)
    return {task.pk: _report(task, told) for task, told in pairs if told is not None and told.reports}


def _report(task: Task, told: core.Task) -> SentReport:
    last = told.report
    sums = ((one.pk, _sum(one, told)) for one in task.indicators.all())
    return SentReport(
        task.pk,
        task.row,
        told=True,
        progress=last.progress,
        stage=last.stage,
        problems=last.problems,
        next_steps=last.next_steps,
        values=tuple(SentValue(key, None, amount) for key, amount in sums if amount is not None),
    )


def _sum(one: Indicator, told: core.Task) -> Decimal | None:
    """The sum that the row reports for the indicator; None where it is not plain which figure that is."""
    place = _place(one, told)
    answers = [v.quantity for v in told.report.values if v.indicator == place and v.quantity is not None]
    if place is None or len(answers) != 1 or answers[0].upper is not None:
        return None
    return in_unit(answers[0], one.unit_word)


def _place(one: Indicator, told: core.Task) -> int | None:
    """Which of the row's indicators it is: the only one with such a target, else the one in its place among those."""
    wanted = {target.value for target in one.targets.all()}
    counted = [(place, i.target) for place, i in enumerate(told.indicators) if i.target is not None]
    alike = [place for place, target in counted if in_unit(target.quantity, one.unit_word) in wanted]
    if len(alike) == 1:
        return alike[0]
    usual = counted[one.order][0] if one.order < len(counted) else None
    return usual if usual in alike else None
