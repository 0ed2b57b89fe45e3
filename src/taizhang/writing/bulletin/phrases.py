"""The facts that an outline can name, as words with the rows behind them.

Tasks are counted, not weighed: each is one (domain.md 6.3, ②).  Units are told in the order of the list and never
ranked (design.md, law 6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from .causes import cause_of
from .facts import FINISHED, GOOD, SLOW, Item, Told
from .model import Figure, Piece, Pieces
from .shares import shares

TOLD_EACH = 8
"""Items told one by one in a sentence; the annex has them all."""
LONGEST_PROBLEM = 60
MOST_GROUPS = 20

WORDS: Mapping[str, str] = {
    "done": "已完成",
    "closed": "已销号",
    "ahead": "超序时进度",
    "on_schedule": "按序时推进",
    "under_way": "正在推进",
    "behind": "滞后于序时进度",
    "not_started": "未启动",
    "overdue": "逾期未完成",
    "adjusted": "已调整",
    "": "未报进展",
}
"""The statuses as a bulletin says them, in the order it tells them (domain.md 2.3)."""


_SAID_ALIKE = {"under_way": {"under_way", "vague"}}


def phrase(told: Told, name: str) -> Pieces:
    """What stands for {name}; empty where there is nothing to say.  KeyError for a name that is none."""
    pieces = FACTS[name](told)
    return tuple(Figure(piece.text, name, piece.rows) if isinstance(piece, Figure) else piece for piece in pieces)


def _count(items: Iterable[Item], measure: str = "项") -> Figure:
    rows = tuple(item.row for item in items)
    return Figure(f"{len(rows)}{measure}", rows=rows)


def _percent(number: Decimal) -> str:
    text = f"{number:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def _points(number: Decimal) -> str:
    return f"{abs(number).quantize(Decimal('0.1')).normalize():f}个百分点"


def _joined(parts: Iterable[Pieces], mark: str = "；") -> Pieces:
    result: list[Piece] = []
    for part in parts:
        result += [mark, *part] if result else part
    return tuple(result)


def _period(told: Told) -> Pieces:
    """一季度 of 2025年一季度: the year stands beside it."""
    document = told.ledger.document
    words = document.period_text.removeprefix(f"{document.year}年")
    return _words(words.replace(f"{document.year}年", ""))


def day_words(day: date) -> str:
    """2026年3月8日, without noughts (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _words(text: str) -> Pieces:
    return (text,) if text else ()


def _size(told: Told) -> Pieces:
    """12件36项, 36项 where each project is one task."""
    projects, rows = {id(item.project) for item in told.items}, tuple(item.row for item in told.items)
    tasks = Figure(f"{len(rows)}项", rows=rows)
    return (tasks,) if len(projects) == len(rows) else (Figure(f"{len(projects)}件", rows=rows), tasks)


def _units(items: Iterable[Item]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for item in items:
        for unit in item.units:
            found[unit] = (*found.get(unit, ()), item.row)
    return found


def _unit_count(told: Told) -> Pieces:
    units = _units(told.items)
    rows = tuple(dict.fromkeys(row for rows in units.values() for row in rows))
    return (Figure(f"{len(units)}个单位", rows=rows),) if units else ()


def _by_status(told: Told) -> Pieces:
    """已完成12项，占33.3%；… – every status that there is, shares that add up."""
    groups = [(word, told.having(_SAID_ALIKE.get(status, {status}))) for status, word in WORDS.items()]
    groups = [(word, items) for word, items in groups if items]
    parts = shares([len(items) for _, items in groups])
    return _joined(
        (word, _count(items), "，占", Figure(_percent(share), rows=tuple(item.row for item in items)))
        for (word, items), share in zip(groups, parts, strict=True)
    )


def _grouped(told: Told, of: Callable[[Item], str]) -> Pieces:
    """省级4项，占11.1%，其中已完成2项、进度滞后1项；… – nothing for one group alone, or more than a sentence holds."""
    groups: dict[str, list[Item]] = {}
    for item in told.items:
        groups.setdefault(of(item), []).append(item)
    if not 1 < len(groups) <= MOST_GROUPS:
        return ()
    parts = shares([len(items) for items in groups.values()])
    return _joined(
        _group(name or "其他", items, share) for (name, items), share in zip(groups.items(), parts, strict=True)
    )


def _group(name: str, items: list[Item], share: Decimal) -> Pieces:
    parts: list[Pieces] = [("已完成", _count(done))] if (done := _of(items, FINISHED)) else []
    if slow := _of(items, SLOW):
        parts.append(("进度滞后", _count(slow)))
    head: Pieces = (name, _count(items), "，占", Figure(_percent(share), rows=tuple(item.row for item in items)))
    return (*head, "，其中", *_joined(parts, "、")) if parts else head


def _of(items: Iterable[Item], statuses: frozenset[str]) -> list[Item]:
    return [item for item in items if item.now.status in statuses]


def _tier(item: Item) -> str:
    return item.project.tier or (item.task.tiers[0] if item.task.tiers else "")


def _each(items: tuple[Item, ...], tell_one: Callable[[Item], Pieces]) -> Pieces:
    """The first items one by one, then how many in all."""
    told = _joined(tell_one(item) for item in items[:TOLD_EACH])
    rest = len(items) - TOLD_EACH
    return (*told, "；等共", _count(items)) if rest > 0 else told


def _titled(item: Item) -> Pieces:
    units = "、".join(item.units)
    name: Pieces = ("“", Figure(item.name, rows=(item.row,)), "”")
    return (*name, f"（{units}）") if units else name


def _quick_one(item: Item) -> Pieces:
    if item.now.done is None or item.now.gap is None:
        return _titled(item)
    return (
        *_titled(item),
        "完成",
        Figure(_rounded(item.now.done), rows=(item.row,)),
        "，超序时进度",
        Figure(_points(item.now.gap), rows=(item.row,)),
    )


def _rounded(rate: Decimal) -> str:
    return _percent(rate.quantize(Decimal("0.1")))


def _slow_one(item: Item) -> Pieces:
    if item.now.status == "not_started" or item.now.done is None:
        return (*_titled(item), WORDS[item.now.status])
    told: Pieces = (*_titled(item), "完成", Figure(_rounded(item.now.done), rows=(item.row,)))
    if item.now.status == "overdue":
        return (*told, "，已逾期")
    return (*told, "，低于序时进度", Figure(_points(item.now.gap), rows=(item.row,))) if item.now.gap else told


def _slow_units(told: Told) -> Pieces:
    units = list(_units(told.slow).items())
    named = _joined(((Figure(unit, rows=rows),) for unit, rows in units[:TOLD_EACH]), "、")
    return (*named, f"等{len(units)}个单位") if len(units) > TOLD_EACH else named


def _causes(told: Told) -> Pieces:
    """用地征迁2项、资金保障1项 – of the items that tell of a problem."""
    groups: dict[str, list[Item]] = {}
    for item in told.items:
        if cause := cause_of(item.task.report.problems):
            groups.setdefault(cause, []).append(item)
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    return _joined(((cause, _count(items)) for cause, items in ordered), "、")


def _problems(told: Told) -> Pieces:
    """What the slow items say is in their way, in their own words."""
    having = tuple(item for item in told.slow if cause_of(item.task.report.problems))
    return _each(having, lambda item: (*_titled(item), "反映：", _problem(item)))


def _problem(item: Item) -> Figure:
    """The first sentence in the unit's words."""
    first = " ".join(item.task.report.problems.split()).split("。")[0]
    return Figure(first if len(first) <= LONGEST_PROBLEM else f"{first[:LONGEST_PROBLEM]}……", rows=(item.row,))


def _none_slow(told: Told) -> Pieces:
    """Said only where every task has told how it stands."""
    known = told.items and all(item.now.status in GOOD for item in told.items)
    return ("各项任务均达到序时进度",) if known else ()


def _unexplained(told: Told) -> Pieces:
    silent = [item for item in told.slow if not cause_of(item.task.report.problems)]
    return (_count(silent),) if silent else ()


def _moved(told: Told, now: frozenset[str], before: Callable[[str], bool]) -> list[Item]:
    return [item for item in told.items if item.before and item.now.status in now and before(str(item.before.status))]


def _since(told: Told) -> Pieces:
    """较上期新完成3项，新增滞后1项，2项由滞后转为按序时推进; nothing without a period before."""
    if not told.compared:
        return ()
    finished = _moved(told, FINISHED, lambda status: status not in FINISHED)
    slower = _moved(told, SLOW, lambda status: status not in SLOW)
    better = _moved(told, GOOD - FINISHED, lambda status: status in SLOW)
    parts: list[Pieces] = []
    if finished:
        parts.append(("新完成", _count(finished)))
    if slower:
        parts.append(("新增滞后", _count(slower)))
    if better:
        parts.append((_count(better), "由滞后转为按序时推进"))
    return _joined(parts, "，")


def _counted(statuses: frozenset[str]) -> Callable[[Told], Pieces]:
    def fact(told: Told) -> Pieces:
        items = told.having(statuses)
        return (_count(items),) if items else ()

    return fact


def _share(statuses: frozenset[str]) -> Callable[[Told], Pieces]:
    def fact(told: Told) -> Pieces:
        items = told.having(statuses)
        if not items:
            return ()
        part = shares([len(items), len(told.items) - len(items)])[0]
        return (Figure(_percent(part), rows=tuple(item.row for item in items)),)

    return fact


FACTS: Mapping[str, Callable[[Told], Pieces]] = {
    "地区": lambda told: _words(told.ledger.document.region),
    "年份": lambda told: _words(str(told.ledger.document.year or "")),
    "期次": _period,
    "截至日": lambda told: _words(day_words(told.as_of) if told.as_of else ""),
    "截至": lambda told: _words(f"截至{day_words(told.as_of)}，" if told.as_of else ""),
    "规模": _size,
    "总数": lambda told: (_count(told.items),),
    "单位数": _unit_count,
    "状态分布": _by_status,
    "层级分布": lambda told: _grouped(told, _tier),
    "类别分布": lambda told: _grouped(told, lambda item: item.project.category),
    "单位分布": lambda told: _grouped(told, lambda item: item.units[0] if item.units else ""),
    "完成数": _counted(FINISHED),
    "完成占比": _share(FINISHED),
    "达序时数": _counted(GOOD),
    "达序时占比": _share(GOOD),
    "滞后数": _counted(SLOW),
    "滞后占比": _share(SLOW),
    "未报数": _counted(frozenset({""})),
    "较上期": _since,
    "超前项目": lambda told: _each(told.quick, _quick_one),
    "滞后项目": lambda told: _each(told.slow, _slow_one),
    "滞后单位": _slow_units,
    "问题原因": _causes,
    "问题情况": _problems,
    "未说明数": _unexplained,
    "无滞后": _none_slow,
}
"""Every fact that an outline can name."""
