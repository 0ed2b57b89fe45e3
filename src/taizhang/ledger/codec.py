"""Ledger to and from JSON; the file carries a format version."""

from typing import Any

import msgspec
from msgspec import Struct

from .model import Ledger

FORMAT_VERSION = 1


class _File(Struct, frozen=True):
    """The envelope of a ledger file."""

    taizhang: int
    ledger: Ledger


class FormatError(ValueError):
    """A file that is not a ledger in a version this program knows."""


def to_json(ledger: Ledger, *, indent: int = 0) -> bytes:
    """The ledger as a UTF-8 JSON file; `indent` spaces for people, none for machines."""
    encoded = msgspec.json.encode(_File(FORMAT_VERSION, ledger))
    return msgspec.json.format(encoded, indent=indent) if indent else encoded


def from_json(data: bytes | str) -> Ledger:
    """The ledger in a file that `to_json` wrote.

    Raises FormatError with the place in the file when it is not one, or of another version.
    """
    try:
        version = msgspec.json.decode(data, type=_Version).taizhang
        if version != FORMAT_VERSION:
            raise FormatError(f"ledger format version {version}, this program reads version {FORMAT_VERSION}")
        return msgspec.json.decode(data, type=_File).ledger
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"not a ledger file: {error}") from error


class _Version(Struct, frozen=True):
    taizhang: int


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a ledger file."""
    schema = msgspec.json.schema(_File)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Taizhang ledger"} | schema
