"""Sentences that a person wrote about a whole list: shares recomputed, sums added up, figures held against the record.

What is doubted is what no reading of the sentence explains: a share is compared with every total that it may be of, a
count with every group that its words may mean.  Sentences of a part of the list, of another time or of plans are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from taizhang import language
from taizhang.language.facts import Kind, Mention
from taizhang.ledger import Bilingual, Cell, Column, Finding, Ledger, Project, Report, Role, Span, Task, plain

from .case import Case
from .totals import PartsMismatch

NAMES: Mapping[str, Bilingual] = {
    "share-mismatch": Bilingual("占比与所列数不符", "A share that its counts do not give"),
    "record-mismatch": Bilingual("与台账数据不符", "Not what the record says"),
    PartsMismatch.slug: PartsMismatch.name,
}
"""What the doubts are called."""

_FINISHED, _SLOW = ("done", "closed"), ("behind", "not_started", "overdue")
_GOING = ("on_schedule", "ahead")
_MEANS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("未启动|未开工", (("not_started",),)),
    ("逾期未完成|逾期", (("overdue",),)),
    ("滞后于序时进度|进度滞后|滞后", (_SLOW, ("behind",), ("behind", "overdue"))),
    ("超序时进度|超前", (("ahead",),)),
    (
        "按序时进度推进|按序时推进|按时推进|按期推进|达到序时进度|达序时|正常推进",
        (("on_schedule",), _GOING, (*_GOING, *_FINISHED), (*_GOING, "under_way")),
    ),
    ("已销号", (("closed",), _FINISHED)),
    ("已完成|完成|已建成", (_FINISHED, ("done",))),
    ("未报送进展|未报进展|未报送", (("",),)),
)
"""Words for how tasks stand, and the statuses that they may take together (domain.md 2.3); the longest first."""
_WORDS = "|".join(words for words, _ in _MEANS)
_BEFORE = re.compile(rf"({_WORDS})(?:的)?(?:项目|任务|事项|实事)?(?:数)?(?:有|为|共|达)?$")
_AFTER = re.compile(rf"(?:项目|任务|事项|实事)?(?:进度|已经|已)?({_WORDS})(?![\d率])")
_RATE = re.compile(
    rf"(?:(?:项目|任务|实事)|(?:^|[，,、：（(]|总体|全[省市县区州旗])(?!完成率))({_WORDS})(?:的)?(?:项目|任务)?"
    r"(?:占比|比例|率)(?:为|达到|达|是|约)?$"
)
"""完成率 alone may be of money or of works; 项目完成率 is of rows."""
_ANY_RATE = re.compile(r"([\u4e00-\u9fff]{2,8})率(?:为|达到|达|是|约)?$")
_SHARE = re.compile(r"^[^，,；\d]{0,10}[，,（(]?\s*(?:约|仅|只)?占[^，,；。\d]{0,12}$")
_TOTAL = re.compile(r"(?:共有|共计|总计|合计|共|总数为?)$")
_FRACTION = re.compile(r"(?<![\d./])(\d{1,5})\s*[/／]\s*(\d{1,5})(?![\d./])")
_ELSEWHERE = re.compile(
    r"新增|较|相比|比上|上期|上月|上季|上年|去年|同期|往年|增加|减少|力争|预计|计划|确保|目标|将|拟|下月|下季|下一"
)
_OF_THE_LIST = re.compile("实事|台账|清单")
_NEAR = 12


class Counts(Struct, frozen=True):
    """What the record says of the whole list: rows, projects, and rows of each status ("" is none told).

    `parts` are the names of units, tiers and categories: a sentence that names one speaks of a part.
    """

    tasks: int
    projects: int
    statuses: Mapping[str, int] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()

    @property
    def totals(self) -> tuple[int, ...]:
        """The numbers that 共…项 may mean."""
        return self.tasks, self.projects

    def of(self, words: str) -> tuple[int, ...]:
        """The counts that words for a standing may mean."""
        groups = next(groups for known, groups in _MEANS if words in known.split("|"))
        return tuple(dict.fromkeys(sum(self.statuses.get(status, 0) for status in group) for group in groups))


def check_prose(paragraphs: Sequence[str], counts: Counts) -> tuple[Finding, ...]:
    """The doubts, `row` being the paragraph and `span` in it."""
    return tuple(found for row, text in enumerate(paragraphs) for found in _paragraph(row, text, counts))


def _paragraph(row: int, text: str, counts: Counts) -> Iterator[Finding]:
    mentions = language.read(text).mentions
    amounts = [m for m in mentions if m.kind is Kind.AMOUNT and m.quantity.unit]
    yield from _sums(row, text)
    for share in (m for m in mentions if m.kind is Kind.RATE):
        if not (_told_share := next(_of_counts(row, text, share, amounts, counts), None)):
            yield from _of_record(row, text, share, counts)
        elif _told_share is not _RIGHT:
            yield _told_share
    for amount in amounts:
        yield from _count(row, text, amount, counts)


def _sums(row: int, text: str) -> Iterator[Finding]:
    """其中 and 合计 by the rule that reads them in rows of ledgers."""
    task = Task(0, reports=(Report(progress=text),), cells=(Cell(text, 0),))
    ledger = Ledger(columns=(Column("正文", Role.PROGRESS),), projects=(Project(tasks=(task,)),))
    for found in PartsMismatch().check(Case(ledger, None, None, {})):
        yield replace(found, row=row, column=None)


_RIGHT = Finding("", "info", Bilingual("", ""))
"""A share that its counts give."""


def _of_counts(row: int, text: str, share: Mention, amounts: Sequence[Mention], counts: Counts) -> Iterator[Finding]:
    """The share against the counts beside it; `_RIGHT` where they give it, nothing where there are none."""
    start, end = _sentence(text, share.span)
    if fraction := _fraction(text, share.span):
        part, whole = fraction
        yield _judged(row, text, share, Span(start, start), [(part, whole)])
        return
    before = [m for m in amounts if m.span.end <= share.span.start]
    if not before or before[-1].span.start < start:
        return
    count = before[-1]
    between = text[count.span.end : share.span.start]
    rate = _ANY_RATE.search(text[start : share.span.start])
    named = rate is not None and rate[1][-2:] in text[start : count.span.end + 8].replace(rate[0], "")
    if not _SHARE.search(between) and not named:
        return
    value = count.quantity.value
    wholes = [m.quantity.value for m in before if m.quantity.unit == count.quantity.unit and m.quantity.value > value]
    if _of_tasks(text, count) and not _apart(text[start:end], counts):
        wholes += [Decimal(total) for total in counts.totals if total >= value]
    if wholes:
        yield _judged(row, text, share, count.span, [(value, whole) for whole in wholes])


def _fraction(text: str, at: Span) -> tuple[Decimal, Decimal] | None:
    """20/21 right beside the share."""
    for found in _FRACTION.finditer(text):
        near = min(abs(found.start() - at.end), abs(at.start - found.end())) <= _NEAR
        if near and 0 < int(found[1]) <= int(found[2]) and not re.search("[。；;]", text[found.end() : at.start]):
            return Decimal(found[1]), Decimal(found[2])
    return None


def _judged(row: int, text: str, share: Mention, at: Span, pairs: Sequence[tuple[Decimal, Decimal]]) -> Finding:
    """A share may be a step off, for shares that add up to 100 are (largest remainder)."""
    if any(_gives(part, whole, share) for part, whole in pairs):
        return _RIGHT
    part, whole = pairs[0]
    exact = _rounded(100 * part / whole, share)
    told = plain(share.quantity.value)
    span = Span(min(at.start, share.span.start), share.span.end) if at.end > at.start else share.span
    return Finding(
        "share-mismatch",
        "error",
        Bilingual(
            f"文中为{told}%，按{plain(part)}/{plain(whole)}计算是{exact}%",
            f"the text says {told}%; {plain(part)}/{plain(whole)} is {exact}%",
        ),
        row=row,
        span=span,
        words=text[span.start : span.end],
        computation=f"{plain(part)}÷{plain(whole)}={exact}%",
    )


def _gives(part: Decimal, whole: Decimal, share: Mention) -> bool:
    return abs(100 * part / whole - share.quantity.value) < _step(share)


def _step(share: Mention) -> Decimal:
    exponent = share.quantity.value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)


def _rounded(exact: Decimal, share: Mention) -> str:
    """One decimal more than whole percents, for the reader to see the difference."""
    return f"{exact.quantize(min(_step(share), Decimal('0.1'))):f}"


def _of_record(row: int, text: str, share: Mention, counts: Counts) -> Iterator[Finding]:
    """A share named by how tasks stand, with no count beside it: 按时推进率为95.2%."""
    start, end = _sentence(text, share.span)
    named = _RATE.search(text[start : share.span.start])
    if named is None or not counts.tasks or _apart(text[start:end], counts):
        return
    may = counts.of(named[1])
    if any(_gives(Decimal(n), Decimal(whole), share) for n in may for whole in counts.totals if whole):
        return
    span = Span(start + named.start(), share.span.end)
    value = _rounded(Decimal(100 * may[0]) / counts.tasks, share)
    yield _differs(row, text, span, f"{value}%（{may[0]}/{counts.tasks}）", f"{value}% ({may[0]}/{counts.tasks})")


def _count(row: int, text: str, amount: Mention, counts: Counts) -> Iterator[Finding]:
    """滞后3项, 3项滞后, 共21项: against the record's counts of the same name."""
    if not _of_tasks(text, amount) or amount.quantity.bound in ("about", "over"):
        return
    start, end = _sentence(text, amount.span)
    if _apart(text[start:end], counts):
        return
    before, after = text[start : amount.span.start], text[amount.span.end : end]
    may: tuple[int, ...] = ()
    span = amount.span
    if named := _BEFORE.search(before):
        may, span = counts.of(named[1]), Span(start + named.start(), amount.span.end)
    elif named := _AFTER.match(after):
        may, span = counts.of(named[1]), Span(amount.span.start, amount.span.end + named.end())
    elif (named := _TOTAL.search(before)) and _OF_THE_LIST.search(text[start:end]):
        may, span = counts.totals, Span(start + named.start(), amount.span.end)
    if may and amount.quantity.value not in may:
        yield _differs(row, text, span, f"{may[0]}{amount.quantity.unit}", str(may[0]))


def _of_tasks(text: str, amount: Mention) -> bool:
    """Whether rows of the list are counted: 3项, 3件, 3个项目."""
    unit, after = amount.quantity.unit, text[amount.span.end :]
    return unit in ("项", "件") or (unit == "个" and after.startswith(("项目", "实事", "任务")))


def _apart(sentence: str, counts: Counts) -> bool:
    """Whether it speaks of a part of the list, of another time or of what is to come."""
    return bool(_ELSEWHERE.search(sentence)) or any(name in sentence for name in counts.parts)


def _differs(row: int, text: str, span: Span, zh: str, en: str) -> Finding:
    words = text[span.start : span.end]
    message = Bilingual(f"文中为“{words}”，台账是{zh}", f"the text says “{words}”; the record says {en}")
    return Finding("record-mismatch", "error", message, row=row, span=span, words=words)


def _sentence(text: str, at: Span) -> tuple[int, int]:
    """Where the sentence begins and ends that the span lies in."""
    start = max((m.end() for m in re.finditer(r"[。；;！？\n]", text[: at.start])), default=0)
    stop = re.search(r"[。；;！？\n]", text[at.end :])
    return start, at.end + stop.start() if stop else len(text)
