"""What differs between two papers: paragraphs beside those they took the place of, with the changed words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import F, Q, QuerySet

from taizhang.writing.bulletin import bulletin_from_json

from .models import FROZEN, Paper

ALIKE = 0.5
"""From this likeness on (0 to 1) a paragraph is taken for the other one changed, below it for another paragraph."""
_WORDS = re.compile(r"\d+(?:\.\d+)?%?|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph of the last issue (`old`) that another took the place of (`new`); either may be empty."""

    old: str
    new: str

    @property
    def old_parts(self) -> list[tuple[str, bool]]:
        """The old words in pieces, each with whether it is gone."""
        return _parts(self.old, self.new)

    @property
    def new_parts(self) -> list[tuple[str, bool]]:
        """The new words in pieces, each with whether it came."""
        return _parts(self.new, self.old)


def last_issued(paper: Paper, visible: QuerySet[Paper]) -> Paper | None:
    """The paper that this one replaces, else the one of its kind and list that was issued before.

    Of several it is that of the latest period that isn't after the paper's own.
    """
    if paper.supersedes_id is not None:
        return visible.filter(pk=paper.supersedes_id).first()
    found = visible.filter(version__yearly=paper.version.yearly_id, kind=paper.kind, state__in=FROZEN)
    found = found.exclude(pk=paper.pk)
    undated = Q(version__as_of=None)  # a list of goals, which comes before all reports
    day = paper.version.as_of
    found = found.filter(undated | Q(version__as_of__lte=day) if day else undated)
    if paper.issued_at:
        found = found.filter(issued_at__lt=paper.issued_at)
    return found.order_by(F("version__as_of").desc(nulls_last=True), "-issued_at").first()


def changes(old: Paper, new: Paper) -> list[Change]:
    """What differs in title, addressees, paragraphs and numbers of annexed rows, in their order."""
    return list(changed_lines(_lines(old), _lines(new)))


def _lines(paper: Paper) -> list[str]:
    bulletin = bulletin_from_json(paper.content)
    annexed = [f"附件：{annex.title}（{len(annex.rows)}项）" for annex in bulletin.annexes]
    return [bulletin.title, bulletin.to, *(p.text for p in bulletin.paragraphs), *annexed]


def changed_lines(before: Sequence[str], now: Sequence[str]) -> Iterator[Change]:
    """The lines that differ, in their order; a changed line beside what it was."""
    for kind, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _paired(before[a:b], now[c:d])


def _paired(olds: Sequence[str], news: Sequence[str]) -> Iterator[Change]:
    """Each line with the one it is most like, in order: the pairing whose likenesses sum up highest."""
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for a in reversed(range(len(olds))):
        for b in reversed(range(len(news))):
            both = best[a + 1][b + 1] + _likeness(olds[a], news[b])
            best[a][b] = max(both, best[a + 1][b], best[a][b + 1])
    a = b = 0
    while a < len(olds) or b < len(news):
        alike = _likeness(olds[a], news[b]) if a < len(olds) and b < len(news) else 0.0
        if alike and best[a][b] == best[a + 1][b + 1] + alike:
            yield Change(olds[a], news[b])
            a, b = a + 1, b + 1
        elif b == len(news) or (a < len(olds) and best[a][b] == best[a + 1][b]):
            yield Change(olds[a], "")
            a += 1
        else:
            yield Change("", news[b])
            b += 1


def _likeness(old: str, new: str) -> float:
    alike = SequenceMatcher(None, old, new, autojunk=False).quick_ratio()
    return alike if alike >= ALIKE else 0.0


def _parts(words: str, other: str) -> list[tuple[str, bool]]:
    """The words in pieces, each with whether the other text lacks it; a number is one word."""
    if not other:
        return [(words, False)]
    own, theirs = _WORDS.findall(words), _WORDS.findall(other)
    opcodes = SequenceMatcher(None, own, theirs, autojunk=False).get_opcodes()
    return [("".join(own[a:b]), kind != "equal") for kind, a, b, _, _ in opcodes if b > a]
