"""A process beside another: begun with it, begun anew when it dies, ended with it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from threading import Event, Thread

PAUSE = 3.0
"""Seconds before a process that died is begun anew, so that one that cannot start does not take the machine."""
PATIENCE = 5.0
"""Seconds that the process has for ending by itself."""


class Companion:
    """Runs `command` until stopped; the command is to stop when its standard input ends, even if we are killed."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._owner = os.getpid()
        self._over = Event()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin the process, and watch over it."""
        self._begin()
        Thread(target=self._watch, daemon=True).start()

    def _begin(self) -> None:
        # A session of its own: Ctrl+C in the terminal is for the site, which then ends this process in good order.
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 -- our own command

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            if self._process is not None and self._process.poll() is not None:
                print(
                    "后台读取程序意外退出，正在重新启动 · the background reader died; starting it anew", file=sys.stderr
                )
                if self._over.wait(PAUSE):
                    return
                self._close()
                self._begin()

    def stop(self) -> None:
        """End the process; nothing in a process forked from ours, for the companion is not its."""
        if os.getpid() != self._owner or self._process is None:
            return
        self._over.set()
        self._close()
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _close(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
