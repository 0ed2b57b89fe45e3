"""Starting the site: `serve` prepares the data folder, brings the database up to date, and listens.

Beside it runs the background reader, `work`, as a process of its own that ends with the site.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

THREADS = 4
"""What a process answers at once; a second one waits for the first at each step, so processes answer the rest."""
SWITCH = 0.0005
"""Seconds that a thread may hold the others up: one that asks the database waits as long at each of its rows."""


def serve(host: str = "127.0.0.1", port: int = 8000, demo: bool = False, data: Path = Path("var")) -> None:
    """Listen on `host`:`port` until stopped; with `demo`, sample ledgers and sign-in without a password.

    Ends the program with a plain sentence when a check finds the start unsafe (the demo on a public address).
    """
    prepare(host, demo, data)
    setup()
    if demo:
        load_demo()
    free = free_port(host, port)
    if free != port:
        print(f"端口 {port} 已被占用，改用 {free} · port {port} is taken, using {free}", flush=True)
    with beside(data):
        run(host, free, lambda: announce(host, free, demo))


def work(data: Path = Path("var"), until_closed: bool = False) -> None:
    """Read in the background what the site is given, until stopped; as many of these may run as there are processors.

    What a reader that died left half done is taken up again.  With `until_closed`, stops when standard input ends.
    """
    prepare_data(data)
    setup()
    from .worker import run_worker

    run_worker(until_closed)


def clear(data: Path = Path("var")) -> tuple[int, int]:
    """Clear away finished tasks and imports that left nothing, as the background reader does once a day; how many."""
    prepare_data(data)
    setup()
    from .ledgers.services.pruning import prune

    done = prune()
    return done.tasks, done.imports


def reset_password(username: str, data: Path = Path("var")) -> str:
    """The path of a link by which the account's person chooses a new password; "" for no active account."""
    prepare_data(data)
    setup()
    from django.urls import reverse

    from .people.services.invitations import link_by_operator

    token = link_by_operator(username)
    return reverse("invitation", args=[token]) if token else ""


def verify_log(data: Path = Path("var")) -> tuple[bool, list[str]]:
    """Whether the log and all frozen contents are whole, and what to tell; nothing is written, nothing is made.

    FileNotFoundError where there is no database.
    """
    if data == Path("var"):
        data = Path(os.environ.get("TAIZHANG_DATA", "") or data)
    if not os.environ.get("TAIZHANG_DATABASE_URL") and not (data / "taizhang.sqlite3").is_file():
        raise FileNotFoundError(data / "taizhang.sqlite3")
    prepare_data(data)
    import django

    django.setup()
    from .months.verifying import told, verdict

    found = verdict()
    return found.is_whole, list(told(found))


@contextmanager
def beside(data: Path) -> Iterator[None]:
    """The background reader beside the site: begun anew when it dies, ended with the site."""
    from .companion import Companion

    companion = Companion([sys.executable, "-P", "-m", "taizhang.cli", "worker", "--data", str(data), "--until-closed"])
    companion.start()
    try:
        yield
    finally:
        companion.stop()


def free_port(host: str, port: int) -> int:
    """The first port from `port` on that nobody listens on; ends the program when twenty in a row are taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + 20):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    sys.exit(f"{host}:{candidate}: {error.strerror}")
                continue
            return candidate
    sys.exit(f"{host}: {port}–{port + 19} 端口均被占用 · all taken")


def prepare(host: str, demo: bool, data: Path) -> None:
    """Hand the settings over by the environment, and make the folder and the secret that they need."""
    os.environ["TAIZHANG_DEMO"] = "1" if demo else "0"
    os.environ["TAIZHANG_BIND"] = host
    os.environ.setdefault("TAIZHANG_FIRST_RUN_TOKEN", secrets.token_urlsafe(12))
    prepare_data(data)


def prepare_data(data: Path) -> None:
    """The folder of the database and the secret, made when missing."""
    if data == Path("var"):
        data = Path(os.environ.get("TAIZHANG_DATA", "") or data)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["TAIZHANG_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "taizhang.web.settings"
    if not os.environ.get("TAIZHANG_SECRET_KEY"):
        os.environ.setdefault("TAIZHANG_SECRET_KEY_FILE", str(kept_secret(data / "secret-key")))


def kept_secret(path: Path) -> Path:
    """The file with the site's secret, readable by its owner alone; made when missing."""
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(48))
    return path


def setup() -> None:
    """Start Django, run its checks, bring the database up to date."""
    import django
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    django.setup()
    try:
        call_command("check", stdout=io.StringIO())
    except SystemCheckError as error:
        sys.exit(str(error))
    call_command("migrate", interactive=False, verbosity=0)


def remind(data: Path = Path("var")) -> Iterator[str]:
    """Remind units by the regions' timed reminders; a line for each, and one for a run without any."""
    prepare_data(data)
    setup()
    from taizhang.web.reminders.services import remind_due

    number = 0
    for period, results in remind_due():
        for result in results:
            number += 1
            told = "已催办 · sent" if result.ok else "没有催到 · not sent"
            yield f"{period.yearly} {period.label} {result.unit}: {told}"
    if not number:
        yield "没有要催办的单位 · nobody to remind"


def build_demo(data: Path = Path("var")) -> str:
    """The demo in the data folder, without a site; a sentence that says whether it was built or is there already."""
    prepare("127.0.0.1", True, data)
    setup()
    made = load_demo()
    again = f"taizhang serve --demo --data {data}"
    return f"演示数据已建好 · the demo is built: {again}" if made else f"演示数据已经在了 · already there: {again}"


def load_demo() -> bool:
    """The sample roles, ledgers and months, once; False when they are there already."""
    from taizhang.web.demo import is_loaded, load

    if is_loaded():
        return False
    print("正在准备演示数据，约需半分钟 · building the demo, half a minute", file=sys.stderr, flush=True)
    return load(sample_folder())


def sample_folder() -> Path | None:
    """The samples beside the installed package, or in the checkout; None where neither is."""
    package = Path(__file__).resolve().parent.parent
    return next((path for path in (package / "samples", package.parent.parent / "samples") if path.is_dir()), None)


def announce(host: str, port: int, demo: bool) -> None:
    """Print the address, and the token of the first run while there is no account."""
    from django.conf import settings

    from taizhang.web.people.services import first_run_open

    shown = f"[{host}]" if ":" in host else host
    print(f"台账已启动 · Taizhang is running:  http://{shown}:{port}/", flush=True)
    if demo:
        print("演示模式，数据均为虚构 · demo with fictional data", flush=True)
    elif first_run_open():
        print(f"首次使用的一次性口令 · first-run token:  {settings.FIRST_RUN_TOKEN}", flush=True)


def run(host: str, port: int, ready: Callable[[], None]) -> None:
    """Gunicorn with two processes a processor and threads in each; Django's own server where it cannot run (Windows).

    `ready` is called when it listens.
    """
    if sys.platform == "win32":
        from django.core.management import call_command

        ready()
        call_command("runserver", f"{host}:{port}", use_reloader=False)
        return
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    application = get_wsgi_application()
    _warm()
    connections.close_all()  # a connection must not be shared by the processes that begin here
    gc.freeze()  # what all processes share is neither searched again nor copied
    sys.setswitchinterval(SWITCH)
    shape = {"workers": settings.WORKERS, "worker_class": "gthread", "threads": THREADS}
    _gunicorn(application, {"bind": f"{host}:{port}", "when_ready": lambda server: ready(), **shape})


def _warm() -> None:
    """Load once, before the processes part, what the first visitor of each would wait for."""
    from django.template.loader import get_template
    from django.urls import get_resolver

    from taizhang.checking import RULES  # noqa: F401 -- the rooms that checking needs come with it
    from taizhang.language.spelling import ratio

    ratio("", "")
    get_resolver().url_patterns  # noqa: B018 -- asked for so that all views are imported
    templates = Path(__file__).parent / "templates"
    for path in templates.rglob("*.html"):
        get_template(path.relative_to(templates).as_posix())


def _gunicorn(application: Any, options: dict[str, Any]) -> None:
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped] # gunicorn carries no types

    class Server(BaseApplication):  # type: ignore[misc] # gunicorn carries no types
        """Gunicorn with our options instead of a file's."""

        def load_config(self) -> None:
            for name, value in options.items():
                self.cfg.set(name, value)
            self.cfg.set("loglevel", "warning")

        def load(self) -> Any:
            return application

    Server().run()
