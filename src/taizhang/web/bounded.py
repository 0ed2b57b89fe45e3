"""Reading what others made, and making papers, in a process with limits: what goes wrong costs that one, not the site.

The process is begun at the first call, kept for the next ones, and begun anew when it had to be ended.
"""

from __future__ import annotations

import signal
import sys
import time
import traceback
from collections.abc import Callable
from functools import cache
from multiprocessing import get_context
from threading import Lock
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from taizhang.reading.errors import ReadError
from taizhang.writing.errors import WriteError

from .refusals import READING, Refusals

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

P = ParamSpec("P")
T = TypeVar("T")

BEAT = 5.0
"""Seconds between two signs of life while a call runs."""
START = 60.0
"""Seconds that the process has for starting; a busy machine needs two."""


@cache
def child(seconds: int, megabytes: int, refusals: Refusals = READING) -> Bounded:
    """This process's own child with those limits."""  # noqa: D404 -- not another process's
    return Bounded(seconds, megabytes, refusals)


class Bounded:
    """Runs functions of plain data one at a time, each at most `seconds` long and in `megabytes` of memory."""

    def __init__(self, seconds: int, megabytes: int, refusals: Refusals = READING) -> None:
        self.seconds, self.megabytes, self.refusals = seconds, megabytes, refusals
        self._lock = Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection[Any, Any] | None = None

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `function` gives; raises its ReadError or WriteError, or what `refusals` say of one that went wrong."""
        return self._call(lambda: None, function, args, kwargs)  # type: ignore[no-any-return] # it came through a pipe

    def watched(self, alive: Callable[[], object]) -> Callable[..., Any]:
        """`run`, with `alive` called every few seconds while a function runs."""
        return lambda function, *args, **kwargs: self._call(alive, function, args, kwargs)

    def _call(
        self, alive: Callable[[], object], function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        with self._lock:
            try:
                pipe = self._ready()
                pipe.send((function, args, kwargs))
                self._wait(pipe, alive)
                good, value = pipe.recv()
            except (EOFError, OSError) as error:
                self.stop()
                raise self.refusals.died() from error
            except BaseException:
                self.stop()
                raise
        if good:
            return value
        raise value

    def stop(self) -> None:
        """End the process, with whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def _ready(self) -> Connection[Any, Any]:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.stop()
            context = get_context("spawn")  # a fork would copy the threads and connections of the site
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(
                target=_serve, args=(theirs, self.seconds, self.megabytes, self.refusals), daemon=True
            )
            self._process.start()
            theirs.close()
            if not self._pipe.poll(START):  # what it takes to start is no part of a call's time
                raise self.refusals.died()
            self._pipe.recv()
        return self._pipe

    def _wait(self, pipe: Connection[Any, Any], alive: Callable[[], object]) -> None:
        end = time.monotonic() + self.seconds
        while not pipe.poll(min(BEAT, max(0.0, end - time.monotonic()))):
            if time.monotonic() >= end:
                raise self.refusals.too_long(self.seconds)
            alive()


def _serve(pipe: Connection[Any, Any], seconds: int, megabytes: int, refusals: Refusals) -> None:
    """The process: calls in, results out, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(megabytes)
    pipe.send("ready")
    while True:
        try:
            function, args, kwargs = pipe.recv()
        except EOFError:
            return
        _limit_time(seconds + 5)  # should the site itself be gone, nobody else would end this
        answer = _answer(refusals, function, args, kwargs)
        _limit_time(0)
        pipe.send(answer)


def _answer(
    refusals: Refusals, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[bool, Any]:
    try:
        return True, function(*args, **kwargs)
    except (ReadError, WriteError) as error:
        return False, error
    except MemoryError:
        return False, refusals.too_much()
    except Exception as error:  # reported as our fault; one file must never stop the others
        traceback.print_exc(file=sys.stderr)
        return False, refusals.fault(error)


def _limit_memory(megabytes: int) -> None:
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _limit_time(seconds: int) -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def unpacked(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """All documents of an archive; raises ReadError as `reading.open_archive` does."""
    from taizhang.reading import open_archive

    return list(open_archive(data, name))
