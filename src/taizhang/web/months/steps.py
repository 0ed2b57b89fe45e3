"""What was sent of a return, submission by submission, each with the cells that differ from the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from taizhang.web.ledgers.history import Word, words

from .differences import NAMES, Difference, differences
from .models import Indicator, Submission, Task

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Changed:
    """One cell before and after, in pieces."""

    name: str | _StrPromise
    old: tuple[Word, ...]
    new: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A submission; of the first one no cells are listed, all it says is new."""

    submission: Submission
    first: bool
    tasks: tuple[tuple[Task, tuple[Changed, ...]], ...]

    @property
    def number(self) -> int:
        """How many cells differ."""
        return sum(len(cells) for _, cells in self.tasks)


def steps_of(sent: Sequence[Submission]) -> tuple[Step, ...]:
    """The submissions of one return, the newest first; two queries for the names."""
    pairs = [(old, new, differences(old.sent, new.sent)) for old, new in pairwise(sent)]
    tasks = Task.objects.in_bulk({d.task for _, _, found in pairs for d in found})
    indicators = Indicator.objects.filter(task__in=tasks).in_bulk()
    steps = [Step(new, False, tuple(_by_task(found, tasks, indicators))) for _, new, found in pairs]
    return (*reversed(steps), *(Step(first, True, ()) for first in sent[:1]))


def _by_task(
    found: Iterable[Difference], tasks: dict[int, Task], indicators: dict[int, Indicator]
) -> Iterator[tuple[Task, tuple[Changed, ...]]]:
    grouped: dict[int, list[Changed]] = {}
    for one in found:
        grouped.setdefault(one.task, []).append(_changed(one, indicators))
    for task, cells in grouped.items():
        yield tasks[task], tuple(cells)


def _changed(one: Difference, indicators: dict[int, Indicator]) -> Changed:
    if isinstance(one.cell, int):
        name: str | _StrPromise = indicators[one.cell].name
    else:
        name = NAMES[one.cell]
    return Changed(name, *words(one.was, one.now))
