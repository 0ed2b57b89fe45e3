"""Cells as the unit's page sends them: of one task or of many, each saved for itself.

`c:12:progress` holds the text of task 12's progress, `c:12:value:7` the figure of its indicator 7 as typed.
`s:12:progress` is the version that the cell was shown at, `s:12` that of all cells without one of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import Http404
from django.utils.translation import gettext as _

from taizhang.ledger import plain
from taizhang.web.numbers import whole
from taizhang.web.people.models import User

from .models import Indicator, Report
from .refusals import Conflict, NotAFigure, NotHere, Refused
from .services.filling import VALUE, cell_of, fill
from .services.sending import TEXTS
from .typed import entered

LONGEST = 5000
"""Characters of a text; what a unit reports has some hundred, and all of them are checked whenever one changes."""


@dataclass
class Asked:
    """What is to be saved of one task: cells as typed, and the versions they were shown at."""

    cells: dict[str, str] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one task's cells: `wrong` are those that hold no figure, `refused` why nothing was saved.

    `report` is the task's as it stands after a save.
    """

    wrong: Mapping[str, str]
    refused: Refused | None = None
    report: Report | None = None

    @property
    def clash(self) -> Conflict | None:
        """Somebody else saved one of the cells meanwhile."""
        return self.refused if isinstance(self.refused, Conflict) else None


def asked_in(posted: Mapping[str, str]) -> dict[int, Asked]:
    """The cells by task; what is no cell is passed over."""
    found: dict[int, Asked] = {}
    for name, text in posted.items():
        kind, _, rest = name.partition(":")
        number, _, cell = rest.partition(":")
        task, version = whole(number), whole(text)
        if kind not in ("c", "s") or task is None:
            continue
        asked = found.setdefault(task, Asked())
        if kind == "c":
            asked.cells[cell] = text.replace("\r\n", "\n")
        elif version is not None and cell:
            asked.seen[cell] = version
        elif version is not None:
            asked.version = version
    return {task: asked for task, asked in found.items() if asked.cells}


def save_cells(user: User, of: int, asked: Mapping[int, Asked]) -> dict[int, Outcome]:
    """Save cells of the return `of`, each task's in a transaction of its own: one conflict costs nobody the rest.

    Raises what `fill` raises but a Refused, which stands in the outcome, as does that a task is not the return's.
    """
    indicators = {i.pk: i for i in Indicator.objects.filter(task__in=asked)}
    return {task: _save(user, of, task, one, indicators) for task, one in asked.items()}


def _save(user: User, of: int, task: int, asked: Asked, indicators: Mapping[int, Indicator]) -> Outcome:
    wrong: dict[str, str] = {}
    values = {}
    for cell, text in asked.cells.items():
        if cell.startswith(VALUE):
            key = whole(cell.removeprefix(VALUE)) or 0
            if key not in indicators:
                wrong[cell] = _("这个指标已经撤去，没有保存。请刷新页面。")
                continue
            try:
                values[key] = entered(text, indicators[key])
            except NotAFigure as refused:
                wrong[cell] = str(refused)
    texts = {name: text.strip() for name, text in asked.cells.items() if not name.startswith(VALUE)}
    for name in [name for name, text in texts.items() if len(text) > LONGEST]:
        wrong[name] = _("内容有%(number)s字，没有保存。每格最多%(most)s字。") % {
            "number": len(texts.pop(name)),
            "most": LONGEST,
        }
    cells = [*texts, *(cell_of(key) for key in values)]
    seen = {cell: asked.seen.get(cell, asked.version) for cell in cells}
    if not cells:
        return Outcome(wrong)
    try:
        report = fill(user, of, task, seen, texts=texts, values=values)
    except Refused as refused:
        return Outcome(wrong, refused)
    except Http404:
        return Outcome(wrong, NotHere())
    return Outcome(wrong, report=report)


def shown(report: Report, cell: str) -> str:
    """What a cell holds, as the page shows it."""
    if not cell.startswith(VALUE):
        return str(getattr(report, cell)) if cell in (*TEXTS, "unchanged") else ""
    key = int(cell.removeprefix(VALUE))
    entered = next((v.entered for v in report.values.all() if v.indicator_id == key), None)
    return "" if entered is None else plain(entered)
