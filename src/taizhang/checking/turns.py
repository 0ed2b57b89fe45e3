"""Cells that say what is promised and go on to tell what was done, in ledgers without a column for one of the two."""

from __future__ import annotations

from taizhang.language.patterns import Pattern
from taizhang.ledger import Ledger, Role

TURN = Pattern(
    r"(?<=[，,。；;\n])(?=已(?!有)[^，。；]{1,14}\d)|(?<=[。；;\n])[\s　]*(?=截[至止]|至\d{1,2}月|目前|现已|今年以来"
    r"|20\d\d年以来|1[-—－~～至到]\d{1,2}月|(?:进展|完成|推进|落实|实施)(?:情况)?[:：])"
)
"""Where a cell turns to the progress: …600个。截至9月底，已建成480个."""
_OPENS = Pattern(
    r"^\s*(?:年度|工作|项目|主要|具体|全年)*(?:目标|任务|内容)[^，。；\n]{0,4}[:：为是]|^\s*(?:年初|全年|今年|年度)?计划(?=\D{2,20}\d)"
)
"""A cell of the progress that says first what its goal is: 年度目标：…。完成情况：…, or 年度任务为…。截至…"""
_TELLS = (Role.PROGRESS, Role.STAGE, Role.ACHIEVED)
_PROMISES = (Role.TARGET, Role.CONTENT)
_NAMES = (Role.SUBPROJECT, Role.PROJECT)


def told_together(ledger: Ledger) -> tuple[Role, ...]:
    """The roles of the columns whose cells tell both; none where each has its column, or few rows turn.

    Goals go on to the progress where no column tells it; the progress opens with the goal where no column does.
    """
    roles = {column.role for column in ledger.columns}
    if not roles.intersection(_TELLS) and _turning(ledger, (*_PROMISES, *_NAMES), opened=False) * 3 >= len(
        ledger.tasks
    ):
        return (*_PROMISES, *_NAMES)
    if not roles.intersection(_PROMISES) and _turning(ledger, _TELLS[:1], opened=True) * 2 > len(ledger.tasks):
        return _TELLS[:1]
    return ()


def turn_of(text: str) -> int:
    """Where a cell turns from what is promised to what was done, 0 where it does not."""
    found = TURN.search(text)
    return found.end() if found else 0


def _turning(ledger: Ledger, roles: tuple[Role, ...], *, opened: bool) -> int:
    """How many rows have a cell that turns; `opened` asks for a label of the goal at its head."""
    named = {k for k, column in enumerate(ledger.columns) if column.role in roles}
    return sum(
        any(TURN.search(c.text) and (not opened or _OPENS.match(c.text)) for c in task.cells if c.column in named)
        for task in ledger.tasks
    )
