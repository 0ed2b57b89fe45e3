"""What is printed where in a paper, whatever kind of file it becomes (GB/T 9704-2012)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from taizhang.ledger import Ledger

from ..layouts import Layout
from ..papers import laid_out, sheet_of
from ..sheet import Paper, Sheet
from .cutting import cut
from .model import Annex, Bulletin, Head
from .phrases import day_words

PAGE = Paper("A4", False, (37, 26, 35, 28))
"""156 x 225 mm of text: 22 lines of 28 characters."""
TURNED = Paper("A4", True, (28, 37, 26, 35))
"""A page on its side: the upright page's foot is its left edge, so the number keeps its place."""
TITLE_LINE = 20
"""Characters of 二号 in a line."""
_ENDS = frozenset("省市县区年月度事况于、")
"""What words of titles end with."""


def title_lines(title: str) -> list[str]:
    """The title in lines of like length, none parted within a word that can be told (7.3.1)."""
    lines = -(-len(title) // TITLE_LINE)
    if lines == 1:
        return [title]
    ends = [k for k in range(1, len(title)) if title[k - 1] in _ENDS and title[k] not in "的了" and k <= TITLE_LINE]
    middle = len(title) / lines
    end = min(ends or [round(middle)], key=lambda k: abs(k - middle))
    return [title[:end], *title_lines(title[end:])]


def organ_mark(head: Head) -> tuple[str, ...]:
    """发文机关标志 in lines: a letter has the leading organ's alone (7.2.4, 10.1)."""
    if head.style == "函":
        return head.organs[:1]
    if len(head.organs) == 1:
        return (head.organs[0] + head.suffix,)
    return head.organs


def annex_names(annexes: Sequence[Annex]) -> Iterator[str]:
    """The names as the text lists them, with numbers where there are several; no mark behind them (7.3.4)."""
    for number, annex in enumerate(annexes, 1):
        yield f"{number}.{annex.title}" if len(annexes) > 1 else annex.title


def annex_marks(annexes: Sequence[Annex]) -> Iterator[str]:
    """附件1, or 附件 where there is one only: the first line of its pages (7.3.7)."""
    for number in range(1, len(annexes) + 1):
        yield f"附件{number}" if len(annexes) > 1 else "附件"


def annex_sheets(bulletin: Bulletin, ledger: Ledger, layout: Layout) -> Iterator[Sheet]:
    """Each annex as a table on pages that lie on their side, cut out of the ledger; `layout` for those without one."""
    for annex, mark in zip(bulletin.annexes, annex_marks(bulletin.annexes), strict=True):
        own = annex.layout or layout
        part = laid_out(cut(ledger, annex.rows), own, title=annex.title)
        document = replace(part.document, before_title=mark, subtitle="", notice="", notes=(), passages=())
        yield sheet_of(replace(part, document=document), replace(own, paper=TURNED))


def printed_line(bulletin: Bulletin) -> tuple[str, str]:
    """印发机关 and 印发日期 (7.4.3); two empty words where there is no such line, as on a letter (10.1)."""
    head = bulletin.head
    if head.style != "公文" or not head.printed_by:
        return "", ""
    day = head.printed_on or bulletin.day
    return head.printed_by, f"{day_words(day)}印发" if day else ""


def copied_to(head: Head) -> str:
    """抄送 as printed, with its full stop (7.4.2); empty where nobody gets a copy, or there is no head."""
    return f"{head.cc.rstrip('。')}。" if head.cc and head.style != "none" else ""


_RED_WIDTH, _RED_HEIGHT = 15.0, 22.0
"""The largest character of a red head, mm: no higher organ's may be outdone."""
_RED_SLENDER = 1.3
"""How much higher than wide its characters stand."""


def organ_type(head: Head) -> tuple[float, float]:
    """The red characters' size in points and their width in percent, so that a line fills the text's width at most."""
    longest = max((len(line) for line in organ_mark(head)), default=1)
    if head.style == "公文" and len(head.organs) > 1:
        longest += len(head.suffix) + 1
    width = min(_RED_WIDTH, 150 / longest)
    height = min(_RED_HEIGHT, width * _RED_SLENDER)
    return height * 72 / 25.4, 100 * width / height
