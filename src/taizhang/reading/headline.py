"""Finding the header in a stream of pieces, and the ways its cells may stand over columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taizhang.language.chars import unspaced
from taizhang.language.headings import SO_FAR
from taizhang.language.patterns import Pattern
from taizhang.ledger import Role

from .kinds import traits
from .lexicon import halves, role_of
from .patterns import SENTENCE_END, is_aside, is_section
from .pieces import Piece, joined

_BRACKET = Pattern(r"^[(（][^()（）]{1,8}[)）]$")
_MEASURED = Pattern(r"[(（][^()（）]{1,6}[)）]$")
_DONE = Pattern(r"^\s*(?:(?:已|实际|累计|目前)?完成|实际|累计|已建|已办)[数量额值]?\s*$")
OF_WORKS = Pattern(r"^\s*(?:开工|竣工|完工|开竣工)(?:时间|日期)?\s*$")
"""A heading over the planned and the actual day of works."""
_FIGURED = Pattern(r"\d")
_TIMED = Pattern(r"(?:20\d\d年?)?(?:\d{1,2}[-—－~～至])?\d{1,2}月|20\d\d年|\d季度")
_MONTH = Pattern(r"^(?:20\d\d年)?\d{1,2}(?:[-—－~～至]\d{1,2})?月(?:份|底|末)?$|^20\d\d年$")
_GROUP = Pattern(r"计划|情况|进度|任务|目标|投资|资金|责任|年|季|完成|分工|指标|领导|单位")


@dataclass(frozen=True, slots=True)
class Head:
    """One header cell of a plan: its piece and the columns and tiers it covers."""

    piece: Piece
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to read a header: its cells, and for each column its role."""

    heads: tuple[Head, ...]
    roles: tuple[Role, ...]
    tiers: int = 1


def sure(text: str) -> float:
    """How surely a text is a header name, 0 to 1."""
    return role_of(text)[1]


def _may_head(text: str) -> bool:
    """True for a text that could be an unknown header name."""
    if sure(text) >= 1.0:  # % too, without a character
        return True
    shown = traits(text)
    if not text or len(text) > 24 or SENTENCE_END.search(text) or not shown & {"han"}:
        return False
    if _MEASURED.search(text) or sure(text) >= 0.8:  # 任务 may also be a person's name
        return True
    return not (shown & {"people", "place"} or is_section(text) or is_aside(text) or (len(text) > 16 and "，" in text))


def names_columns(texts: Sequence[str]) -> bool:
    """True for a row of header names: at least two sure ones, which with places make up half of it, and no figures.

    Where names come again, as under a matrix's indicators (任务 完成 任务 完成), a bare 完成 is one too.
    """
    if len(texts) < 2 or max(map(len, texts)) > 40 or any(t.strip("().、（）．%").isdigit() for t in texts):
        return False
    if numbers_items(texts):
        return True
    again = len(set(texts)) * 2 <= len(texts)
    names = {t for t in texts if sure(t) >= 0.8 or (again and _DONE.match(t))}
    near = sum(1 for t in texts if t in names or sure(t) >= 0.5 or traits(t) & {"place"})
    return len(names) >= 2 and near * 2 >= len(texts) and not any(traits(t) & {"number", "amount"} for t in texts)


def numbers_items(texts: Sequence[str]) -> bool:
    """True for a row that opens with 序号 or 排名 and goes on with short words, known or not, without figures."""
    role, sureness = role_of(texts[0])
    if len(texts) < 3 or sureness < 1.0 or role not in (Role.NUMBER, Role.RANK):
        return False
    return all(names_like(t) for t in texts[1:])


def names_like(text: str) -> bool:
    """Whether a text may be a heading where its place says so: 满意率, which alone could be a person."""
    if sure(text) >= 0.8 or _MONTH.match(text):
        return True
    if len(text) > 24 or SENTENCE_END.search(text) or is_section(text):
        return False
    return "han" in traits(text) and not _FIGURED.search(_TIMED.sub("", _MEASURED.sub("", text)))


def open_places(filled: Sequence[int], width: int) -> set[int]:
    """Columns in which a lower tier may stand: those a cell with empty places to its right reaches over."""
    found: set[int] = set()
    for column, after in zip(filled, [*filled[1:], width], strict=True):
        if after > column + 1:
            found.update(range(column, after))
    return found


def is_lower_tier(texts: dict[int, str], above: Sequence[int], width: int) -> bool:
    """True when a row (column to text) is a further tier of the header row above it.

    Its texts are short and no figures, none stands in the first column, and all are under cells that reach
    over several columns, or are header names.
    """
    if not texts or 0 in texts or len(texts) < 2:
        return False
    if not all(map(_may_head, texts.values())):  # names of places and the like: only where there is room for them
        short = all(len(t) <= 8 and names_like(t) for t in texts.values())
        return short and set(texts) <= open_places(above, width)
    names = sum(1 for t in texts.values() if sure(t) >= 0.8)
    return set(texts) <= open_places(above, width) or names == len(texts)


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
        elif (_may_head(text) or (patient and not shown & {"amount", "place"})) and unknown < 30:
            unknown += 1
        else:
            break
        few = last == begin or unknown > last - begin + 1
        if unknown > 2 and few and not patient and not _MEASURED.search(text):
            break
    return last + 1


def _repeats(pieces: Sequence[Piece]) -> bool:
    """True when a few sure names come again at once, as under a matrix's headings: 目标 进度 目标 进度."""
    texts = [p.text for p in pieces]
    for size in (2, 3, 4):
        for at in range(len(texts) - 2 * size + 1):
            part = texts[at : at + size]
            again = part == texts[at + size : at + 2 * size] and len(set(part)) > 1
            if again and all(sure(t) >= 0.8 or _DONE.match(t) for t in part):
                return not any("amount" in traits(t) for t in texts[:at])
    return False


def _before_data(pieces: Sequence[Piece], begin: int, at: int, last: int) -> int:
    """The header's end when row 1 begins at `at`: unknown short pieces before it are header cells too."""
    between = [p.text for p in pieces[last + 1 : at] if p.text]
    if len(between) <= 2 and all(_may_head(t) and "unit" not in traits(t) for t in between):
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


def _role(text: str) -> Role:
    return role_of(text)[0] or Role.EXTRA


def _flat(names: Sequence[Piece]) -> Plan:
    heads, roles = [], []
    for column, piece in enumerate(names):
        heads.append(Head(piece, 0, column))
        roles.append(_role(piece.text))
    return Plan(tuple(h for h in heads if h.piece.text), settled(roles))


def settled(roles: Sequence[Role]) -> tuple[Role, ...]:
    """Roles with 目标任务 and its like taken for what they are beside the other columns."""
    fixed = list(roles)
    if Role.PROJECT not in fixed and Role.TARGET in fixed and Role.CONTENT in fixed:
        target, content = fixed.index(Role.TARGET), fixed.index(Role.CONTENT)
        if target < content:
            fixed[target] = Role.PROJECT
    return tuple(fixed)


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
            roles.append(_role(piece.text))
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
    roles = [_role(p.text) for p in plain]
    if roles and roles[0] is Role.EXTRA:
        roles[0] = Role.REGION
    return Plan(tuple(heads), (*roles, *(matrix_role(p.text) for p in lower)), tiers)


def under_group(leaf: str, group: str) -> Role:
    """The role of a column under a heading over several: its own name's, else what the heading is about."""
    own, above = role_of(leaf)[0], _role(group)
    if above is Role.PROGRESS and (own is Role.REMARKS or SO_FAR.search(unspaced(leaf))):
        return above  # 说明 under 完成情况 tells of the progress, 一季度 under 分季进展 too
    if own is Role.TARGET and above is Role.INVESTMENT:  # 年度计划 under 投资 is the money planned
        return above
    if own and (own is not Role.EXTRA or role_of(leaf)[1] == 1.0):
        return own
    if _DONE.match(leaf):
        return Role.ACHIEVED
    if re.search(r"[%％率比]", leaf):
        return Role.RATE
    return Role.ACHIEVED if above is Role.PROGRESS else above


def side_of(heading: str) -> Role | None:
    """Whether a heading over columns is the goal's side or the result's (任务 over 数量, 完成 over 数量)."""
    role = matrix_role(heading)
    return role if role in (Role.TARGET, Role.ACHIEVED) else None


def matrix_role(text: str, over: str = "") -> Role:
    """The role of a column under an indicator: 进度 is there an amount, not a report, and 任务 the amount due."""
    role = _role(text)
    if OF_WORKS.search(over):  # its plan is a day, and what was is one too
        return Role.DEADLINE if role is Role.TARGET and "开工" not in over else Role.EXTRA
    if role in (Role.PROGRESS, Role.STAGE) or (role is Role.EXTRA and _DONE.match(text)):
        return Role.ACHIEVED
    return Role.TARGET if role in (Role.PROJECT, Role.CONTENT) else role


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
