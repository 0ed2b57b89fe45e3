"""Columns that tell of change, and shares of one whole, learned as `columns` learns sums.

较上月提升 is one column less another, 同比 the growth of one over another; 满意 and 不满意 in percent make up 100.
What a column is of the others no heading says for certain; where most rows keep a relation, the others break it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING

from msgspec import Struct

from taizhang.language.patterns import Pattern
from taizhang.ledger import Quantity

from .columns import ENOUGH, GROWTH, LEARNED_FROM, families, same_unit, told
from .numbers import HUNDRED, uncertainty

if TYPE_CHECKING:
    from .case import Case

DIFFERENCE = Pattern(
    r"差[额距值]?(?:[(（]|$)|相差|[增升]减|增加|减少|[提上]升|提高|下降|变化|升降|增量|[结节]余|余额|结存|剩余|缺口|未完成数|较\S{1,4}[期月年季]"
)
_LEAST = Decimal(1)
"""Weight of the rows that must keep a difference: its heading says what it is."""
_NEAR_WHOLE = Decimal(10)
"""Points off 100 from which figures are no shares of one whole."""

_Rows = Mapping[int, Quantity]
_Bounds = tuple[Decimal, Decimal]


class Change(Struct, frozen=True):
    """A column that tells how far `now` is from `before`."""

    column: int
    now: int
    before: int


class Broken(Struct, frozen=True):
    """A row that breaks a relation: the figure printed, those that it is of, and what they give."""

    row: int
    column: int
    printed: Quantity
    of: tuple[Quantity, ...]
    right: Decimal


def broken_differences(case: Case) -> Iterator[Broken]:
    """Rows whose difference is not the one that the other rows' is."""
    yield from _broken(case, DIFFERENCE, _less, _LEAST)


def broken_growths(case: Case) -> Iterator[Broken]:
    """Rows whose growth in percent is not that of the two figures which the other rows' is of."""
    yield from _broken(case, GROWTH, _grown, ENOUGH)


def _broken(
    case: Case, named: Pattern, between: Callable[[Quantity, Quantity], _Bounds | None], least: Decimal
) -> Iterator[Broken]:
    amounts, rates = case.columns_of_numbers
    known = {**amounts, **rates}
    for column in known:
        name = "".join(case.ledger.columns[column].name.split())
        if not named.search(name) or (named is DIFFERENCE and GROWTH.search(name) and column in rates):
            continue
        found = _best(known, column, between, least)
        if found is None:
            continue
        for row, printed in known[column].items():
            now, before = known[found.now].get(row), known[found.before].get(row)
            points = "百分点" in printed.text  # 2.3个百分点 of a rate are a difference, up or down
            bounds = (_less if points else between)(now, before) if now and before else None
            right = bounds and (_within(printed, bounds) or (points and _within(printed, (-bounds[1], -bounds[0]))))
            if now and before and bounds and not right:
                yield Broken(row, column, printed, (now, before), sum(bounds, Decimal(0)) / 2)


def _best(
    known: Mapping[int, _Rows],
    column: int,
    between: Callable[[Quantity, Quantity], _Bounds | None],
    least: Decimal,
) -> Change | None:
    """The pair of columns whose change most rows print, the nearest of equals."""
    scored = []
    for now, before in permutations([k for k in known if k != column], 2):
        kept, broken, weight = _keeps(known[column], known[now], known[before], between)
        if kept >= 2 and kept > broken and weight >= least:
            scored.append((kept - broken, -abs(column - now) - abs(column - before), Change(column, now, before)))
    return max(scored, key=lambda found: found[:2])[2] if scored else None


def _keeps(
    printed: _Rows, nows: _Rows, befores: _Rows, between: Callable[[Quantity, Quantity], _Bounds | None]
) -> tuple[int, int, Decimal]:
    kept = broken = 0
    weight = Decimal(0)
    for row, change in list(printed.items())[:LEARNED_FROM]:
        now, before = nows.get(row), befores.get(row)
        bounds = between(now, before) if now and before else None
        if bounds is None:
            continue
        if not _within(change, bounds):
            broken += 1
            if broken > 2 and broken > 2 * kept:
                break
        else:
            kept += 1
            weight += told(change, 3)
    return kept, broken, weight


def _within(printed: Quantity, bounds: _Bounds) -> bool:
    half = _half(printed)
    return bounds[0] - half <= printed.value <= bounds[1] + half


def _half(quantity: Quantity) -> Decimal:
    """Half of the last printed digit of a rounded number; a rate is one even without decimals."""
    if quantity.unit in ("%", "‰"):
        return Decimal(1).scaleb(-quantity.decimals) / 2
    return uncertainty(quantity)


def _less(now: Quantity, before: Quantity) -> _Bounds | None:
    if not same_unit([now, before]):
        return None
    slack = _half(now) + _half(before)
    return now.value - before.value - slack, now.value - before.value + slack


def _grown(now: Quantity, before: Quantity) -> _Bounds | None:
    low, high = before.value - _half(before), before.value + _half(before)
    if low <= 0 or now.value < 0 or not same_unit([now, before]):
        return None
    half = Decimal("0.05")  # one decimal is usual, and a whole percent prints none
    least, most = (now.value - _half(now)) / high, (now.value + _half(now)) / low
    return HUNDRED * least - HUNDRED - half, HUNDRED * most - HUNDRED + half


def broken_shares(case: Case) -> Iterator[tuple[int, tuple[int, ...], tuple[Quantity, ...]]]:
    """Rows whose shares under one heading do not add up to 100 as the other rows' do: row, columns, shares."""
    amounts, rates = case.columns_of_numbers
    known = {**amounts, **rates}
    for columns in families(case, sorted(known)):
        rows = {row for k in columns for row in known[k]}
        whole = {row: tuple(known[k][row] for k in columns) for row in rows if all(row in known[k] for k in columns)}
        if len(columns) < 3 or not all(q.unit in ("%", "") for shares in whole.values() for q in shares):
            continue
        off = [row for row in sorted(whole) if _off(whole[row]) > _slack(whole[row])]
        if len(whole) - len(off) < 2 or len(off) * 2 >= len(whole):
            continue
        yield from ((row, columns, whole[row]) for row in off if _off(whole[row]) < _NEAR_WHOLE)


def _off(shares: Sequence[Quantity]) -> Decimal:
    return abs(sum((share.value for share in shares), -HUNDRED))


def _slack(shares: Sequence[Quantity]) -> Decimal:
    return sum((Decimal(1).scaleb(-max(q.decimals for q in shares)) / 2 for _ in shares), Decimal(0))
