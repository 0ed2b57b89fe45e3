"""A note that says which numbers stand on whose list: 注：1-9项为省级，10-15项为市级."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from taizhang.language.patterns import Pattern
from taizhang.ledger import Document, Project

_RUN = Pattern(
    r"第?\s*(\d{1,3})\s*(?:[-—–－~～至到]+\s*第?\s*(\d{1,3}))?\s*[项件号个]?(?:项目|实事)?\s*(?:为|属|是|系)(?:于)?\s*((?:国家|省|自治区|市|区|县|州|旗|镇|乡|街道)(?:级|定|本级|列))"
)


def from_notes(document: Document, projects: Sequence[Project]) -> tuple[Project, ...]:
    """The projects with the tier that a note of the document gives their numbers."""
    tiers: dict[int, str] = {}
    for note in document.notes:
        for match in _RUN.finditer(note):
            first, last = int(match[1]), int(match[2] or match[1])
            tiers.update(dict.fromkeys(range(first, min(last, first + 500) + 1), match[3]))
    if not tiers:
        return tuple(projects)
    return tuple(_tiered(p, tiers) for p in projects)


def _tiered(project: Project, tiers: dict[int, str]) -> Project:
    digits = re.sub(r"\D", "", project.number)
    tier = tiers.get(int(digits), "") if digits else ""
    if not tier or project.tier:
        return project
    return replace(project, tier=tier, tasks=tuple(replace(t, tiers=(tier,)) for t in project.tasks))
