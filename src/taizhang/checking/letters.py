"""What a letter around a table tells of its items in numbered paragraphs, each with its goal and what was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from taizhang.language.likeness import likeness
from taizhang.language.matching import SURE
from taizhang.language.patterns import Pattern
from taizhang.ledger import Cell, Column, Ledger, Project, Role, Task

from .turns import turn_of

if TYPE_CHECKING:
    from .case import Case
    from .figures import Figure

_NUMBERED = Pattern(
    r"^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]|[①-⑳]|第[一二三四五六七八九十]{1,3}[项件])"
)
_LONGEST = 400
"""Characters of a paragraph that still tells of one item."""


def letter_of(case: Case) -> Case:
    """The numbered paragraphs around the table that turn from a goal to what was done, as rows to be checked."""
    document = case.ledger.document
    told = [
        p.text
        for p in document.passages
        if p.kind == "notice" and len(p.text) <= _LONGEST and _NUMBERED.match(p.text) and turn_of(p.text)
    ]
    ledger = Ledger(
        document=document,
        columns=(Column("正文", Role.CONTENT, heading=("正文",)),),
        projects=tuple(Project(tasks=(Task(k, cells=(Cell(text, 0),)),)) for k, text in enumerate(told)),
    )
    return replace(case, ledger=ledger, previous=None, curves={})


def told_twice(case: Case) -> Iterator[tuple[Figure, Figure]]:
    """The figures of rows with what the letter tells of the same: one name, and a target that no other has."""
    if not case.letter.views:
        return
    told = _by_target(case.letter)
    for target, figures in _by_target(case).items():
        others = told.get(target, [])
        if len(figures) == len(others) == 1 and likeness(figures[0].name, others[0].name) >= SURE:
            yield figures[0], others[0]


def _by_target(case: Case) -> dict[tuple[Decimal, str], list[Figure]]:
    """The figures with an exact result in the unit of their target, by what that is."""
    found: dict[tuple[Decimal, str], list[Figure]] = defaultdict(list)
    for view in case.views:
        for figure in view.figures:
            done, target = figure.done, figure.target
            if target and done and figure.counts and done.unit == target.unit and done.bound == "exact":
                found[target.value, target.unit].append(figure)
    return found
