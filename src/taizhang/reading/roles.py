"""What a column is for, settled by what stands in it: one heading serves words here and figures there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from taizhang import language
from taizhang.language.chars import unspaced
from taizhang.language.headings import SO_FAR
from taizhang.language.patterns import Pattern
from taizhang.ledger import Column, Role

from .kinds import is_amount, traits
from .table import Line

_MEASURE = Pattern(
    r"^[十百千万亿]{0,2}(?:人次|人|户次|户|个|公里|千米|米|平方米|平方公里|平米|㎡|m2|km|立方米|方|亩|公顷|吨|座|处|家|所|台套|台|套|件|项|场次|场|批次|次"
    r"|元|辆|条|间|张|床|名|对|只|棵|株|盏|栋|幢|%|％|百分比|兆瓦|千瓦|部|眼|口|艘|册|剂次|剂|份|期|宗|片|块|段|根|村|小时)$"
)
_WIDER = frozenset("全国省市州县区")
"""How the name of a goal begins that is set for more than the ledger's own place."""
_DUE = ("时限", "期限", "计划", "要求", "预计", "限时", "拟", "节点", "目标", "安排", "应")
"""Words by which a heading of days tells that something is due."""
_PACE = "序时进度"
"""The heading of the rate reached or, beside that, of the one expected by now."""
MOST = 0.7
"""Share of a column's filled cells that must look alike to settle what the column is for."""


def settle(columns: Sequence[Column], lines: Iterable[Line]) -> tuple[Column, ...]:
    """The columns with roles mended: 完成进度 may hold 62.5%, a number, or a report in words."""
    texts: dict[int, list[str]] = {k: [] for k in range(len(columns))}
    for line in lines:
        for k, cell in line.cells.items():
            if cell.text.strip():
                texts.setdefault(k, []).append(cell.text.strip())
    made = [_told_in_words(c, texts[k]) if c.indicator else _settled(c, texts[k]) for k, c in enumerate(columns)]
    words = {new.heading[:-1]: new for new, old in zip(made, columns, strict=True) if old.indicator and new is not old}
    for k, column in enumerate(made):
        if column.indicator and not texts[k] and (like := words.get(column.heading[:-1])):
            made[k] = structs.replace(column, role=like.role, indicator="")  # a quarter that is still to come
    return tuple(_beside(_judging(made, texts)))


def _judging(columns: Sequence[Column], texts: dict[int, list[str]]) -> list[Column]:
    """The columns, one of the progress that holds only status words (已完成) beside one that tells it a status."""
    told = [k for k, c in enumerate(columns) if c.role in (Role.PROGRESS, Role.STAGE)]
    brief = [k for k in told if texts[k] and all(_is_status(t) for t in texts[k])]
    if len(brief) == len(told):
        return list(columns)
    return [structs.replace(c, role=Role.STATUS) if k in brief else c for k, c in enumerate(columns)]


def _is_status(text: str) -> bool:
    """Whether a cell holds a status word and nothing else: 完成设计 names what was done."""
    bare = unspaced(text).rstrip("。；;")
    return language.status(bare)[1] == bare


def _beside(columns: Sequence[Column]) -> Iterator[Column]:
    """The columns, those of no goal and no deadline here that another column shows to be something else.

    全省任务 beside 本市任务 is another's goal; 办结日期 beside 办结时限 is the day on which it was done;
    序时进度 beside 完成率 is what was expected.
    """
    own = any(c.role is Role.TARGET and c.name[0] in "本我" for c in columns)
    due = any(c.role is Role.DEADLINE and _is_due(c.name) for c in columns)
    rated = any(c.role is Role.RATE and _PACE not in c.name for c in columns)
    for column in columns:
        name = column.name
        wider = own and column.role is Role.TARGET and name[0] in _WIDER and not name.startswith("全年")
        done = due and column.role is Role.DEADLINE and name.endswith(("日期", "时间")) and not _is_due(name)
        pace = rated and column.role is Role.RATE and _PACE in name
        yield structs.replace(column, role=Role.EXTRA) if wider or done or pace else column


def _is_due(name: str) -> bool:
    return any(word in name for word in _DUE)


def _told_in_words(column: Column, texts: Sequence[str]) -> Column:
    """A column of a matrix; plan and report by quarters in words are no figures of an indicator named 一季度."""
    if not texts or not column.heading or not SO_FAR.search(column.heading[-1]):
        return column
    figures = sum(is_amount(t) or bool(traits(t) & {"percent", "none"}) for t in texts)
    if figures >= MOST * len(texts):
        return column
    if column.role is Role.ACHIEVED:
        return structs.replace(column, role=Role.PROGRESS, indicator="")
    return structs.replace(column, role=Role.EXTRA, indicator="") if column.role is Role.TARGET else column


def _settled(column: Column, texts: Sequence[str]) -> Column:
    role = column.role
    if role is Role.RESPONSIBLE_UNIT and texts and sum(map(_is_measure, texts)) >= MOST * len(texts):
        return structs.replace(column, role=Role.EXTRA)
    said = role is Role.EXTRA and "完成" in column.name
    if not texts or not (said or role in (Role.PROGRESS, Role.STAGE, Role.ACHIEVED, Role.RATE)):
        return column
    rates = sum("percent" in traits(t) and len(t) < 10 for t in texts) / len(texts)
    amounts = sum(is_amount(t) for t in texts) / len(texts)
    words = sum(len(t) > 6 and not is_amount(t) and "percent" not in traits(t) for t in texts) / len(texts)
    if role in (Role.PROGRESS, Role.STAGE) and rates >= MOST:
        return structs.replace(column, role=Role.RATE)
    if role in (Role.PROGRESS, Role.EXTRA) and amounts >= MOST:
        return structs.replace(column, role=Role.ACHIEVED)
    if role in (Role.ACHIEVED, Role.RATE, Role.EXTRA) and words >= MOST:
        return structs.replace(column, role=Role.PROGRESS)
    return column


def _is_measure(text: str) -> bool:
    """True for a unit of measure (户, 公里, 万人次), which 单位 may head as well as an office."""
    return _MEASURE.match(text) is not None
