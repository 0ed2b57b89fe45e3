"""Rows of units' files matched with the tasks of an existing list: by what they promise, number and unit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from taizhang.language.spelling import likeliest, part_ratio, ratio
from taizhang.ledger import REPORTED, Ledger, Task

from .assignment import assign

LEAST = 55.0
"""Likeness in percent below which a row is no report of a task."""
SURE = 85.0
"""Likeness in percent from which a match needs no person, if no other task comes near."""
MARGIN = 6.0
"""By how much, in percent, a sure match must be likelier than the next one."""
SHOWN = 4
"""Likeliest tasks kept for a row."""

_MARKS = re.compile(r"[\s，。、；：,;:.．()（）“”\"《》]+")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_OTHER_NUMBERS = 5.0  # percent off where the figures differ: 3 parks of one street are not 5 of another
_SAME_UNIT, _SAME_NUMBER, _OTHER_UNIT = 0.35, 0.15, 12.0


class Match(Struct, frozen=True):
    """Row `row` of file `file` and the task (its row in the list) that it reports, None for none.

    `likeness` is in percent; `likely` are the likeliest tasks with theirs, best first.  `sure` says that no person
    need look.  `silent` rows say nothing of the period, as those of other units in a table sent round to all.
    `rivals` are other files that claim the same task, which a person must decide; `instead` is the one that was
    taken in this one's place, because this one tells nothing new.
    """

    file: int
    row: int
    task: int | None = None
    likeness: float = 0.0
    likely: tuple[tuple[int, float], ...] = ()
    sure: bool = False
    silent: bool = False
    rivals: tuple[int, ...] = ()
    instead: int | None = None


def match_reports(ledger: Ledger, files: Sequence[Ledger]) -> tuple[Match, ...]:
    """Every task row of every file once, in order; within a file a task is taken by one row at most.

    Of several files that claim a task, the one that tells something new is taken, if it is one; else `rivals` says
    whom a person must decide between.
    """
    identities = [_Identity.of(task, name) for task, name in _tasks(ledger)]
    found = [match for k, file in enumerate(files) for match in _of_file(k, file, identities)]
    return tuple(_settle(ledger, files, found))


def _said(ledger: Ledger) -> dict[int, str]:
    """What each row tells of its period, without blanks, cells merged over it too; without rows that tell nothing."""
    told: dict[int, str] = defaultdict(str)
    for task in ledger.tasks:
        for cell in task.cells:
            if ledger.columns[cell.column].role in REPORTED:
                for row in range(task.row, task.row + cell.rows):
                    told[row] += "".join(cell.text.split())
    return told


def _tasks(ledger: Ledger) -> list[tuple[Task, str]]:
    return [(task, project.name) for project in ledger.projects for task in project.tasks]


class _Identity(Struct, frozen=True, dict=True):
    """What a task is known by."""

    row: int
    content: str
    whole: str
    number: str
    units: frozenset[str]

    @classmethod
    def of(cls, task: Task, project: str) -> _Identity:
        units = (*task.lead_units, *task.responsible_units)
        names = "".join(dict.fromkeys((project, task.name, task.content)))
        return cls(
            task.row, _plain(task.content), _plain(names), _plain(task.number), frozenset(_plain(u.name) for u in units)
        )

    @cached_property
    def figures(self) -> tuple[str, ...]:
        return tuple(_DIGITS.findall(self.whole))


def _plain(text: str) -> str:
    return _MARKS.sub("", text)


def _of_file(number: int, file: Ledger, ours: Sequence[_Identity]) -> list[Match]:
    rows = [_Identity.of(task, name) for task, name in _tasks(file)]
    likely = {k: _likely(row, ours) for k, row in enumerate(rows)}
    weights = {(k, i): score - LEAST for k, scores in likely.items() for i, score in scores.items()}
    pairs = assign(weights)
    taken = {i: likely[k][i] for k, i in pairs.items()}
    told = _said(file)
    return [_match(number, row, likely[k], pairs.get(k), ours, taken, row.row in told) for k, row in enumerate(rows)]


def _match(
    file: int,
    row: _Identity,
    likely: Mapping[int, float],
    chosen: int | None,
    ours: Sequence[_Identity],
    taken: Mapping[int, float],
    told: bool,
) -> Match:
    best = sorted(likely.items(), key=lambda item: -item[1])[:SHOWN]
    shown = tuple((ours[i].row, round(score, 1)) for i, score in best)
    if chosen is None:
        return Match(file, row.row, likely=shown, silent=not told)
    score = likely[chosen]
    others = [s for i, s in likely.items() if i != chosen and s > taken.get(i, 0.0)]
    sure = score >= SURE and score - max(others, default=0.0) >= MARGIN
    return Match(file, row.row, ours[chosen].row, round(score, 1), shown, sure, silent=not told)


def _likely(row: _Identity, ours: Sequence[_Identity]) -> dict[int, float]:
    """The tasks that the row may be of, by their index, with the likeness."""
    near: set[int] = set()
    for text, theirs in ((row.content, [o.content for o in ours]), (row.whole, [o.whole for o in ours])):
        if text:
            near |= {i for i, _ in likeliest(text, theirs, 35, limit=8)}
            near |= {i for i, _ in likeliest(text, theirs, 75, limit=8, part=True)}
    scored = {i: _likeness(row, ours[i]) for i in near}
    return {i: score for i, score in scored.items() if score > LEAST}


def _likeness(row: _Identity, task: _Identity) -> float:
    """In percent: of the words first; the same unit and number close a part of the gap, another unit opens it."""
    score = max(
        ratio(row.whole, task.whole),
        ratio(row.content, task.content) if row.content and task.content else 0.0,
        0.92 * _part(row.content, task.whole),
        0.92 * _part(task.content, row.whole),
    )
    if row.figures and task.figures and not set(row.figures) & set(task.figures):
        score -= _OTHER_NUMBERS
    if row.units and task.units:
        if _share(row.units, task.units):
            score += (100 - score) * _SAME_UNIT
        else:
            score -= _OTHER_UNIT
    if row.number and row.number == task.number:
        score += (100 - score) * _SAME_NUMBER
    return max(0.0, score)


def _part(short: str, long: str) -> float:
    """How much of a short text stands in a long one; texts under six characters stand anywhere."""
    return part_ratio(short, long) if 6 <= len(short) <= len(long) else 0.0


def _share(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether one unit is named by both; 教育局 and 县教育局 are one."""
    return any(a.endswith(b) or b.endswith(a) for a in ours for b in theirs)


def _settle(ledger: Ledger, files: Sequence[Ledger], found: Sequence[Match]) -> Iterator[Match]:
    """The matches with what several files claim decided, or marked for a person."""
    claims: dict[int, list[Match]] = defaultdict(list)
    for match in found:
        if match.task is not None and not match.silent:
            claims[match.task].append(match)
    before, told = _said(ledger), [_said(file) for file in files]
    for match in found:
        rivals = claims.get(match.task, []) if match.task is not None and not match.silent else []
        if len(rivals) < 2:
            yield match
            continue
        news = _news(before.get(match.task or 0, ""), told, rivals)
        if len(news) == 1 and news[0] is match:
            yield match
        elif len(news) == 1:
            yield replace(match, task=None, sure=True, instead=news[0].file)
        else:
            yield replace(match, sure=False, rivals=tuple(r.file for r in rivals if r is not match))


def _news(before: str, told: Sequence[Mapping[int, str]], rivals: Sequence[Match]) -> list[Match]:
    """Those that tell something other than the period before and than each other."""
    different: dict[str, Match] = {}
    for match in rivals:
        different.setdefault(told[match.file][match.row], match)
    fresh = [match for text, match in different.items() if text != before]
    return fresh or list(different.values())
