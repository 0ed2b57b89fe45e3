"""Tells which column each cell of a flattened table belongs to, and where its rows end.

A flattened table is a stream of cells.  Each has a text that fits some columns better than others
(`fitting.fits`); columns may be left empty, rows may start below a merged cell, sections stand between rows,
and behind the table comes text that is none of it.  The best reading of the whole stream is found with the
Viterbi algorithm over the states (column, in a row or in a section) and "outside".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from taizhang.ledger import Role

from .costs import NEVER, Costs, Habits, number_hints, outside_score, section_score
from .fitting import fit_of, fits
from .kinds import traits
from .learn import Learned, learn
from .patterns import ORDINAL, is_aside
from .pieces import Piece
from .staying import MOST, Staying

_BEAM = 11.0  # states so far behind the best one are not followed
ROW, ALONG, STAY = range(3)  # how a piece came into its state: opening a row, going on along it, staying in a cell
_GLANCE = 10.0  # the same at a glance


class Place(NamedTuple):
    """Where a piece belongs: the row counted from 0, the column, and whether it goes on in the cell before."""

    kind: Literal["cell", "section", "outside"]
    row: int
    column: int
    goes_on: bool = False


def align(
    pieces: Sequence[Piece],
    roles: Sequence[Role],
    habits: Habits,
    learned: Learned | None = None,
) -> tuple[float, list[Place]]:
    """The score of the best reading and a place for each piece; `learned` is what an earlier reading taught."""
    if not pieces:
        return 0.0, []
    run = _Viterbi(pieces, roles, habits, learned, _BEAM)
    score, state = run.best()
    return score, run.places(state)


def glance(pieces: Sequence[Piece], roles: Sequence[Role], habits: Habits) -> float:
    """About the score of the best reading, following only the likeliest: to compare ways to read a header."""
    return _Viterbi(pieces, roles, habits, None, _GLANCE).best()[0] if pieces else 0.0


def taught(pieces: Sequence[Piece], places: Sequence[Place], roles: Sequence[Role]) -> Learned | None:
    """What the places of a reading teach for another one."""
    filled = [
        (place, piece) for piece, place in zip(pieces, places, strict=True) if place.kind == "cell" and piece.text
    ]
    cells = [(place.row, place.column, piece) for place, piece in filled if not place.goes_on]
    return learn(cells, {(place.row, place.column) for place, _ in filled if place.goes_on}, roles)


class _Viterbi:
    """One run over the pieces.

    A state is a mode and a column, mode * n + column: in a row that began in its first column, in a section
    row, or in a row that began later because its first cells are merged with those above (there units and
    leaders are often merged too).  State 3n is outside.  For each piece and state followed, `came` keeps in one
    small number how the piece came into it and from which state: 3 * state + how.
    """

    def __init__(
        self, pieces: Sequence[Piece], roles: Sequence[Role], habits: Habits, learned: Learned | None, beam: float
    ) -> None:
        self.pieces, self.roles, self.habits, self.learned = pieces, tuple(roles), habits, learned
        self.beam = beam
        self.n = len(roles)
        self.outside = 3 * self.n
        self.inside = {mode * self.n + column: column for mode in (0, 2) for column in range(self.n)}
        self.costs = Costs(self.roles, habits, learned)
        self.lead, self.trail = self.costs.lead, self.costs.trail
        self.along = [self.costs.along(k) for k in range(self.outside + 1)]
        self.staying = Staying(self.roles, habits, learned) if habits.stay is not None else None
        self.numbers = number_hints(pieces) if roles[0] is Role.NUMBER else [0.0] * len(pieces)
        self.came: list[dict[int, int]] = []

    def best(self) -> tuple[float, int]:
        """The best score and the state in which it ends."""
        scores = self._first()
        for at in range(1, len(self.pieces)):
            scores = self._step(at, scores)
        return max((score - self.trail[state], state) for state, score in scores.items())

    def places(self, state: int) -> list[Place]:
        """Each piece's place in the reading that ends in a state."""
        steps: list[tuple[int, int]] = []
        for came in reversed(self.came):
            origin, how = divmod(came[state], 3)
            steps.append((state, how))
            state = origin
        steps.append((state, ROW))
        return self._placed(steps[::-1])

    def _row_state(self, column: int) -> int:
        """The state of a row that begins in the column."""
        return 2 * self.n + column if column else 0

    def _first(self) -> dict[int, float]:
        fit = self._fit(0)
        scores = {self._row_state(j): fit[j] - self.lead[j] for j in range(self.n)}
        text = self.pieces[0].text
        scores[self.n] = section_score(text)
        scores[self.outside] = outside_score(text) - 2.0
        return scores

    def _fit(self, at: int) -> list[float]:
        text = self.pieces[at].text
        fit = list(fit_of(text, self.roles))
        if self.learned and text:
            fit = [a + b for a, b in zip(fit, self.learned.scores(text), strict=True)]
        if text and is_aside(text):
            fit = [min(f, 0.0) - 3.0 for f in fit]
        fit[0] += self.numbers[at]
        return fit

    def _step(self, at: int, before: dict[int, float]) -> dict[int, float]:
        fit, gaps = self._fit(at), self.costs.gaps(self.pieces[at].gap)
        came: dict[int, int] = {}
        scores: dict[int, float] = {}
        starts = self.pieces[at].first or not self.habits.lines
        ends = self._ends(at, before) if starts else []
        worst = max(fit) - self.beam * 0.7  # columns the text fits so much worse than another are not followed
        followed = [j for j in range(self.n) if fit[j] >= worst]
        opened = self._opened(ends, gaps, followed)
        for j in followed if ends else ():
            score, origin = opened[j]
            state = self._row_state(j)
            scores[state], came[state] = score - self.lead[j] + fit[j], origin * 3 + ROW
        self._go_on(before, fit, gaps, worst, scores, came)
        if self.staying:
            self._stay(at, before, fit, gaps, scores, came)
        self._sections(at, before, opened[0] if ends else None, gaps, scores, came)
        self._leave(at, before, ends, scores, came)
        self.came.append(came)
        return _kept(scores, self.beam)

    def _go_on(
        self,
        before: dict[int, float],
        fit: list[float],
        gaps: list[float],
        worst: float,
        scores: dict[int, float],
        came: dict[int, int],
    ) -> None:
        """From cells on to later cells of their rows, but to none that the piece fits worse than `worst`."""
        for state, score in before.items():
            for target, column, cost, skipped in self.along[state]:
                if fit[column] >= worst:
                    total = score + fit[column] - cost - gaps[skipped]
                    if total > scores.get(target, NEVER):
                        scores[target], came[target] = total, state * 3 + ALONG

    def _stay(
        self,
        at: int,
        before: dict[int, float],
        fit: list[float],
        gaps: list[float],
        scores: dict[int, float],
        came: dict[int, int],
    ) -> None:
        """Go on in the cells of the piece before, where that can come near the best yet."""
        limit = max(scores.values(), default=NEVER) - self.beam - MOST
        inside = [(k, score) for k, score in before.items() if score > limit and k in self.inside]
        if not inside or not self.staying:
            return
        columns = {self.inside[k] for k, _ in inside}
        stays = self.staying.scores(self.pieces[at], self.pieces[at - 1], fit, columns)
        for k, score in inside:
            total = score + stays[self.inside[k]] - gaps[0]
            if total > scores.get(k, NEVER):
                scores[k], came[k] = total, k * 3 + STAY

    def _ends(self, at: int, before: dict[int, float]) -> list[tuple[float, int, int]]:
        """(score with the row's end paid, state, columns left empty) for the best states a row can end in."""
        late = self.habits.start if self.pieces[at].gap == 0 else 0.0
        trail, outside = self.trail, self.outside
        found = [(score - trail[k] - late, k) for k, score in before.items() if k != outside]
        if not found:
            return []
        limit = max(found)[0] - 4.0
        count = self.costs.count
        return [(score, k, count[self.n] - count[k % self.n + 1]) for score, k in found if score >= limit]

    def _opened(
        self, ends: list[tuple[float, int, int]], gaps: list[float], followed: list[int]
    ) -> dict[int, tuple[float, int]]:
        """The best end of a row before one that begins in the columns `followed` or the first, and its state."""
        if not ends or not self.habits.gaps:
            score, state, _ = max(ends, default=(NEVER, 0, 0))
            return dict.fromkeys((0, *followed), (score - gaps[0], state))
        best: dict[int, tuple[float, int]] = {}
        for score, state, left in ends:
            if left not in best or score > best[left][0]:
                best[left] = score, state
        found: dict[int, tuple[float, int]] = {}
        for left, (score, state) in best.items():
            gap = gaps[left]
            for column in {0, *followed}:
                further = gaps[left + column]
                total = score - (gap if gap < further else further)
                if column not in found or total > found[column][0]:
                    found[column] = total, state
        return found

    def _sections(
        self,
        at: int,
        before: dict[int, float],
        ended: tuple[float, int] | None,
        gaps: list[float],
        scores: dict[int, float],
        came: dict[int, int],
    ) -> None:
        n = self.n
        opening = section_score(self.pieces[at].text) if ended else NEVER
        if ended and opening > -self.beam:
            scores[n], came[n] = ended[0] + opening, ended[1] * 3 + ROW
        for k, score in before.items():
            if not n <= k < 2 * n:
                continue
            for j in self.costs.figures if self.pieces[at].text else range(n):
                if j <= k - n:
                    continue
                total = score + self._section_cell(at, j) - gaps[j - (k - n) - 1] / 2
                if total > scores.get(n + j, NEVER):
                    scores[n + j], came[n + j] = total, k * 3 + ALONG

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
        came: dict[int, int],
    ) -> None:
        best, origin = before.get(self.outside, NEVER), self.outside
        for score, k, _ in ends:
            if score - 1.0 > best:
                best, origin = score - 1.0, k
        if best > NEVER:
            scores[self.outside] = best + outside_score(self.pieces[at].text)
            came[self.outside] = origin * 3 + ALONG

    def _placed(self, steps: list[tuple[int, int]]) -> list[Place]:
        places: list[Place] = []
        row = -1
        for state, how in steps:
            row += how == ROW
            mode, column = divmod(state, self.n)
            if mode == 3:
                places.append(Place("outside", row, 0))
            elif mode == 1:
                places.append(Place("section", row, column))
            else:
                places.append(Place("cell", row, column, how == STAY))
        return places


def _kept(scores: dict[int, float], beam: float) -> dict[int, float]:
    """The states worth following: those not hopelessly behind the best."""
    limit = max(scores.values()) - beam
    return {state: score for state, score in scores.items() if score > limit}
