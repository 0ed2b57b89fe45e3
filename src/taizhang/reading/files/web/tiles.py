"""Pages that lay out their items as tiles, each of a few short texts, and hold no table: progress walls.

A tile is one of several like elements side by side.  Its texts become one line with bars between them, whose
parts say themselves what they are (`layouts.telling`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...column_names import sure
from ..build import tidy
from .labelled import labelled_wall
from .words import BLOCKS, FIELDS, UNSEEN, inner_text, is_hidden, run_together

if TYPE_CHECKING:
    from lxml.etree import _Element

BAR = "｜"
_LEAST = 3
"""Fewest tiles of a wall."""
_FEWEST_LABELLED = 2
"""Fewest tiles with labels of their own."""
_FEWEST, _MOST = 4, 14
"""Texts of a tile."""
_DEEPEST = 6
"""Levels of blocks within a tile."""
_LONGEST = 80
"""Most characters of a tile's text."""
_GOAL = re.compile(r"^(?:年度|全年|今年)?(?:目标|任务|计划)")
_LABELLED = re.compile(r"^[^，。；：:]{2,8}[:：]")


def walls(root: _Element) -> dict[_Element, str]:
    """Each tile of a page with its line; empty for a page with a table, or without a wall."""
    if next(root.iter("table"), None) is not None:
        return {}
    found: dict[_Element, str] = {}
    for parent in root.iter():
        if not isinstance(parent.tag, str) or len(parent) < _FEWEST_LABELLED:
            continue
        alike: dict[tuple[str, str], list[_Element]] = {}
        for child in parent:
            if isinstance(child.tag, str) and child.tag in BLOCKS:
                alike.setdefault((child.tag, child.get("class", "")), []).append(child)
        for tiles in alike.values():
            found.update(labelled_wall(tiles) or _wall(tiles))
    return found


def _wall(tiles: list[_Element]) -> dict[_Element, str]:
    if len(tiles) < _LEAST:
        return {}
    found: dict[_Element, list[str]] = {}
    for tile in tiles:
        texts: list[str] = []
        if not _gather(tile, texts, _DEEPEST) or len(texts) < _FEWEST:
            return {}
        found[tile] = texts
    goals = sum(any(map(_GOAL.match, texts)) for texts in found.values())
    labelled = any(_LABELLED.match(text) or BAR in text for texts in found.values() for text in texts)
    labelled = labelled or any(sum(sure(text) >= 1.0 for text in texts) > 1 for texts in found.values())
    return {} if labelled or goals * 2 < len(found) else {tile: BAR.join(texts) for tile, texts in found.items()}


def _gather(element: _Element, texts: list[str], deep: int) -> bool:
    """Add the texts of a tile: of each block without blocks inside, and of each inline element beside blocks.

    False for what is no tile: too deep, too much, or with parts that the page hides or doesn't show.
    """
    if not deep or is_hidden(element) or not _add(element.text, texts):
        return False
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag in UNSEEN or child.tag in FIELDS or len(texts) > _MOST:
            return False
        if child.tag in BLOCKS and any(part.tag in BLOCKS for part in child.iterdescendants("*")):
            if not _gather(child, texts, deep - 1):
                return False
        elif _keeps_back(child) or not _add(inner_text(child), texts):
            return False
        if not _add(child.tail, texts):
            return False
    return len(texts) <= _MOST


def _keeps_back(element: _Element) -> bool:
    """Whether a page doesn't show all that an element holds as text."""
    return any(part.tag in UNSEEN or part.tag in FIELDS or is_hidden(part) for part in element.iter("*"))


def _add(text: str | None, texts: list[str]) -> bool:
    """Add a text unless it is blank; False for one too long."""
    if text and (tidied := " ".join(tidy(run_together(text)).split())):
        texts.append(tidied)
        return len(tidied) <= _LONGEST
    return True
