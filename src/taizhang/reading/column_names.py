"""What texts name columns, and the role a column has by its name and what stands over it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from taizhang.language.chars import unspaced
from taizhang.language.headings import SO_FAR
from taizhang.language.patterns import Pattern
from taizhang.ledger import Role

from .kinds import traits
from .lexicon import role_of, undated
from .patterns import SENTENCE_END, is_aside, is_section

MEASURED = Pattern(r"[(（][^()（）]{1,6}[)）]$")
DONE = Pattern(r"^\s*(?:(?:已|实际|累计|目前)?完成|实际|累计|已建|已办)[数量额值]?\s*$")
OF_WORKS = Pattern(r"^\s*(?:开工|竣工|完工|开竣工)(?:时间|日期)?\s*$")
"""A heading over the planned and the actual day of works."""
BEGUN = Pattern(r"^\s*(?:计划)?(?:开工|启动|开始|开建|进场|起始?)")
"""A heading of the days on which things begin, 开工 beside 完工 under 时间节点."""
_TITLES = 4
"""Rows of titles and the like that may stand in a table over its header."""
_NAMED = frozenset({Role.PROJECT, Role.SUBPROJECT, Role.CONTENT, Role.TARGET, Role.REGION, Role.CATEGORY})
"""What names the items of a table."""
_SUMS = frozenset({"合计", "小计", "总计"})
"""What may head a column in a lower tier of a header, as it names a row of totals below it."""
_FIGURED = Pattern(r"\d")
_TIMED = Pattern(r"(?:20\d\d年?)?(?:\d{1,2}[-—－~～至])?\d{1,2}月|20\d\d年|\d季度")
_MONTH = Pattern(r"^(?:20\d\d年)?\d{1,2}(?:[-—－~～至]\d{1,2})?月(?:份|底|末)?$|^20\d\d年$")


def sure(text: str) -> float:
    """How surely a text is a header name, 0 to 1."""
    return role_of(text)[1]


def may_head(text: str) -> bool:
    """True for a text that could be an unknown header name."""
    if sure(text) >= 1.0:  # % too, without a character
        return True
    shown = traits(text)
    if not text or len(text) > 24 or SENTENCE_END.search(text) or not shown & {"han"}:
        return False
    if MEASURED.search(text) or sure(text) >= 0.8:  # 任务 may also be a person's name
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
    names = {t for t in texts if sure(t) >= 0.8 or (again and DONE.match(t))}
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
    return "han" in traits(text) and not _FIGURED.search(_TIMED.sub("", MEASURED.sub("", text)))


def by_place(rows: Sequence[Sequence[str]]) -> int | None:
    """The first row of short words, one of them a known heading, with figures in most rows below it.

    The header of a table where none has names enough that are known.
    """
    for at in range(min(_TITLES, len(rows) - 2)):
        texts = rows[at]
        if len(texts) < 3 or not all(map(names_like, texts)) or not any(sure(t) >= 0.8 for t in texts):
            continue
        below = rows[at + 1 :]
        counted = sum(any(traits(t) & {"amount", "percent"} for t in row) for row in below)
        return at if counted >= 2 and counted * 2 > len(below) else None
    return None


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
    words = [t for t in texts.values() if unspaced(t) not in _SUMS]
    if not all(map(may_head, words)):  # names of places and the like: only where there is room for them
        short = all(len(t) <= 8 and names_like(t) for t in words)
        return short and set(texts) <= open_places(above, width)
    return set(texts) <= open_places(above, width) or all(sure(t) >= 0.8 for t in texts.values())


def role_named(text: str) -> Role:
    """The role that a column of this name has by itself, `EXTRA` for a name that tells none."""
    return role_of(text)[0] or Role.EXTRA


def settled(roles: Sequence[Role]) -> tuple[Role, ...]:
    """Roles with 目标任务 and its like taken for what they are beside the other columns."""
    fixed = list(roles)
    if Role.PROJECT not in fixed and Role.TARGET in fixed and Role.CONTENT in fixed:
        target, content = fixed.index(Role.TARGET), fixed.index(Role.CONTENT)
        if target < content:
            fixed[target] = Role.PROJECT
    if not _NAMED & set(fixed) and Role.PROBLEMS in fixed and {Role.PROGRESS, Role.STATUS} & set(fixed):
        fixed[fixed.index(Role.PROBLEMS)] = Role.PROJECT  # a list of problems to be put right: 反映问题, 整改措施
        if Role.NEXT_STEPS in fixed:
            fixed[fixed.index(Role.NEXT_STEPS)] = Role.CONTENT
    return tuple(fixed)


def under_group(leaf: str, group: str) -> Role:
    """The role of a column under a heading over several: its own name's, else what the heading is about."""
    own, (above, sureness) = role_of(leaf)[0], role_of(group)
    if above is None or (above is Role.PROGRESS and sureness < 0.8):  # 受益情况 tells of no progress
        above = Role.EXTRA
    if above is Role.PROGRESS and (own in (Role.REMARKS, Role.CONTENT) or SO_FAR.search(unspaced(leaf))):
        return above  # 说明 or 主要内容 under 完成情况 tells of the progress, 一季度 under 分季进展 too
    if own is Role.TARGET and above is Role.INVESTMENT:  # 年度计划 under 投资 is the money planned
        return above
    if own and (own is not Role.EXTRA or role_of(leaf)[1] == 1.0):
        return own
    if above is Role.DEADLINE and own is None and BEGUN.match(leaf):
        return Role.EXTRA
    if DONE.match(undated(leaf)):
        return Role.ACHIEVED
    if re.search(r"[%％率比]", leaf):
        return own or Role.RATE  # 满意率 is a rate of nothing that was promised
    return Role.ACHIEVED if above is Role.PROGRESS else above


def side_of(heading: str) -> Role | None:
    """Whether a heading over columns is the goal's side or the result's (任务 over 数量, 完成 over 数量)."""
    role = matrix_role(heading)
    return role if role in (Role.TARGET, Role.ACHIEVED) else None


def matrix_role(text: str, over: str = "") -> Role:
    """The role of a column under an indicator: 进度 is there an amount, not a report, and 任务 the amount due."""
    role = role_named(text)
    if OF_WORKS.search(over):  # its plan is a day, and what was is one too
        return Role.DEADLINE if role is Role.TARGET and "开工" not in over else Role.EXTRA
    if role in (Role.PROGRESS, Role.STAGE) or (role is Role.EXTRA and DONE.match(text)):
        return Role.ACHIEVED
    return Role.TARGET if role in (Role.PROJECT, Role.CONTENT) else role
