"""What a table's marks mean by its own legend: ●已完成 ◐进行中 ○未启动, A类为已解决, or △ ○ ● along the months."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from taizhang import language
from taizhang.language.patterns import Pattern
from taizhang.ledger import Status
from taizhang.measuring.curves import month_end

if TYPE_CHECKING:
    from .case import Case
    from .cells import Text
    from .view import TaskView

SIGNS = "●◐○〇◎◇◆△▲▽▼■□★☆√✓✔×✗✘⊙◑◒◓☑☒◯⬤"
_MARK = rf"[{SIGNS}]|(?<![A-Za-z])[A-E](?=类|级|[:：为表=＝])|[红黄绿蓝橙](?=[色灯牌])"
_MEANS = Pattern(
    rf"({_MARK})\s*[”\"]?(?:[类级色灯牌]+)?\s*[”\"]?\s*(?:[:：=＝]|为|表示|代表|是|指|即|—+)?\s*([^\s，,；;。、（()）{SIGNS}]{{2,24}})"
)
_FINISH = Pattern(r"完成|完工|竣工|建成|投用|办结")
_PLANNED = Pattern(r"计划|应|目标|预定|要求")
_MONTH = Pattern(r"^(?:20\d\d年)?(1[0-2]|[1-9])月份?$")
_PARTS = Pattern(r"或者?|以及|且")
_SHORT = 4
"""Most characters of a cell that is a mark, 类 and the like with it."""


class Legend(Struct, frozen=True):
    """The meaning of each mark, in the words of the legend."""

    words: Mapping[str, str]

    def status(self, text: str) -> tuple[Status, str]:
        """The status that a cell's mark stands for and its words; both empty when it is no mark or tells none."""
        words = self.words.get(self.mark(text), "")
        told = (language.status(part) for part in _PARTS.split(words))
        return next((found for found in told if found[0]), ("", ""))

    def mark(self, text: str) -> str:
        """The mark that a cell consists of, "" when it holds anything else."""
        plain = re.sub(r"[类级色灯牌\s]", "", text)
        return plain if len(text) <= _SHORT and plain in self.words else ""

    @property
    def due(self) -> str:
        """The mark of a finish that is planned."""
        return next((m for m, words in self.words.items() if _PLANNED.search(words) and _FINISH.search(words)), "")

    @property
    def finished(self) -> str:
        """The mark of a finish that was."""
        return next((m for m, w in self.words.items() if _FINISH.search(w) and not _PLANNED.search(w)), "")


def legend(case: Case) -> Legend:
    """The legend in the document's notes and headings; without any mark where they explain fewer than two."""
    document = case.ledger.document
    texts = (*document.notes, *(p.text for p in document.passages if p.kind in ("heading", "subtitle", "metadata")))
    for text in texts:
        found = {m[1]: m[2] for m in _MEANS.finditer(text)}
        made = Legend(found)
        if len(found) > 1 and any(made.status(mark)[0] or _FINISH.search(words) for mark, words in found.items()):
            return made
    return Legend({})


def marked_column(case: Case, legend: Legend) -> int | None:
    """The one column whose cells are marks of the legend."""
    if not legend.words:
        return None
    marked = [
        column
        for column in range(len(case.ledger.columns))
        if (texts := [c.text for t in case.tasks for c in t.cells if c.column == column and c.text.strip()])
        and all(map(legend.mark, texts))
    ]
    return marked[0] if len(marked) == 1 else None


class Charted(Struct, frozen=True):
    """A row of a chart of months: the cell with the mark of the planned finish, its day, and whether it was reached."""

    cell: Text
    due: date
    finished: bool


def charted(view: TaskView) -> Charted | None:
    """The planned finish that a row prints along columns of months; None where the table is no such chart."""
    legend, months = view.case.legend, view.case.months
    if view.case.year is None or len(months) < 3 or not legend.due or not legend.finished:
        return None
    cells = {months[t.column]: t for t in view.texts if t.column in months}
    due = [month for month, text in cells.items() if legend.due in text.text]
    if len(due) != 1:
        return None
    finished = any(legend.finished in text.text for text in cells.values())
    return Charted(cells[due[0]], month_end(view.case.year, due[0]), finished)


def month_columns(case: Case) -> dict[int, int]:
    """The columns named after months, with the month."""
    named = ((k, _MONTH.match("".join(c.name.split()))) for k, c in enumerate(case.ledger.columns))
    return {k: int(found[1]) for k, found in named if found}
