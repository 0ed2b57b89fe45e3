"""SQLite without configuration, PostgreSQL by one address."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from .env import SettingError

KEPT = 60
"""Seconds that a thread keeps its connection: to open one takes as long as a few queries, on SQLite too."""


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's settings for `postgresql://user:password@host:port/name`, or for SQLite in `data` when empty.

    Raises SettingError for another kind of address.
    """
    if not url:
        return sqlite(data / "taizhang.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise SettingError("TAIZHANG_DATABASE_URL must read postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": KEPT,
        "CONN_HEALTH_CHECKS": True,
        # A page asks some twenty short questions, which PostgreSQL plans longer than it answers: it keeps the plans.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 2},
    }


def sqlite(path: Path) -> dict[str, Any]:
    """Write-ahead log and IMMEDIATE transactions: readers never wait, two writers queue instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": KEPT,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
