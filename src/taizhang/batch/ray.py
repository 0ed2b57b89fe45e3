"""A Ray cluster that already runs: `ray start --head` at an address, with nodes that have this program installed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import ray

from .engines import EngineError, look_at_packed, packed, same_version, unpacked, version
from .items import Item
from .work import Job, Outcome

_WAITING = 4
"""Documents a processor of the cluster that are under way or wait for it."""

_look = ray.remote(max_retries=0)(look_at_packed)  # who dies of a document is asked again by `look_at_all`
_version = ray.remote(version)


class RayEngine:
    """The nodes of a Ray cluster."""

    def __init__(self, processors: int) -> None:
        self.room = processors * _WAITING

    def send(self, item: Item, job: Job) -> Any:
        """Give the document to the cluster."""
        return _look.remote(packed(item, job))

    def first(self, tickets: Collection[Any]) -> Any:
        """Wait for the first that is done."""
        return ray.wait(list(tickets), num_returns=1)[0][0]

    def fetch(self, ticket: Any) -> Outcome | None:
        """The outcome; None when the document's worker or its node died."""
        try:
            return unpacked(ray.get(ticket))
        except ray.exceptions.RayError:
            return None

    def __enter__(self) -> RayEngine:
        return self

    def __exit__(self, *_: object) -> None:
        ray.shutdown()


def connect(address: str) -> RayEngine:
    """The cluster at the address (HOST:6379 from one of its nodes, ray://HOST:10001 from elsewhere)."""
    ray.init(address, log_to_driver=False, logging_level="ERROR")
    try:
        processors = int(ray.cluster_resources().get("CPU", 0))
        if not processors:
            raise EngineError(f"集群 {address} 没有可用的处理器", f"the cluster at {address} has no processors")
        same_version(lambda: str(ray.get(_version.remote())))
    except EngineError:
        ray.shutdown()
        raise
    return RayEngine(processors)
