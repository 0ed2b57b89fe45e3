"""Typed readers of the environment; a bad value is a plain sentence, never a traceback deep inside.

Every name is read with the prefix TAIZHANG_.  A secret may stand in a file instead: TAIZHANG_SECRET_KEY_FILE.
"""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

PREFIX = "TAIZHANG_"


class SettingError(ValueError):
    """A setting that cannot be used, with its name and what it should be."""


def text(name: str, default: str = "") -> str:
    """The setting as written, `default` when unset or empty."""
    return os.environ.get(PREFIX + name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """The setting as yes or no: 1/true/yes/on and 0/false/no/off."""
    value = text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if not value:
        return default
    raise SettingError(f"{PREFIX}{name} must be 1 or 0, not {value!r}")


def number(name: str, default: int, *, least: int = 0) -> int:
    """The setting as a whole number not below `least`."""
    value = text(name)
    if not value:
        return default
    if not value.isdecimal() or int(value) < least:
        raise SettingError(f"{PREFIX}{name} must be a whole number of at least {least}, not {value!r}")
    return int(value)


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """The setting as a list, parted by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()] or list(default)


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """The setting as addresses and networks: 127.0.0.1, 10.1.0.0/16, ::1."""
    try:
        return [ip_network(part) for part in names(name)]
    except ValueError as error:
        told = f"{PREFIX}{name} must be addresses or networks, as 127.0.0.1,10.1.0.0/16: {error}"
        raise SettingError(told) from error


def folder(name: str, default: str) -> Path:
    """The setting as a folder's absolute path; the folder need not exist yet."""
    return Path(text(name, default)).expanduser().resolve()


def secret(name: str) -> str:
    """The secret in the setting, or in the file that NAME_FILE points to; empty when neither is set."""
    path = text(name + "_FILE")
    if not path:
        return text(name)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingError(f"{PREFIX}{name}_FILE: cannot read {path}: {error.strerror}") from error
