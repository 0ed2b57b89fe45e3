"""What a table's columns are of each other, learned from the rows that agree: sums, and shares of one in another.

A table prints its own arithmetic (总投资 is 中央 + 省级 + 县级, 支付率 is 已支付 over 到位资金) in words that nobody
can list beforehand.  Where most rows keep a relation, the others break it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from taizhang import language
from taizhang.language.patterns import Pattern
from taizhang.ledger import Quantity, Role

from .numbers import HUNDRED, agrees

if TYPE_CHECKING:
    from .case import Case

MOSTLY = 0.6
"""Share of a column's filled cells that must be numbers."""
ENOUGH = Decimal("1.9")
"""How much the rows that keep a relation must weigh together: two of three figures, five of one."""
LEARNED_FROM = 60
"""Rows from which relations are learned; more of them teach no more."""
LOOKED_AT = 12
"""Rows of a first quick look."""
ROUGHLY = 1e-6
_OF_ALL_YEARS = Pattern(r"总投资|概算")
"""A share of all that is to be spent may hold what was spent before this year."""
GROWTH = Pattern(r"同比|环比|增[长幅速]|降幅|升幅")
_SHARE = Pattern(r"率|比例|占比|[%％]|(?<!序时)进度|^序时进度")

Numbers = dict[int, dict[int, Quantity]]
"""For each column of numbers its quantities by row."""


class Sum(Struct, frozen=True):
    """A column that is the sum of its neighbours."""

    total: int
    parts: tuple[int, ...]


class Ratio(Struct, frozen=True):
    """A column of rates: the first figure in percent of the second."""

    rate: int
    part: int
    whole: int


def numbers(case: Case) -> tuple[Numbers, Numbers]:
    """The columns of amounts and the columns of rates, with what their rows hold."""
    filled: dict[int, dict[int, str]] = {}
    for task in case.tasks:
        for cell in task.cells:
            if (text := cell.text.strip()) and not language.is_none(text):
                filled.setdefault(cell.column, {})[task.row] = text
    amounts: Numbers = {}
    rates: Numbers = {}
    for column, texts in sorted(filled.items()):
        heading = case.ledger.columns[column]
        if heading.role in (Role.NUMBER, Role.RANK, Role.DEADLINE) or len(texts) < 2:
            continue
        read = {row: quantity for row, text in texts.items() if (quantity := _number(text)) is not None}
        if len(read) < 2 or len(read) < MOSTLY * len(texts):
            continue
        shares = sum(q.unit in ("%", "‰") for q in read.values()) * 2 > len(read)
        named = heading.role is Role.RATE or _SHARE.search(heading.name)
        (rates if shares or (named and not any(q.unit not in ("", "%") for q in read.values())) else amounts)[
            column
        ] = read
    return amounts, rates


def _number(text: str) -> Quantity | None:
    """The one exact number of a short cell, below zero too."""
    if len(text) > 16:
        return None
    below = text[0] in "-－−" and text[1:2].isdigit()
    quantity = language.parse_quantity(text[1:] if below else text)
    if quantity is None or quantity.upper is not None or quantity.bound not in ("exact", "at_least"):
        return None
    return Quantity(-quantity.value, quantity.unit, text, None, "exact", quantity.scale) if below else quantity


def sums(case: Case) -> Iterator[Sum]:
    """Each column that its neighbours on one side add up to, in most rows; a goal is no sum of results."""
    amounts = case.columns_of_numbers[0]
    order = sorted(amounts)
    role = [column.role for column in case.ledger.columns]
    for at, total in enumerate(order):
        found: list[tuple[int, tuple[int, ...]]] = []
        for run in (*_runs(order, at), *families(case, order, total)):
            if role[total] is Role.TARGET and any(role[part] is Role.ACHIEVED for part in run):
                continue
            kept, broken = _kept(amounts, total, run)
            if kept > broken:
                found.append((kept, run))
        taken: set[int] = set()
        for _, run in sorted(found, key=lambda one: (-one[0], -len(one[1]))):
            if not taken & set(run):  # 合计 may be of its sources and, again, of what is spent and left
                taken.update(run)
                yield Sum(total, run)


def _runs(order: Sequence[int], at: int) -> Iterator[tuple[int, ...]]:
    """The columns next to one, two and more, on either side."""
    for size in range(2, len(order)):
        if at + size < len(order):
            yield tuple(order[at + 1 : at + 1 + size])
        if at - size >= 0:
            yield tuple(order[at - size : at])


def families(case: Case, order: Sequence[int], total: int | None = None) -> Iterator[tuple[int, ...]]:
    """The columns of figures under each heading that stands over several: 已支出 and 结余 make up 指标合计."""
    found: dict[tuple[str, ...], list[int]] = {}
    for column in order:
        heading = case.ledger.columns[column].heading
        if len(heading) > 1 and column != total:
            found.setdefault(heading[:-1], []).append(column)
    yield from (tuple(family) for family in found.values() if len(family) > 1)
    if total is not None and len(own := case.ledger.columns[total].heading) > 1:
        alike = tuple(k for k in order if k != total and case.ledger.columns[k].heading[-1:] == own[-1:])
        if len(alike) > 1 and alike not in map(tuple, found.values()):
            yield alike  # 完成 under each place, and under all of them


def _kept(amounts: Numbers, total: int, parts: Sequence[int]) -> tuple[int, int]:
    """How many rows keep a sum and how many break it; none keep it where they say too little."""
    kept = broken = 0
    weight = Decimal(0)
    if not _roughly_adds_up(amounts, total, parts):
        return 0, 0
    for row, quantity in list(amounts[total].items())[:LEARNED_FROM]:
        values = [amounts[part][row].value for part in parts if row in amounts[part]]
        if sum(value != 0 for value in values) < 2 or not same_unit([quantity, *_of(amounts, row, parts)]):
            continue
        if sum(values, Decimal(0)) == quantity.value:
            kept += 1
            weight += told(quantity, 3)
        else:
            broken += 1
    return (kept, broken) if weight >= ENOUGH else (0, broken)


def _roughly_adds_up(amounts: Numbers, total: int, parts: Sequence[int]) -> bool:
    """A quick look, for most columns are no sums: whether two of the first rows come near."""
    near = 0
    for row, quantity in list(amounts[total].items())[:LOOKED_AT]:
        added = sum(float(amounts[part][row].value) for part in parts if row in amounts[part])
        near += abs(added - float(quantity.value)) < ROUGHLY
    return near >= 2


def told(quantity: Quantity, figures: int) -> Decimal:
    """How much an agreement proves by the figures it is printed in: one figure may agree by chance."""
    printed = sum(char.isdigit() for char in quantity.text)
    return Decimal(min(printed, figures)) / figures


def _of(amounts: Numbers, row: int, columns: Sequence[int]) -> list[Quantity]:
    return [amounts[column][row] for column in columns if row in amounts[column]]


def same_unit(quantities: Sequence[Quantity]) -> bool:
    """Whether all that have a unit have the same."""
    return len({q.unit for q in quantities if q.unit}) <= 1


def broken_sums(case: Case) -> Iterator[tuple[Sum, int, Decimal, Decimal]]:
    """Rows that break a sum: which, the row, what the parts add up to, and the total printed."""
    amounts = case.columns_of_numbers[0]
    shares = {
        t.row for t in case.tasks if any(c.text.strip().endswith(("%", "％")) for c in t.cells if c.column in amounts)
    }
    shares |= {t.row for t in case.tasks if any(c.text.strip() in ("%", "％") for c in t.cells)}
    for found in sums(case):
        for row, quantity in amounts[found.total].items():
            parts = _of(amounts, row, found.parts)
            if len(parts) < 2 or not same_unit([quantity, *parts]) or row in shares:
                continue
            added = sum((part.value for part in parts), Decimal(0))
            if added != quantity.value:
                yield found, row, added, quantity.value


def ratios(amounts: Numbers, rates: Numbers) -> Iterator[Ratio]:
    """Each column of rates with the two columns that it is the share of, in most rows."""
    for rate, read in rates.items():
        scored = []
        for part in amounts:
            for whole in amounts:
                if part != whole:
                    kept, broken = _shares(read, amounts[part], amounts[whole])
                    if kept > broken:
                        scored.append((kept, -abs(rate - part) - abs(rate - whole), Ratio(rate, part, whole)))
        if scored:
            yield max(scored, key=lambda found: found[:2])[2]


def _shares(
    rates: Mapping[int, Quantity], parts: Mapping[int, Quantity], wholes: Mapping[int, Quantity]
) -> tuple[int, int]:
    """How many rows keep a ratio and how many break it; all done and nothing done prove none."""
    kept = broken = 0
    weight = Decimal(0)
    if not _roughly_the_share(rates, parts, wholes):
        return 0, 0
    for row, rate in list(rates.items())[:LEARNED_FROM]:
        part, whole = parts.get(row), wholes.get(row)
        if part is None or whole is None or whole.value <= 0 or not same_unit([part, whole]):
            continue
        if not agrees(rate, part, whole):
            broken += 1
        elif part.value not in (Decimal(0), whole.value):
            kept += 1
            weight += told(rate, 2)
    return (kept, broken) if weight >= ENOUGH else (0, broken)


def _roughly_the_share(
    rates: Mapping[int, Quantity], parts: Mapping[int, Quantity], wholes: Mapping[int, Quantity]
) -> bool:
    near = 0
    for row, rate in list(rates.items())[:LOOKED_AT]:
        if row in parts and row in wholes and (whole := float(wholes[row].value)) > 0:
            near += abs(100 * float(parts[row].value) / whole - float(rate.value)) <= 1
    return near >= 2


def broken_ratios(case: Case) -> Iterator[tuple[Ratio, int, Quantity, Quantity, Quantity]]:
    """Rows that break a ratio: which, the row, the rate printed, and its two figures."""
    amounts, rates = case.columns_of_numbers
    names = case.ledger.columns
    for found in case.shares.values():
        for row, rate in rates[found.rate].items():
            part, whole = amounts[found.part].get(row), amounts[found.whole].get(row)
            if part is None or whole is None or whole.value <= 0 or not same_unit([part, whole]):
                continue
            earlier = _OF_ALL_YEARS.search(names[found.rate].name) and rate.value > HUNDRED * part.value / whole.value
            grown = GROWTH.search(names[found.rate].name)  # which `changes` holds against both years
            if not agrees(rate, part, whole) and not earlier and not grown:
                yield found, row, rate, part, whole


_POINT = Pattern(
    r"(?:截[至止])?(?:20\d\d年)?(?:\d{1,2}[-—~－至到])?(\d{1,2})月(?:份|底|末)?\S{0,3}(?:累计|为止|完成)|(上[月期]|本[月期])\S{0,2}累计"
)
_MONTH_UNDER = Pattern(r"^(?:20\d\d年)?(1[0-2]|[1-9])月(?:份|底|末)?$")
_OWN = Pattern(r"当月|本月|单月|计划|目标|任务")
_SUMMED = Pattern(r"累计|截[至止]|[-—~－至到]\d{1,2}月")
_TURN = {"上": 0, "本": 1}


def points(case: Case, amounts: Numbers) -> Iterator[tuple[int, int]]:
    """Pairs of columns that give one sum at two times, the earlier first: 8月底累计 and 9月底累计."""
    told: list[tuple[str, int, int]] = []
    for column in amounts:
        heading = case.ledger.columns[column]
        words = "".join(dict.fromkeys("".join(part.split()) for part in heading.heading)) or heading.name
        found = _POINT.search(words)
        if month := _MONTH_UNDER.match("".join(heading.heading[-1].split())) if len(heading.heading) > 1 else None:
            over = "".join(heading.heading[:-1])
            if _SUMMED.search(over) and not _OWN.search(over):
                told.append((over, int(month[1]), column))
        elif found and _SUMMED.search(words):
            at = int(found[1]) if found[1] else _TURN[found[2][0]]
            told.append((words[: found.start()] + "|" + words[found.end() :], at, column))
    for (kind, at, column), (other, later, behind) in pairwise(told):
        if kind == other and at < later:
            yield column, behind
