"""Dates in prose as written, with the first and last day of each; what they mean there is told in `dates`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from .numerals import numeral
from .patterns import Pattern

Precision = Literal["day", "month", "quarter", "half", "year"]

_Y = r"(?:(?:19|20)[0-9]{2}|[一二][〇零九][〇零一二三四五六七八九]{2}|今|本|当|去|上|明|次) {0,2}年(?:度)?"
_SHORT_Y = r"[12][0-9]年(?= ?(?:1[0-2]|[1-9]) ?月)"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) {0,2}月"
_D = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]) {0,2}[日号]"
_NOT_MONTH = r"(?!龄|子|租|薪|均|度|报|嫂|饼|季|亮)"
_PART = r"(?:初|上旬|中旬|下旬|中(?!旬|标|心|央|山)|底|末)"
_BEFORE = r"(?: ?(?:之前|以前|前(?!期|往|后|进|三|沿|置|景)|内(?!容)|止))"

# The year before months, quarters and halves is written once: each copy would take a millisecond to compile.
DATES = Pattern(
    r"(?=[0-9一二三四五六七八九十〇今本当去上下明次年第首国元前])(?:"
    rf"(?P<y>{_Y}|{_SHORT_Y})?(?:"
    rf"(?P<span>(?<![0-9]) {{0,2}}(?P<m1>{_M}(?:份)?(?:(?P<d1>{_D}))?|(?:1[0-2]|[1-9])) ?[-至到] ?"
    rf"(?P<ey>{_Y})? ?(?P<m2>{_M}){_NOT_MONTH}(?:份)?(?P<d2> {{0,2}}{_D}|底|末)?)"
    rf"|(?:(?P<month>(?<![0-9.]) {{0,2}}(?P<m>{_M}){_NOT_MONTH}(?:份)?(?: {{0,2}}(?P<d>{_D})|(?P<part>{_PART}))?)"
    r"|(?P<quarter> {0,2}(?:前[二两三23] ?|[一1] ?[-至到] ?[二三四2-4] ?|第[一二三四1-4] ?|首"
    r"|[一二三四1-4] ?(?=季[度末底]))季度?(?:末|底)?)"
    rf"|(?P<half> {{0,2}}[上下]半年(?:底|末)?)){_BEFORE}?)"
    r"|(?P<years>(?P<y1>20[0-9]{2})年? ?[-至到] ?(?P<y2>20[0-9]{2}) ?年(?:度)?)"
    r"|(?P<plan>十[二三四五六]五”?(?:规划)?(?:期间|时期)?)"
    r"|(?P<feast>(?:国庆|元旦)(?:节)?(?:前|期间))"
    r"|(?:(?P<num>(?<![0-9.])(?:20)[0-9]{2}(?P<sep>[-./])(?:1[0-2]|0?[1-9])(?P=sep)(?:3[01]|[12][0-9]|0?[1-9])(?![0-9]))"
    r"|(?P<yend>(?P<ye>(?:19|20)[0-9]{2} {0,2}年(?:度)?|[今本当明次去]年)? {0,2}"
    r"(?<![0-9一二三四五六七八九十几近每多半整历往少青中两])(?:年|(?<=年))(?:底|末|终|内|初))"
    rf"|(?P<year>{_Y}(?!级|生|轻|龄|纪))){_BEFORE}?"
    r")"
)
_ALONE = Pattern(
    r"\s*(20[0-9]{2})(?P<sep>[.\-/])(1[0-2]|0?[1-9])"
    r"(?: ?[-至到] ?(?:(?P<later>20[0-9]{2})(?P=sep))?(?P<last>1[0-2]|0?[1-9]))?(?: ?前)?\s*"
)
_SHORTEST = 18
_IN_EVERY_DATE = ("年", "月", "季", "20", "五", "国庆", "元旦")
"""One of these stands in each alternative of `DATES`; a text without any, as most short cells are, holds no date."""


class RawDate(Struct, frozen=True):
    """A date as found: where, its days (None when no year is known), how exact, and whether 前 or 内 closes it."""

    start_at: int
    end_at: int
    start: date | None
    end: date | None
    precision: Precision
    stated_year: int | None
    bounded: bool
    closing: bool


def find(folded: str, year: int | None) -> list[RawDate]:
    """All dates in a folded text; `year` stands in for a year that is not in the words.

    A year that was named earlier in the same sentence goes before it.
    """
    found: list[RawDate] = []
    alone = _ALONE.fullmatch(folded) if len(folded) <= _SHORTEST else None
    if alone and (alone["later"] or not alone["last"] or alone["sep"] != "-"):  # 2025-3-12 is a day
        return [_alone(alone)]
    if not any(word in folded for word in _IN_EVERY_DATE):
        return found
    carried: int | None = None
    last_end = 0
    for match in DATES.finditer(folded):
        if _sentence_ends(folded, last_end, match.start()):
            carried = None
        last_end = match.end()
        raw = _raw(match, carried if carried is not None else year, year)
        carried = raw.stated_year if raw.stated_year is not None else carried
        joined = found and match["num"] and found[-1].precision == "day" and folded[found[-1].end_at : match.start()]
        if joined and joined.strip() in ("-", "至", "到"):  # 2025.3.1-2025.11.30 is one time
            raw = replace(raw, start_at=found[-1].start_at, start=found.pop().start)
        found.append(raw)
    return found


def _alone(match: re.Match[str]) -> RawDate:
    """The months that are all of a plan's cell: 2025.8, 2025.3-2025.11, 2025.10前."""
    year, month = int(match[1]), int(match[3])
    last = _last(int(match["later"] or year), int(match["last"] or month))
    due = match[0].rstrip().endswith("前")
    return RawDate(match.start(1), len(match[0].rstrip()), _date(year, month, 1), last, "month", year, due, due)


def _sentence_ends(text: str, start: int, end: int) -> bool:
    return any(c in "。;!?\n" for c in text[start:end])


def _raw(match: re.Match[str], default: int | None, ledger: int | None) -> RawDate:
    text = match[0].replace(" ", "")
    stated, start, end, precision = _days(match, _kind(match), default, ledger)
    bounded = text.endswith(("前", "内", "止"))
    closing = bounded or bool(re.search(r"[底末终]", text))
    return RawDate(match.start(), match.end(), start, end, precision, stated, bounded, closing)


_KINDS = ("num", "span", "years", "month", "quarter", "half", "yend", "plan", "feast", "year")


def _kind(match: re.Match[str]) -> str:
    return next(k for k in _KINDS if match[k] is not None)


_Days = tuple[int | None, date | None, date | None, Precision]


def _days(match: re.Match[str], kind: str, default: int | None, ledger: int | None) -> _Days:
    if kind == "num":
        y, m, d = (int(p) for p in re.findall(r"[0-9]+", match[0])[:3])
        return y, _date(y, m, d), _date(y, m, d), "day"
    if kind == "span":
        return _month_span(match, default, ledger)
    if kind == "years":
        return int(match["y1"]), date(int(match["y1"]), 1, 1), date(int(match["y2"]), 12, 31), "year"
    if kind == "month":
        return _month_or_day(match, default, ledger)
    if kind == "plan":
        first = 2011 + 5 * "二三四五六".index(match[0][1])  # the twelfth plan began in 2011
        return None, date(first, 1, 1), date(first + 4, 12, 31), "year"
    return _part_of_year(match, kind, default, ledger)


def year_in(words: str | None, ledger: int | None) -> int | None:
    """The year that 2023年, 二〇二三年, 今年 or 23年 names, None when it names none."""
    if not words:
        return None
    text = words.replace(" ", "").split("年")[0]
    shift = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "明": 1, "次": 1}.get(text)
    if shift is not None:
        return None if ledger is None else ledger + shift
    value = numeral(text)
    if value is None:
        return None
    return int(value) + 2000 if value < 100 else int(value)


def _number(words: str) -> int:
    value = numeral(words.strip().rstrip("月日号份 "))
    return int(value) if value is not None else 0


def _date(year: int | None, month: int, day: int) -> date | None:
    """The day, None when there is no such day."""
    if year is None or not 1 <= year <= 9999 or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _last(year: int | None, month: int) -> date | None:
    return None if year is None or not 1 <= month <= 12 else date(year, month, monthrange(year, month)[1])


def _month_span(match: re.Match[str], default: int | None, ledger: int | None) -> _Days:
    stated = year_in(match["y"], ledger)
    year = stated if stated is not None else default
    last_year = year_in(match["ey"], ledger) or year
    first = match["m1"].split("月")[0]
    day1 = _number(match["d1"]) if match["d1"] else 1
    start = _date(year, _number(first), day1)
    month2 = _number(match["m2"])
    tail = (match["d2"] or "").strip()
    end = _date(last_year, month2, _number(tail)) if tail and tail not in "底末" else _last(last_year, month2)
    return stated, start, end, "month" if not tail or tail in "底末" else "day"


_PARTS = {
    "初": (1, 10),
    "上旬": (1, 10),
    "中": (11, 20),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
}


def _month_or_day(match: re.Match[str], default: int | None, ledger: int | None) -> _Days:
    stated = year_in(match["y"], ledger)
    year = stated if stated is not None else default
    month = _number(match["m"])
    if match["d"]:
        day = _date(year, month, _number(match["d"]))
        return stated, day, day, "day"
    last = _last(year, month)
    if last is None:
        return stated, None, None, "month"
    first_day, last_day = _PARTS.get(match["part"] or "", (1, 31))
    return stated, last.replace(day=first_day), last.replace(day=min(last_day, last.day)), "month"


def _part_of_year(match: re.Match[str], kind: str, default: int | None, ledger: int | None) -> _Days:
    words = {"quarter": match["y"], "half": match["y"], "yend": match["ye"], "year": match["year"], "feast": None}[kind]
    stated = year_in(words, ledger)
    year = stated if stated is not None else default
    precision: Precision = "quarter" if kind == "quarter" else "half" if kind == "half" else "year"
    if year is None or not 1 <= year <= 9999:
        return stated, None, None, precision
    if kind == "quarter":
        first, last = _quarters(match[0])
        return stated, date(year, 3 * first - 2, 1), _last(year, 3 * last), precision
    if kind == "half":
        second = "下" in match[0]
        return (
            stated,
            date(year, 7 if second else 1, 1),
            date(year, 12 if second else 6, 31 if second else 30),
            precision,
        )
    if kind == "feast":
        first = "国庆" in match[0]
        return None, date(year, 1, 1), date(year, 9, 30) if first else date(year, 12, 31), "day"
    if "初" in match[0]:
        return stated, date(year, 1, 1), date(year, 1, 31), "month"
    return stated, date(year, 1, 1), date(year, 12, 31), precision


def _quarters(text: str) -> tuple[int, int]:
    """First and last quarter: 二季度, 前三季度, 一至三季度."""
    signs = [int(numeral(c) or 1) for c in text[text.find("年") + 1 :] if c in "一二两三四1234"]
    last = signs[-1] if signs else 1
    return (1 if "前" in text or len(signs) > 1 else last), last
