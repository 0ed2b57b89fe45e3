"""Making one unit of two that are one: whatever points to the double follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import ManyToManyRel, ManyToOneRel, ProtectedError

from taizhang.web.events.services import record
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right
from taizhang.web.places.models import Unit, UnitAlias

from ..models import Report, Return, Task
from ..refusals import BothBegun
from ..states import State

UNSENT = (State.BLANK, State.DRAFT, State.SIGNING)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merger moved: tasks and returns; `kept` returns stay under the old name, for both units had sent then."""

    tasks: int
    returns: int
    kept: int


@transaction.atomic
def merge_units(user: User, gone: Unit, into: Unit) -> Merged:
    """Tasks, returns, people and names of `gone` become those of `into`, which bears its name as an alias.

    Of a period that neither has sent the two returns become one.  Where both sent, what was frozen is not mixed: a
    closed period keeps both, and one that goes on refuses the merger (BothBegun).  PermissionDenied for one who may not
    keep places, ValueError for units of two regions or one with itself.
    """
    if not has(user, Right.MANAGE_PLACES) or not _inside(user, gone):
        raise PermissionDenied
    if gone.region_id != into.region_id or gone.pk == into.pk:
        raise ValueError("two units of one region become one")
    tasks = Task.objects.filter(reporter=gone).update(reporter=into)
    returns, kept = _merge_returns(gone, into)
    name = gone.name
    _follow(gone, into)
    _remember(gone, into)
    UnitAlias.objects.get_or_create(region=into.region, name=name, defaults={"unit": into, "learned": False})
    about = {"region": into.region.name, "gone": name, "unit": into.name}
    record("units-merged", user, **about, tasks=tasks, returns=returns, kept=kept)
    return Merged(tasks, returns, kept)


def _inside(user: User, unit: Unit) -> bool:
    return user.region is None or unit.region.path.startswith(user.region.path)


def _merge_returns(gone: Unit, into: Unit) -> tuple[int, int]:
    """How many returns moved, and how many stay under the old name."""
    held = Return.objects.select_for_update(of=("self",)).select_related("period").filter(unit__in=(gone, into))
    returns = list(held.order_by("period__last", "pk"))
    others = {found.period_id: found for found in returns if found.unit_id == into.pk}
    kept, blocked = 0, []
    mine = [found for found in returns if found.unit_id == gone.pk]
    for found in mine:
        other = others.get(found.period_id)
        if other is None:
            found.unit = into
            found.save(update_fields=["unit"])
        elif found.first_sent_at is None and other.first_sent_at is None and _unsent(found, other):
            _one_return(found, other)
        elif found.period.closings.exists():
            kept += 1
        else:
            blocked.append(found.period.label)
    if blocked:
        raise BothBegun("、".join(blocked))
    return len(mine) - kept, kept


def _unsent(*returns: Return) -> bool:
    return all(found.state in UNSENT for found in returns)


def _one_return(found: Return, other: Return) -> None:
    """The reports of one return in the other; the one whose task the other has too goes when it says nothing."""
    Report.objects.filter(of=found).exclude(task__in=other.reports.values("task")).update(of=other)
    if found.state != State.BLANK and other.state == State.BLANK:
        other.state = State.DRAFT
        other.save(update_fields=["state"])
    found.delete()


def _follow(gone: Unit, into: Unit) -> None:
    """Everything else that names the unit, of whatever table; what the other has already is left."""
    for relation in Unit._meta.related_objects:
        model, field = relation.related_model, relation.field.name
        if model in (Return, UnitAlias) or isinstance(model, str):
            continue
        if isinstance(relation, ManyToManyRel):
            _follow_many(relation, gone, into)
        elif isinstance(relation, ManyToOneRel):
            for one in model._default_manager.filter(**{field: gone}):
                _try(one, field, into)


def _follow_many(relation: ManyToManyRel, gone: Unit, into: Unit) -> None:
    for owner in _owners(relation, gone):
        there = getattr(owner, relation.field.name)
        there.remove(gone)
        if getattr(owner, "reporter_id", None) != into.pk:
            there.add(into)


def _owners(relation: ManyToManyRel, gone: Unit) -> Iterator[models.Model]:
    model = relation.related_model
    if not isinstance(model, str):
        yield from model._default_manager.filter(**{relation.field.name: gone})


def _try(one: models.Model, field: str, into: Unit) -> None:
    """The row with the other unit, unless a constraint says that the other has it already."""
    try:
        with transaction.atomic():
            type(one)._default_manager.filter(pk=one.pk).update(**{field: into})
    except IntegrityError:
        return


def _remember(gone: Unit, into: Unit) -> None:
    """Its names become names of the other; the unit itself goes where nothing is left under it."""
    UnitAlias.objects.filter(unit=gone).exclude(name=into.name).update(unit=into)
    try:
        with transaction.atomic():
            gone.delete()
    except ProtectedError:
        Unit.objects.filter(pk=gone.pk).update(merged_into=into)
