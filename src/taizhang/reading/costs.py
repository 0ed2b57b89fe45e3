"""What the steps of an alignment cost: empty columns, rows that begin or end early, blank lines that tell otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct

from taizhang.language.patterns import Pattern
from taizhang.ledger import Role

from .kinds import traits
from .learn import Learned
from .patterns import NOTE, ORDINAL, SECTION, TOTAL, ends_sentence, is_aside, is_section
from .pieces import Piece

NEVER = -1e9
_EMPTY = {
    Role.NUMBER: 3.0, Role.CATEGORY: 1.0, Role.PROJECT: 2.0, Role.SUBPROJECT: 0.05, Role.CONTENT: 3.0,
    Role.TARGET: 2.0, Role.LEAD_UNIT: 2.2, Role.RESPONSIBLE_UNIT: 1.9, Role.COOPERATING_UNIT: 0.8,
    Role.LEAD_LEADER: 1.5, Role.DEADLINE: 1.5, Role.INVESTMENT: 1.5, Role.PROGRESS: 2.5, Role.PROBLEMS: 1.2,
    Role.NEXT_STEPS: 1.4, Role.REMARKS: 0.1, Role.REGION: 2.5,
}  # fmt: skip
_FIGURES = frozenset({Role.INVESTMENT, Role.ACHIEVED, Role.TARGET, Role.RATE, Role.RANK, Role.EXTRA})
_MERGED = frozenset({
    Role.LEAD_LEADER, Role.LEAD_UNIT, Role.RESPONSIBLE_UNIT, Role.COOPERATING_UNIT, Role.DEADLINE, Role.CATEGORY,
    Role.TIER,
})  # fmt: skip
_COUNTED = Pattern(r"[(（]\s*(?:共|计)?\s*\d+\s*[个项件]")
_LATE = Pattern(r"^\d{4,5}$")


class Habits(Struct, frozen=True):
    """How a layout flattens tables.

    `stay`: what it costs that a piece goes on in the cell before it (None: it never does).
    `skip`: factor on the cost of columns without a piece; high where every cell is printed.
    `lines`: a row begins only with a line.
    `gaps`: blank lines tell how many empty cells lie between; `gap` is what stands between filled ones.
    `loose`: a blank inside a cell is common (`12 个`, `李 熊`), so such words stay together.
    `start`: what it costs to begin a row that no blank line announces.
    """

    stay: float | None = None
    skip: float = 1.0
    lines: bool = False
    gaps: bool = False
    gap: int = 1
    start: float = 0.0
    loose: bool = False


class Costs:
    """The costs for one set of columns.

    `rows[mode][k]`: what it costs that the columns before k are empty, in a row that began in its first column
    (0), a section row (1), a row that began later (2).  `lead[k]`: that a row begins in column k; `trail`: that it
    ends in a state (see `align`).  `count[k]`: the columns before k that a blank line can stand for.
    """

    def __init__(self, roles: Sequence[Role], habits: Habits, learned: Learned | None) -> None:
        self.habits, self.n = habits, len(roles)
        n = self.n
        factor = habits.skip * (0.6 if habits.gaps else 1.0)
        more = learned.empty if learned else (0.0,) * n
        empty = [max(0.05, _EMPTY.get(role, 1.0) + m) * factor for role, m in zip(roles, more, strict=True)]
        merged = [cost * (0.35 if role in _MERGED else 1.0) for cost, role in zip(empty, roles, strict=True)]
        self.rows = [list(accumulate(c, initial=0.0)) for c in (empty, [0.0] * n, merged)]
        self.count = list(accumulate((0 if role is Role.SUBPROJECT else 1 for role in roles), initial=0))
        self.lead = _leads(roles, habits)
        self.trail = self._trails()
        self.figures = [k for k, role in enumerate(roles) if k == 1 or role in _FIGURES]
        self._gaps: dict[int, list[float]] = {}

    def _trails(self) -> list[float]:
        """What it costs to end a row in each state."""
        n, strict = self.n, self.habits.skip >= 2
        rows = [self.rows[0][n] - self.rows[0][k + 1] for k in range(n)]
        later = [self.rows[2][n] - self.rows[2][k + 1] for k in range(n)]
        return [*rows, *(0.5 * (n - 1 - k) * strict for k in range(n)), *later, 0.0]

    def along(self, state: int) -> list[tuple[int, int, float, int]]:
        """The steps from a state's cell to later cells of its row: state, column, cost, columns left empty."""
        mode, column = divmod(state, self.n)
        if mode not in (0, 2):
            return []
        cost, count = self.rows[mode], self.count
        base, skipped = cost[column + 1], count[column + 1]
        return [(mode * self.n + j, j, cost[j] - base, count[j] - skipped) for j in range(column + 1, self.n)]

    def gaps(self, gap: int) -> list[float]:
        """What it costs that so many columns are skipped while `gap` blank lines speak of another number."""
        hinted = max(0, gap - self.habits.gap) if self.habits.gaps else -1
        if hinted not in self._gaps:
            weight = 1.2 * self.habits.gaps
            self._gaps[hinted] = [weight * min(abs(skipped - hinted), 3) for skipped in range(2 * self.n + 1)]
        return self._gaps[hinted]


def _leads(roles: Sequence[Role], habits: Habits) -> list[float]:
    """What it costs that a row begins in a column: the cells before it are merged with those above."""
    base, skip = (1.6 if roles[0] is Role.NUMBER else 0.8), min(habits.skip, 2.0)
    lead = [0.0] + [base + 0.5 * (j - 1) * skip for j in range(1, len(roles))]
    if Role.SUBPROJECT in roles:  # a row without a number belongs under an item, so its name is a sub-item's
        item = roles.index(Role.SUBPROJECT)
        return [cost + (base if 0 < j < item else -base / 2 if j == item else 0.0) for j, cost in enumerate(lead)]
    if tuple(roles[:2]) == (Role.NUMBER, Role.PROJECT) and roles[2:3] and roles[2] in (Role.CONTENT, Role.TARGET):
        lead[1] += base / 2  # a row without a number belongs under an item, so it begins with what is to be done
    return lead


def number_hints(pieces: Sequence[Piece]) -> list[float]:
    """For each piece, what speaks for or against it as an item's number: whether it counts on from one before."""
    hints, seen = [], set[int]()
    for piece in pieces:
        digits = re.sub(r"\D", "", piece.text) if "number" in traits(piece.text) else ""
        value = int(digits) if digits else -1
        if value < 0:
            late = _LATE.match(piece.text) and int(piece.text) - 1 in seen  # 1000 and on in a list that has come so far
            if late:
                seen.add(int(piece.text))
            hints.append(11.0 if late else 0.0)
            continue
        follows = value == 1 or value - 1 in seen or not seen
        if follows:
            seen.add(value)
        hints.append(1.0 if follows else -5.0)
    return hints


@lru_cache(maxsize=16384)
def section_score(text: str) -> float:
    """How well a text opens a section row."""
    if not text:
        return NEVER
    if ORDINAL.match(text):
        return 2.5
    if TOTAL.match(text):
        return 4.0
    if is_section(text):
        return 3.5 if SECTION.match(text) or _COUNTED.search(text) else 0.3  # 市民生实事 may be a remark
    return -4.0 if len(text) < 30 and not ends_sentence(text) else NEVER


@lru_cache(maxsize=16384)
def outside_score(text: str) -> float:
    """How well a text stands outside the table."""
    if not text:
        return -0.2
    if NOTE.match(text):
        return 6.0
    return 1.5 if is_aside(text) else -0.6
