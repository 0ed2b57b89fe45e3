"""The background process: reads files and makes documents one by one; several may run, on several machines."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from contextlib import suppress
from threading import Event, Thread

from django.core.management import call_command
from django.db import OperationalError, close_old_connections

from .ledgers.services import intakes
from .ledgers.services.pruning import prune
from .papers.services import documents

INTERVAL = 0.5
"""Seconds between two looks into an empty queue."""
SWEEP = 10.0
"""Seconds between two looks for work whose worker died."""
DAY = 24 * 3600.0
"""Seconds between two clearings."""


def run_worker(until_closed: bool) -> None:
    """Work until a signal comes, or until standard input ends."""
    logging.getLogger("django_tasks").setLevel(logging.WARNING)
    over = Event()
    Thread(target=_sweep, args=(over,), daemon=True).start()
    if until_closed:
        Thread(target=_end_with_input, daemon=True).start()
    try:
        call_command("db_worker", interval=INTERVAL, startup_delay=False, reload=False, verbosity=0)
    finally:
        over.set()


def _sweep(over: Event) -> None:
    """Queue again what dead workers left, now and every few seconds; clear away what is done with once a day."""
    cleared = -DAY
    while True:
        with suppress(OperationalError):  # the database is away or busy: the next time will do
            intakes.revive()
            documents.revive()
            if time.monotonic() - cleared > DAY:
                prune()
                cleared = time.monotonic()
        close_old_connections()
        if over.wait(SWEEP):
            return


def _end_with_input() -> None:
    """Ask ourselves to stop when the site that began us is gone."""
    while os.read(sys.stdin.fileno(), 1024):  # by itself: who waits in `sys.stdin` keeps its lock when all else ends
        pass
    os.kill(os.getpid(), signal.SIGTERM)
