"""What a form knows of the return it was made for: signed, so that nothing of it can be changed unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from django.core import signing
from msgspec import Struct

SALT = "taizhang.months.form"


class Row(Struct, frozen=True, array_like=True):
    """A row of the form (from 0): task, indicator (0 where the task has none), a mark of its fixed cells' words."""

    row: int
    task: int
    indicator: int
    mark: str


class Key(Struct, frozen=True):
    """The return with its unit and period in words, each task's version, its rows, and a mark of each filled cell."""

    found: int
    unit: str
    period: str
    versions: dict[str, int]
    rows: tuple[Row, ...]
    given: dict[str, str]


class KeyBroken(Exception):  # noqa: N818 -- it is an answer, not an error
    """The key was changed, or is of another site."""


def mark_of(*words: str) -> str:
    """A short mark of what cells say, blanks aside."""
    bare = "|".join("".join(word.split()) for word in words)
    return hashlib.sha256(bare.encode()).hexdigest()[:10]


def signed(key: Key) -> str:
    """The key as it is written into the form."""
    return signing.dumps(msgspec.to_builtins(key), salt=SALT, compress=True)


def unsigned(text: str) -> Key:
    """The key that was written; KeyBroken."""
    try:
        told: Mapping[str, Any] = signing.loads(text, salt=SALT)
        return msgspec.convert(told, Key)
    except (signing.BadSignature, msgspec.ValidationError, ValueError) as error:
        raise KeyBroken from error
