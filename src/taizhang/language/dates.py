"""Dates in prose with what they mean: a fact, a deadline, a plan, the day a report stands at."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date

from taizhang.ledger import Deadline, Period, Span

from .chars import fold
from .days import RawDate, find, year_in
from .facts import DateKind, DateMention
from .layout import Layout, Piece, lay_out
from .patterns import Pattern

_AS_OF = Pattern(r"(?:截至|截止|截止到|截至到|截止至|至|截|截[至止](?:日期|时间)?[:：]|统计时间[:：])[ 到至]*$")
_PLAN = Pattern(
    r"预计|力争|争取|拟(?!定)|有望|计划(?=在|于|[0-9]|投资|完成|建成|开工|总投资| *$)|定于|届时"
    r"|将(?:于|在|全面|陆续|继续|开工|完成|建成|启动|开展|实施|投入)"
)
_FACT = Pattern(
    r"召开|发布|印发|出台|下发|赴|开展|举办|举行|组织|会同|通过|调整|执行|揭牌|签订|现场|成立|完成|开工|竣工|完工|投用|启动|启用|验收"
    r"|完毕|开放|建成|投入|移交|封顶|贯通|取得|获批|批复|下达|拨付|到位|挂牌|上线"
)
_DONE = Pattern(r"已|了|召开|发布|印发|赴|会同|组织")
_REACH = 80
"""Characters on either side of a date that can tell what it means."""
_DUTY = Pattern(r"应于|应在|须|必须|要求|确保")


def place(raws: list[RawDate], layout: Layout, text: str) -> tuple[DateMention, ...]:
    """The dates of a text as mentions; those whose year nobody knows are left out."""
    starts = [p.start for p in layout.pieces]
    mentions = []
    for raw in raws:
        if raw.start is None or raw.end is None or raw.end < raw.start:
            continue
        clause = max(bisect_right(starts, raw.start_at) - 1, 0)
        mentions.append(
            DateMention(
                Span(raw.start_at, raw.end_at),
                text[raw.start_at : raw.end_at],
                raw.start,
                raw.end,
                _kind(raw, layout, clause),
                raw.precision,
                raw.stated_year is not None,
                clause,
                _event(raw, layout, clause),
            )
        )
    return tuple(mentions)


def _words_about(raw: RawDate, layout: Layout, clause: int) -> tuple[str, str]:
    """What stands before and after the date: in its clause, and in the next when the date fills its own."""
    if not layout.pieces:
        return "", ""
    piece = layout.pieces[clause]
    before = layout.plain[max(piece.start, raw.start_at - _REACH) : raw.start_at]
    after = layout.plain[raw.end_at : min(piece.end, raw.end_at + _REACH)]
    following = _next(layout, clause, piece)
    if not after.strip() and following:
        after = layout.plain[following.start : min(following.end, following.start + _REACH)]
    return before, after


def _next(layout: Layout, clause: int, piece: Piece) -> Piece | None:
    if clause + 1 < len(layout.pieces) and layout.pieces[clause + 1].sentence == piece.sentence:
        return layout.pieces[clause + 1]
    return None


def _kind(raw: RawDate, layout: Layout, clause: int) -> DateKind:
    before, after = _words_about(raw, layout, clause)
    if _AS_OF.search(before) and not _PLAN.search(before):
        return "as_of"
    if _PLAN.search(before):
        return "plan"
    if raw.precision == "year" and not raw.closing:
        return "year"
    if _PLAN.match(after.lstrip()):
        return "plan"
    if _planned_before(raw, layout, clause) and not _DONE.search(before + after):
        return "plan"
    done = _DONE.search(before) or _DONE.search(after)
    if done and not _DUTY.search(before):
        return "fact"
    if raw.closing or _DUTY.search(before):
        return "deadline"
    if _FACT.search(after) and raw.precision == "day":
        return "fact"
    return "mention"


def _planned_before(raw: RawDate, layout: Layout, clause: int) -> bool:
    """Whether an earlier clause of the sentence opened a plan that goes on (预计8月开工，明年10月完工)."""
    sentence = layout.pieces[clause].sentence if layout.pieces else -1
    for index in range(clause - 1, max(clause - 5, -1), -1):
        piece = layout.pieces[index]
        if piece.sentence != sentence:
            return False
        if _PLAN.search(layout.plain, piece.start, min(piece.end, piece.start + _REACH)):
            return True
    return False


def _event(raw: RawDate, layout: Layout, clause: int) -> str:
    before, after = _words_about(raw, layout, clause)
    words = after.strip() or re.sub(r"(?:应于|应在|预计|计划|力争|拟|于|在|到|截至)$", "", before.strip())
    return words.strip(" ,，:()")[:24]


def dates_in(text: str, year: int | None) -> tuple[DateMention, ...]:
    """All dates of a short text (a deadline cell, a title)."""
    layout = lay_out(text)
    return place(find(layout.plain, year), layout, text)


def deadline(text: str, *, year: int | None = None) -> Deadline:
    """The deadline as written and the last day of each date in it; bare years count when nothing else is named.

    2021年6月底前开工，年底前完成 gives 30 June and 31 December of 2021.
    """
    found = dates_in(text, year)
    exact = [d for d in found if d.kind != "year"] or list(found)
    days: list[date] = []
    for mention in exact:
        if mention.end not in days:
            days.append(mention.end)
    return Deadline(text, tuple(days))


def period(text: str, *, year: int | None = None) -> Period | None:
    """The reporting period that a title or subtitle names (2023年1月至5月, 2024年一季度), None for none.

    A period of several months goes before a quarter or a half, these before a month, a whole year comes last.
    全年 alone is the whole of `year`.
    """
    found = [d for d in dates_in(text, year) if d.kind != "as_of"] or list(dates_in(text, year))
    best = max(found, key=lambda d: _PERIOD_ORDER[_period_rank(d)], default=None)
    if best is None:
        return _whole_year(text, year)
    if best.precision == "day" and best.start == best.end:
        return None
    return Period("".join(best.text.split()), best.start, best.end)


_WHOLE_YEAR = Pattern(r"年终(?=[)）]|$)|全年度?(?!.{0,6}(?:目标|任务|计划|安排|指标))")


def _whole_year(text: str, year: int | None) -> Period | None:
    """全年: as the name of a period it is the year; in prose, before a goal, it is none."""
    found = _WHOLE_YEAR.search(fold(text)) if year is not None else None
    if found is None or year is None:
        return None
    return Period(found[0], date(year, 1, 1), date(year, 12, 31))


_PERIOD_ORDER = {"span": 4, "quarter": 3, "half": 3, "month": 2, "year": 1, "day": 0}


def _period_rank(mention: DateMention) -> str:
    if mention.precision in ("month", "day") and (mention.start.month, mention.start.year) != (
        mention.end.month,
        mention.end.year,
    ):
        return "span"
    return mention.precision


def cut_off(text: str, *, year: int | None = None) -> date | None:
    """The day a report stands at (截至2023年5月31日, 截至3月底): the latest one named, None for none."""
    return max((d.end for d in dates_in(text, year) if d.kind == "as_of"), default=None)


_YEAR = Pattern(r"((?:19|20)[0-9]{2}|二[〇零][〇零一二三四五六七八九]{2}) {0,2}(?:年|[-/.](?=[0-9]))")
_DOCUMENT_YEAR = Pattern(r"[〔\[(【]((?:19|20)[0-9]{2})[〕\])】]")


def year_of(text: str) -> int | None:
    """The first year that a text names, else the year of a document number (〔2023〕), else None."""
    folded = fold(text)
    match = _YEAR.search(folded) or _DOCUMENT_YEAR.search(folded)
    return year_in(match[1], None) if match else None
