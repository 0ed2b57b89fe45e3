"""Cells to the facts of a task: names, dates, targets, results, status, in the words of `taizhang.language`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import replace

from taizhang import language
from taizhang.language import Answer, Kind, Mention, Promise
from taizhang.language.headings import ONE_MONTH
from taizhang.ledger import (
    Achieved,
    Cell,
    Column,
    Deadline,
    Indicator,
    Name,
    Period,
    Quantity,
    Rank,
    Report,
    Role,
    Status,
    Target,
    Task,
)

from .kinds import is_amount

Matrix = Mapping[str, Mapping[Role, int]]
"""The indicators that columns of a matrix table name, each with its columns by what they are for."""


class Context(Struct, frozen=True):
    """What the document and the table's head say of all its rows."""

    year: int | None = None
    period: Period | None = None
    matrix: Matrix = field(default_factory=dict)


def matrix_of(columns: Sequence[Column]) -> Matrix:
    """The matrix in a table's columns; empty for most tables."""
    found: dict[str, dict[Role, int]] = {}
    for k, column in enumerate(columns):
        if column.indicator:
            found.setdefault(column.indicator, {}).setdefault(column.role, k)
    return found


def fill(
    row: int,
    cells: Mapping[int, Cell],
    known: Mapping[Role, Cell],
    number: str,
    name: str,
    tiers: tuple[str, ...],
    columns: Sequence[Column],
    context: Context,
) -> Task:
    """The task of one row; `known` holds the row's cells by role, and those inherited from a merged cell."""
    content = _content(cells, known, columns, name)
    indicators = _indicators(content, cells, known, columns, context)
    matrix = _matrix_indicators(cells, columns, context.matrix)
    deadline = known.get(Role.DEADLINE)
    money = known.get(Role.INVESTMENT)
    report = _matrix_report(cells, columns, context) if matrix else _report(content, cells, known, columns, context)
    subproject = known.get(Role.SUBPROJECT)
    return Task(
        row=row,
        number=number,
        name=subproject.text if subproject else name,
        content=content.text if content else name,
        region=_text(known, Role.REGION),
        tiers=tiers,
        lead_leaders=_names(known, Role.LEAD_LEADER, people=True),
        lead_units=_names(known, Role.LEAD_UNIT),
        responsible_units=_names(known, Role.RESPONSIBLE_UNIT),
        cooperating_units=_names(known, Role.COOPERATING_UNIT),
        supervising_units=_names(known, Role.SUPERVISING_UNIT),
        deadline=_deadline(deadline, context) if deadline else None,
        investment=_money(money, columns) if money else None,
        indicators=matrix or indicators,
        reports=(report,) if report else (),
        remarks=_text(known, Role.REMARKS),
        extra={columns[k].name: c.text for k, c in cells.items() if columns[k].role is Role.EXTRA},
        cells=tuple(cells[k] for k in sorted(cells)),
    )


def _text(known: Mapping[Role, Cell], role: Role) -> str:
    return known[role].text if role in known else ""


def _content(
    cells: Mapping[int, Cell], known: Mapping[Role, Cell], columns: Sequence[Column], name: str
) -> Cell | None:
    """The cell that says what is promised: the content, a target in words, or the item's name itself."""
    for role in (Role.CONTENT, Role.TARGET, Role.SUBPROJECT, Role.PROJECT):
        cell = known.get(role)
        if cell and (role is not Role.TARGET or not is_amount(cell.text) or Role.PROJECT not in known):
            return cell
    return None


def _names(known: Mapping[Role, Cell], role: Role, *, people: bool = False) -> tuple[Name, ...]:
    cell = known.get(role)
    if cell is None or language.is_none(cell.text):
        return ()
    split = language.split_people if people else language.split_units
    return tuple(replace(n, column=cell.column) for n in split(cell.text))


def _deadline(cell: Cell, context: Context) -> Deadline:
    return language.deadline(cell.text, year=context.year)


def _money(cell: Cell, columns: Sequence[Column]) -> Quantity | None:
    """The amount of an investment cell; a bare number takes the unit of its heading (万元)."""
    return _with_unit(cell, columns[cell.column])


def _with_unit(cell: Cell, column: Column) -> Quantity | None:
    found = language.parse_quantity(cell.text)
    if found is None or found.unit:
        return found
    heading = "".join(column.heading)
    for unit, scale in (("亿元", 10**8), ("万元", 10**4)):
        if unit in heading:
            return replace(found, value=found.value * scale, unit="元", scale=found.scale * scale)
    return replace(found, unit=_bracketed(heading))


@lru_cache(maxsize=256)
def _bracketed(heading: str) -> str:
    start = max(heading.rfind("("), heading.rfind("（"))
    inside = heading[start + 1 :].strip(")） \n") if start >= 0 else ""
    return "%" if inside == "％" else inside if len(inside) <= 4 else ""


def _indicators(
    content: Cell | None,
    cells: Mapping[int, Cell],
    known: Mapping[Role, Cell],
    columns: Sequence[Column],
    context: Context,
) -> tuple[Indicator, ...]:
    target = known.get(Role.TARGET)
    if target and is_amount(target.text) and (amount := _with_unit(target, columns[target.column])):
        name = _text(known, Role.PROJECT) or _text(known, Role.CONTENT)
        return (Indicator(name, Target(amount, column=target.column)),)
    if content is None:
        return ()
    return tuple(_indicator(p, content.column) for p in language.promises(content.text, year=context.year))


def _indicator(promise: Promise, column: int) -> Indicator:
    target = None
    if promise.quantity:
        at_most = promise.quantity.bound == "at_most"
        target = Target(
            promise.quantity,
            "at_most" if at_most else "at_least",
            promise.base,
            promise.soft,
            column,
            promise.span,
        )
    return Indicator(promise.rate_of or promise.object, target, promise.part_of)


def _matrix_indicators(cells: Mapping[int, Cell], columns: Sequence[Column], matrix: Matrix) -> tuple[Indicator, ...]:
    """The indicators of a matrix, each with the row's target."""
    indicators = []
    for name, places in matrix.items():
        cell = cells.get(places.get(Role.TARGET, -1))
        amount = _with_unit(cell, columns[cell.column]) if cell else None
        indicators.append(Indicator(name, Target(amount, column=cell.column) if amount and cell else None))
    return tuple(indicators)


def _matrix_report(cells: Mapping[int, Cell], columns: Sequence[Column], context: Context) -> Report | None:
    values = []
    for index, places in enumerate(context.matrix.values()):
        done, rate, rank = (cells.get(places.get(role, -1)) for role in (Role.ACHIEVED, Role.RATE, Role.RANK))
        shown = done or rate or rank
        if shown:
            values.append(
                Achieved(
                    _with_unit(done, columns[done.column]) if done else None,
                    _rate(rate) if rate else None,
                    _rank(rank) if rank else None,
                    index,
                    shown.column,
                )
            )
    return Report(values=tuple(values), period=context.period) if values else None


def _rate(cell: Cell) -> Quantity | None:
    """A rate cell's amount in percent; a bare 51.2 under 完成率 is 51.2%."""
    found = language.parse_quantity(cell.text)
    return replace(found, unit="%") if found and not found.unit else found


def _rank(cell: Cell) -> Rank | None:
    digits = "".join(c for c in cell.text if c.isdigit())
    if mentions := language.read(cell.text).ranks:
        return mentions[0].rank
    return Rank(int(digits), text=cell.text) if digits and len(digits) <= 3 else None


def _report(
    content: Cell | None,
    cells: Mapping[int, Cell],
    known: Mapping[Role, Cell],
    columns: Sequence[Column],
    context: Context,
) -> Report | None:
    progress = known.get(Role.PROGRESS)
    status, word = _status(known, columns)
    problems, steps, stage = _text(known, Role.PROBLEMS), _text(known, Role.NEXT_STEPS), _text(known, Role.STAGE)
    printed = tuple(_printed(cells, columns))
    of_month = progress and printed and ONE_MONTH.search(columns[progress.column].name)
    values = (*(() if of_month else _answered(content, progress, context)), *printed)
    if not (progress or values or problems or steps or stage or word):
        return None
    return Report(
        progress=progress.text if progress else "",
        values=values,
        stage=stage or _stage(progress, context.year),
        status=status,
        status_word=word,
        problems=problems,
        next_steps=steps,
        period=context.period,
    )


def _status(known: Mapping[Role, Cell], columns: Sequence[Column]) -> tuple[Status, str]:
    """The status column's word; a status that stands in the remarks column counts as one (seed 002's layout)."""
    for role in (Role.STATUS, Role.REMARKS, Role.STAGE):
        cell = known.get(role)
        if cell and (role is not Role.REMARKS or len(cell.text) <= 12):
            status, word = language.status(cell.text, columns[cell.column].name)
            if status or role is Role.STATUS:
                return status, word or cell.text
    return "", ""


def _stage(progress: Cell | None, year: int | None) -> str:
    # With the year that the answers are read with: the text is then read once for both.
    stages = language.read(progress.text, year=year).stages if progress else ()
    return max(stages, key=lambda s: s.order).stage if stages else ""


def _answered(content: Cell | None, progress: Cell | None, context: Context) -> Iterable[Achieved]:
    if content is None or progress is None:
        return ()
    promised = language.promises(content.text, year=context.year)
    found = []
    for answer in language.answers(promised, progress.text, year=context.year):
        if value := _value(answer, progress.column):
            found.append(value)
    return found


def _value(answer: Answer, column: int) -> Achieved | None:
    if answer.done is None and not answer.rates and not answer.ranks:
        return None
    first: Mention | None = next(iter(answer.done_mentions or answer.rates), None)
    rate = next((m.quantity for m in answer.rates if m.kind is Kind.RATE), None)
    rank = answer.ranks[0].rank if answer.ranks else None
    return Achieved(answer.done, rate, rank, answer.promise, column, first.span if first else None)


def _printed(cells: Mapping[int, Cell], columns: Sequence[Column]) -> Iterable[Achieved]:
    """Results that stand in columns of their own: 实际完成, 完成率, 排名; a month's own only where no other does."""
    parts: dict[Role, Cell] = {}
    for k in sorted(cells, key=lambda k: ONE_MONTH.search(columns[k].name) is not None):
        if columns[k].role in (Role.ACHIEVED, Role.RATE, Role.RANK) and not columns[k].indicator:
            parts.setdefault(columns[k].role, cells[k])
    if not parts:
        return ()
    done, rate, rank = parts.get(Role.ACHIEVED), parts.get(Role.RATE), parts.get(Role.RANK)
    amount = _with_unit(done, columns[done.column]) if done else None
    value = Achieved(
        amount,
        _rate(rate) if rate else None,
        _rank(rank) if rank else None,
        column=min(c.column for c in parts.values()),
    )
    return (value,) if value.quantity or value.rate or value.rank else ()
