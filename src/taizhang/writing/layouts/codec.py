"""A layout to and from its file."""

from __future__ import annotations

import msgspec

from taizhang.ledger import Bilingual

from ..by_hand import from_json
from ..errors import WriteError
from .faults import faults
from .model import Layout


def layout_to_json(layout: Layout) -> bytes:
    """The layout as a UTF-8 JSON file."""
    return msgspec.json.format(msgspec.json.encode(layout), indent=2)


def layout_from_json(data: bytes | str) -> Layout:
    """The layout in a file that `layout_to_json` or a person wrote.

    Raises WriteError with the place in the file when it is none, and for the first of its faults.
    """
    layout = from_json(
        data, Layout, of=Bilingual("版式文件", "the layout file"), guide="docs/algorithms/writing-ledgers.md"
    )
    for fault in faults(layout):
        raise WriteError(fault.told)
    return layout
