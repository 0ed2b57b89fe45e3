"""The ledgers of fictional places beside these tests, each with the rows a careful reader finds in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"
NAMES = tuple(sorted(path.stem for path in CORPUS.glob("*.txt")))


def text_of(name: str) -> bytes:
    """The ledger as the file holds it."""
    return (CORPUS / f"{name}.txt").read_bytes()


def truth_of(name: str) -> dict[str, Any]:
    """Title, period, columns, rows and note as they should be read."""
    loaded: dict[str, Any] = json.loads((CORPUS / f"{name}.rows.json").read_text(encoding="utf-8"))
    return loaded


def squeezed(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Rows without white space in their texts, and without what a truth says of a section's cells."""
    return [{key: "".join(str(text).split()) for key, text in row.items() if key != "_cells"} for row in rows]
