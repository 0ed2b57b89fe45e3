"""What a row's words claim of it (已全部完成, 快于序时进度, 按时办结), and what the same row says against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from taizhang import language
from taizhang.language.headings import EARLIER, ONE_MONTH
from taizhang.language.patterns import Pattern
from taizhang.ledger import Role, Span

from .cells import Place, Text
from .dates import FACT_DAY, day_in_words
from .numbers import HUNDRED, percent

if TYPE_CHECKING:
    from .view import TaskView

WHOLLY = Pattern(
    r"(?:已|均已)?全部(?:完成|完工|建成|竣工|达标|投用|投入使用|交付|启用|开放|办结)(?:开放|投用|启用|并?投入使用)?",
    first="已均全",
)
LEFT_OVER = Pattern(r"(?:剩余|尚有|还有|仍有)[^，。；\n]{0,16}(?:未|正在)")
SOME_AT_WORK = Pattern(
    r"其中[^，。；\n]{0,12}(?:正在(?:施工|装修|安装|建设|改造|浇筑|砌筑|铺设)|(?:尚未|未)(?:完工|建成|完成|封顶|开工|启动))"
)
TO_COME = Pattern(r"(?:预计|计划|力争|确保|争取|可望|将)[^，。；\n]{0,20}$")
IN_TIME = ("按时", "按期", "提前", "如期", "及时")
_LEEWAY = Decimal(2)
"""Points by which a rate may miss the schedule that its words claim to be ahead of: months and days differ as much."""


class Denial(Struct, frozen=True):
    """A claim and its place, and what stands against it, in Chinese and English."""

    place: Place
    claim: str
    zh: str
    en: str


def denials(view: TaskView) -> Iterator[Denial]:
    """Each claim of the row that its own words, figures or days deny."""
    yield from _whole(view)
    yield from _ahead(view)
    if (late := _late(view)) is not None:
        yield late


def _whole(view: TaskView) -> Iterator[Denial]:
    """已全部完成 beside a rate below 100%, a figure below the goal, or a remainder."""
    for text in view.progress:
        whole = next((m for m in WHOLLY.finditer(text.text) if not TO_COME.search(text.text[: m.start()])), None)
        words = _against(view, text, whole) if whole else ""
        if whole and words:
            place = text.place(Span(whole.start(), whole.end()))
            yield Denial(place, whole[0], f"同一行又写“{words}”", f"the row also says “{words}”")


def _against(view: TaskView, text: Text, whole: re.Match[str]) -> str:
    """The words of the row by which not all is done: a rate, a remainder, or a column that tells less."""
    if len(view.figures) == 1:
        rates = [r.quantity.text for r in view.figures[0].rates if r.quantity.value < HUNDRED]
        open_ = LEFT_OVER.search(text.text) or SOME_AT_WORK.search(text.text, whole.end())
        if rates or open_:
            return rates[0] if rates else open_[0] if open_ else ""
    said = next((m.quantity for m in text.facts.mentions if m.span.end == whole.start()), None)
    goals = {q.value for t in view.having(Role.TARGET) if (q := language.parse_quantity(t.text))}
    results = [t for t in view.having(Role.ACHIEVED) if not (EARLIER.search(t.heading) or ONE_MONTH.search(t.heading))]
    done = language.parse_quantity(results[0].text) if len(results) == 1 else None
    return done.text if said and done and said.value in goals and done.value < said.value else ""


def _ahead(view: TaskView) -> Iterator[Denial]:
    """快于序时进度 of the one figure of a row that is behind its schedule."""
    figure = view.figures[0] if len(view.figures) == 1 else None
    if figure is None or figure.completion is None or view.expected is None:
        return
    short = view.expected - figure.completion
    for text in view.progress:
        for claim in text.facts.statuses:
            if claim.status == "ahead" and short > _LEEWAY:
                done, due = percent(figure.completion, 1), percent(view.expected, 1)
                yield Denial(
                    text.place(claim.span),
                    claim.word,
                    f"完成{done}，按序时应为{due}",
                    f"{done} of {due} expected is done",
                )


def _late(view: TaskView) -> Denial | None:
    """按时办结 of what was done on a day after the one by which it was due."""
    due = view.deadlines
    cell = view.status[2] or next(iter(view.having(Role.STATUS, Role.REMARKS)), None)
    if len(due) != 1 or cell is None or (word := next((w for w in IN_TIME if w in cell.text), "")) == "":
        return None
    for text in view.having(Role.EXTRA):
        days = [m for m in text.facts.dates if m.precision == "day"]
        if FACT_DAY.search(text.heading) and FINISHING.search(text.heading) and days and days[0].start > due[0]:
            done, last = day_in_words(days[0].start), day_in_words(due[0])
            place = cell.place(Span(0, len(cell.text)))
            return Denial(place, word, f"完成于{done}，晚于时限{last}", f"it was done on {done}, after {last}")
    return None


FINISHING = Pattern(r"办结|完成|完工|竣工|销号|[答办回]复")
