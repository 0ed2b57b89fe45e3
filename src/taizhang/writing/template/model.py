"""What is kept of a Word file."""

from __future__ import annotations

from msgspec import Struct


class Form(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A Word template and where its ledger's table stands in it.

    `file` is a .docx; `table` counts its tables, nested ones too; `above` is how many rows stand over the header,
    `header` how many rows that has; below it stands a row of the body, and of a section where `section` is true.
    `size` is the type of the body's row in points, 0 where the file doesn't say.
    """

    file: bytes
    table: int = 0
    above: int = 0
    header: int = 1
    body: bool = False
    section: bool = False
    size: float = 0
