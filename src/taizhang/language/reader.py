"""From prose to facts: clauses, amounts, dates, ranks, stages and status words, each with its span."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from functools import lru_cache

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

_NOT_AMOUNTS = Pattern(
    r"[两三四五2-9]个(?= ?[0-9.]{1,6}%)|[0-9]{1,2}:[0-9]{2}|[0-9一二三四五六七八九十两半几]+ ?(?:个月|个工作日|个小时|个季度|小时|分钟|天内|周年|年级|年期|岁)"
    r"|[0-9一二三四五六七八九十两]+ ?年(?:行动|计划|提升|规划|攻坚|内|来|以上|左右)"
    r"|[〔\[(【](?:19|20)[0-9]{2}[〕\])】] ?[0-9]+ ?号|[0-9]+(?:-[0-9]+){2,}"
)


@lru_cache(maxsize=4096)
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
    years = {d.clause: d.start.year for d in reversed(dates) if d.stated_year and d.start.year == d.end.year}
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
        mentions = []
        for amount in sorted([*found, *self._bare_rates(found, taken)], key=lambda a: a.start):
            clause = self._clause(amount.start)
            piece = self.layout.pieces[clause]
            floor = max(piece.start, self.last_end)
            before = self.plain[floor : amount.start]
            if opens_part(before):
                part_of_sentence = piece.sentence
            mentions.append(self._mention(amount, clause, piece, before, part_of_sentence == piece.sentence))
            self.last_end = amount.end
        return tuple(mentions)

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

    def _mention(self, amount: Amount, clause: int, piece: Piece, before: str, part: bool) -> Mention:
        facts = self.clauses[clause]
        quantity = amount.quantity
        written = self.text[amount.start : amount.end]
        quantity = Quantity(quantity.value, quantity.unit, written, quantity.upper, quantity.bound, quantity.scale)
        rate_of, counted, stage = "", "", ""
        if amount.kind is Kind.AMOUNT:
            counted = self.counted(amount, piece)
        else:
            rate_of, counted, stage = self._rate(amount, piece, before)
        aspect = amount_aspect(before, facts.aspect)
        span = Span(amount.start, amount.end)
        return Mention(span, quantity, counted, amount.kind, rate_of, aspect, part, clause, stage, facts.year)

    def _rate(self, amount: Amount, piece: Piece, before: str) -> tuple[str, str, str]:
        rate_of, subject = rates.rate_name(before)
        if rate_of:
            return rate_of, nouns.noun_before(subject, len(subject), 0), ""
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
