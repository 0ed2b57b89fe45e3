"""Lights as they were given when a period was closed: whatever became of a preset since, they stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from taizhang.ledger import Bilingual
from taizhang.measuring import Light

from .models import LedgerVersion


class KeptLight(Struct, frozen=True):
    """Status and light of one task at the closing; `gap` in percentage points against the curve named."""

    status: str
    light: Light
    gap: str
    curve: str
    preset: str


def kept_light(told: Mapping[str, Any]) -> KeptLight:
    """One task of what a closing keeps (`Closing.judged`)."""
    zh, en = told["word"]
    light = Light(told["colour"], Bilingual(zh, en), told["sign"])
    return KeptLight(told["status"], light, told["gap"] or "", told["curve"], told["preset"])


def kept_lights(version: LedgerVersion) -> dict[int, KeptLight]:
    """The lights of a closed period by row; none where the version is not that of a closing."""
    closing = getattr(version, "closing", None)
    return {int(row): kept_light(told) for row, told in closing.judged.items()} if closing else {}


def counted(lights: Mapping[int, KeptLight]) -> list[tuple[Light, int]]:
    """How many tasks show each light, the most first."""
    return Counter(kept.light for kept in lights.values()).most_common()
