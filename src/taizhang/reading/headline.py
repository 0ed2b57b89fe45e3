"""Finding the header in a stream of pieces, and the ways its cells may stand over columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from taizhang.language.chars import unspaced
from taizhang.language.patterns import Pattern
from taizhang.ledger import Role

from .column_names import DONE, MEASURED, matrix_role, may_head, role_named, settled, sure, under_group
from .kinds import traits
from .lexicon import halves, role_of
from .patterns import is_section
from .pieces import Piece, joined

_BRACKET = Pattern(r"^[(（][^()（）]{1,8}[)）]$")
_GROUP = Pattern(r"计划|情况|进度|任务|目标|投资|资金|责任|年|季|完成|分工|指标|领导|单位")


class Head(Struct, frozen=True):
    """One header cell of a plan: its piece and the columns and tiers it covers."""

    piece: Piece
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Plan(Struct, frozen=True):
    """One way to read a header: its cells, and for each column its role."""

    heads: tuple[Head, ...]
    roles: tuple[Role, ...]
    tiers: int = 1


def find_header(pieces: Sequence[Piece], start: int = 0) -> tuple[int, int] | None:
    """The first run of pieces (begin, end) that is a table's header, None when there is none."""
    at = start
    while at < len(pieces):
        if sure(pieces[at].text) >= 0.5:
            end = _header_end(pieces, at)
            certain = {p.text for p in pieces[at:end] if sure(p.text) >= 0.8}
            if len(certain) >= 3 or (
                len(certain) == 2 and role_of(pieces[at].text)[0] is Role.NUMBER and end - at == 2
            ):
                return at, end
        at += 1
    return None


def _header_end(pieces: Sequence[Piece], begin: int) -> int:
    """Behind the last header piece of the run that begins there."""
    last, unknown = begin, 0
    patient = _repeats(pieces[begin : begin + 60])
    for at in range(begin, min(len(pieces), begin + 80)):
        text = pieces[at].text
        shown = traits(text)
        if "number" in shown or "ordinal" in shown or is_section(text):
            return _before_data(pieces, begin, at, last)
        if not text:
            continue
        if sure(text) >= 0.5 or _BRACKET.match(text):
            last, unknown = at, 0
        elif (may_head(text) or (patient and not shown & {"amount", "place"})) and unknown < 30:
            unknown += 1
        else:
            break
        few = last == begin or unknown > last - begin + 1
        if unknown > 2 and few and not patient and not MEASURED.search(text):
            break
    return last + 1


def _repeats(pieces: Sequence[Piece]) -> bool:
    """True when a few sure names come again at once, as under a matrix's headings: 目标 进度 目标 进度."""
    texts = [p.text for p in pieces]
    for size in (2, 3, 4):
        for at in range(len(texts) - 2 * size + 1):
            part = texts[at : at + size]
            again = part == texts[at + size : at + 2 * size] and len(set(part)) > 1
            if again and all(sure(t) >= 0.8 or DONE.match(t) for t in part):
                return not any("amount" in traits(t) for t in texts[:at])
    return False


def _before_data(pieces: Sequence[Piece], begin: int, at: int, last: int) -> int:
    """The header's end when row 1 begins at `at`: unknown short pieces before it are header cells too."""
    between = [p.text for p in pieces[last + 1 : at] if p.text]
    if len(between) <= 2 and all(may_head(t) and "unit" not in traits(t) for t in between):
        return at
    return last + 1


def merge_names(pieces: Sequence[Piece]) -> list[Piece]:
    """Header pieces with those joined that a line break cut: `目标` + `任务`, `年度投资` + `(万元)`."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and piece.text and merged[-1].text and _belongs(merged[-1].text, piece.text):
            merged[-1] = joined([merged[-1], piece], "\n")
        else:
            merged.append(piece)
    return merged


def _belongs(before: str, after: str) -> bool:
    if _BRACKET.match(after):
        return True
    whole = sure(before + after)
    if whole < 1.0:
        return False
    return sure(before) < 1.0 or sure(after) < 1.0 or (len(before) <= 2 and len(after) <= 2)


def plans(pieces: Sequence[Piece]) -> Iterator[Plan]:
    """The ways to read a header's pieces, the plainest first."""
    names = merge_names(pieces)
    filled = [p for p in names if p.text]
    yield from _matrices(filled)
    yield _flat(filled)
    apart = [p for p in pieces if p.text]
    if len(apart) == len(filled) + 1:  # 项目 and 内容 may be two columns as well as one
        yield _flat(apart)
    if len(filled) != len(names):
        yield _flat(names)
    yield from _two_tiers(filled)


def _flat(names: Sequence[Piece]) -> Plan:
    heads, roles = [], []
    for column, piece in enumerate(names):
        heads.append(Head(piece, 0, column))
        roles.append(role_named(piece.text))
    return Plan(tuple(h for h in heads if h.piece.text), settled(roles))


def with_hidden(plan: Plan) -> Iterator[Plan]:
    """The plan with an unnamed column behind the project's name, or behind a heading of two names."""
    for head in plan.heads:
        if head.columns != 1 or head.row + head.rows != plan.tiers:
            continue
        pair = halves(head.piece.text)
        role = plan.roles[head.column]
        if role is not Role.PROJECT and not pair:
            continue
        second = role_of(pair[1])[0] or Role.EXTRA if pair else Role.SUBPROJECT
        heads = tuple(_shifted(h, head.column) for h in plan.heads)
        roles = (*plan.roles[: head.column + 1], second, *plan.roles[head.column + 1 :])
        yield Plan(heads, roles, plan.tiers)


def _shifted(head: Head, column: int) -> Head:
    """A header cell after a column was put in behind `column`: moved, or widened when it covers it."""
    if head.column > column:
        return Head(head.piece, head.row, head.column + 1, head.rows, head.columns)
    covers = head.column <= column < head.column + head.columns
    return Head(head.piece, head.row, head.column, head.rows, head.columns + covers)


def _two_tiers(names: Sequence[Piece]) -> Iterator[Plan]:
    """Plans in which one cell stands over several: row by row (its parts come last) or part by part."""
    groups = [k for k, p in enumerate(names) if k and (sure(p.text) < 0.9 or _GROUP.search(p.text))]
    groups.sort(key=lambda k: sure(names[k].text))
    for group in groups[:4]:
        for size in range(2, min(6, max(3, len(names) // 2 + 1))):
            tail = len(names) - size
            if tail > group:
                yield _tiered(names, group, list(range(tail, len(names))))
            if group + size < len(names):
                yield _tiered(names, group, list(range(group + 1, group + 1 + size)))


def _tiered(names: Sequence[Piece], group: int, parts: list[int]) -> Plan:
    heads: list[Head] = []
    roles: list[Role] = []
    for k, piece in enumerate(names):
        if k in parts:
            continue
        if k != group:
            heads.append(Head(piece, 0, len(roles), rows=2))
            roles.append(role_named(piece.text))
            continue
        heads.append(Head(piece, 0, len(roles), columns=len(parts)))
        for part in parts:
            heads.append(Head(names[part], 1, len(roles)))
            roles.append(under_group(names[part].text, piece.text))
    return Plan(tuple(heads), settled(roles), 2)


def _matrices(names: Sequence[Piece]) -> Iterator[Plan]:
    """Plans in which the same few columns repeat under each of several headings (目标 进度 比例, 目标 …)."""
    texts = [unspaced(p.text) for p in names]
    for size in (2, 3, 4):
        count = 1
        while (
            len(texts) >= size * (count + 1) and texts[-size:] == texts[-size * (count + 1) : len(texts) - size * count]
        ):
            count += 1
        upper = list(names[: len(names) - size * count])
        if count < 2 or len(upper) < count:
            continue
        yield _matrix(upper, list(names[len(upper) :]), size, count)
        return


def _matrix(upper: list[Piece], lower: list[Piece], size: int, count: int) -> Plan:
    begin = _indicators(upper, count)
    plain = [p for k, p in enumerate(upper[:begin]) if k == 0 or sure(p.text) >= 0.8]
    above = [p for p in upper if p not in plain and p not in upper[begin : begin + count]]
    tiers = len(above) + 2
    heads = [Head(p, 0, k, rows=tiers) for k, p in enumerate(plain)]
    width = len(plain)
    heads += [Head(p, r, width, columns=size * count) for r, p in enumerate(above)]
    for k, piece in enumerate(upper[begin : begin + count]):
        heads.append(Head(piece, tiers - 2, width + k * size, columns=size))
    heads += [Head(p, tiers - 1, width + k) for k, p in enumerate(lower)]
    roles = [role_named(p.text) for p in plain]
    if roles and roles[0] is Role.EXTRA:
        roles[0] = Role.REGION
    return Plan(tuple(heads), (*roles, *(matrix_role(p.text) for p in lower)), tiers)


def _indicators(upper: Sequence[Piece], count: int) -> int:
    """Where the `count` headings begin that stand right over the repeated columns."""

    def score(begin: int) -> float:
        window = upper[begin : begin + count]
        units = sum(1 for p in window if re.search(r"[(（][^()（）]{1,4}[)）]", p.text))
        return (
            units * 2.0
            - sum(1 for p in window if "unit" in traits(p.text))
            - sum(1 for p in window if sure(p.text) >= 0.9)
        )

    return max(range(len(upper) - count + 1), key=lambda b: (score(b), b))
