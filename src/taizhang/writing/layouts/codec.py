"""A layout to and from its file."""

from __future__ import annotations

import msgspec

from taizhang.ledger import Bilingual

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
    try:
        layout = msgspec.json.decode(data, type=Layout)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WriteError(
            Bilingual(f"版式文件有误：{error}", f"the layout file is wrong: {error}"),
            Bilingual(
                "。请按 docs/algorithms/writing-ledgers.md 的说明修改。", "See docs/algorithms/writing-ledgers.md."
            ),
        ) from error
    for fault in faults(layout):
        raise WriteError(fault.told)
    return layout
