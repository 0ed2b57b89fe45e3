"""The work on all documents, by an engine: a worker that dies costs only the document that killed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from taizhang.ledger import Bilingual

from .items import Item
from .work import READ, Job, Outcome

if TYPE_CHECKING:
    from .engines import Engine

_DIED = Bilingual("读取时进程中断，文件可能过大", "the process died while reading it; the file may be too large")


def look_at_all(items: Sequence[Item], engine: Engine[Any], job: Job = READ) -> Iterator[tuple[int, Outcome]]:
    """The outcomes as they come, each with the index of its item.

    Documents that were under way when a worker died are looked at again one by one, so that the one that killed
    it is known.
    """
    undone: list[int] = []
    running: dict[Any, int] = {}
    for index, item in enumerate(items):
        if len(running) >= engine.room:
            yield from _next(engine, items, running, undone)
        running[engine.send(item, job)] = index
    while running:
        yield from _next(engine, items, running, undone)
    for index in undone:
        ticket = engine.send(items[index], job)
        engine.first([ticket])
        yield index, engine.fetch(ticket) or Outcome(items[index].name, error=_DIED)


def _next(
    engine: Engine[Any], items: Sequence[Item], running: dict[Any, int], undone: list[int]
) -> Iterator[tuple[int, Outcome]]:
    ticket = engine.first(running)
    index = running.pop(ticket)
    outcome = engine.fetch(ticket)
    if outcome is None:
        undone.append(index)
    else:
        yield index, outcome
