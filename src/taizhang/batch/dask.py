"""A Dask cluster that already runs: `dask scheduler` at an address, with workers that have this program installed."""

from __future__ import annotations

from collections.abc import Collection

from distributed import Client, Future, wait

from .engines import MAX_WAIT, EngineError, look_at_packed, packed, same_version, unpacked, version
from .items import Item
from .work import Job, Outcome

_WAITING = 4
"""Documents a thread of the cluster that are under way or wait for it."""


class DaskEngine:
    """The workers of a Dask cluster."""

    def __init__(self, client: Client, threads: int) -> None:
        self._client = client
        self.room = threads * _WAITING

    def send(self, item: Item, job: Job) -> Future:
        """Give the document to the scheduler, which keeps it until it is done: a worker may die with its copy."""
        return self._client.submit(look_at_packed, packed(item, job), pure=False)

    def first(self, tickets: Collection[Future]) -> Future:
        """Wait for the first that is done."""
        return next(iter(wait(list(tickets), return_when="FIRST_COMPLETED").done))

    def fetch(self, ticket: Future) -> Outcome | None:
        """The outcome; None when the scheduler gave the document up, with the worker that died."""
        return None if ticket.status != "finished" else unpacked(ticket.result())

    def __enter__(self) -> DaskEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()


def connect(address: str) -> DaskEngine:
    """The cluster whose scheduler listens at the address; EngineError when it has no workers that can do the work."""
    client = Client(address, timeout=MAX_WAIT)
    threads = sum(client.nthreads().values())
    if not threads:
        client.close()
        raise EngineError(f"集群 {address} 没有工作节点", f"the cluster at {address} has no workers")
    try:
        same_version(lambda: str(client.submit(version, pure=False).result()))
    except EngineError:
        client.close()
        raise
    return DaskEngine(client, threads)
