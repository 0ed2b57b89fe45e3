"""Tools that tests need and a machine may lack: how to find each, and what to do where it is missing."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"  # beside the checkout on the project's own machines; not part of it
SEEDS = SHARED / "seeds"
TRUTH = SHARED / "truth"


class Tool(NamedTuple):
    """A tool: its name for people, whether it is here, and how to come by it."""

    name: str
    found: Callable[[], bool]
    remedy: str


def chromium() -> str | None:
    """Give the path of Chromium, None when there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def libreoffice() -> str | None:
    """Give the path of LibreOffice, None when there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def calc() -> bool:
    """Tell whether LibreOffice can open workbooks: its parts come in packages of their own."""
    program = libreoffice()
    return program is not None and (Path(program).resolve().parent / "libsclo.so").exists()


def postgresql() -> Path | None:
    """Give the folder of PostgreSQL's server programs, newest first; None when there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


TOOLS = {
    "calc": Tool("LibreOffice Calc", calc, "apt-get install libreoffice-calc-nogui"),
    "checkout": Tool(
        "git and its checkout", lambda: bool(shutil.which("git")) and (ROOT / ".git").exists(), "git clone"
    ),
    "chromium": Tool("Chromium", lambda: chromium() is not None, "apt-get install chromium fonts-noto-cjk"),
    "libreoffice": Tool("LibreOffice", lambda: libreoffice() is not None, "apt-get install libreoffice-writer-nogui"),
    "pdftoppm": Tool("pdftoppm", lambda: shutil.which("pdftoppm") is not None, "apt-get install poppler-utils"),
    "postgresql": Tool("PostgreSQL", lambda: postgresql() is not None, "apt-get install postgresql-15"),
    "seeds": Tool("the five real ledgers", SEEDS.is_dir, "they lie in ../shared/seeds on the project's own machines"),
}


def needs(*names: str) -> pytest.MarkDecorator:
    """Mark a test that needs tools, each a key of TOOLS."""
    unknown = set(names) - set(TOOLS)
    if unknown:
        raise ValueError(f"no such tool: {', '.join(sorted(unknown))}; there are {', '.join(TOOLS)}")
    return pytest.mark.needs(*names)


def environment(**more: str) -> dict[str, str]:
    """Give the environment for a command of ours started by a test: this one and `more`, in UTF-8."""
    return {**os.environ, "PYTHONUTF8": "1", **more}
