"""What speaks for it that a piece goes on in the cell of the piece before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from taizhang.language.patterns import HAN, Pattern
from taizhang.ledger import Role

from .costs import Habits
from .fitting import fits
from .kinds import traits
from .learn import Learned
from .patterns import ends_sentence, is_aside, is_section
from .pieces import Piece

_LONG_ROLES = frozenset({
    Role.CONTENT, Role.TARGET, Role.PROGRESS, Role.PROBLEMS, Role.NEXT_STEPS, Role.DEADLINE, Role.EXTRA, Role.REMARKS,
    Role.ACHIEVED, Role.STAGE,
})  # fmt: skip
_ONE_OF = {Role.LEAD_LEADER: 3.0, Role.LEAD_UNIT: 2.3, Role.RESPONSIBLE_UNIT: 2.6, Role.COOPERATING_UNIT: 3.0}
"""How far a further name counts in a list of one name a paragraph; one unit leads, several help."""
_LISTED = Pattern(r"^(?:[(（]?\d{1,2}[)）.、．]|[①-⑳]|[一二三四五六七八九]是)")
_COUNT = Pattern(r"^[(（]?(\d{1,2})[)）.、．](?=\s*\S)")
_LATIN = Pattern(r"[0-9A-Za-z%+.#]")
_SMALL_NAME = Pattern(rf"^{HAN}{{1,2}}$")
MOST = 7.0
"""More than a piece ever scores by going on in a cell."""


class Staying:
    """What it scores that pieces go on in cells, for one set of columns."""

    def __init__(self, roles: Sequence[Role], habits: Habits, learned: Learned | None) -> None:
        self.roles, self.habits = roles, habits
        self.long = [role in _LONG_ROLES for role in roles]
        self.prose = [role in _LONG_ROLES and role is not Role.DEADLINE for role in roles]
        bonus = learned.stays if learned else (0.0,) * len(roles)
        self.basis = [more - (habits.stay or 0.0) for more in bonus]

    def scores(self, piece: Piece, last: Piece, fit: Sequence[float], columns: Iterable[int]) -> dict[int, float]:
        """What the piece scores in each of the columns behind the `last` one; `fit` is how it fits all columns."""
        heading, listed, after, on, open_end, blank = _seen(piece.text, last.text)
        printed = self.habits.loose and not piece.first and blank
        short = 1.0 if piece.first and not self.habits.lines else 0.0
        found = {}
        for column in columns:
            long = self.long[column]
            if listed and (after or (column and long)):
                less = on if column else 1.5
            else:
                less = 3.0 if printed else 1.0 if long and open_end else 0.0
            worth, most = fit[column], self._credit(piece.text, last.text, column, fit)
            found[column] = less + self.basis[column] - heading + (worth if worth < most else most)
            if not long:
                found[column] -= short
        return found

    def _credit(self, text: str, last: str, column: int, fit: Sequence[float]) -> float:
        """The most that a piece's fit counts when it goes on in a cell: units, leaders, rates come a paragraph each."""
        if self.prose[column]:
            later = max(fit[column + 1 :], default=0.0)
            return 0.5 + min(max(fit[column] - later, 0.0), 1.5)
        role = self.roles[column]
        if role is Role.RATE and "percent" in traits(last) and "percent" in traits(text):
            return 8.0
        return _ONE_OF.get(role, 0.5) if fits(last, role) > 2 else 0.5


@lru_cache(maxsize=16384)
def _seen(text: str, last: str) -> tuple[float, bool, bool, float, bool, bool]:
    """What two texts that follow each other show, whatever the columns.

    What it costs that the second is no mere text, whether it and the first are items of a list and what that is worth,
    whether the first ends openly, whether a blank between them is only typography.
    """
    heading = 3.0 if is_section(text) or is_aside(text) else 0.0
    listed, after = bool(_LISTED.match(text)), bool(_LISTED.match(last))
    on = 3.5 if listed and _counts_on(last, text) else 1.5
    return heading, listed, after, on, len(last) > 12 and not ends_sentence(last), _typographic(last, text)


def _counts_on(before: str, after: str) -> bool:
    """True when the second text is the next of a list: 1.… then 2.…."""
    first, second = _COUNT.match(before), _COUNT.match(after)
    return first is not None and second is not None and int(first[1]) + 1 == int(second[1])


def _typographic(before: str, after: str) -> bool:
    """True when the blank between two words is only typography: `12 个`, `新建 5 处`, `李 熊`."""
    if not before or not after:
        return False
    if bool(_LATIN.match(before[-1])) != bool(_LATIN.match(after[0])):
        return True
    return (
        bool(_SMALL_NAME.match(before) and _SMALL_NAME.match(after) and len(before) == 1)
        or before[-1] in ",，;；、:：（("
    )
