"""Units' reports as a document of the list: for closing, for checks while typing, and for review."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext_noop as _
from msgspec.structs import replace

from taizhang import language
from taizhang.ledger import Cell, Column, Document, Ledger, Origin, Project, Role, plain
from taizhang.ledger import Task as Row
from taizhang.measuring import AnyCurve, Stages
from taizhang.web.ledgers.models import LedgerVersion
from taizhang.web.ledgers.models.content import heavy

from .content import SentReport
from .models import Closing, Indicator, Period, Plan, Task

COLUMNS = (
    Column(_("进展情况"), Role.PROGRESS),
    Column(_("完成数"), Role.ACHIEVED),
    Column(_("形象进度"), Role.STAGE),
    Column(_("存在问题"), Role.PROBLEMS),
    Column(_("下步打算"), Role.NEXT_STEPS),
)
"""What a unit's reports are laid into; the list's own columns of these roles take them where it has such."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A yearly list as reports are laid into it; made once for many of them by `frame_of`."""

    version: int
    ledger: Ledger
    name: str
    title: str
    year: int
    indicators: Mapping[int, Indicator]
    curves: Mapping[int, AnyCurve | None]


def frame_of(period: Period, tasks: Collection[Task] = ()) -> Frame:
    """The list that the period belongs to: two queries, or none with the tasks to be laid in.

    One more when this process has not asked for the list before.

    Fetch the period with its list and region, the tasks with indicators and, without `HEAVY`, the base of their plan.
    """
    if tasks:
        plan = next(iter(tasks)).plan
        indicators = [indicator for task in tasks for indicator in task.indicators.all()]
    else:
        plan = Plan.objects.select_related("base").defer(*heavy("base__")).get(yearly=period.yearly_id)
        indicators = list(Indicator.objects.filter(task__plan=plan).select_related("task"))
    known = {indicator.pk: indicator for indicator in indicators}
    base, yearly = plan.base, period.yearly
    curves = curves_of((i.task for i in known.values()), yearly.year)
    return Frame(base.pk, listed_in(base.pk, base.saved_at), base.source_name, str(yearly), yearly.year, known, curves)


@lru_cache(maxsize=16)
def listed_in(version: int, saved_at: datetime) -> Ledger:
    """The ledger of a version.  It never changes, and every cell that is saved asks for half a million characters."""
    return LedgerVersion.objects.only("content").get(pk=version, saved_at=saved_at).ledger


def curves_of(tasks: Iterable[Task], year: int) -> dict[int, AnyCurve | None]:
    """The schedules that the figures of tasks are judged by, by row; works with stages are judged by the stage."""
    curves = {task.row: task.schedule(year) for task in tasks}
    return {row: None if isinstance(curve, Stages) else curve for row, curve in curves.items()}


def curves_of_closing(version: LedgerVersion) -> dict[int, AnyCurve | None]:
    """The schedules of the tasks of a version that a closing made; none for any other."""
    if not Closing.objects.filter(version=version).exists():
        return {}
    return curves_of(Task.objects.filter(plan__yearly=version.yearly_id), version.yearly.year)


OFF = (Column(_("状态"), Role.STATUS), Column(_("备注"), Role.REMARKS))
"""What says that a task left the list, and why; columns of lists from which one did."""


def composed(
    frame: Frame,
    period: Period,
    reports: Mapping[int, SentReport],
    rows: Collection[int] | None = None,
    off: Mapping[int, tuple[str, str]] | None = None,
) -> Ledger:
    """The list with the reports, by the rows of their tasks, as if they had come in as one file.

    A task without a report has none.  `rows`: only these tasks of the list, without its sections; a check of a few
    rows takes as long as the rows are many.  `off`: the tasks that left the list, with status and remark of each.
    """
    from taizhang.reading.gathering import Part, gather

    reports = reports if rows is None else {row: report for row, report in reports.items() if row in rows}
    off = off or {}
    columns = (*COLUMNS, *_matrix(frame.ledger))
    cells = {row: _cells(report, frame.indicators, columns) for row, report in reports.items()}
    for row, said in off.items():
        cells[row] = (*cells.get(row, ()), *_told(row, said, len(columns)))
    rows_told = tuple(Row(row, cells=found) for row, found in sorted(cells.items()))
    told = Ledger(columns=(*columns, *(OFF if off else ())), projects=(Project(tasks=rows_told),))
    parts = {row: Part(told, row, "") for row in cells}
    base = frame.ledger if rows is None else only(frame.ledger, rows)
    return gather(base, parts, _document(frame, period), name=frame.name)


def only(ledger: Ledger, rows: Collection[int]) -> Ledger:
    """The ledger with these of its tasks alone; each keeps the number of its row."""
    projects = ((p, tuple(task for task in p.tasks if task.row in rows)) for p in ledger.projects)
    return replace(
        ledger, sections=(), leftovers=(), projects=tuple(replace(p, tasks=tasks) for p, tasks in projects if tasks)
    )


def by_row(reports: Iterable[SentReport]) -> dict[int, SentReport]:
    """The reports that say something, by the row of their task."""
    return {report.row: report for report in reports if report.told}


def _document(frame: Frame, period: Period) -> Document:
    known = frame.ledger.document
    return Document(
        title=f"{frame.title}（{period.label}）",
        region=known.region,
        year=frame.year,
        issuer=known.issuer,
        period_text=period.label,
        period=language.period(period.label, year=frame.year),
        cut_off=period.cut_off,
    )


def _told(row: int, texts: Sequence[str], first: int) -> Iterator[Cell]:
    """Texts in the columns from `first` on."""
    for column, text in enumerate(texts, first):
        yield Cell(text, column, Origin(row=row, column=column))


def _matrix(ledger: Ledger) -> tuple[Column, ...]:
    """The list's own columns for the figures of one indicator each, where it is a matrix."""
    return tuple(c for c in ledger.columns if c.role is Role.ACHIEVED and c.indicator)


def _cells(report: SentReport, indicators: Mapping[int, Indicator], columns: Sequence[Column]) -> tuple[Cell, ...]:
    own = {c.indicator: k for k, c in enumerate(columns) if c.indicator}
    # What was not entered is not told again: last period's sum is shown to the unit and never sent by itself.
    entered = [v for v in report.values if v.entered is not None]
    totals = [(indicators[v.indicator], v.total) for v in entered if v.total is not None]
    figures = "；".join(f"{i.name}{plain(total)}{i.unit_word}" for i, total in totals if i.name not in own)
    texts = (report.progress or report.unchanged, figures, report.stage, report.problems, report.next_steps)
    cells = dict(enumerate(texts)) | {own[i.name]: plain(total) for i, total in totals if i.name in own}
    return tuple(Cell(text, column, Origin(row=report.row, column=column)) for column, text in cells.items() if text)
