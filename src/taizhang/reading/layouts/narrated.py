"""Numbered items told in sentences, without labels or a header, as a unit reports them in a letter or a chat.

`1、新建公厕16座。已完工14座，完成率87.5%。`, or the item as a heading and its progress in the lines below it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct, field

from taizhang import language
from taizhang.language.patterns import Pattern
from taizhang.ledger import Span

from ..grid import Grid, GridCell, Paragraph
from ..kinds import is_unit_list, traits
from ..labels import NUMBERED
from ..patterns import SIGNATURE, is_aside, is_section
from ..pieces import Page, Piece, joined
from .base import Draft
from .telling import HEADED

NUMBER, NAME, UNIT, PROGRESS = "序号", "项目名称", "责任单位", "进展情况"
_LEAST = 3
"""Fewest items."""
_MOSTLY = 0.7
"""Share of the items that must tell of progress in words and figures."""
BULLET = "•"
_BULLETED = Pattern(r"^\s*[•●◆■▶🔹📌✅▪·-]\s*[\u4e00-\u9fff“]")
_ADORNED = Pattern(r"[-▪·✅☑✔✓⭐★☆🔹🔸📌👉▶►•●◆■❗❌⏳🚧\ufe0f\s　]*")
"""Signs that a chat puts before a name."""
_NEXT = Pattern(r"^\s*(?:下一?步|下一?阶段|综上|总之|特此)")
"""How a letter goes on when all items are told."""
_PART = Pattern(r"^(?:存在|主要|突出)(?:的)?\S{0,4}(?:问题|困难)|^下一?(?:步|阶段)|^(?:工作)?(?:打算|要求|建议)")
"""A letter's part that is counted on from its items and is none: 五、存在问题及下步打算."""
_LONGEST = 60
"""Most characters of an item's name."""
_TOLD = Pattern(r"已|累计|截[至止]|完成率|完成了|完工|建成|正在|目前|占|的\d+(?:\.\d+)?[%％]")
_BREAK = Pattern(r"[。：:；;]|，(?=已|目前|截[至止]|累计|现已|正在|共?完成|全部|实际)")
"""Where an item's name ends and what is told of it begins."""


class _Item(Struct):
    """A numbered line with the lines below it, up to the next one."""

    line: int
    level: str
    number: int
    below: list[int] = field(default_factory=list)


class Narrated:
    """Numbered items in sentences."""

    name = "narrated"

    def read(self, page: Page) -> Draft | None:
        """The text's blocks when a run of at least three numbered items tells of progress in figures."""
        found = [run for run in _runs(_items(page) or _bullets(page)) if _tells(page, run)]
        sizes = Counter(item.level for run in found for item in run)
        runs = [run for run in found if run[0].level == max(sizes, key=lambda one: sizes[one])]
        items = [item for run in runs for item in run if not _PART.search(_parts(page, item)[1].text)]
        if len(items) < _LEAST:
            return None
        _close(page, items)
        taken = {n for item in items for n in (item.line, *item.below)}
        rest = [n for n, line in enumerate(page.lines) if line.strip() and n not in taken]
        heads = _sections(page, rest, runs)
        above = [_opening(page, n) for n in rest if n < items[0].line and n not in heads]
        below = [
            Paragraph(p.text, p.origin) for n in rest if n > items[0].line and n not in heads for p in (page.line(n),)
        ]
        signs = [sign for _, found in above for sign in found]
        marks = (*signs, *(mark for item in items for mark in _marks(page, item)))
        names = [_parts(page, item)[1].text for item in items]
        named = UNIT if all(map(is_unit_list, names)) else NAME
        columns = (named, PROGRESS) if items[0].level == BULLET else (NUMBER, named, PROGRESS)
        grid = _grid(page, items, heads, columns)
        return Draft(self.name, (*(paragraph for paragraph, _ in above), grid, *below), marks, plain=0.3)


def _sections(page: Page, rest: Sequence[int], runs: Sequence[Sequence[_Item]]) -> frozenset[int]:
    """The lines that head the items of one of several runs: 一、教育类."""
    if len(runs) < 2:
        return frozenset()
    above = (max((n for n in rest if n < run[0].line), default=-1) for run in runs)
    return frozenset(n for n in above if n >= 0 and is_section(page.lines[n]))


def _grid(page: Page, items: Sequence[_Item], heads: Collection[int], columns: Sequence[str]) -> Grid:
    """The items as rows, with the headings of their parts, under a header that is made for them."""
    cells = [GridCell(name, 0, k) for k, name in enumerate(columns)]
    lines = {item.line: item for item in items}
    for row, line in enumerate(sorted((*lines, *heads)), 1):
        item = lines.get(line)
        if item is None:
            head = page.line(line)
            cells.append(GridCell(head.text, row, 0, columns=len(columns), origin=head.origin))
            continue
        parts = _parts(page, item)[-len(columns) :]
        cells += [GridCell(p.text, row, k, origin=p.origin) for k, p in enumerate(parts) if p.text]
    return Grid(tuple(cells), len(items) + len(heads) + 1, len(columns), made_header=True, header_rows=1)


def _items(page: Page) -> list[_Item]:
    """The numbered lines; a line that closes the paper belongs to none of them."""
    found: list[_Item] = []
    closed = False
    for number, line in enumerate(page.lines):
        if not line.strip():
            continue
        if mark := NUMBERED.match(line):
            group = next(g for g in (1, 2, 3, 4) if mark[g])
            value = language.numeral(unicodedata.normalize("NFKC", mark[group]))
            found.append(_Item(number, _level(mark), int(value) if value is not None else 0))
            closed = False
        elif found and not closed:
            closed = is_aside(line) or bool(SIGNATURE.match(line)) or not _goes_on(line)
            if not closed:
                found[-1].below.append(number)
    return found


def _bullets(page: Page) -> list[_Item]:
    """The lines of a list without numbers."""
    lines = [n for n, line in enumerate(page.lines) if _BULLETED.match(line)]
    return [_Item(n, BULLET, k) for k, n in enumerate(lines, 1)]


def _close(page: Page, items: Sequence[_Item]) -> None:
    """Take what the letter goes on with from its last item, where no other item tells of its next steps."""
    turns = [next((k for k, n in enumerate(item.below) if _NEXT.match(page.lines[n])), None) for item in items]
    if turns[-1] is not None and turns[:-1] == [None] * (len(items) - 1):
        del items[-1].below[turns[-1] :]


def _goes_on(line: str) -> bool:
    """Whether a line below an item is more of it: a sentence, not a courtesy, a signature or a list of annexes."""
    return len(line.strip()) > 9 and line.rstrip().endswith(("。", "；", "！"))


def _level(mark: re.Match[str]) -> str:
    """The kind of a number: digits, 一、, （一）."""
    words = re.sub(r"\s", "", mark.group())
    figure = "1" if any(c.isdigit() for c in words) else "一"
    return figure + ("(" if words[0] in "(（" else "")


def _runs(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    """The items that count on from one, a list for each level and each new beginning."""
    open_: dict[str, list[_Item]] = {}
    for item in items:
        run = open_.get(item.level)
        if run is not None and item.number == run[-1].number + 1:
            run.append(item)
            continue
        if run:
            yield run
        open_[item.level] = [item]
    yield from open_.values()


def _tells(page: Page, run: Sequence[_Item]) -> bool:
    """Whether most items of a run tell in figures what was done."""
    told = 0
    for item in run:
        _, name, body = _parts(page, item)
        figures = traits(name.text) | traits(body.text)
        told += bool(0 < len(name.text) <= _LONGEST and _TOLD.search(body.text) and figures & {"counts", "percent"})
    return len(run) > 1 and told >= len(run) * _MOSTLY


def _cuts(line: str) -> tuple[int, int, int, int, int]:
    """Where a numbered line's number begins and ends, its name begins and ends, and what it tells begins."""
    mark = NUMBERED.match(line)
    group = next((g for g in (1, 2, 3, 4) if mark and mark[g]), 0)
    begin, end = mark.span(group) if mark else (0, 0)
    adorned = _ADORNED.match(line, mark.end() if mark else 0)
    name = adorned.end() if adorned else 0
    cut = _BREAK.search(line, name)
    return begin, end, name, cut.start() if cut else len(line), cut.end() if cut else len(line)


def _parts(page: Page, item: _Item) -> tuple[Piece, Piece, Piece]:
    """An item's number, its name, and what is told of it in its line and those below."""
    start, line = page.starts[item.line], page.lines[item.line]
    begin, end, name, stop, told = _cuts(line)
    body = [page.piece(start + told, start + len(line)), *(page.line(number) for number in item.below)]
    return page.piece(start + begin, start + end), page.piece(start + name, start + stop), joined(body, "\n")


def _marks(page: Page, item: _Item) -> Iterator[Span]:
    """The signs around an item's number and behind its name."""
    start, line = page.starts[item.line], page.lines[item.line]
    begin, end, name, stop, told = _cuts(line)
    for k in (*range(begin), *range(end, name), *range(stop, told)):
        if line[k].strip():
            yield Span(start + k, start + k + 1)


def _opening(page: Page, number: int) -> tuple[Paragraph, list[Span]]:
    """A line above the items without the brackets around it or the colon that leads on to them, and where these are."""
    start, line = page.starts[number], page.lines[number].rstrip()
    headed = HEADED.match(line)
    begin, end = headed.span(1) if headed and not headed[2] else (0, len(line) - line.endswith(("：", ":")))
    signs = [k for k in (*range(begin), *range(end, len(line))) if line[k].strip()]
    piece = page.piece(start + begin, start + end)
    return Paragraph(piece.text, piece.origin), [Span(start + k, start + k + 1) for k in signs]


LAYOUT = Narrated()
