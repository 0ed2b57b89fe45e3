"""What two ledgers must have in common when one was written and read back as the other."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from taizhang.ledger import Ledger
from taizhang.writing.sheet import reaching

_PLACES = {"origin", "span"}
_OF_PARAGRAPHS = {
    "lead_leaders", "lead_units", "responsible_units", "cooperating_units", "supervising_units",
    "passages", "notice", "notes",
}  # fmt: skip


def told(ledger: Ledger) -> dict[str, Any]:
    """Everything a ledger says, without where in its file it stood and what was set aside.

    Cells are as wide as they are printed (`reaching`): a text says nothing of that, paper does.
    """
    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(reaching(ledger)))
    data.pop("leftovers", None)
    return _without(data, {"origin"})


def told_but_for_paragraphs(ledger: Ledger) -> dict[str, Any]:
    """Everything a ledger says but where its paragraphs and names end, which a page doesn't tell.

    The texts around the table are one string; those that only parts of lines make are left out.
    """
    data = told(ledger)
    around = "".join(p["text"] for p in data.get("document", {}).get("passages", ()))
    bare: dict[str, Any] = _squeezed(_without(data, _PLACES | _OF_PARAGRAPHS))
    return bare | {"around": re.sub(r"\s", "", around)}


def _without(data: Any, keys: set[str]) -> Any:
    if isinstance(data, dict):
        return {key: _without(value, keys) for key, value in data.items() if key not in keys}
    return [_without(value, keys) for value in data] if isinstance(data, list) else data


def _squeezed(data: Any) -> Any:
    if isinstance(data, dict):
        return {re.sub(r"\s", "", key): _squeezed(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_squeezed(value) for value in data]
    return re.sub(r"\s", "", data) if isinstance(data, str) else data
