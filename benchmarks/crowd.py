"""Fifty people at once on the running site, on SQLite and on PostgreSQL: milliseconds until the whole answer is there.

Clerks open their unit's page and save cells, officers look at the matrix and the list.  Everybody begins the next
thing PAUSE seconds after the last answer, as people who read and type do; they run on the site's own processors.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from http.client import HTTPConnection
from statistics import quantiles
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tests.postgres import free_port, server

from .documents import ROOT

UNITS, TASKS, HALVES = 100, 400, 24
CLERKS, OFFICERS = 40, 10
SECONDS = 90
"""Long enough for a hundred answers of the rarest page: of fifty the slowest twentieth would be two."""
WARM = 20
"""Seconds before they are counted: each process and each connection of the database has been asked by then."""
PAUSE = (2.0, 6.0)
CSRF = "c" * 32
SAVES, OK = 2, 200
Seen = list[tuple[str, float, float]]
"""What was asked for, when, and how long it took in milliseconds."""


class Figures(NamedTuple):
    """How many answers, and how long half of them and all but one in twenty took, in milliseconds."""

    answers: int
    half: float
    most: float


def measure(database: str) -> dict[str, Figures]:
    """What each page and the save cost on `sqlite` or `postgresql`; RuntimeError when an answer is not the page."""
    with tempfile.TemporaryDirectory() as folder, server() if database == "postgresql" else nullcontext("") as address:
        settings = {"TAIZHANG_DATA": folder, "TAIZHANG_DATABASE_URL": address, "TAIZHANG_SECRET_KEY": CSRF * 2}
        environment = os.environ | settings | {"DJANGO_SETTINGS_MODULE": "taizhang.web.settings"}
        built = subprocess.check_output([sys.executable, "-m", "benchmarks.county"], cwd=ROOT, env=environment)
        with running(folder, environment) as port:
            seen = visit(port, json.loads(built))
    return {page: figures(times) for page, times in seen.items()}


@contextmanager
def running(folder: str, environment: dict[str, str]) -> Iterator[int]:
    """The site as `taizhang serve` starts it; its port."""
    port = free_port()
    command = [sys.executable, "-m", "taizhang.cli", "serve", "--port", str(port), "--data", folder]
    site = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        site.terminate()
        site.wait(20)


def _wait(port: int) -> None:
    for _ in range(150):
        try:
            HTTPConnection("127.0.0.1", port).request("GET", "/sign-in/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the site does not answer")


def visit(port: int, keys: dict[str, Any]) -> dict[str, list[float]]:
    """Let everybody in for SECONDS, after WARM in which they do the same."""
    clerks = [partial(clerk, keys, one) for one in keys["clerks"]]
    officers = [partial(officer, keys, one) for one in keys["officers"]]
    end = time.monotonic() + WARM + SECONDS
    with ThreadPoolExecutor(len(clerks) + len(officers)) as pool:
        seen = list(pool.map(lambda visitor: visitor(port, end), clerks + officers))
    counted = [(page, took) for one in seen for page, at, took in one if at >= end - SECONDS]
    return {page: [took for name, took in counted if name == page] for page in sorted({name for name, _ in counted})}


def clerk(keys: dict[str, Any], one: dict[str, Any], port: int, end: float) -> Seen:
    """The unit's page, then a figure and a text, one save each."""
    browser, turn = Browser(port, one["session"]), 0
    seen: Seen = []
    versions = dict.fromkeys((task["key"] for task in one["tasks"]), 0)
    come()
    while True:
        seen.append(("the unit's page", *browser.ask(f"/months/returns/{one['return']}/")[:2]))
        for task in one["tasks"][:SAVES]:
            turn += 1
            rest(end)
            key, indicator = task["key"], task["indicators"][0]
            form = {f"c:{key}:value:{indicator}": str(turn), f"s:{key}": str(versions[key])}
            at, took, text = browser.ask(f"/months/returns/{one['return']}/fill/", form)
            seen.append(("a save", at, took))
            versions[key] = json.loads(text)["tasks"][str(key)]["version"]
        if rest(end):
            return seen


def officer(keys: dict[str, Any], one: dict[str, Any], port: int, end: float) -> Seen:
    """The matrix and a period of the list."""
    browser = Browser(port, one["session"])
    seen: Seen = []
    come()
    while True:
        seen.append(("the matrix", *browser.ask("/months/")[:2]))
        rest(end)
        seen.append(("the ledger page", *browser.ask(f"/ledgers/{keys['ledger']}/{keys['version']}/")[:2]))
        if rest(end):
            return seen


def come() -> None:
    """Nobody comes in the same second as all others."""
    time.sleep(random.uniform(0, PAUSE[1]))


def rest(end: float) -> bool:
    """Pause as a reader does; whether it is over."""
    time.sleep(random.uniform(*PAUSE))
    return time.monotonic() >= end


class Browser:
    """A signed-in person's."""

    def __init__(self, port: int, session: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port)
        self.cookies = {"Cookie": f"sessionid={session}; csrftoken={CSRF}"}

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[float, float, str]:
        """When it was asked, milliseconds and the answer; RuntimeError for anything but 200."""
        kind = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": CSRF, "X-Requested-With": "fetch"}
        self.connection.close()  # the site closes what is idle for two seconds; a browser opens it anew
        asked, begin = time.monotonic(), time.perf_counter()
        self.connection.request(
            "POST" if form else "GET", path, urlencode(form) if form else None, self.cookies | (kind if form else {})
        )
        answer = self.connection.getresponse()
        text = answer.read().decode()
        took = 1000 * (time.perf_counter() - begin)
        if answer.status != OK:
            raise RuntimeError(f"{path}: {answer.status} {text[:300]}")
        return asked, took, text


def figures(times: list[float]) -> Figures:
    """Sum a list of milliseconds up."""
    parts = quantiles(times, n=20)
    return Figures(len(times), parts[9], parts[18])


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
