"""The processors of this machine."""

from __future__ import annotations

import os
from collections.abc import Collection
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from .items import Item
from .work import Job, Outcome, look

_WAITING = 4
"""Documents a worker that are under way or wait for it."""

_Ticket = Future[Outcome]


class LocalEngine:
    """Processes of this machine; `workers` 0 means one a processor."""

    def __init__(self, workers: int = 0) -> None:
        self._workers = workers or os.cpu_count() or 1
        self._pool = self._begin()
        self.room = self._workers * _WAITING

    def send(self, item: Item, job: Job) -> _Ticket:
        """Give the document to a process; to a new one where the last one died."""
        try:
            return self._pool.submit(look, item, job)
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = self._begin()
            return self._pool.submit(look, item, job)

    def first(self, tickets: Collection[_Ticket]) -> _Ticket:
        """Wait for the first that is done."""
        return next(iter(wait(tickets, return_when=FIRST_COMPLETED).done))

    def fetch(self, ticket: _Ticket) -> Outcome | None:
        """The outcome; None when a process died while the document was under way."""
        try:
            return ticket.result()
        except BrokenProcessPool:
            return None

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _begin(self) -> ProcessPoolExecutor:
        """Processes that begin anew: a fork would copy the threads that draw the progress bar."""
        return ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"))
