"""Files of ours that a person may write or change by hand: layouts, outlines, red heads."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from taizhang.ledger import Bilingual

from .errors import WriteError

Read = TypeVar("Read")
TOLD = (
    ("Object missing required field ", "缺少"),
    ("Object contains unknown field ", "有不认识的"),
    ("Invalid enum value ", "不能用的值"),
    ("JSON is malformed", "不是 JSON 文件"),
    ("Input data was truncated", "不是 JSON 文件，或者不完整"),
)
"""How msgspec begins to say what is wrong, and what that is in Chinese."""


def from_json(data: bytes | str, kind: type[Read], *, of: Bilingual, guide: str) -> Read:
    """What the JSON holds, a `kind`.

    WriteError with the place in the file when it holds none; `of` says what file it is, `guide` which page tells how
    to write one.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WriteError(
            Bilingual(f"{of.zh}有误：{_in_chinese(str(error))}", f"{of.en} is wrong: {error}"),
            Bilingual(f"请按 {guide} 的说明修改。", f"See {guide}."),
        ) from error


def _in_chinese(error: str) -> str:
    """What msgspec says of a file; the names in it stay as they stand there."""
    wrong, _at, place = error.partition(" - at ")
    words = next((zh + wrong[len(en) :].partition(":")[0] for en, zh in TOLD if wrong.startswith(en)), wrong)
    if wrong.startswith("Expected "):
        wanted, _got, found = wrong[len("Expected ") :].partition(", got ")
        words = f"应为{wanted}，却是{found}"
    return words + (f"（在 {place}）" if place else "")
