"""Files of ours that a person may write or change by hand: layouts, outlines, red heads."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from taizhang.ledger import Bilingual

from .errors import WriteError

Read = TypeVar("Read")


def from_json(data: bytes | str, kind: type[Read], *, of: Bilingual, guide: str) -> Read:
    """What the JSON holds, a `kind`.

    WriteError with the place in the file when it holds none; `of` says what file it is, `guide` which page tells how
    to write one.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WriteError(
            Bilingual(f"{of.zh}有误：{error}", f"{of.en} is wrong: {error}"),
            Bilingual(f"请按 {guide} 的说明修改。", f"See {guide}."),
        ) from error
