"""A yearly list typed by hand, or from last year's: its rows become a document of their own, read as any other."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_noop as _

from taizhang.ledger import Ledger, Role, Task
from taizhang.web.events.services import record
from taizhang.web.ledgers.models import LedgerVersion, YearlyLedger
from taizhang.web.ledgers.services.drafts import import_document
from taizhang.web.ledgers.services.saving import Place, save_draft
from taizhang.web.people.access import has
from taizhang.web.people.models import User
from taizhang.web.people.rights import Right
from taizhang.web.places.models import Region

from ..refusals import ListKnown, NoRows

COLUMNS = (
    (Role.NUMBER, _("序号")),
    (Role.CATEGORY, _("类别")),
    (Role.PROJECT, _("项目名称")),
    (Role.CONTENT, _("工作内容")),
    (Role.LEAD_LEADER, _("牵头领导")),
    (Role.RESPONSIBLE_UNIT, _("责任单位")),
    (Role.COOPERATING_UNIT, _("配合单位")),
    (Role.DEADLINE, _("完成时限")),
)
"""What is typed of each task, under the headings that the reader knows."""

PERIOD = _("目标任务")
BLANK = "□"
_FIGURES = re.compile(r"\d[\d.,，]*(?:[万亿])?")


@dataclass(frozen=True, slots=True)
class NewList:
    """Where a typed list goes."""

    region: Region
    year: int
    name: str


@transaction.atomic
def type_list(user: User, place: NewList, rows: Sequence[Sequence[str]]) -> LedgerVersion:
    """The rows, each a text a column of `COLUMNS`, as a new yearly list.

    PermissionDenied, ListKnown for a list that is there, NoRows without any task, `taizhang.reading.ReadError` for
    rows that are no table.
    """
    if not has(user, Right.PLAN) or not has(user, Right.IMPORT):
        raise PermissionDenied
    if YearlyLedger.objects.filter(region=place.region, year=place.year, name=place.name).exists():
        raise ListKnown(place.name)
    told = [[*map(str.strip, row[: len(COLUMNS)])] for row in rows]
    told = [row + [""] * (len(COLUMNS) - len(row)) for row in told if any(row)]
    if not told:
        raise NoRows
    draft = import_document(user, _document(place, told), f"{place.name}（手工录入）.csv"[:200])
    told_at = Place(region=place.region.name, year=place.year, name=place.name, period=PERIOD)
    version = save_draft(user, draft, told_at)
    record("list-typed", user, ledger=str(version.yearly), tasks=len(version.ledger.tasks))
    return version


def _document(place: NewList, rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as a table with its title; columns that no row fills are left out."""
    used = [k for k in range(len(COLUMNS)) if any(row[k] for row in rows)]
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    year = "" if str(place.year) in place.name else f"{place.year}年"
    writer.writerow([f"{place.region.name}{year}{place.name}{PERIOD}", *[""] * (len(used) - 1)])
    writer.writerow([COLUMNS[k][1] for k in used])
    writer.writerows([row[k] for k in used] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def rows_of(text: str) -> list[list[str]]:
    """The rows of a pasted or typed block: tabs between cells, quoted where a cell has lines."""
    return [[*row] for row in csv.reader(io.StringIO(text.replace("\r\n", "\n")), delimiter="\t")]


def text_of(rows: Sequence[Sequence[str]]) -> str:
    """The block that `rows_of` reads."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def rows_from(ledger: Ledger) -> list[list[str]]:
    """A list of an earlier year as rows to be typed on: its targets and deadlines left open, to be set anew.

    The figure of a target becomes □ where it stands in the content; what stands in a column of targets is left out.
    """
    rows = []
    named = ledger.column_of(Role.PROJECT) is not None
    for project in ledger.projects:
        for first, task in ((k == 0, task) for k, task in enumerate(project.tasks)):
            cells = {Role.NUMBER: project.number if first else "", Role.CATEGORY: project.category if first else ""}
            cells |= {Role.PROJECT: project.name if first and named else "", Role.CONTENT: opened(ledger, task)}
            cells |= {
                Role.LEAD_LEADER: "、".join(name.name for name in task.lead_leaders),
                Role.RESPONSIBLE_UNIT: "、".join(n.name for n in (*task.lead_units, *task.responsible_units)),
                Role.COOPERATING_UNIT: "、".join(name.name for name in task.cooperating_units),
                Role.DEADLINE: "",
            }
            rows.append([cells[role] for role, _word in COLUMNS])
    return rows


def opened(ledger: Ledger, task: Task) -> str:
    """The task's content with the figures of its targets left open."""
    column = ledger.column_of(Role.CONTENT)
    places = [t for i in task.indicators if (t := i.target) and t.column == column and t.span and column is not None]
    cell = task.cell(column) if column is not None else None
    if cell is None:
        return _FIGURES.sub(BLANK, task.content) if task.indicators else task.content
    text = cell.text
    for target in sorted(places, key=lambda t: t.span or (0, 0), reverse=True):
        assert target.span is not None  # noqa: S101 -- chosen above
        start, end = target.span.start, target.span.end
        text = text[:start] + _FIGURES.sub(BLANK, text[start:end], count=1) + text[end:]
    return text
