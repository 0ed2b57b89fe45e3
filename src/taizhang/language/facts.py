"""The facts that prose holds, each with its span; plain data, made by `taizhang.language.read`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from taizhang.ledger import Quantity, Rank, Span, Status


class Aspect(StrEnum):
    """How a clause stands to the world: what it says has been done, is being done, will be, or is not."""

    DONE = "done"  # 已完成5.2公里；建成2处；已全部完成
    TOTAL = "total"  # 累计完成25个村 (the sum so far, over an increment beside it)
    INCREMENT = "increment"  # 3月完成…7个村；本月新增
    ONGOING = "ongoing"  # 正在施工；加快推进
    STARTED = "started"  # 已开工23个
    PREPARED = "prepared"  # 已完成6处口袋公园设计方案；选址；招标；摸排: work before the thing itself
    PLANNED = "planned"  # 计划、预计、将、拟
    REMAINING = "remaining"  # 剩余、尚有
    NOT_BEGUN = "not_begun"  # 未开工；暂未启动；将于近期实施
    MENTION = "mention"  # none of these can be told


class Kind(StrEnum):
    """What an amount is of."""

    AMOUNT = "amount"
    RATE = "rate"  # 完成率43%、覆盖率达到96%
    POINTS = "points"  # 24.9个百分点


class Mention(Struct, frozen=True):
    """One amount in a text.

    The span is that of number and unit alone, without 约 or 以上 around them; these are in the quantity's bound.
    A rate printed without its sign has an empty unit (完成率32.4); money printed without 元 has the unit 元.
    `counted` is the noun it counts, cleaned (城镇新增就业, 口袋公园, 管网); `rate_of` names a rate
    (完成率 for every way to say it, 形象进度, 覆盖率, 增幅 …).  `part` is true for 其中 amounts.
    `stage` is the stage of works that the amount qualifies (路基完成92% is stage 路基).
    """

    span: Span
    quantity: Quantity
    counted: str = ""
    kind: Kind = Kind.AMOUNT
    rate_of: str = ""
    aspect: Aspect = Aspect.MENTION
    part: bool = False
    clause: int = 0
    stage: str = ""
    year: int | None = None


class Clause(Struct, frozen=True):
    """A piece of prose between commas, semicolons or stops, with the heading it stands under (东水厂二期：…)."""

    span: Span
    text: str
    sentence: int
    label: str = ""
    aspect: Aspect = Aspect.MENTION
    year: int | None = None


DateKind = Literal["fact", "deadline", "plan", "as_of", "year", "mention"]


class DateMention(Struct, frozen=True):
    """A day, month or year named in prose: `start` and `end` are its first and last day.

    `stated_year` tells whether the year is in the words or was taken from the ledger's year.
    10月底 ends on 31 October; 年底前 on 31 December; 6月底前 is a deadline of 30 June.
    `event` is the clause's verb phrase (开工, 建成投用), for telling what is due.
    """

    span: Span
    text: str
    start: date
    end: date
    kind: DateKind
    precision: Literal["day", "month", "quarter", "half", "year"]
    stated_year: bool = False
    clause: int = 0
    event: str = ""


class RankMention(Struct, frozen=True):
    """A rank: 在12个有任务的县市区中排名第12; `of` is None for 全市排名第7."""

    span: Span
    rank: Rank
    clause: int = 0


class StageMention(Struct, frozen=True):
    """A stage of works (立项 … 投用; domain.md 5.1) with its place in the order and how far it is.

    Orders of 100 and more are works on the ground.
    """

    span: Span
    stage: str
    order: int
    aspect: Aspect
    clause: int = 0


class StatusMention(Struct, frozen=True):
    """A status word and the canonical status it maps to (domain.md 2.3)."""

    span: Span
    word: str
    status: Status
    clause: int = 0


class Facts(Struct, frozen=True):
    """All that was understood of one text."""

    text: str
    clauses: tuple[Clause, ...] = ()
    mentions: tuple[Mention, ...] = ()
    ranks: tuple[RankMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    stages: tuple[StageMention, ...] = ()
    statuses: tuple[StatusMention, ...] = ()


class Promise(Struct, frozen=True):
    """One thing a task's text promises: counted (46公里 四好农村路), a rate, or a named thing to be done.

    `quantity` is None for a promise without a number (启动老汽车站片区棚户区改造): then `object` names it.
    `part_of` is the index of the promise that this is a part of (其中创业培训300人次).
    """

    span: Span
    object: str
    verb: str = ""
    quantity: Quantity | None = None
    base: Quantity | None = None
    soft: tuple[str, ...] = ()
    part_of: int | None = None
    names: tuple[str, ...] = ()
    kind: Kind = Kind.AMOUNT
    rate_of: str = ""


AnswerKind = Literal["value", "all_done", "prepared", "words", "none"]


class Answer(Struct, frozen=True):
    """How a progress text answers one promise.

    `value`: an amount of the same thing is reported (`done` is the sum reached, in the promise's unit when the
    units convert, else the first amount as printed), or a completion rate alone (`done` is None then);
    `all_done`: 已全部完成 or the thing's own completion in words; `prepared`: only designs, sites, meetings;
    `words`: the thing is spoken of without an amount that is done; `none`: it isn't there.
    `rates` are the completion rates stated for it, `done_mentions` the amounts that `done` was taken from.
    """

    promise: int
    kind: AnswerKind
    done: Quantity | None = None
    done_mentions: tuple[Mention, ...] = ()
    rates: tuple[Mention, ...] = ()
    ranks: tuple[RankMention, ...] = ()
    likeness: float = 0.0
    units_convert: bool = True
