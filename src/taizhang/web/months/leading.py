"""The tasks that a leader leads, by the name in the list: a leader's account bears the name that the list has."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import Http404

from taizhang.web.ledgers.access import visible_ledgers
from taizhang.web.people.models import User

from .models import Task

BETWEEN = re.compile(r"[、，,；;/]")


def names_in(leaders: str) -> tuple[str, ...]:
    """The names of `Task.leaders`, without the blanks that paper puts between the signs of a short name."""
    return tuple(name for part in BETWEEN.split(leaders) if (name := "".join(part.split())))


def leads(user: User, task: Task) -> bool:
    """Whether the person is a lead leader of the task."""
    return "".join(user.name.split()) in names_in(task.leaders)


def led_tasks(user: User) -> list[Task]:
    """The tasks of the visible lists that the person leads, newest year first, in the lists' order; one query."""
    return [task for task in _named(user) if leads(user, task)]


def leaders_of(tasks: Iterable[Task]) -> tuple[str, ...]:
    """Everyone who leads one of the tasks, in the lists' order."""
    return tuple(dict.fromkeys(name for task in tasks for name in names_in(task.leaders)))


def all_leaders(user: User) -> tuple[str, ...]:
    """Everyone who leads a task of the visible lists: what an account may be named."""
    return leaders_of(_named(user))


def access_led_task(user: User, key: int) -> Task:
    """A task that the person leads, or Http404."""
    task = _named(user).filter(pk=key).first()
    if task is None or not leads(user, task):
        raise Http404
    return task


def _named(user: User) -> QuerySet[Task]:
    found = Task.objects.filter(plan__yearly__in=visible_ledgers(user)).exclude(leaders="")
    order = ("-plan__yearly__year", "plan__yearly__region__path", "plan__yearly__name", "row")
    return found.select_related("plan__yearly__region", "reporter", "off").order_by(*order)
