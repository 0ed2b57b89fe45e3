"""From prose to facts: clauses, amounts, dates, ranks, stages and status words, each with its span."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from msgspec.structs import replace

from taizhang.ledger import Quantity, Span

from . import nouns, rates
from .aspects import amount_aspect, clause_aspect, opens_part
from .dates import place
from .days import find
from .facts import Aspect, Clause, DateMention, Facts, Kind, Mention, RankMention
from .layout import Layout, Piece, lay_out
from .patterns import Pattern
from .quantities import Amount, amounts
from .ranks import find_ranks
from .stages import find_stages
from .statuses import find_statuses

_CHARS = "[0-9一二三四五六七八九十两半几]"
_NOT_AMOUNTS = Pattern(
    r"[两三四五2-9]个(?= ?[0-9.]{1,6}%)|[0-9]{1,2}:[0-9]{2}"
    rf"|(?<!{_CHARS}){_CHARS}{{1,6}} ?(?:个月|个工作日|个小时|个季度|小时|分钟|天内|周年|年级|年期|岁)"
    rf"|(?<!{_CHARS}){_CHARS}{{1,6}} ?年(?:行动|计划|提升|规划|攻坚|内|来|以上|左右)"
    r"|[〔\[(【](?:19|20)[0-9]{2}[〕\])】] ?[0-9]{1,5} ?号|(?<![0-9])[0-9]{1,6}(?:-[0-9]{1,6}){2,8}",
    first="(0123456789[【〔一七三两九二五八六几十半四",
)


# Reading and checking ask for the same texts in turn: one fewer than a ledger has, and none would be found again.
# This is for five thousand rows; full, it holds some 60 MiB.
@lru_cache(maxsize=16_384)
def read(text: str, *, year: int | None = None) -> Facts:
    """All facts of a text; `year` is the ledger's, for dates without one (10月底).

    Every span counts in `text` as given, and the text of each mention is the text at its span.
    """
    if not text.strip():
        return Facts(text)
    layout = lay_out(text)
    raws = find(layout.plain, year)
    dates = place(raws, layout, text)
    starts = [p.start for p in layout.pieces]
    ranks = find_ranks(layout.plain, text, starts)
    taken = _taken(layout, [(r.start_at, r.end_at) for r in raws], ranks)
    clauses = _clauses(layout, text, dates)
    mentions = _Mentions(layout, text, clauses).read(list(amounts(layout.plain, taken)), taken)
    bounds = [(p.start, p.end) for p in layout.pieces]
    stages = find_stages(layout.plain, bounds)
    return Facts(text, clauses, mentions, ranks, dates, stages, find_statuses(layout.plain, starts))


def _taken(layout: Layout, dates: list[tuple[int, int]], ranks: tuple[RankMention, ...]) -> bytearray:
    """Places whose numbers are no amounts: dates, ranks, durations, clock times, quotations."""
    taken = bytearray(len(layout.plain) + 1)
    spans = [*dates, *layout.quoted, *((r.span.start, r.span.end) for r in ranks)]
    spans.extend(m.span() for m in _NOT_AMOUNTS.finditer(layout.plain))
    for start, end in spans:
        taken[start:end] = b"\x01" * (end - start)
    return taken


def _clauses(layout: Layout, text: str, dates: tuple[DateMention, ...]) -> tuple[Clause, ...]:
    """The clauses; one that says nothing of its own takes aspect and year from the clause before in its sentence."""
    told = [d for d in dates if d.stated_year and d.start.year == d.end.year and not _compares(layout, d)]
    years = {d.clause: d.start.year for d in reversed(told)}
    clauses: list[Clause] = []
    aspect: Aspect | None = None
    year: int | None = None
    sentence = -1
    for index, piece in enumerate(layout.pieces):
        if piece.sentence != sentence:
            sentence, aspect, year = piece.sentence, None, None
        words = layout.plain[piece.start : piece.end]
        own = None if piece.heading else clause_aspect(words)
        aspect = own or (aspect if _inherits(words) else None)
        year = years.get(index, year)
        start, end = _trimmed(words, piece.start)
        span = Span(start, end)
        clauses.append(Clause(span, text[start:end], sentence, piece.label, aspect or Aspect.MENTION, year))
    return tuple(_with_topics(clauses))


def _compares(layout: Layout, mention: DateMention) -> bool:
    """较去年同期增长: a year that is only compared with."""
    before = layout.plain[max(mention.span.start - 2, 0) : mention.span.start]
    return before.endswith(("较", "比")) or layout.plain.startswith("同期", mention.span.end)


def _with_topics(clauses: list[Clause]) -> list[Clause]:
    """A clause that only names what its sentence goes on to tell of takes the least finished aspect of it.

    130套宿舍，目前3栋已完工，2栋正在施工 makes the 130 under way.
    """
    result = list(clauses)
    told: list[Aspect] = []  # what the rest of the sentence tells, from its end
    for index in range(len(clauses) - 1, -1, -1):
        clause = result[index]
        following = result[index + 1] if index + 1 < len(clauses) else None
        if following is None or clause.sentence != following.sentence or clause.label != following.label:
            told = []
        if clause.aspect is Aspect.MENTION and told and _is_topic(clause):
            open_ = [a for a in told if a not in _FINAL]
            result[index] = clause = replace(clause, aspect=open_[0] if open_ else told[-1])
        if clause.aspect is not Aspect.MENTION:
            told.append(clause.aspect)
    return result


_FINAL = (Aspect.DONE, Aspect.TOTAL, Aspect.INCREMENT)


def _is_topic(clause: Clause) -> bool:
    return not nouns.strip_verbs(clause.text[:12])[0]


def _trimmed(words: str, start: int) -> tuple[int, int]:
    """The place of a clause without the blanks and the item number around it."""
    inner = words.strip()
    begin = start + len(words) - len(words.lstrip())
    return begin, begin + len(inner)


def _inherits(words: str) -> bool:
    """A clause that opens with 目前 stands for itself; all else goes on with what was begun."""
    return not words.lstrip().startswith(("目前", "现", "截至"))


class _Mentions:
    """Makes mentions of the amounts of one text, from left to right."""

    def __init__(self, layout: Layout, text: str, clauses: tuple[Clause, ...]) -> None:
        self.layout, self.plain, self.text, self.clauses = layout, layout.plain, text, clauses
        self.starts = [p.start for p in layout.pieces]
        self.last_end = 0

    def read(self, found: list[Amount], taken: bytearray) -> tuple[Mention, ...]:
        part_of_sentence = -1
        mentions: list[Mention] = []
        ordered = sorted([*found, *self._bare_rates(found, taken)], key=lambda a: a.start)
        for amount, following in zip_longest(ordered, ordered[1:]):
            clause = self._clause(amount.start)
            piece = self.layout.pieces[clause]
            before = self.plain[max(piece.start, self.last_end) : amount.start]
            if opens_part(before):
                part_of_sentence = piece.sentence
            aspect = self._aspect(amount, following, clause, before)
            part = part_of_sentence == piece.sentence
            mentions.append(self._mention(amount, clause, before, aspect, part, mentions))
            self.last_end = amount.end
        return tuple(mentions)

    def _aspect(self, amount: Amount, following: Amount | None, clause: int, before: str) -> Aspect:
        end = self.layout.pieces[clause].end
        beside = following is not None and following.start < end
        after = self.plain[amount.end : min(following.start if beside and following else end, amount.end + 60)]
        more = bool(beside and following and following.quantity.unit == amount.quantity.unit)
        return amount_aspect(before, after, self.clauses[clause].aspect, more=more)

    def _clause(self, position: int) -> int:
        return max(bisect_right(self.starts, position) - 1, 0)

    def _bare_rates(self, found: list[Amount], taken: bytearray) -> list[Amount]:
        """Rates printed without their sign: 完成率32.4."""
        places = {a.start for a in found}
        bare = []
        for match in _NAKED.finditer(self.plain):
            start = match.start()
            if start in places or taken[start] or not rates.is_bare_rate(self.plain[max(0, start - 10) : start]):
                continue
            bare.append(Amount(start, match.end(), Quantity(Decimal(match[0]), "", match[0]), Kind.RATE))
        return bare

    def _mention(
        self, amount: Amount, clause: int, before: str, aspect: Aspect, part: bool, mentions: list[Mention]
    ) -> Mention:
        piece, year = self.layout.pieces[clause], self.clauses[clause].year
        quantity = replace(amount.quantity, text=self.text[amount.start : amount.end])
        rate_of, counted, stage = "", "", ""
        if amount.kind is Kind.AMOUNT:
            counted = self.counted(amount, piece)
        else:
            rate_of, counted, stage = self._rate(amount, piece, before, mentions)
        span = Span(amount.start, amount.end)
        return Mention(span, quantity, counted, amount.kind, rate_of, aspect, part, clause, stage, year)

    def _rate(self, amount: Amount, piece: Piece, before: str, mentions: list[Mention]) -> tuple[str, str, str]:
        if mentions and mentions[-1].kind is Kind.RATE and before.strip() in _AND_ALONE:
            return mentions[-1].rate_of, mentions[-1].counted, ""  # 分别占任务的70%和74.7%
        rate_of, subject = rates.rate_name(before, self.plain[amount.end : amount.end + 4])
        if rate_of:
            return rate_of, nouns.noun_before(subject, len(subject), 0), ""
        if rates.is_share_of_goal(self.plain[piece.start : self.last_end], before):
            return "完成率", "", ""
        if share := rates.share_word(self.plain[amount.end : amount.end + 8]):
            return share, nouns.noun_before(before, len(before), 0), ""
        if stage := rates.stage_of(before):
            return "", "", nouns.strip_verbs(stage)[1]
        return "", nouns.noun_after(self.plain, amount.end, piece.end), ""

    def counted(self, amount: Amount, piece: Piece) -> str:
        """The noun that an amount counts."""
        after = nouns.noun_after(self.plain, amount.end, piece.end)
        if after and not nouns.is_generic(after):
            return after
        floor = max(piece.start, self._list_floor(amount, piece))
        before = nouns.noun_before(self.plain, amount.start, floor)
        return before or after

    def _list_floor(self, amount: Amount, piece: Piece) -> int:
        """Where the noun before may begin: behind the last amount in the clause and the mark that closes it."""
        if self.last_end <= piece.start:
            return piece.start
        mark = _AND.search(self.plain, self.last_end, amount.start)
        return mark.end() if mark else self.last_end


_NAKED = Pattern(r"(?<![0-9.])(?<=[率例度达到为: ])[0-9]{1,3}(?:\.[0-9]+)?(?![0-9.]|[0-9.]*[%‰万亿个分元人户])")
_AND = Pattern(r"[、和及与]")
_AND_ALONE = ("和", "、", "及", "与")
