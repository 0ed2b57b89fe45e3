"""Whether a row is finished or begun by its status, its figures and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taizhang.language.facts import Aspect
from taizhang.language.patterns import Pattern
from taizhang.ledger import Span

from .cells import Text
from .numbers import HUNDRED

if TYPE_CHECKING:
    from .figures import Figure
    from .view import TaskView

START = Pattern(r"开工|启动|动工|进场|开建|开始")
STILL = Pattern(
    r"正在|正(?![常式])|仍|尚|未|在建|推进中|施工中|建设中|加快|抓紧|预计|(?<![较比按])计划|将|拟|待|剩余|其余|还|进入|有序|持续|编制|设计|招标|选址|论证"
    r"|推迟|延期|延后|顺延|暂缓|仅|只完成|不具备"
)
"""Words of what is not over; 主体工程封顶 alone may be all that was due."""
WORKS = Pattern(
    r"施工(?!图|许可|手续|证|单位|招标|合同|方案|准备)|浇筑|开挖|砌筑|安装|铺设|支护|主体|完工|建成|开工|动工|执行|启动"
)
LEFT = Pattern(r"剩余|其余|尚|仍|未|还有")


def works_or_money(view: TaskView) -> list[Figure]:
    """The figures that tell how far a row is: of its works, and of money spent only where no other is known."""
    told = [f for f in view.figures if f.completion is not None and not f.is_cash]
    works = [f for f in told if not f.is_money]
    return works if works and all(f.completion is not None and f.completion >= HUNDRED for f in works) else told


class Finished:
    """Whether a row, or the part of it that a deadline speaks of, is finished or begun."""

    OPEN = (Aspect.ONGOING, Aspect.NOT_BEGUN, Aspect.REMAINING, Aspect.PREPARED, Aspect.PLANNED)

    def __init__(self, view: TaskView, subject: str = "") -> None:
        self.view = view
        clauses = [(t, c) for t in view.progress for c in t.facts.clauses]
        about = [(t, c) for t, c in clauses if subject and (subject in c.label or subject in c.text)]
        labels = {c.label for _, c in about if c.label}
        if labels:
            about = [(t, c) for t, c in clauses if c.label in labels]
        self.clauses = about or clauses
        self.names_subject = bool(about)

    @property
    def finished(self) -> bool:
        """Done by status or figures, or done in words with nothing still open."""
        if self.view.status[0] in ("done", "closed"):
            return True
        rates = [f.completion for f in works_or_money(self.view) if f.completion is not None]
        if rates and all(r >= HUNDRED for r in rates):
            return not self._one_under_way and not any(
                LEFT.search(text.text[span.start : span.end]) for text, span in self.open_clauses
            )
        if any(r < HUNDRED for r in rates) or self.partly:
            return False
        return not self.open_clauses and any(c.aspect in (Aspect.DONE, Aspect.TOTAL) for _, c in self.clauses)

    @property
    def _one_under_way(self) -> bool:
        """Whether one of several things promised has no figure, and works go on: 4间已完成，正在砌筑戏台."""
        told = ("value", "all_done")
        silent = [
            f for f in self.view.figures if f.target and f.kind not in told and not f.specifies and not f.is_money
        ]
        works = any(c.aspect is Aspect.ONGOING and WORKS.search(c.text) for _, c in self.clauses)
        return works and any(f.kind == "words" and f.promise.part_of is None for f in silent)

    @property
    def partly(self) -> bool:
        """Whether it is said that some of so many are done."""
        return any(_partly(c.text) for _, c in self.clauses)

    @property
    def begun(self) -> bool:
        """Works under way, or done."""
        return any(
            c.aspect in (Aspect.DONE, Aspect.TOTAL, Aspect.STARTED, Aspect.ONGOING) and WORKS.search(c.text)
            for _, c in self.clauses
        )

    @property
    def open_clauses(self) -> list[tuple[Text, Span]]:
        """Clauses that say in so many words that something is still to be done."""
        return [(t, c.span) for t, c in self.clauses if c.aspect in self.OPEN and STILL.search(c.text)]


_SOME_OF = Pattern(r"(\d+)\s*([^\d\s，。；]{1,3})中(?:的|已有|有)?\s*(\d+)\s*\2?")


def _partly(words: str) -> bool:
    """Whether a clause says that some of so many are done: 8座中6座完工."""
    found = _SOME_OF.search(words)
    return found is not None and int(found[3]) < int(found[1])
