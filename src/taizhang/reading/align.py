"""Tells which column each cell of a flattened table belongs to, and where its rows end.

A flattened table is a stream of cells.  Each has a text that fits some columns better than others
(`kinds.fits`); columns may be left empty, rows may start below a merged cell, sections stand between rows,
and behind the table comes text that is none of it.  The best reading of the whole stream is found with the
Viterbi algorithm over the states (column, in a row or in a section) and "outside".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from taizhang.language.patterns import Pattern
from taizhang.ledger import Role

from .kinds import fits, traits
from .learn import Learned, learn
from .patterns import NOTE, ORDINAL, SECTION, TOTAL, ends_sentence, is_aside, is_section
from .pieces import Piece

NEVER = -1e9
_BEAM = 11.0  # states so far behind the best one are not followed
_EMPTY = {
    Role.NUMBER: 3.0, Role.CATEGORY: 1.0, Role.PROJECT: 2.0, Role.SUBPROJECT: 0.05, Role.CONTENT: 3.0,
    Role.TARGET: 2.0, Role.LEAD_UNIT: 2.2, Role.RESPONSIBLE_UNIT: 1.9, Role.COOPERATING_UNIT: 0.8,
    Role.LEAD_LEADER: 1.5, Role.DEADLINE: 1.5, Role.INVESTMENT: 1.5, Role.PROGRESS: 2.5, Role.PROBLEMS: 1.2,
    Role.NEXT_STEPS: 1.4, Role.REMARKS: 0.1, Role.REGION: 2.5,
}  # fmt: skip
_LONG_ROLES = frozenset({
    Role.CONTENT, Role.TARGET, Role.PROGRESS, Role.PROBLEMS, Role.NEXT_STEPS, Role.DEADLINE, Role.EXTRA, Role.REMARKS,
    Role.ACHIEVED, Role.STAGE,
})  # fmt: skip
_FIGURES = frozenset({Role.INVESTMENT, Role.ACHIEVED, Role.TARGET, Role.RATE, Role.RANK, Role.EXTRA})
_MERGED = frozenset({
    Role.LEAD_LEADER, Role.LEAD_UNIT, Role.RESPONSIBLE_UNIT, Role.COOPERATING_UNIT, Role.DEADLINE, Role.CATEGORY,
    Role.TIER,
})  # fmt: skip
_LISTS = frozenset({Role.LEAD_LEADER, Role.LEAD_UNIT, Role.RESPONSIBLE_UNIT, Role.COOPERATING_UNIT})
_COUNTED = Pattern(r"[(（]\s*(?:共|计)?\s*\d+\s*[个项件]")
_LISTED = Pattern(r"^(?:[(（]?\d{1,2}[)）.、．]|[①-⑳]|[一二三四五六七八九]是)")
_COUNT = Pattern(r"^[(（]?(\d{1,2})[)）.、．](?=\s*\S)")
_LATE = Pattern(r"^\d{4,5}$")
_SMALL_NAME = Pattern(r"^[\u4e00-\u9fff]{1,2}$")


@dataclass(frozen=True, slots=True)
class Habits:
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece belongs: the row counted from 0, the column, and whether it goes on in the cell before."""

    kind: Literal["cell", "section", "outside"]
    row: int
    column: int
    goes_on: bool = False


def align(
    pieces: Sequence[Piece], roles: Sequence[Role], habits: Habits, learned: Learned | None = None
) -> tuple[float, list[Place]]:
    """The score of the best reading and a place for each piece; `learned` is what an earlier reading taught."""
    if not pieces:
        return 0.0, []
    return _Viterbi(pieces, roles, habits, learned).run()


def taught(pieces: Sequence[Piece], places: Sequence[Place], roles: Sequence[Role]) -> Learned | None:
    """What the places of a reading teach for another one."""
    filled = [
        (place, piece) for piece, place in zip(pieces, places, strict=True) if place.kind == "cell" and piece.text
    ]
    cells = [(place.row, place.column, piece) for place, piece in filled if not place.goes_on]
    return learn(cells, {(place.row, place.column) for place, _ in filled if place.goes_on}, roles)


def _number_hints(pieces: Sequence[Piece]) -> list[float]:
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
def _section_score(text: str) -> float:
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
def _outside_score(text: str) -> float:
    if not text:
        return -0.2
    if NOTE.match(text):
        return 6.0
    return 1.5 if is_aside(text) else -0.6


class _Viterbi:
    """One run over the pieces.

    A state is a mode and a column, mode * n + column: in a row that began in its first column, in a section
    row, or in a row that began later because its first cells are merged with those above (there units and
    leaders are often merged too).  State 3n is outside.  How a piece came into its state is kept beside the
    state it came from: along the row, by opening a new row, or by staying in the cell.
    """

    def __init__(self, pieces: Sequence[Piece], roles: Sequence[Role], habits: Habits, learned: Learned | None) -> None:
        self.pieces, self.roles, self.habits, self.learned = pieces, tuple(roles), habits, learned
        self.n = n = len(roles)
        self.outside = 3 * n
        factor = habits.skip * (0.6 if habits.gaps else 1.0)
        more = learned.empty if learned else (0.0,) * n
        empty = [max(0.05, _EMPTY.get(role, 1.0) + m) * factor for role, m in zip(roles, more, strict=True)]
        merged = [cost * (0.35 if role in _MERGED else 1.0) for cost, role in zip(empty, roles, strict=True)]
        # costs[mode][k]: what it costs that the columns before k are empty
        self.costs = [list(accumulate(c, initial=0.0)) for c in (empty, [0.0] * n, merged)]
        self.count = list(accumulate((0 if role is Role.SUBPROJECT else 1 for role in roles), initial=0))
        self.lead = self._leads()
        self.figures = [k for k, role in enumerate(roles) if k == 1 or role in _FIGURES]
        self.numbers = _number_hints(pieces) if roles[0] is Role.NUMBER else [0.0] * len(pieces)
        self.trail = self._trails()
        self.known_gaps: dict[int, list[float]] = {}
        self.came: list[dict[int, tuple[int, str]]] = []

    def _leads(self) -> list[float]:
        """What it costs that a row begins in a column: the cells before it are merged with those above."""
        base, skip = (1.6 if self.roles[0] is Role.NUMBER else 0.8), min(self.habits.skip, 2.0)
        lead = [0.0] + [base + 0.5 * (j - 1) * skip for j in range(1, self.n)]
        if Role.SUBPROJECT in self.roles:  # a row without a number belongs under an item, so its name is a sub-item's
            item = self.roles.index(Role.SUBPROJECT)
            return [cost + (base if 0 < j < item else -base / 2 if j == item else 0.0) for j, cost in enumerate(lead)]
        if self.roles[:2] == (Role.NUMBER, Role.PROJECT) and self.roles[2:3] in ((Role.CONTENT,), (Role.TARGET,)):
            lead[1] += base / 2  # a row without a number belongs under an item, so it begins with what is to be done
        return lead

    def run(self) -> tuple[float, list[Place]]:
        """The best score and each piece's place."""
        scores = self._first()
        for at in range(1, len(self.pieces)):
            scores = self._step(at, scores)
        best, state = max((score - self.trail[state], state) for state, score in scores.items())
        steps: list[tuple[int, str]] = []
        for came in reversed(self.came):
            origin, how = came[state]
            steps.append((state, how))
            state = origin
        steps.append((state, "row"))
        return best, self._places(steps[::-1])

    def _row_state(self, column: int) -> int:
        """The state of a row that begins in the column."""
        return 2 * self.n + column if column else 0

    def _first(self) -> dict[int, float]:
        fit = self._fit(0)
        scores = {self._row_state(j): fit[j] - self.lead[j] for j in range(self.n)}
        text = self.pieces[0].text
        scores[self.n] = _section_score(text)
        scores[self.outside] = _outside_score(text) - 2.0
        return scores

    def _fit(self, at: int) -> list[float]:
        text = self.pieces[at].text
        fit = [fits(text, role) for role in self.roles]
        if self.learned and text:
            fit = [a + b for a, b in zip(fit, self.learned.scores(text), strict=True)]
        if text and is_aside(text):
            fit = [min(f, 0.0) - 3.0 for f in fit]
        fit[0] += self.numbers[at]
        return fit

    def _trails(self) -> list[float]:
        """What it costs to end a row in each state."""
        n, strict = self.n, self.habits.skip >= 2
        rows = [self.costs[0][n] - self.costs[0][k + 1] for k in range(n)]
        later = [self.costs[2][n] - self.costs[2][k + 1] for k in range(n)]
        return [*rows, *(0.5 * (n - 1 - k) * strict for k in range(n)), *later, 0.0]

    def _gaps(self, at: int) -> list[float]:
        """What it costs that so many columns are skipped while blank lines speak of another number."""
        hinted = max(0, self.pieces[at].gap - self.habits.gap) if self.habits.gaps else -1
        if hinted not in self.known_gaps:
            self.known_gaps[hinted] = [
                1.2 * min(abs(skipped - hinted), 3) * self.habits.gaps for skipped in range(2 * self.n + 1)
            ]
        return self.known_gaps[hinted]

    def _step(self, at: int, before: dict[int, float]) -> dict[int, float]:
        fit, gaps = self._fit(at), self._gaps(at)
        came: dict[int, tuple[int, str]] = {}
        scores: dict[int, float] = {}
        starts = self.pieces[at].first or not self.habits.lines
        ends = self._ends(at, before) if starts else []
        worst = max(fit) - _BEAM * 0.7  # columns the text fits so much worse than another are not followed
        followed = [j for j in range(self.n) if fit[j] >= worst]
        for j in followed if ends else ():
            score, origin = self._opening(ends, gaps, j)
            state = self._row_state(j)
            scores[state], came[state] = score + fit[j], (origin, "row")
        stays = self._stays(at) if self.habits.stay is not None else None
        for k, score in before.items():
            mode = k // self.n
            if mode in (0, 2):
                self._go_on(k, score, fit, gaps, followed, scores, came)
                if stays:
                    column = k - mode * self.n
                    total = score + stays[column] + min(fit[column], self._credit(at, column, fit)) - gaps[0]
                    if total > scores.get(k, NEVER):
                        scores[k], came[k] = total, (k, "stay")
        self._sections(at, before, ends, gaps, scores, came)
        self._leave(at, before, ends, scores, came)
        self.came.append(came)
        return _kept(scores)

    def _go_on(
        self,
        state: int,
        before: float,
        fit: list[float],
        gaps: list[float],
        followed: list[int],
        scores: dict[int, float],
        came: dict[int, tuple[int, str]],
    ) -> None:
        """From a cell on to later cells of its row."""
        mode, column = divmod(state, self.n)
        cost, offset, count = self.costs[mode], mode * self.n, self.count
        base, skipped = before + cost[column + 1], count[column + 1]
        for j in followed:
            if j > column:
                total = base + fit[j] - cost[j] - gaps[count[j] - skipped]
                if total > scores.get(offset + j, NEVER):
                    scores[offset + j], came[offset + j] = total, (state, "along")

    def _ends(self, at: int, before: dict[int, float]) -> list[tuple[float, int, int]]:
        """(score with the row's end paid, state, columns left empty) for the best states a row can end in."""
        late = self.habits.start if self.pieces[at].gap == 0 else 0.0
        trail, outside = self.trail, self.outside
        found = [(score - trail[k] - late, k) for k, score in before.items() if k != outside]
        if not found:
            return []
        limit = max(found)[0] - 4.0
        total = self.count[self.n]
        return [(score, k, total - self.count[k % self.n + 1]) for score, k in found if score >= limit]

    def _opening(self, ends: list[tuple[float, int, int]], gaps: list[float], column: int) -> tuple[float, int]:
        best, origin = NEVER, 0
        for score, k, left in ends:
            total = score - min(gaps[left], gaps[left + column])
            if total > best:
                best, origin = total, k
        return best - self.lead[column], origin

    def _stays(self, at: int) -> list[float]:
        """What a piece scores in each column when it goes on in the cell of the one before."""
        piece, last, habits = self.pieces[at], self.pieces[at - 1], self.habits
        cost = (habits.stay or 0.0) + (3.0 if is_section(piece.text) or is_aside(piece.text) else 0.0)
        listed, after = bool(_LISTED.match(piece.text)), bool(_LISTED.match(last.text))
        counts_on = _counts_on(last.text, piece.text)
        printed = habits.loose and not piece.first and _typographic(last.text, piece.text)
        open_end = len(last.text) > 12 and not ends_sentence(last.text)
        scores = []
        for column, role in enumerate(self.roles):
            long = role in _LONG_ROLES
            if listed and (after or (column and long)):
                less = 3.5 if counts_on and column else 1.5
            else:
                less = 3.0 if printed else 1.0 if long and open_end else 0.0
            more = 1.0 if piece.first and not long and not habits.lines else 0.0
            scores.append(less - more - cost + (self.learned.stays[column] if self.learned else 0.0))
        return scores

    def _credit(self, at: int, column: int, fit: Sequence[float]) -> float:
        """The most that a piece's fit counts when it goes on in a cell: units, leaders, rates come a paragraph each."""
        role, last = self.roles[column], self.pieces[at - 1].text
        if role is Role.RATE and "percent" in traits(last) and "percent" in traits(self.pieces[at].text):
            return 8.0
        if role in _LISTS and fits(last, role) > 2:
            return 3.0
        better = fit[column] - max(fit[column + 1 :], default=0.0) if role in _LONG_ROLES else 0.0
        return 0.5 + min(max(better, 0.0), 1.5)

    def _sections(
        self,
        at: int,
        before: dict[int, float],
        ends: list[tuple[float, int, int]],
        gaps: list[float],
        scores: dict[int, float],
        came: dict[int, tuple[int, str]],
    ) -> None:
        n = self.n
        opening = _section_score(self.pieces[at].text) if ends else NEVER
        if opening > -_BEAM:
            score, origin = self._opening(ends, gaps, 0)
            scores[n], came[n] = score + opening, (origin, "row")
        inside = [(k, score) for k, score in before.items() if n <= k < 2 * n]
        for k, score in inside:
            for j in self.figures if self.pieces[at].text else range(n):
                if j <= k - n:
                    continue
                total = score + self._section_cell(at, j) - gaps[j - (k - n) - 1] / 2
                if total > scores.get(n + j, NEVER):
                    scores[n + j], came[n + j] = total, (k, "along")

    def _section_cell(self, at: int, column: int) -> float:
        """What a piece scores as a further cell of a section row: its title behind a lone 一, or a total."""
        text = self.pieces[at].text
        if not text:
            return 0.0
        shown = traits(text)
        if column == 1 and at and ORDINAL.match(self.pieces[at - 1].text):
            return 3.0 if "amount" not in shown and "sentence" not in shown else -2.0
        fit = fits(text, self.roles[column])
        return max(3.0, fit) if shown & {"amount", "percent"} and fit >= 0 else -6.0

    def _leave(
        self,
        at: int,
        before: dict[int, float],
        ends: list[tuple[float, int, int]],
        scores: dict[int, float],
        came: dict[int, tuple[int, str]],
    ) -> None:
        best, origin = before.get(self.outside, NEVER), self.outside
        for score, k, _ in ends:
            if score - 1.0 > best:
                best, origin = score - 1.0, k
        if best > NEVER:
            scores[self.outside] = best + _outside_score(self.pieces[at].text)
            came[self.outside] = (origin, "along")

    def _places(self, steps: list[tuple[int, str]]) -> list[Place]:
        places: list[Place] = []
        row = -1
        for state, how in steps:
            row += how == "row"
            mode, column = divmod(state, self.n)
            if mode == 3:
                places.append(Place("outside", row, 0))
            elif mode == 1:
                places.append(Place("section", row, column))
            else:
                places.append(Place("cell", row, column, how == "stay"))
        return places


def _kept(scores: dict[int, float]) -> dict[int, float]:
    """The states worth following: those not hopelessly behind the best."""
    limit = max(scores.values()) - _BEAM
    return {state: score for state, score in scores.items() if score > limit}


def _counts_on(before: str, after: str) -> bool:
    """True when the second text is the next of a list: 1.… then 2.…."""
    first, second = _COUNT.match(before), _COUNT.match(after)
    return first is not None and second is not None and int(first[1]) + 1 == int(second[1])


def _typographic(before: str, after: str) -> bool:
    """True when the blank between two words is only typography: `12 个`, `新建 5 处`, `李 熊`."""
    if not before or not after:
        return False
    latin = Pattern(r"[0-9A-Za-z%+.#]")
    if bool(latin.match(before[-1])) != bool(latin.match(after[0])):
        return True
    return (
        bool(_SMALL_NAME.match(before) and _SMALL_NAME.match(after) and len(before) == 1)
        or before[-1] in ",，;；、:：（("
    )
