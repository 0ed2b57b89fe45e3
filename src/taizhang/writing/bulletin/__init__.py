"""A ledger's figures -> the text of an official paper: every figure knows the rows behind it.

`tell` counts what a ledger says, `compose` lays it into an outline's sentences.
"""

from __future__ import annotations

from .compose import compose
from .facts import Standing, tell
from .model import (
    NO_HEAD,
    Annex,
    Block,
    Bulletin,
    Figure,
    Head,
    Outline,
    Paragraph,
    Style,
    bulletin_from_json,
    bulletin_to_json,
    document_number,
    head_from_json,
    head_to_json,
    outline_from_json,
    outline_to_json,
    written,
)
from .outlines import OUTLINES, outline_named

__all__ = [
    "NO_HEAD",
    "OUTLINES",
    "Annex",
    "Block",
    "Bulletin",
    "Figure",
    "Head",
    "Outline",
    "Paragraph",
    "Standing",
    "Style",
    "bulletin_from_json",
    "bulletin_to_json",
    "compose",
    "document_number",
    "head_from_json",
    "head_to_json",
    "outline_from_json",
    "outline_named",
    "outline_to_json",
    "tell",
    "written",
]
