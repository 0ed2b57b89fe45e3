"""The schedule that a row prints of itself: columns of a plan by quarters or months, or parts due by a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from taizhang import language
from taizhang.language.facts import Aspect, DateMention, Kind, Mention
from taizhang.language.likeness import is_empty, likeness
from taizhang.language.matching import NEAR
from taizhang.language.patterns import Pattern
from taizhang.ledger import Quantity, Role
from taizhang.measuring import CurveError, Milestones, Plan
from taizhang.measuring.curves import HUNDRED, Mark, Point, month_end

from .numbers import percent
from .steps import DONE, PLANNED, Step

if TYPE_CHECKING:
    from .cells import Text
    from .figures import Figure
    from .view import TaskView

QUARTERS = {"一季度": 3, "上半年": 6, "二季度": 6, "三季度": 9, "前三季度": 9, "四季度": 12, "全年": 12, "下半年": 12}
_QUARTER = Pattern(r"前三季度|第?[一二三四1-4]季度|上半年|下半年|全年")
_MONTH = Pattern(r"(?<!\d)(1[0-2]|[1-9])月(?:份|底|末)?")
_FIGURES = str.maketrans("1234", "一二三四")


def printed_plan(view: TaskView) -> Plan | Milestones | None:
    """The row's own curve where its columns or its deadline cell print one; None where they don't."""
    whole = _whole(view)
    return _by_columns(view, whole) or (_by_parts(view, whole) if whole else None) or _by_steps(view, whole)


def _whole(view: TaskView) -> Figure | None:
    """The row's one promise of an amount."""
    counted = [f for f in view.figures if f.target is not None and f.promise.part_of is None and not f.is_money]
    return counted[0] if len(counted) == 1 and counted[0].counts_up else None


def _by_columns(view: TaskView, whole: Figure | None) -> Plan | None:
    columns = view.case.plan_columns
    if len(columns) < 2 or view.case.year is None:
        return None
    cells = {t.column: t.text for t in view.texts if t.column in columns}
    read = [(columns[k], q) for k in columns if k in cells and (q := _amount(cells[k])) is not None]
    filled = [text for text in cells.values() if not language.is_none(text)]
    if len(read) < 2 or len([q for _, q in read if q.value or q.unit]) < len(filled) - 1:
        return None
    values = [q.value for _, q in read]
    target = whole.target if whole else None
    if all(q.unit == "%" or not q.value for _, q in read):
        total = HUNDRED
    elif target is not None and all(q.unit in ("", target.unit) for _, q in read):
        total = target.value
    else:
        return None
    percents = _summed([HUNDRED * v / total for v in values])
    return _plan(view.case.year, [month_end(view.case.year, month) for month, _ in read], percents)


def _summed(percents: list[Decimal]) -> list[Decimal]:
    """The sums so far, where each quarter's own part is printed."""
    return list(accumulate(percents)) if percents[-1] != HUNDRED and sum(percents) == HUNDRED else percents


def _plan(year: int, days: list[date], percents: list[Decimal]) -> Plan | None:
    points = [Point(day, value) for day, value in zip(days, percents, strict=True)]
    if points[-1].percent < HUNDRED:
        if points[-1].day.month == 12:
            return None
        points.append(Point(date(year, 12, 31), HUNDRED))
    try:
        return Plan(
            "quarterly" if all(day.month % 3 == 0 for day in days) else "monthly", date(year, 1, 1), tuple(points)
        )
    except CurveError:
        return None


def _by_steps(view: TaskView, whole: Figure | None) -> Plan | Milestones | None:
    """A plan in words: 一季度完成前期，二季度完成20%，三季度80%，四季度全部完成.

    Steps without an amount want nothing of the goal yet, behind one that has an amount as much as before.  None where
    an amount is of something else (路基4公里), or the last step leaves the goal open.
    """
    if view.case.year is None or not view.steps:
        return None
    percents: list[Decimal] = []
    for step in view.steps:
        told = _share_due(step, whole, percents[-1] if percents else Decimal(0))
        if told is None:
            return None
        percents.append(told)
    percents = _summed(percents)
    days = [step.day for step in view.steps]
    if not any(0 < value < HUNDRED for value in percents):
        due = next((day for day, value in zip(days, percents, strict=True) if value), None)
        return Milestones((Mark(percent(HUNDRED, 1), due, HUNDRED),)) if due else None
    return _plan(view.case.year, days, percents)


def _share_due(step: Step, whole: Figure | None, before: Decimal) -> Decimal | None:
    """How much of the goal is due with a step, in percent; what was due before where it says nothing of that."""
    if step.is_whole:
        return HUNDRED
    told = [m for m in step.facts.mentions if m.aspect not in (Aspect.STARTED, Aspect.PREPARED)]
    if not told:
        return before
    share = _share_of(told[0], step, whole)
    return share if share is not None and share <= HUNDRED else None


def _share_of(told: Mention, step: Step, whole: Figure | None) -> Decimal | None:
    """An amount of a plan in percent of the goal; None for one of something else."""
    words = step.facts.clauses[told.clause].text
    if told.stage or "资" in words:
        return None
    if told.kind is Kind.RATE:
        return told.quantity.value if told.quantity.unit == "%" and is_empty(told.counted) else None
    target = whole.target if whole else None
    done = language.convert(told.quantity, target.unit) if target else None
    if whole is None or target is None or done is None:
        return None
    named = is_empty(told.counted) or likeness(whole.promise.object, told.counted) >= NEAR
    return HUNDRED * done.value / target.value if named else None


def _amount(text: str) -> Quantity | None:
    """A planned sum; a stroke before the first one is nothing yet."""
    if language.is_none(text):
        return Quantity(Decimal(0), "", text)
    return language.parse_quantity(text)


def plan_columns(headings: list[tuple[str, ...]], roles: list[Role]) -> dict[int, int]:
    """The columns that print a plan, with the month at whose end each is due; none where they tell of results too."""
    found: dict[int, int] = {}
    for k, (heading, role) in enumerate(zip(headings, roles, strict=True)):
        words = "".join("".join(part.split()) for part in heading)
        if role in (Role.PROGRESS, Role.RATE, Role.NEXT_STEPS) or not PLANNED.search(words) or DONE.search(words):
            continue
        leaf = "".join(heading[-1].split()) if heading else ""
        if "全年" in leaf and len(heading) < 2:  # the year's goal itself
            continue
        if quarter := _QUARTER.search(leaf):
            found[k] = QUARTERS[quarter[0].lstrip("第").translate(_FIGURES)]
        elif month := _MONTH.search(leaf):
            found[k] = int(month[1])
    months = list(found.values())
    return found if len(months) >= 2 and months == sorted(set(months)) else {}


def _by_parts(view: TaskView, whole: Figure) -> Milestones | None:
    """9月底完成9个 of the 12 promised: nine are due by then, the rest by the year's end."""
    if whole.target is None or view.case.year is None or not view.parts_due:
        return None
    total, due = whole.target.value, Decimal(0)
    marks: list[Mark] = []
    for _, mention, part in sorted(view.parts_due, key=lambda found: found[1].end):
        if part.value > due:
            marks.append(Mark(percent(HUNDRED * part.value / total, 1), mention.end, part.value - due))
            due = part.value
    last = max(view.deadlines, default=date(view.case.year, 12, 31))
    if due < total:
        marks.append(Mark(percent(HUNDRED, 1), last, total - due))
    return Milestones(tuple(marks))


def due_by_parts(view: TaskView) -> tuple[tuple[Text, DateMention, Quantity], ...]:
    """The days of the deadline cell with the amount due by each, where it is less than the row promises."""
    whole = _whole(view) if view.having(Role.DEADLINE) else None
    return tuple(_parts(view, whole)) if whole else ()


def _parts(view: TaskView, whole: Figure) -> Iterator[tuple[Text, DateMention, Quantity]]:
    for text in view.having(Role.DEADLINE):
        for mention in text.facts.dates:
            for amount in text.facts.mentions:
                part = amount.quantity
                near = amount.clause == mention.clause and amount.span.start >= mention.span.end
                near = near and amount.aspect is not Aspect.STARTED  # 二季度开工10个
                target = whole.target
                if near and target is not None and part.unit == target.unit and 0 < part.value < target.value:
                    yield text, mention, part
                    break
