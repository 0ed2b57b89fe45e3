"""The indicators of a task: adding, mending and removing them; versions of targets are in `plans`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_noop as _

from taizhang.web.events.services import record
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right

from ..models import Indicator, Target, Task, Value
from ..refusals import HasFigures, ReasonMissing

FIELDS = {"name": _("名称"), "unit_word": _("计量单位"), "direction": _("方向"), "cumulative": _("累计数")}
SAID = {
    "True": _("是"),
    "False": _("否"),
    "at_least": _("不低于"),
    "at_most": _("不超过"),
    "exactly": _("等于"),
    "done_or_not": _("完成即可"),
}
FIXED = ("unit_word", "cumulative")
"""What a figure already reported means; it is no longer changed then."""


@dataclass(frozen=True, slots=True)
class Told:
    """An indicator as the form has it."""

    name: str
    unit_word: str = ""
    direction: str = "at_least"
    cumulative: bool = True


@transaction.atomic
def add_indicator(
    user: User, task: Task, told: Told, value: Decimal, basis: str, since: date | None = None
) -> Indicator:
    """A further thing counted, with its first target, in force since 1 January unless a day is given.

    PermissionDenied, ReasonMissing without a basis.
    """
    _ask(user)
    if not basis.strip():
        raise ReasonMissing
    last = task.indicators.aggregate(last=Max("order"))["last"]
    made = Indicator.objects.create(
        task=task,
        order=0 if last is None else last + 1,
        name=told.name,
        unit_word=told.unit_word,
        direction=told.direction,
        cumulative=told.cumulative,
    )
    year = task.plan.yearly.year
    Target.objects.create(indicator=made, value=value, since=since or date(year, 1, 1), basis=basis.strip(), by=user)
    record("indicator-added", user, **_about(made), value=f"{value:f}{told.unit_word}", basis=basis.strip())
    return made


@transaction.atomic
def change_indicator(user: User, indicator: Indicator, told: Told) -> Indicator:
    """Another name or direction; unit and way of counting only while nothing was reported, else HasFigures."""
    _ask(user)
    changed = [name for name in FIELDS if getattr(indicator, name) != getattr(told, name)]
    if set(changed) & set(FIXED) and has_figures(indicator):
        raise HasFigures(indicator)
    before = {name: _said(getattr(indicator, name)) for name in changed}
    cells = "；".join(f"{FIELDS[name]}：{before[name]} → {_said(getattr(told, name))}" for name in changed)
    for name in changed:
        setattr(indicator, name, getattr(told, name))
    if changed:
        indicator.save(update_fields=changed)
        record("indicator-changed", user, **_about(indicator), cells=cells)
    return indicator


@transaction.atomic
def remove_indicator(user: User, indicator: Indicator) -> None:
    """Count it no longer; HasFigures once something was reported, for a figure is never lost."""
    _ask(user)
    if has_figures(indicator):
        raise HasFigures(indicator)
    about = _about(indicator)
    indicator.values.all().delete()
    indicator.delete()
    record("indicator-removed", user, **about)


def has_figures(indicator: Indicator) -> bool:
    """Whether a unit, or the office, ever gave a figure for it."""
    return Value.objects.filter(indicator=indicator).exists()


def _said(value: str | bool) -> str:
    """What the log says of a field, in its own language."""
    return SAID.get(str(value), str(value) or "—")


def _about(indicator: Indicator) -> dict[str, str]:
    task = indicator.task
    return {"ledger": str(task.plan.yearly), "task": str(task), "indicator": indicator.name}


def _ask(user: User) -> None:
    if not has(user, Right.PLAN):
        raise PermissionDenied
