"""How content voters are: 满意率 is those content, or content and rather so, of all votes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from taizhang import language
from taizhang.language.patterns import Pattern
from taizhang.ledger import Quantity, Task

from .numbers import HUNDRED, agrees

if TYPE_CHECKING:
    from .case import Case

_CONTENT, _RATHER, _NOT = (
    frozenset({"满意", "非常满意", "很满意"}),
    frozenset({"基本满意", "比较满意", "较满意"}),
    "不满意",
)
_OTHERS = frozenset({"弃权", "不了解", "一般", "未表态"})
_RATE = Pattern(r"满意(?:率|度)")


def broken_votes(case: Case) -> Iterator[tuple[int, int, Quantity, Quantity, Quantity]]:
    """Rows whose rate is not that of their votes: row, the rate's column, the rate, the votes that count, all votes.

    Which votes count is learned from the rows that agree; nothing where most don't.
    """
    kinds = {k: name for k, c in enumerate(case.ledger.columns) if (name := _kind(c.name, c.heading))}
    rate = next((k for k, c in enumerate(case.ledger.columns) if _RATE.search(c.name)), None)
    if rate is None or _NOT not in kinds.values() or not _CONTENT & set(kinds.values()):
        return
    told = [found for task in case.tasks if (found := _told(task, kinds, rate))]
    ways = [_CONTENT, _CONTENT | _RATHER]
    right = [[agrees(printed, _sum(votes, way), _sum(votes)) for _, printed, votes in told] for way in ways]
    best = max(range(len(ways)), key=lambda k: sum(right[k]))
    if sum(right[best]) < 2 or sum(right[best]) * 2 <= len(told):
        return
    for (row, printed, votes), fits in zip(told, right[best], strict=True):
        if not fits and printed.value <= HUNDRED:
            yield row, rate, printed, _sum(votes, ways[best]), _sum(votes)


def _kind(name: str, heading: tuple[str, ...]) -> str:
    """满意 for 满意票数（张）; empty for a column of no votes."""
    leaf = "".join((heading or (name,))[-1].split())
    word = re.sub(r"(?:票数|票|人数)?(?:[(（].*[)）])?$", "", leaf)
    return word if word in _CONTENT | _RATHER | _OTHERS or word == _NOT else ""


def _told(task: Task, kinds: Mapping[int, str], rate: int) -> tuple[int, Quantity, dict[str, Decimal]] | None:
    """A row's rate and its votes by kind; None where one of them is no count."""
    cells = {c.column: c.text for c in task.cells}
    read = {k: language.parse_quantity(cells.get(k, "")) for k in (*kinds, rate)}
    votes = {name: q.value for k, name in kinds.items() if (q := read[k]) is not None}
    printed = read[rate]
    counts = len(votes) == len(kinds) and sum(votes.values()) > 0 and all(v == int(v) for v in votes.values())
    return (task.row, printed, votes) if printed and counts else None


def _sum(votes: Mapping[str, Decimal], names: frozenset[str] | None = None) -> Quantity:
    value = sum((v for name, v in votes.items() if names is None or name in names), Decimal(0))
    return Quantity(value, "", f"{value:f}")
